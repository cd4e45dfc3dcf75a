"""What an ingest is asked, and what it tells: options, progress, summary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from anmai.graph.loading.projection import Projected

Phase = Literal["extract", "resolve", "project"]


class Progress(Protocol):
    """Told how far an ingest is."""

    def __call__(self, phase: Phase, done: int, total: int | None) -> None:
        """``total`` is None while it isn't known."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A document that was skipped, and why."""

    document: str
    reason: str
    message: str


@dataclass(slots=True)
class Summary:
    """What an ingest did.

    Attributes:
        documents: Documents that were looked at.
        outcomes: new, replaced, unchanged, removed → how many.
        statuses: read, partial, skipped → how many.
        skipped: Documents that were skipped, with reasons.
        entities: New entities.
        projected: Documents, nodes and relationships written to the graph.
        seconds: Phase → seconds.
    """

    documents: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)
    entities: int = 0
    projected: Projected = field(default_factory=Projected)
    seconds: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The summary as plain data."""
        reasons = Counter(each.reason for each in self.skipped)
        return {
            "documents": self.documents,
            "outcomes": dict(sorted(self.outcomes.items())),
            "statuses": dict(sorted(self.statuses.items())),
            "skipped_by_reason": dict(sorted(reasons.items())),
            "skipped": [{"document": e.document, "reason": e.reason, "message": e.message} for e in self.skipped],
            "new_entities": self.entities,
            "projected_documents": self.projected.documents,
            "nodes": self.projected.nodes,
            "relationships": self.projected.relationships,
            "seconds": {phase: round(seconds, 3) for phase, seconds in self.seconds.items()},
        }


@dataclass(frozen=True, slots=True)
class Options:
    """How to read the inputs.

    Attributes:
        source: Name that leads the ids of the documents; None: the name of each input's folder.
        text_field: For .jsonl: field of the text.
        id_field: For .jsonl: field of the id, or several joined by commas.
        fragment: The texts are parts of rulings or single sentences.
        prune: Documents of the same sources that are no longer in the inputs are removed.
    """

    source: str | None = None
    text_field: str | None = None
    id_field: str | None = None
    fragment: bool = False
    prune: bool = False
