"""Reads the agents ad litem: who, of which firm, for whom."""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.civil.header_entries import Entry, header_entries
from anmai.extraction.civil.parties import name_spans, ruling_name
from anmai.extraction.civil.words import alternation, firm_pattern
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.names import looks_like_person
from anmai.extraction.values.numbers import whole

COMPONENT: Final = "civil_agents"
_PIECE: Final = re.compile(r"(?:[^，。；、\n（）：]|（[^（）\n]*）)+")
_AND: Final = re.compile(r"(?<=[\u3400-\u9fff]{2})(?:和|及)(?=[\u3400-\u9fff]{2,4}$)")
_GROUP: Final = re.compile(r"(?P<count>[二两三四五六七八九十\d]+)[名位]?|(?P<all>以?上述?|共同|前述|上列)")
_ROLE: Final = re.compile(r"被申请执行人|申请执行人|被上诉人|上诉人|被申请人|申请人|被执行人|原告|被告|第三人")
_POST: Final = re.compile(
    r"(?:律师|律师助理|实习律师|法律工作者|职工|员工|经理|主任|法务|干部|工作者|代理|授权|男|女|族|出生|公司|主管|专员|职员|局|村民|推荐|科长|职务|人员|执业证|电话|住)"
)


def read_agents(ruling: Ruling) -> None:
    """Set agents: one row a person; ``for`` holds the parties by the header's names."""
    parties: list[tuple[str, Found, list[str]]] = []
    rows: list[dict[str, Any]] = []
    read = {row["name"].value: row for row in ruling.draft.values.get("parties", [])}
    for entry in header_entries(ruling):
        if entry.sort == "party":
            for start, end in name_spans(ruling.text, entry.body, entry.end):
                row = next((row for name, row in read.items() if ruling_name(name) == ruling.text[start:end]), None)
                if row and all(known[0] != row["name"].value for known in parties):
                    parties.append((row["name"].value, row["name"], [role.value for role in row["roles"]]))
        elif entry.sort == "agent" and parties:
            principals = _principals(entry.title, parties)
            for row in _agents(ruling, entry):
                _add(rows, row, principals)
    rows.extend(_parties_who_act(ruling, rows, list(read.values())))
    ruling.put(COMPONENT, "agents", rows)


def _add(rows: list[dict[str, Any]], row: dict[str, Any], principals: list[Found]) -> None:
    same = next(
        (
            known
            for known in rows
            if known["name"].value == row["name"].value
            and ("firm" not in row or "firm" not in known or known["firm"].value == row["firm"].value)
        ),
        None,
    )
    if same is None:
        rows.append({**row, "for": list(principals)})
        return
    if "firm" in row:
        same.setdefault("firm", row["firm"])
    have = {principal.value for principal in same["for"]}
    same["for"].extend(principal for principal in principals if principal.value not in have)


def _principals(title: str, parties: list[tuple[str, Found, list[str]]]) -> list[Found]:
    """For whom: the party before, or as many of one role as the title says (二原告共同…, 以上被告共同…)."""
    head = re.sub(rf"(?:{alternation('agents')}).*$", "", title)
    group = _GROUP.search(head)
    if not group:
        return [parties[-1][1]]
    role = _ROLE.search(head)
    pool = parties
    if role:
        pool = [party for party in parties if any(_is(role.group(), own) for own in party[2])]
    else:
        last = parties[-1][2][0]
        pool = []
        for party in reversed(parties):
            if party[2][0] != last:
                break
            pool.insert(0, party)
    count = whole(group.group("count").replace("两", "二")) if group.group("count") else None
    chosen = pool[-count:] if count and count <= len(pool) else pool
    return [party[1] for party in chosen] or [parties[-1][1]]


def _is(role: str, own: str) -> bool:
    """Whether a party's role is the one meant: 原审原告 and 反诉被告 go by their last word, 被上诉人 is no 上诉人."""
    return own == role or (
        own.endswith(role) and own[: -len(role)] in {"原审", "一审", "反诉", "本诉", "再审", "二审", "原"}
    )


def _agents(ruling: Ruling, entry: Entry) -> list[dict[str, Any]]:
    text = ruling.text
    rows: list[dict[str, Any]] = []
    waiting: list[dict[str, Any]] = []  # agents of this entry whose firm hasn't been read yet
    beside = True  # the piece before was an agent or a firm; another name may only stand beside those
    stop = entry.end
    for number, piece in enumerate(_split(text, entry.body, stop)):
        start, end = piece
        words = text[start:end]
        firm = firm_pattern().search(words)
        if firm:
            found = ruling.found(start + firm.start("firm"), start + firm.end("firm"))
            for row in waiting:
                row["firm"] = found
            waiting, beside = [], True
            continue
        bracket = words.find("（")
        if bracket > 0:
            inner = firm_pattern().search(words, bracket + 1)
            end = start + bracket
            words = words[:bracket]
        else:
            inner = None
        name_end = re.search(r"(?<=..)(?:男|女)$", words)
        if name_end and len(words) > 3:
            end -= 1
            words = words[:-1]
        if number and not (beside and looks_like_person(words) and not _POST.search(words) and len(words) <= 4):
            beside = False
            continue
        if not 2 <= len(words) <= 20 or words in {"男性", "女性", "汉族"}:
            continue
        row = {"name": ruling.found(start, end)}
        rows.append(row)
        if inner:
            row["firm"] = ruling.found(start + inner.start("firm"), start + inner.end("firm"))
        else:
            waiting.append(row)
    return rows


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    for match in _PIECE.finditer(text, start, end):
        left, right = match.span()
        both = _AND.search(text[left:right])
        if both and right - left <= 9:
            pieces.extend([(left, left + both.start()), (left + both.end(), right)])
        else:
            pieces.append((left, right))
    return pieces


_ACTS: Final = re.compile(
    r"(?:兼|暨|系)(?:上述|其他|其余)?(?P<whom>(?:[二两三四五六七八九十]|原审|一审)?(?:原告|被告|上诉人|被上诉人|第三人)?[^，。；（）\n]{0,30}?)的?(?:共同)?(?:委托诉讼代理人|委托代理人|法定代理人|诉讼代理人)"
)


def _parties_who_act(ruling: Ruling, rows: list[dict[str, Any]], parties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Parties whose own entry says that they also act for another party."""
    text = ruling.text
    acting = []
    names = {ruling_name(row["name"].value): row["name"] for row in parties}
    taken = {row["name"].value for row in rows}
    for entry in header_entries(ruling):
        if entry.sort != "party":
            continue
        match = _ACTS.search(text, entry.start, entry.end)
        own = [text[a:b] for a, b in name_spans(text, entry.body, entry.end)]
        if not match or len(own) != 1 or own[0] not in names or own[0] in taken:
            continue
        whom = [found for name, found in names.items() if name in match.group("whom") and name != own[0]]
        if whom:
            acting.append({"name": names[own[0]], "for": whom})
    return acting
