"""Reads the loans that the court found: who lent whom how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from anmai.extraction.civil.facts import fact_span, with_terms
from anmai.extraction.civil.payment_sides import plain_number
from anmai.extraction.civil.roster import Roster
from anmai.extraction.civil.told_loans import Teller, told_by_contract, told_by_note, told_in_words
from anmai.extraction.ruling import Ruling
from anmai.extraction.text.normal import Span

COMPONENT: Final = "civil_lending"
_LENDING_CAUSE: Final = re.compile(r"借|贷|追偿|保证合同|信用卡")
_SENTENCE: Final = re.compile(r"[^。；\n]+")
#: 二被告, 两被告: all of them are meant.
_COUNTED: Final = re.compile(r"[二两三四五六七八九十各]")
#: What a party only says, among the facts.
_SAYS: Final = re.compile(r"[^，。；：]{0,24}?(?:辩?称|主张|认为)[，：]")


def read_loans(ruling: Ruling) -> None:
    """Set loans: lender, borrower and principal of each loan told in the facts found.

    A whole ruling gives a loan only with its sum; a fragment may leave the sum out.
    """
    if not ruling.fragment and not _LENDING_CAUSE.search(ruling.draft.value("cause") or ""):
        return
    roster = Roster.of(ruling)
    if not roster.names:
        return
    plaintiffs = {roster.names[n] for n in roster.with_role("原告")}
    for span, told_by, heard, confidence in _ways(ruling, roster):
        rows = list(_loans(ruling, roster, span, told_by, heard, confidence))
        if rows:
            ruling.put(COMPONENT, "loans", _lent_by_plaintiff(rows, plaintiffs))
            return


def _ways(ruling: Ruling, roster: Roster) -> Iterator[tuple[Span, Teller, bool, float]]:
    """Where and how to look for loans, the surest way first.

    Yields:
        The span, the wording, whether what a party only says counts, and the confidence that a value found so deserves.
    """
    facts = fact_span(ruling)
    yield facts, told_in_words, ruling.fragment, 0.9
    if ruling.fragment:  # it may hold what the parties say alone
        for span in (facts, (0, len(ruling.text))):
            yield span, told_by_note, True, 0.7
        yield (0, len(ruling.text)), told_in_words, True, 0.7
        yield facts, told_by_contract(roster), True, 0.6
        return
    if ruling.sections.reasoning:  # the facts leave the sum out, the reasons say it
        yield ruling.sections.reasoning, told_in_words, False, 0.8
    yield facts, told_by_contract(roster), False, 0.7
    yield facts, told_in_words, True, 0.7  # a ruling that tells no facts of its own takes them from the claim


def _lent_by_plaintiff(rows: list[dict[str, Any]], plaintiffs: set[str]) -> list[dict[str, Any]]:
    """Without the rows that turn a pair round: of 甲→乙 and 乙→甲 the one in which a plaintiff lends is meant."""
    pairs = {(row["lender"].value, row["borrower"].value) for row in rows}
    return [
        row
        for row in rows
        if row["lender"].value in plaintiffs or (row["borrower"].value, row["lender"].value) not in pairs
    ]


def _loans(
    ruling: Ruling, roster: Roster, span: Span, told_by: Teller, heard: bool, confidence: float
) -> Iterator[dict[str, Any]]:
    text = ruling.text
    full, _ = with_terms(roster, text, *span)
    seen: dict[tuple[str, str], set[float | None]] = {}
    plaintiffs = {roster.names[n] for n in roster.with_role("原告")}
    told = [
        hit
        for sentence in _SENTENCE.finditer(text, *span)
        if heard or not _SAYS.match(text, *sentence.span())
        for hit in told_by(text, full, sentence.span())
    ]
    named = {
        (giver, name)
        for lender, borrower, _ in told
        if borrower.named
        for giver in lender.names
        for name in borrower.names
    }
    for lender, borrower, hit in told:
        if hit is None and not ruling.fragment:
            continue
        names = borrower.names
        if not borrower.named and len(names) > 1 and not _COUNTED.match(text, borrower.start):
            # 被告 alone, of several: those whom the facts name as this lender's borrowers.
            names = tuple(name for name in names if any((giver, name) in named for giver in lender.names)) or names
        for name in names:
            for giver in lender.names if set(lender.names) <= plaintiffs else lender.names[:1]:
                yuan = hit.yuan if hit else None
                known = seen.setdefault((giver, name), set())
                if yuan in known or (yuan is None and known) or giver == name:
                    continue
                known.add(yuan)
                by_role = round(confidence - 0.1, 2)
                row = {
                    "lender": ruling.found(lender.start, lender.end, giver, confidence if lender.named else by_role),
                    "borrower": ruling.found(
                        borrower.start, borrower.end, name, confidence if borrower.named else by_role
                    ),
                }
                if hit:
                    row["yuan"] = ruling.found(hit.start, hit.end, plain_number(hit.yuan), confidence)
                yield row
