"""Reads orders on commutation 减刑 and parole 假释: who serves what where, what was taken off, and the new last day.

After the courts' forms 刑事裁定书（减刑用, 假释用）and orders published as 刑更, 刑执 and 减 cases. 刑法 78 to 86.
"""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.criminal.people import People, people_of
from anmai.extraction.orders.served_sentence import read_original, read_reductions
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span
from anmai.extraction.values.dates import iter_dates
from anmai.extraction.values.terms import term_at

COMPONENT: Final = "commutations"
_LIFE: Final = -1
_OUTCOME: Final = re.compile(
    r"(?P<t0>(?:不予|不准予?|不同意)减刑)|(?P<t1>(?:不予|不准予?|不同意)假释)|(?P<t2>撤销[^。；，]{0,30}假释)|(?P<t3>撤销[^。；，]{0,40}减刑)"
    r"|(?P<t4>(?:准许|准予|同意)[^。；，]{0,30}撤回[^。；，]{0,20}(?:减刑|假释)?)|(?P<t5>(?:予以|准予|准许|裁定|给予|决定)?假释(?!考验|期))"
    r"|(?P<t6>减去|减为|减刑|剥夺政治权利[^。；，]{0,6}(?:改为|减为|缩减为))"
)
_NAMES: Final = ("不予减刑", "不予假释", "撤销假释", "撤销减刑", "准许撤回", "假释", "减刑")
_PRISON_NAME: Final = r"[\u3400-\u9fff]{2,20}?(?:监狱|看守所|管教所|管理所|拘役所|劳改(?:支队|农场)|拘留所)"
_PRISON: Final = re.compile(
    rf"(?:现在|现于|现押于?|现羁押于|现服刑于|在|于|服刑于)(?P<prison>{_PRISON_NAME})(?:服刑|执行|改造|羁押|$|。|，)"
)
_EXECUTING: Final = re.compile(rf"(?:执行机关|刑罚执行机关)(?P<prison>{_PRISON_NAME})")
_PROPOSED: Final = re.compile(
    r"(?:提出|提请|报请|报送|呈报)[^。；]{0,40}?(?:减刑|假释)[^。；，]{0,12}(?:建议|意见|报请|材料)?"
)
_OFF: Final = re.compile(
    r"减去(?:其)?(?:有期徒刑|刑期|刑罚|拘役|管制|余刑)?(?=[\d一二三四五六七八九十])|减刑(?=[\d一二三四五六七八九十])"
)
_CHANGED: Final = re.compile(r"减为(?P<life>无期徒刑)?(?:有期徒刑)?")
_RIGHTS: Final = re.compile(
    r"剥夺政治权利(?P<life>终身)?(?:的?(?:期限|刑期))?(?:改为|减为|缩减为|变更为|仍为|为)?(?P<again>终身)?"
)
_PAROLE: Final = re.compile(r"假释考验期[^。；]{0,80}?(?:自|从)?[^。；]{0,30}至[^。；]{4,20}")
_TERM_RANGE: Final = re.compile(r"刑期[^。；）]{0,60}?(?:至)(?=\d|[一二][〇零])[^。；）]{4,20}")


def read_commutations(ruling: Ruling) -> None:
    """Set commutations: one row an offender whose sentence the operative part is about; no offences stand beside it."""
    operative = ruling.sections.operative
    people = people_of(ruling)
    if operative is None or people.mention is None or not _is_commutation(ruling, operative):
        return
    told_until = ruling.sections.reasoning or ruling.sections.basis or operative
    start = ruling.sections.title[1] if ruling.sections.title else 0
    context = (start, told_until[0])
    rows = []
    for name, spans in _shares(ruling, people, *operative):
        row: dict[str, Any] = {"offender": name}
        for span in spans:
            row = _order(ruling, *span) | row
        row |= _service(ruling, *context)
        original = read_original(ruling, *context)
        if original:
            row["original"] = original
        reductions = read_reductions(ruling, *context)
        if reductions:
            row["reductions"] = reductions
        rows.append(row)
    ruling.put(COMPONENT, "commutations", rows)
    for field in ("offences", "circumstances"):  # what it tells is conduct in prison: no offence, no finding on guilt
        ruling.draft.values.pop(field, None)


