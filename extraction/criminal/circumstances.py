"""Reads the circumstances that the court found for each defendant: 累犯, 自首, 从犯, 认罪认罚.

Only 本院认为 is read. A circumstance counts where the court states it, or takes up what a party said (予以采纳). It
does not where it is refused or denied (不构成累犯, 不予采纳), merely pleaded, said of somebody else (同案人), or of
the law's text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from anmai.extraction.criminal.people import People, people_of
from anmai.extraction.data.tables import table
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.names import MASKED

COMPONENT: Final = "circumstances"
#: Characters on either side of a circumstance's words in which its subject and its speaker are looked for.
_WINDOW: Final = 400
_SENTENCE: Final = re.compile(r"[^。；\n]+")
_DENIED_BEFORE: Final = re.compile(
    r"(?:不(?!仅|但|只|光|满|久|断|思)|未(?!成年|遂|满|来)|并非|非(?!法)|无(?!视|期|证|罪)|没有|难以|否认|排除|"
    r"缺乏|尚未|谈不上|误)[^，。；、]{0,12}$"
)
_DENIED_AFTER: Final = re.compile(
    r"^[^。；]{0,40}?(?:不(?:能)?成立|不予(?:认定|采纳|支持|采信|确认)|不应(?:予以)?(?:认定|采纳|支持)|依据不足|"
    r"理由不足|证据不足|无据|没有(?:事实|法律|证据)|不符(?:合)?|缺乏|不能认定|无法认定|不足以认定|不当|错误|有误|"
    r"难以(?:采纳|支持|认定)|不(?:具备|具有)|撤回)"
)
_SPEAKER: Final = re.compile(
    r"(?:辩护人|辩护意见|公诉机关|公诉人|检察机关|检察院|检察员|抗诉机关|上诉人?|被告人)[^，。；]{0,30}?(?:提出|"
    r"认为|辩称|辩解|主张|指控|建议|请求|要求|诉称|称|所提|关于|意见)"
    r"|(?:关于|对于|针对|至于|就)[^，。；]{0,60}?(?:辩护|辩解|上诉|意见|理由|指控)|提出的?[^，。；]{0,40}$|"
    r"所提[^，。；]{0,40}$"
)
_TAKEN_UP: Final = re.compile(
    r"(?:予以|应予|可予|均予|本院|依法|部分|当庭)?(?:采纳|采信|支持|认定|确认|认可)|(?<!不)(?<!能)成立|属实|有理|"
    r"符合|正确|得当|恰当|适当|相符"
)
#: The court's answer to what was said before: what follows it is the court's own word again.
_ANSWERED: Final = re.compile(r"(?:(?<!不)(?<!能)成立|予以支持|应予支持|予以采纳|予以确认|予以认定)，")
_REFUSED: Final = re.compile(r"不予|不(?:能)?成立|不符|不当|不足|无据|不采|难以|不应|不能")
_LAW: Final = re.compile(r"(?:对于|对|凡|如果|是指|所谓|规定[^，。；]{0,10})$")
_LAW_AFTER: Final = re.compile(
    r"^(?:和|及|以及|或者|或|、)[^，。；]{0,10}(?:首要分子|不适用)|^(?:不适用缓刑|的法律规定|的规定|的条件|的构成|"
    r"的认定)"
)
_OTHERS: Final = re.compile(r"(?:同案(?:犯|人|被告人)?|同伙|另案处理的?|(?<!其)他人|共犯)[^，。；]{0,10}$")
_OTHER_PERSON: Final = re.compile(
    rf"(?:^|证人|被害人|同案(?:犯|人)?)(?P<name>{MASKED})(?=系|有|具有|是|属|构成|因|的|检举|也)"
)
_PLEADING: Final = re.compile(
    r"(?:关于|对于|针对)?(?:[^，。；：\n]{0,24})?(?:辩护人|代理人|公诉机关|公诉人|检察员|检察机关|上诉人|辩解|"
    r"辩称)[^。；：\n]{0,24}(?:提出|认为|意见|辩称|辩解|上诉)"
)
_COURT_SPEAKS: Final = re.compile(r"经查|本院|经审查|综上|合议庭|据此")
_GANG: Final = re.compile(r"犯罪集团|恶势力|黑社会性质|集团的?首要|集团犯罪")
_LEAD: Final = re.compile(
    r"(?:^|[，。；：、（])(?:其中|同时|但是?|而|故|且|又|因|鉴于|考虑到?|另|综上|因此|经查|此外|对|对于|据此|"
    r"本案中?|虽然?)*[，]?(?:原审)?(?:被告人|上诉人|被告单位|罪犯)?(?:（[^（）]{2,14}）)?$"
)
_JOINED: Final = re.compile(r"^(?:、|和|及|与|，|以及)(?:原审)?(?:被告人|上诉人|被告单位)?(?:（[^（）]{2,14}）)?$")


#: Every character that a cue can begin with: elsewhere none of them is tried.
_FIRST: Final = "不中主从以偶初前又取坦如对属已年得教是有未毒犯积立签系累聋胁自获认起退避部重防限预首"


@cache
def _cues() -> re.Pattern[str]:
    cues = "|".join(f"(?P<c{number}>{row['cue']})" for number, row in enumerate(table("circumstances")))
    return re.compile(f"(?=[{_FIRST}])(?:{cues})")


@cache
def _types() -> tuple[str, ...]:
    return tuple(row["type"] for row in table("circumstances"))


def read_circumstances(ruling: Ruling) -> None:
    """Set circumstances: one row a defendant and type, in the order found."""
    people = people_of(ruling)
    span = ruling.sections.reasoning
    if span is None or people.mention is None:
        return
    text = ruling.text
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    subjects: list[Found] = _everyone(ruling, people) if len(people.names) == 1 else []
    for sentence in _SENTENCE.finditer(text, *span):
        for cue in _cues().finditer(text, *sentence.span()):
            left = max(sentence.start(), cue.start() - _WINDOW)
            right = min(sentence.end(), cue.end() + _WINDOW)
            here = _subjects(ruling, people, left, cue.start())
            subjects = here or subjects
            if _pleaded(text, span[0], cue.start()) and not _taken_up_here(text, cue.end(), right):
                continue
            if text.count("“", left, cue.start()) > text.count("”", left, cue.start()):
                continue
            if not _found_by_court(text, left, right, cue, people):
                continue
            kind = _types()[int(cue.lastgroup[1:])]  # type: ignore[index]
            if kind == "首要分子" and not _GANG.search(text, left, right):
                kind = "聚众犯罪首要分子"
            if kind == "坦白" and "坦白" not in cue.group() and _surrendered(rows, subjects, text[left:right]):
                continue
            confidence = 0.9 if here else 0.7
            for subject in subjects:
                rows.setdefault(
                    (subject.value, kind),
                    {"defendant": subject, "type": ruling.found(*cue.span(), kind, confidence)},
                )
        if len(people.names) > 1:
            tail = _subjects(ruling, people, max(sentence.start(), sentence.end() - _WINDOW), sentence.end())
            subjects = tail or subjects
    ruling.put(COMPONENT, "circumstances", list(rows.values()))


def _surrendered(rows: dict[tuple[str, str], Any], subjects: list[Found], sentence: str) -> bool:
    """Telling the truth is part of 自首: it is no 坦白 beside it."""
    return "自首" in sentence or any((subject.value, "自首") in rows for subject in subjects)


def _found_by_court(text: str, left: int, right: int, cue: re.Match[str], people: People) -> bool:
    clause = max(text.rfind(mark, left, cue.start()) for mark in "，、：")
    before = text[max(clause + 1, left) : cue.start()]
    after = text[cue.end() : right]
    if _someone_else(before, people):
        return False
    if _DENIED_BEFORE.search(before) or _LAW.search(before) or _OTHERS.search(before) or _LAW_AFTER.match(after):
        return False
    speaker = None
    for speaker in _SPEAKER.finditer(text, left, cue.start()):  # noqa: B007
        pass
    if speaker and not _ANSWERED.search(text, speaker.end(), cue.start()):
        follow = after if _TAKEN_UP.search(after) or _REFUSED.search(after) else after + text[right : right + 80]
        return bool(_TAKEN_UP.search(follow)) and not _REFUSED.search(follow)
    return not _DENIED_AFTER.match(after)


def _pleaded(text: str, start: int, at: int) -> bool:
    """Whether the paragraph so far only tells what a party said (辩护人提出如下意见：1. … 2. …)."""
    near = max(start, at - 4 * _WINDOW)
    head = max(text.rfind("\n", near, at) + 1, near)
    return bool(_PLEADING.match(text, head, at)) and not _COURT_SPEAKS.search(text, head, at)


def _taken_up_here(text: str, start: int, end: int) -> bool:
    return bool(_TAKEN_UP.search(text, start, end)) and not _REFUSED.search(text, start, end)


def _someone_else(clause: str, people: People) -> bool:
    """Whether the cue's own clause speaks of a person who is no defendant (同案颜某有立功情节)."""
    match = _OTHER_PERSON.search(clause)
    return match is not None and people.canonical(match.group("name")) not in people.names


