"""Reads when each defendant committed what, from the facts that the court found (else from the indictment)."""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.criminal.people import People, people_of
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.dates import DateHit, iter_dates

COMPONENT: Final = "offences"
_SENTENCE: Final = re.compile(r"[^。；\n]+")
#: What a date may stand beside without being the offence's: capture, expertise, payment, evidence, earlier judgments.
_NO_OFFENCE: Final = re.compile(
    r"抓获|归还|投案|到案|归案|鉴定|认定书|价格认证|赔偿|谅解|供述|报案|报警|立案|拘留|逮捕|取保候审|判处|刑满|"
    r"释放|起诉|出具|成立|注册|登记|任命|聘任|生于|出生|死亡|抢救无效|"
    r"证实|证明|返还|退还|退赃|查获|扣押|检验|送医|住院|通知|催收|审计|调解|赶到|传唤|作出|生效|受理|"
    r"因涉嫌|口头|查封|承诺|补种|修复|出生|收监"
)
_ACT: Final = re.compile(
    r"窃|盗|抢|骗|殴|打|伤|砍|刺|捅|贩|卖|购|吸|容留|驾|行驶|肇事|撞|赌|砸|毁|闯|入|勒索|索|收受|贿|挪|贪|占|藏|"
    r"运|制|种|伐|猎|捕|开设|组织|介绍|强|奸|猥|拘禁|放火|点|烧|伪造|虚开|"
    r"冒充|谎|虚构|透支|非法|拒|阻|妨|聚|斗|持|携|约|伙同|纠集|预谋|窜|流窜|实施|作案|支付|给予|送|借|喝|饮|吸收|"
    r"租|雇|生产|销售|排放|倾倒|开采|采|砍伐"
)
_RANGE: Final = re.compile(
    r"^(?:年|月|日|初|底|末|中|[春夏秋冬][季天]?|[上下]半年|前后|中旬|上旬|下旬|份|间|以来|起|开始|期间|的一天|左右|凌晨|上午|下午|晚上?|\d{1,2}时许?|"
    r"许)*(?:至|到|-|—|~|起至|间至)"
)
_CLAUSE_END: Final = re.compile(r"[，；]")
_GIVEN_BACK: Final = re.compile(r"归还|退还|返还|赔偿|退赔|退缴|发还")
_HEAD: Final = re.compile(r"[^，。；\n]{0,24}$")
_LIST: Final = re.compile(r"(?:凌晨|上午|下午|晚上?|\d{1,2}时许?|许|左右)*(?:、|和|及|以及|，)(?:先后)?")
_WHILE: Final = re.compile(r"在?(?:被)?(?:取保候审|监视居住|缓刑(?:考验)?|假释(?:考验)?|暂予监外执行|服刑)期间?内?")
#: Words for those whom the sentence before named: two of them, three, or one.
_SAME_PEOPLE: Final = re.compile(
    r"(?:^|[，：])(?:后|又|随后|遂|之后)?(?:该|上述|以上)?(?:(?P<several>[二两三四五])人|其(?!他|余|中|家))"
)
_COUNTS: Final = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_PROOF: Final = re.compile(
    r"上述事实|以上事实|认定上述|上述证据|证据(?:证实|如下|予以|在案)|(?:^|\n)(?:另|又)?查明(?:，被告人[^。]{0,30}前科)"
)


def read_offences(ruling: Ruling) -> None:
    """Set offences: a row for each act's date (or [from, until]) and defendant; charge where only one is at stake."""
    people = people_of(ruling)
    if people.mention is None:
        return
    for span in (ruling.sections.facts, ruling.sections.claims):
        if span is None:
            continue
        rows = _rows(ruling, people, *span)
        if rows:
            ruling.put(COMPONENT, "offences", rows)
            return


def _charges(ruling: Ruling) -> dict[str, list[Found]]:
    return {
        row["defendant"].value: row.get("charges", [])
        for row in ruling.draft.values.get("verdicts", [])
        if "defendant" in row
    }


