"""A defendant's sentence as it is being read: counts, merged earlier judgments, final figures; and its record row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from anmai.extraction.ruling import Found

_TERMS: Final = ("有期徒刑", "拘役", "管制")
_FIELDS: Final = ("penalty", "months", "probation", "fine", "fined", "rights", "confiscation")


@dataclass(slots=True)
class Count:
    """One 犯…罪 with what it got, or the figures finally executed."""

    charges: list[Found] = field(default_factory=list)
    penalty: Found | None = None
    months: Found | None = None
    probation: Found | None = None
    fine: Found | None = None
    fined: Found | None = None
    rights: Found | None = None
    confiscation: Found | None = None
    earlier: bool = False

    @property
    def punished(self) -> bool:
        """Whether any penalty was read for it."""
        return any(getattr(self, name) is not None for name in _FIELDS)


@dataclass(slots=True)
class DefendantVerdict:
    """All that the operative part says of one defendant."""

    subject: Found
    counts: list[Count] = field(default_factory=list)
    kept: list[Count] = field(default_factory=list)
    final: Count | None = None
    total: Count | None = None
    innocent: Found | None = None
    served: tuple[Found, Found] | None = None
    keeping: bool = False
    _here: Count | None = None

    def count(self) -> Count:
        """The count that a token belongs to now; a bare one is opened where there is none."""
        if self._here is None:
            self._open(Count())
        assert self._here is not None
        return self._here

    def _open(self, count: Count) -> None:
        self._here = count
        (self.kept if self.keeping else self.counts).append(count)

    def open_count(self, charges: list[Found]) -> None:
        """A new 犯…罪. A bare penalty that stood before it (merged earlier sentence) keeps to itself."""
        here = self._here
        if here is not None and here.earlier and not here.charges and not here.punished:
            here.charges = charges
            return
        self._open(Count(charges))

    def open_earlier(self) -> None:
        """What follows is an earlier judgment's penalty, merged in."""
        self._open(Count(earlier=True))

    def open_final(self) -> None:
        """What follows is finally executed."""
        self.final = self._here = Count()

    def open_total(self) -> None:
        """What follows is the mere sum of the terms, which nobody serves."""
        self.total = self._here = Count()


def verdict_row(verdict: DefendantVerdict) -> dict[str, Any] | None:
    """The record's row: final figures, charges of this case, and per_charge where several are punished together."""
    row: dict[str, Any] = {"defendant": verdict.subject}
    if verdict.innocent and not any(count.punished for count in verdict.counts):
        row["penalty"] = verdict.innocent
        return row
    own = [count for count in verdict.counts if count.charges or count.punished]
    counts = own if any(count.punished for count in own) else own + verdict.kept
    if not any(count.punished for count in counts) and not (verdict.final and verdict.final.punished):
        return None
    charges: dict[str, Found] = {}
    for count in [*counts, *verdict.kept]:
        if not count.earlier:
            for charge in count.charges:
                charges.setdefault(charge.value, charge)
    if not charges:
        for count in counts:
            for charge in count.charges:
                charges.setdefault(charge.value, charge)
    row["charges"] = list(charges.values())
    punished = [count for count in counts if count.punished]
    executed = _executed(verdict, punished)
    _fill(row, executed)
    if "fine_yuan" not in row and verdict.kept and verdict.counts and not verdict.final:
        fine = next((count.fine for count in verdict.kept if count.fine), None)
        if fine:
            row["fine_yuan"] = fine
    if verdict.final is not None or len(punished) > 1:
        rows = [_per_charge(count) for count in punished]
        rows = [item for item in rows if "charge" in item]
        if len(rows) > 1:
            row["per_charge"] = rows
    if verdict.served:
        row["served_from"], row["served_until"] = verdict.served
    return row


def _executed(verdict: DefendantVerdict, punished: list[Count]) -> Count:
    final = verdict.final if verdict.final is not None and verdict.final.punished else None
    if final is None:
        now = [count for count in punished if not count.earlier] or punished
        if len(now) == 1:
            return now[0]
        return _summed(now)
    fines = [count.fine for count in punished if count.fine]
    if final.fine is None and fines:
        final.fine = _sum(fines)
    if final.penalty is None:
        heaviest = max(punished, key=lambda count: count.months.value if count.months else 0, default=None)
        if heaviest is not None and len(punished) == 1:
            final.penalty, final.months = heaviest.penalty, heaviest.months
    terms = [count.months for count in punished if count.months]
    if final.months is None and final.penalty is not None and final.penalty.value in _TERMS and len(terms) == 1:
        final.months = Found(terms[0].value, terms[0].spans, 0.7)  # the merged term lost its unit: it can be no other
    if final.probation is None and len(punished) == 1:
        final.probation = punished[0].probation
    for name in ("rights", "confiscation"):
        if getattr(final, name) is None:
            setattr(final, name, next((getattr(count, name) for count in punished if getattr(count, name)), None))
    return final


def _summed(counts: list[Count]) -> Count:
    """Several counts without a merged figure: the heaviest penalty with all fines, at low confidence."""
    heaviest = max(counts, key=lambda count: count.months.value if count.months else 0)
    fines = [count.fine for count in counts if count.fine]
    result = Count(
        penalty=heaviest.penalty, months=heaviest.months, probation=heaviest.probation, rights=heaviest.rights
    )
    result.fine = _sum(fines) if fines else None
    result.fined = next((count.fined for count in counts if count.fined), None)
    result.confiscation = next((count.confiscation for count in counts if count.confiscation), None)
    return result


def _sum(fines: list[Found]) -> Found:
    if len(fines) == 1:
        return fines[0]
    return Found(sum(fine.value for fine in fines), tuple(span for fine in fines for span in fine.spans), 0.7)


def _fill(row: dict[str, Any], count: Count) -> None:
    if count.penalty is not None:
        row["penalty"] = count.penalty
        if count.penalty.value == "免予刑事处罚":
            row["exemption"] = Found(True, count.penalty.spans)
    elif count.fine is not None:
        spans = (count.fined.spans if count.fined else ()) + count.fine.spans
        row["penalty"] = Found("单处罚金", spans, 0.9)
    for name, source in (
        ("months", count.months),
        ("probation_months", count.probation),
        ("fine_yuan", count.fine),
        ("political_rights_months", count.rights),
        ("confiscation", count.confiscation),
    ):
        if source is not None:
            row[name] = source


def _per_charge(count: Count) -> dict[str, Any]:
    item: dict[str, Any] = {}
    if count.charges:
        first = count.charges[0]
        value = "、".join(charge.value for charge in count.charges)
        item["charge"] = (
            first if len(count.charges) == 1 else Found(value, tuple(s for c in count.charges for s in c.spans))
        )
    if count.months is not None:
        item["months"] = count.months
    if count.fine is not None:
        item["fine_yuan"] = count.fine
    return item
