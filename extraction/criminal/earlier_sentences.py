"""Earlier sentences that a judgment merges in, and earlier suspensions that it revokes."""

from __future__ import annotations

import re
from typing import Final

from anmai.extraction.criminal.people import People
from anmai.extraction.criminal.sentence import DefendantVerdict
from anmai.extraction.header.title import issuing_court
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.case_numbers import comparable, iter_case_numbers
from anmai.extraction.values.courts import COURT, iter_organs
from anmai.extraction.values.dates import first_date
from anmai.extraction.values.terms import first_term

#: What is revoked or annulled, up to the end of its sentence.
REVOKE: Final = re.compile(r"撤销[^。；\n]{0,140}")
_REMAINDER: Final = re.compile(r"(?:尚未|没有|未)执行|余刑|剩余|未服")


def name_earlier(ruling: Ruling, verdict: DefendantVerdict, name: str, *, revoking: bool) -> None:
    """Give a merged earlier sentence (与前罪有期徒刑六个月) the charge of the header's conviction with that term.

    Of several, one that was suspended goes first where the judgment revokes a suspension, else the latest. Where only
    the rest of it is merged (尚未执行的有期徒刑二年), the latest conviction with a longer term will do.
    """
    rest = ruling.sections.operative is not None and _REMAINDER.search(ruling.text, *ruling.sections.operative)
    for count in verdict.counts:
        if not count.earlier or count.charges or count.months is None:
            continue
        fitting: list[tuple[bool, bool, int, Found]] = []
        for prior in ruling.draft.values.get("priors", []):
            words = prior["penalty"].value
            term = first_term(words)
            if prior["defendant"].value != name or "charge" not in prior or term is None:
                continue
            same = term.months == count.months.value
            if same or (rest and term.months > count.months.value):
                fitting.append((same, "缓刑" in words and revoking, len(fitting), prior["charge"]))
        if fitting:
            charge = max(fitting, key=lambda match: match[:3])[3]
            count.charges = [Found(charge.value, charge.spans, 0.7)]


def revocation(ruling: Ruling, people: People, start: int) -> tuple[list[str], dict[str, Found]] | None:
    """The earlier suspension that 撤销 at ``start`` revokes, with the names told in it.

    Annulling this case's own suspension at first instance is none. The row is empty where it names neither
    court, number nor date (撤销缓刑，与前罪并罚): that it is revoked is told all the same.
    """
    text = ruling.text
    clause = REVOKE.match(text, start)
    if clause is None or "缓刑" not in clause.group() or people.mention is None:
        return None
    end = clause.end()
    row: dict[str, Found] = {}
    number = next(iter_case_numbers(text, start, end), None)
    if number:
        words = comparable(text[number.start : number.end])
        if any(comparable(item["case_number"]) == words for item in ruling.draft.value("prior_instances") or []):
            return None
        row["case_number"] = ruling.found(number.start, number.end)
    court = next(iter_organs(COURT, text, start, end), None)
    issuer = issuing_court(ruling)
    ours = text.find("本院", start, end)
    if court:
        row["court"] = ruling.found(court.start, court.end)
    elif ours >= 0 and issuer:
        row["court"] = Found(issuer.value, ((ours, ours + 2),), 0.9)
    date = first_date(text, start, end)
    if date:
        row["date"] = ruling.found(date.start, date.end, date.iso)
    if not row and ruling.draft.values.get("prior_instances"):
        return None  # 撤销…缓刑部分 that names no judgment is about the first instance
    named = [people.canonical(match.group()) for match in people.mention.finditer(text, start, end)]
    return named, row