def _rows(ruling: Ruling, people: People, start: int, end: int) -> list[dict[str, Any]]:
    text = ruling.text
    proof = _PROOF.search(text, start + 20, end)
    end = proof.start() if proof else end
    charges = _charges(ruling)
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    last: str | None = None
    pending: list[DateHit] = []
    before: list[Found] = []
    for sentence in _SENTENCE.finditer(text, start, end):
        left, right = sentence.span()
        hits = [hit for hit in iter_dates(text, left, right, last=last) if not _is_birth(text, hit)]
        if text[left - 1] == "\n":
            pending = []
        before = _actors(ruling, people, left, right, before) or before
        if hits:
            last = hits[-1].iso
            pending = _lead(text, left, hits)
        elif not pending or not _is_act(text, left, right):
            continue
        groups = _grouped(text, hits) if hits else [pending]
        for number, group in enumerate(groups):
            stop = groups[number + 1][0].start if number + 1 < len(groups) else right
            if hits and not _is_act(text, group[-1].end, stop):
                continue
            pending = []
            actors = _actors(ruling, people, left, right, before)
            for when in _when(ruling, text, group):
                for subject in actors:
                    row: dict[str, Any] = {"defendant": subject, "date": when}
                    own = charges.get(subject.value, [])
                    if len(own) == 1:
                        row["charge"] = own[0]
                    rows.setdefault((subject.value, str(when.value)), row)
    return list(rows.values()) or _first(ruling, people, start, end)


def _is_birth(text: str, hit: DateHit) -> bool:
    """Whether a date is a birth's (被害人黄某（出生于2000年9月18日）)."""
    return text.startswith(("生", "出生"), hit.end) or text.endswith(("生于", "出生日期", "出生日期为"), 0, hit.start)


def _lead(text: str, start: int, hits: list[DateHit]) -> list[DateHit]:
    """The date that a sentence begins with, for an act that only the next sentence tells; none after a capture."""
    group = _grouped(text, hits)[0]
    sentence_end = text.find("。", group[-1].end)
    if not _HEAD.match(text[start : group[0].start]) or _NO_OFFENCE.search(text, group[-1].end, sentence_end):
        return []
    return group


def _first(ruling: Ruling, people: People, start: int, end: int) -> list[dict[str, Any]]:
    """Where no act is told in words that we know: the first sentence that begins with a date and names a defendant."""
    text = ruling.text
    charges = _charges(ruling)
    for sentence in _SENTENCE.finditer(text, start, end):
        hit = next((hit for hit in iter_dates(text, *sentence.span()) if not _is_birth(text, hit)), None)
        if (
            hit is None
            or not _HEAD.match(text[sentence.start() : hit.start])
            or len(hit.iso) < 7
            or _NO_OFFENCE.search(sentence.group()[:60])
        ):
            continue
        rows = []
        for subject in _actors(ruling, people, *sentence.span(), []):
            row: dict[str, Any] = {"defendant": subject, "date": ruling.found(hit.start, hit.end, hit.iso, 0.5)}
            own = charges.get(subject.value, [])
            if len(own) == 1:
                row["charge"] = own[0]
            rows.append(row)
        if rows:
            return rows
    return []


def _grouped(text: str, hits: list[DateHit]) -> list[list[DateHit]]:
    """Dates that are told together: 3月5日、4月2日 or a range."""
    groups = [[hits[0]]]
    for hit in hits[1:]:
        between = text[groups[-1][-1].end : hit.start]
        if len(between) < 14 and (_RANGE.match(between) or _LIST.fullmatch(between)):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups


def _is_act(text: str, start: int, end: int) -> bool:
    """Whether an act follows the date at once: no capture, payment or expertise up to the end of the act's clause."""
    act = _ACT.search(text, start, end)
    if act is None:
        return False
    stop = _CLAUSE_END.search(text, act.end(), end)
    if _GIVEN_BACK.search(text, act.end(), stop.start() if stop else end):
        return False
    return not _NO_OFFENCE.search(_WHILE.sub("", text[start : act.end()]))


def _when(ruling: Ruling, text: str, group: list[DateHit]) -> list[Found]:
    first, last = group[0], group[-1]
    confidence = 0.8 if first.absolute else 0.7
    if len(group) == 2 and _RANGE.match(text[first.end : last.start]):
        return [Found([first.iso, last.iso], ((first.start, last.end),), confidence)]
    return [ruling.found(hit.start, hit.end, hit.iso, confidence) for hit in group]


def _actors(ruling: Ruling, people: People, left: int, right: int, before: list[Found]) -> list[Found]:
    """Whom a sentence names; those of the sentence ``before`` for 二人 and 其; all where it speaks of all."""
    assert people.mention is not None
    named: dict[str, Found] = {}
    for match in people.mention.finditer(ruling.text, left, right):
        name = people.canonical(match.group())
        named.setdefault(name, ruling.found(*match.span(), name, 0.8))
    if named:
        return list(named.values())
    rows = ruling.draft.values["defendants"]
    if len(people.names) == 1 or people.everyone.search(ruling.text, left, right):
        return [Found(row["name"].value, row["name"].spans, 0.6) for row in rows]
    same = _SAME_PEOPLE.search(ruling.text, left, right)
    if same and len(before) == _COUNTS.get(same.group("several") or "", 1):
        return [Found(found.value, found.spans, 0.6) for found in before]
    return []