def _everyone(ruling: Ruling, people: People) -> list[Found]:
    rows = ruling.draft.values["defendants"]
    return [Found(row["name"].value, row["name"].spans, 0.8) for row in rows if row["name"].value in people.names]


def _subjects(ruling: Ruling, people: People, start: int, end: int) -> list[Found]:
    """Whom the words speak of: the last names that begin a clause, else the last names; all for 二被告人."""
    text = ruling.text
    assert people.mention is not None
    mentions = list(people.mention.finditer(text, start, end))
    everyone = list(people.everyone.finditer(text, start, end))
    leading = [m for m in mentions if _LEAD.search(text, max(start - 1, 0), m.start())]
    last = (leading or mentions)[-1] if mentions else None
    if everyone and (last is None or everyone[-1].start() > last.end()):
        span = everyone[-1].span()
        named = (
            _group(text, mentions, last)
            if last and re.match(r"均|[二两三四五六七八九十]人均|都", everyone[-1].group())
            else []
        )
        if len(named) > 1:
            return [ruling.found(*m.span(), people.canonical(m.group())) for m in named]
        return [Found(name, (span,), 0.8) for name in people.names]
    if last is None:
        return []
    return [ruling.found(*m.span(), people.canonical(m.group())) for m in _group(text, mentions, last)]


def _group(text: str, mentions: list[re.Match[str]], last: re.Match[str]) -> list[re.Match[str]]:
    """The names joined to ``last`` by 、 on either side."""
    index = mentions.index(last)
    first = index
    while first > 0 and _JOINED.match(text[mentions[first - 1].end() : mentions[first].start()]):
        first -= 1
    while index + 1 < len(mentions) and _JOINED.match(text[mentions[index].end() : mentions[index + 1].start()]):
        index += 1
    return mentions[first : index + 1]
