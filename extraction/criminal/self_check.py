"""Checks a criminal record against itself, and says in a warning where it looks wrong or incomplete.

A warning never removes a value: it tells people and models where to look before they rely on one. It begins with its
code, then says what is wrong in Chinese and in English (``data/self_checks.yaml``).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any, Final

from anmai.extraction.criminal.people import convicted, people_of
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.self_checks import warning
from anmai.extraction.values.charges import known_charge
from anmai.extraction.values.terms import TERM

#: Days by which the time served may differ from the term: custody before, credited days, leap years.
_SLACK: Final = 45
_TERM: Final = ("有期徒刑", "拘役", "管制")
#: Months beyond which a sentence can't be suspended (刑法 72).
_SUSPENDABLE: Final = 36
#: Nobody answers for a crime before that age (刑法 17).
_YOUNGEST: Final = 12
#: A judgment that upholds or sends back leaves defendants without a verdict of its own.
_UPHELD: Final = re.compile(r"驳回[^。；]{0,40}(?:上诉|抗诉)|维持|发回")
_SENTENCED: Final = re.compile(
    rf"(?:有期徒刑|拘役|管制)(?:{TERM.pattern})|罚金(?:人民币)?[\d一二三四五六七八九十][^，。；、）（\n]{{0,12}}元"
)
#: Parts of a penalty (刑法 52, 59, 54, 72) up to the end of their clause → fields of a verdict of which one holds them.
_PARTS: Final = {
    "unread_fine": (
        re.compile(r"处(?:以)?罚金[^，。；\n]{0,24}|没收(?:其)?(?:个人)?(?:全部|部分)?财产[^，。；\n]{0,24}"),
        ("fine_yuan", "confiscation"),
    ),
    "unread_probation": (
        re.compile(r"缓刑(?:考验期)?(?:为)?[一二三四五六七八九十两\d][^，。；\n]{0,8}"),
        ("probation_months",),
    ),
    "unread_political_rights": (re.compile(r"剥夺政治权利[^，。；\n]{0,12}"), ("political_rights_months",)),
}
#: Before a term that is told but not imposed here: an earlier judgment's, the mere sum, the term that was annulled.
_NOT_IMPOSED: Final = re.compile(
    r"撤销|维持|前罪|前判|原判|原犯|与[^。；]{0,60}并罚|连同|总和|合并|没有执行|尚未执行|余刑|减去|折抵|上述|以上|前述|所处|所判|即[：:“]|（[^（）]*$"
)


def check_criminal(ruling: Ruling) -> None:
    """Add warnings for what a whole criminal judgment should say and this record lacks, or says twice differently."""
    if ruling.sections.operative is None:
        return
    ruling.warn(_missing(ruling))
    for row in ruling.draft.value("verdicts") or []:
        ruling.warn(_verdict(row))
    ruling.warn(_unread(ruling))
    ruling.warn(_unread_parts(ruling))
    ruling.warn(_recidivists(ruling))
    ruling.warn(_dates(ruling))


def _missing(ruling: Ruling) -> Iterator[str]:
    people = people_of(ruling)
    judged = {row["defendant"] for row in ruling.draft.value("verdicts") or []}
    if not people.names:
        yield warning("no_defendant")
    upheld = _UPHELD.search(ruling.text, *(ruling.sections.operative or (0, 0)))
    if ruling.form == "判决书" and not upheld:
        for name in people.names:
            if name not in judged:
                yield warning("no_verdict", who=name)
    for name in ("court", "case_number", "judgment_date", "judges"):
        if not ruling.draft.values.get(name):
            yield warning(f"no_{name}")


def _verdict(row: dict[str, Any]) -> Iterator[str]:
    who, penalty, months = row["defendant"], row.get("penalty"), row.get("months")
    if penalty in _TERM and months is None:
        yield warning("no_term", who=who, penalty=penalty)
    if not row.get("charges") and penalty != "无罪":
        yield warning("no_charge", who=who)
    for charge in row.get("charges", []):
        if not known_charge(charge):
            yield warning("unknown_charge", who=who, charge=charge)
    probation = row.get("probation_months")
    if probation is not None:
        if penalty not in ("有期徒刑", "拘役"):
            yield warning("probation_alone", who=who, penalty=penalty)
        elif months is not None and months > _SUSPENDABLE:
            yield warning("probation_long_term", who=who, months=months)
        elif months is not None and probation < months:
            yield warning("probation_too_short", who=who, probation=probation, months=months)
    served = _served_days(row)
    if served is not None and months is not None and abs(served - months * 365.25 / 12) > _SLACK:
        yield warning("served_time", who=who, months=months, first=row["served_from"], last=row["served_until"])
    yield from _merged(row)


def _merged(row: dict[str, Any]) -> Iterator[str]:
    """Several charges: the executed term lies between the longest and the sum, fines are added up (刑法 69)."""
    parts = row.get("per_charge") or []
    terms = [part.get("months") for part in parts]
    months, fine = row.get("months"), row.get("fine_yuan")
    if (
        row.get("penalty") == "有期徒刑"
        and months is not None
        and len(parts) > 1
        and None not in terms
        and not max(terms) <= months <= sum(terms) + 1
    ):
        yield warning("terms_do_not_add_up", who=row["defendant"], months=months)
    fines = [part["fine_yuan"] for part in parts if part.get("fine_yuan") is not None]
    if fine is not None and len(fines) > 1 and fine != sum(fines):
        yield warning("fines_do_not_add_up", who=row["defendant"], fine=f"{fine:g}")


def _served_days(row: dict[str, Any]) -> int | None:
    first, last = row.get("served_from"), row.get("served_until")
    if not first or not last or len(first) != 10 or len(last) != 10:
        return None
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days


def _unread(ruling: Ruling) -> Iterator[str]:
    """Names convicted that the header lacks; terms and fines of the operative part that no verdict holds."""
    assert ruling.sections.operative is not None
    if ruling.form != "判决书":
        return
    start, end = ruling.sections.operative
    text = ruling.text
    people = people_of(ruling)
    for first, last in convicted(text, start, end):
        if people.mention is not None and people.mention.match(text, first, end):
            continue
        if not re.search(r"撤销|维持", text[max(start, text.rfind("。", start, first)) : first]):
            yield warning("unknown_convict", who=text[first:last])
    taken = sorted(_spans(ruling.draft.values.get("verdicts", [])))
    for words in _SENTENCED.finditer(text, start, end):
        if any(first < words.end() and words.start() < last for first, last in taken):
            continue
        left = max(text.rfind("。", start, words.start()), text.rfind("\n", start, words.start()), start)
        if not _NOT_IMPOSED.search(text, left, words.start()):
            yield warning("unread_sentence", words=words.group())


def _unread_parts(ruling: Ruling) -> Iterator[str]:
    """Fines, confiscations, suspensions and political rights imposed on a defendant whose verdict holds none."""
    assert ruling.sections.operative is not None
    rows = ruling.draft.value("verdicts") or []
    for code, (pattern, fields) in _PARTS.items():
        without = {row["defendant"] for row in rows if all(row.get(field) is None for field in fields)}
        told: set[str] = set()
        for words in pattern.finditer(ruling.text, *ruling.sections.operative) if without else ():
            who = _punished(ruling, rows, words.start())
            if who is not None and who in without and who not in told:
                yield warning(code, who=who, words=words.group())


def _punished(ruling: Ruling, rows: list[dict[str, Any]], at: int) -> str | None:
    """Whom words of the operative part punish; None where they tell an earlier penalty, or nobody is sure."""
    text, people = ruling.text, people_of(ruling)
    start = ruling.sections.operative[0] if ruling.sections.operative else 0
    left = max(text.rfind("。", start, at), text.rfind("\n", start, at), start)
    if _NOT_IMPOSED.search(text, left, at):
        return None
    named = list(people.mention.finditer(text, left, at)) if people.mention else []
    if named:
        return people.canonical(named[-1].group())
    return str(rows[0]["defendant"]) if len(rows) == 1 else None


def _recidivists(ruling: Ruling) -> Iterator[str]:
    """累犯 found of a defendant of whom no earlier penalty was read (刑法 65 rests on one)."""
    with_prior = {row["defendant"] for row in ruling.draft.value("priors") or []}
    for row in ruling.draft.value("circumstances") or []:
        if row["type"] == "累犯" and row["defendant"] not in with_prior:
            yield warning("recidivist_without_prior", who=row["defendant"])


def _spans(tree: Any) -> Iterator[tuple[int, int]]:
    if isinstance(tree, Found):
        yield from tree.spans
    elif isinstance(tree, dict):
        for item in tree.values():
            yield from _spans(item)
    elif isinstance(tree, list | tuple):
        for item in tree:
            yield from _spans(item)


def _dates(ruling: Ruling) -> Iterator[str]:
    value = ruling.draft.value
    judged = value("judgment_date")
    births = {row["name"]: row.get("birth_date") for row in value("defendants") or []}
    for row in value("offences") or []:
        dates = row["date"] if isinstance(row["date"], list) else [row["date"]]
        if _later(dates[0], judged):
            yield warning("offence_after_judgment", who=row["defendant"], date=dates[0])
        born = births.get(row["defendant"])
        if born and int(dates[0][:4]) - int(born[:4]) < _YOUNGEST:
            yield warning("young_at_offence", who=row["defendant"], date=dates[0])
    for row in value("measures") or []:
        if _later(row.get("date"), judged):
            yield warning("measure_after_judgment", who=row["defendant"], measure=row["type"], date=row["date"])
    for row in value("priors") or []:
        if _later(row.get("date"), judged):
            yield warning("prior_after_judgment", who=row["defendant"], date=row["date"])
        if _later(row.get("date"), row.get("released")):
            yield warning("release_before_prior", who=row["defendant"], date=row["released"])


def _later(date: str | None, than: str | None) -> bool:
    """Whether a date is later than another at the precision that both have; False where one is missing."""
    if not date or not than:
        return False
    length = min(len(date), len(than))
    return date[:length] > than[:length]