def _is_commutation(ruling: Ruling, operative: Span) -> bool:
    """Whether the order is on a sentence being served: its number says so, or it calls its subject 罪犯."""
    number = ruling.draft.value("case_number") or ""
    title_end = ruling.sections.title[1] if ruling.sections.title else 0
    offender = re.search(r"更|刑执|减|假", number) or ruling.text.startswith(("罪犯", "\n罪犯"), title_end)
    return bool(offender) and _OUTCOME.search(ruling.text, *operative) is not None


def _shares(ruling: Ruling, people: People, start: int, end: int) -> list[tuple[Found, list[Span]]]:
    """Each offender with what the operative part says of him; all of it where there is one."""
    rows = {row["name"].value: row["name"] for row in ruling.draft.values["defendants"]}
    if len(people.names) == 1:
        return [(rows[people.names[0]], [(start, end)])]
    assert people.mention is not None
    mentions = list(people.mention.finditer(ruling.text, start, end))
    shares: dict[str, list[Span]] = {}
    for number, match in enumerate(mentions):
        stop = mentions[number + 1].start() if number + 1 < len(mentions) else end
        shares.setdefault(people.canonical(match.group()), []).append((match.end(), stop))
    return [(rows[name], spans) for name, spans in shares.items()]


def _order(ruling: Ruling, start: int, end: int) -> dict[str, Any]:
    text = ruling.text
    match = _OUTCOME.search(text, start, end)
    if match is None:
        return {}
    outcome = _NAMES[int(match.lastgroup[1:])]  # type: ignore[index]
    row: dict[str, Any] = {"outcome": ruling.found(*match.span(), outcome)}
    if outcome == "假释":
        row |= _period(ruling, _PAROLE, ("parole_from", "parole_until"), start, end)
    elif outcome == "减刑":
        off = _OFF.search(text, start, end)
        term = term_at(text, off.end(), end) if off else None
        if term:
            row["months"] = ruling.found(term.start, term.end, term.months)
        changed = _CHANGED.search(text, start, end)
        term = term_at(text, changed.end(), end) if changed else None
        if changed and changed.group("life"):
            row["changed_months"] = ruling.found(*changed.span("life"), _LIFE)
        elif term:
            row["changed_months"] = ruling.found(term.start, term.end, term.months)
        row |= _rights(ruling, start, end)
        row |= _period(ruling, _TERM_RANGE, ("served_from", "served_until"), start, end)
    return row


def _rights(ruling: Ruling, start: int, end: int) -> dict[str, Found]:
    match = _RIGHTS.search(ruling.text, start, end)
    if match is None:
        return {}
    term = term_at(ruling.text, match.end(), end)
    if term:
        return {"political_rights_months": ruling.found(term.start, term.end, term.months)}
    if match.group("life") or match.group("again"):
        return {"political_rights_months": ruling.found(*match.span(), _LIFE)}
    return {}


def _period(
    ruling: Ruling, pattern: re.Pattern[str], fields: tuple[str, str], start: int, end: int
) -> dict[str, Found]:
    """First and last day of the period that ``pattern`` finds; a single date is its last day."""
    match = pattern.search(ruling.text, start, end)
    hits = list(iter_dates(ruling.text, *match.span())) if match else []
    if not hits:
        return {}
    found = {fields[1]: ruling.found(hits[-1].start, hits[-1].end, hits[-1].iso)}
    if len(hits) > 1:
        found[fields[0]] = ruling.found(hits[-2].start, hits[-2].end, hits[-2].iso)
    return found


def _service(ruling: Ruling, start: int, end: int) -> dict[str, Found]:
    """The prison, and the date of its proposal."""
    text = ruling.text
    found: dict[str, Found] = {}
    prison = _PRISON.search(text, start, end) or _EXECUTING.search(text, start, end)
    if prison:
        found["prison"] = ruling.found(*prison.span("prison"))
    proposed = _PROPOSED.search(text, start, end)
    if proposed:
        left = max(text.rfind(mark, start, proposed.start()) for mark in "。；\n")
        dates = list(iter_dates(text, max(left, start), proposed.start()))
        if dates and dates[-1].absolute:
            found["proposed"] = ruling.found(dates[-1].start, dates[-1].end, dates[-1].iso)
    return found
