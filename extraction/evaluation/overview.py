"""Sums over many records without any gold: what was read, what records warn of, which fields are filled and how surely.

Memory doesn't grow with the number of documents: counters are kept by kind, with a few documents each as examples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from anmai.extraction.data.tables import table
from anmai.extraction.evaluation.reliability import SURE
from anmai.extraction.evaluation.warning_kinds import OTHER, warning_kind
from anmai.forms.record import Record

#: Documents named as examples of each kind of warning.
EXAMPLES: Final = 3
#: Kinds of document and of warning that are kept apart; what comes beyond goes under OTHER.
MOST_KINDS: Final = 200


@dataclass(slots=True)
class Fill:
    """How often a field is filled: ``filled`` of ``of`` documents (or items)."""

    filled: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        """The share that is filled; None where there was nothing to fill."""
        return self.filled / self.of if self.of else None


@dataclass(slots=True)
class Sureness:
    """The confidences of one field's values."""

    n: int = 0
    total: float = 0.0
    unsure: int = 0
    lowest: float = 1.0
    example: str = ""

    @property
    def mean(self) -> float:
        """The mean confidence."""
        return self.total / self.n

    def add(self, confidence: float, document: str) -> None:
        """Count one value; the document with the least sure one is kept as the example."""
        self.n += 1
        self.total += confidence
        self.unsure += confidence < SURE
        if confidence < self.lowest or not self.example:
            self.lowest, self.example = confidence, document


@dataclass(slots=True)
class Overview:
    """Sums over the records that were added.

    Attributes:
        doc_types: Documents by their title.
        warnings: Documents with each kind of warning; ``warned`` have any.
        examples: Documents with each kind of warning, the first few.
        fills: Title → field (``defendants/sex`` for items) → how often it is filled.
        sureness: Field → confidences of its values.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    doc_types: Counter[str] = field(default_factory=Counter)
    warned: int = 0
    warnings: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    fills: dict[str, dict[str, Fill]] = field(default_factory=dict)
    sureness: dict[str, Sureness] = field(default_factory=dict)

    def add(self, document: str, record: Record) -> None:
        """Count one record.

        Args:
            document: The document's key, for examples.
            record: Its record; of a skipped one only status and reason count.
        """
        self.statuses[record.status] += 1
        if record.reason:
            self.reasons[record.reason] += 1
        if record.status == "skipped":
            return
        title = _bounded(self.doc_types, record.doc_type or OTHER)
        self.doc_types[title] += 1
        kinds = {_bounded(self.warnings, warning_kind(message)) for message in record.warnings}
        self.warned += bool(kinds)
        for kind in kinds:
            self.warnings[kind] += 1
            named = self.examples.setdefault(kind, [])
            if len(named) < EXAMPLES:
                named.append(document)
        fills = self.fills.setdefault(title, {})
        for name in expected_fields(title):
            fill = fills.setdefault(name, Fill())
            for value in _values(record, name):
                fill.of += 1
                fill.filled += value not in (None, [], "")
        for row in record.provenance:
            name = "/".join(part for part in row.path.split("/")[1:] if not part.isdigit())
            self.sureness.setdefault(name, Sureness()).add(row.confidence, document)

    def least_sure(self, most: int) -> list[tuple[str, Sureness]]:
        """The fields whose values are least sure on average, the least sure first."""
        return sorted(self.sureness.items(), key=lambda item: (item[1].mean, item[0]))[:most]

    def as_json(self) -> dict[str, Any]:
        """Plain data for ``--json``."""
        return {
            "statuses": dict(self.statuses),
            "reasons": dict(self.reasons.most_common()),
            "doc_types": dict(self.doc_types.most_common()),
            "warned": self.warned,
            "warnings": [
                {"kind": kind, "documents": count, "examples": self.examples[kind]}
                for kind, count in self.warnings.most_common()
            ],
            "fields": {
                title: {name: {"filled": one.filled, "of": one.of, "share": one.share} for name, one in fills.items()}
                for title, fills in self.fills.items()
            },
            "confidence": {
                name: {"values": one.n, "mean": round(one.mean, 4), "unsure": one.unsure, "lowest": one.lowest,
                       "example": one.example}
                for name, one in self.least_sure(len(self.sureness))
            },
        }  # fmt: skip


def expected_fields(title: str) -> list[str]:
    """The fields that a document of this title may fill, in the order of the record's form."""
    told: dict[str, Any] = table("report_fields")
    family = next((name for words, name in told["families"].items() if title.startswith(words)), None)
    return [*told["every"], *(told[family] if family else [*told["criminal"], *told["civil"]])]


def _values(record: Record, name: str) -> Iterator[Any]:
    owner, _, own = name.partition("/")
    held = getattr(record, owner)
    if not own:
        yield held
        return
    for item in held:
        yield getattr(item, own)


def _bounded(kept: Counter[str], name: str) -> str:
    return name if name in kept or len(kept) < MOST_KINDS else OTHER
