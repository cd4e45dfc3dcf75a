"""One sample in memory for the tests of this folder: documents, truth rows, nothing on disk."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pytest

from anmai.sample.make import Document, Sample

SIZE, SEED = 4_000, 17


@dataclass(frozen=True, slots=True)
class Made:
    """A sample that is held whole, for tests only."""

    sample: Sample
    documents: dict[str, Document]
    plantings: list[dict[str, Any]]

    def of(self, model: str, kind: str) -> list[dict[str, Any]]:
        return [row for row in self.plantings if (row["model"], row["kind"]) == (model, kind)]

    def by_person(self) -> dict[str, list[tuple[Document, str]]]:
        found: dict[str, list[tuple[Document, str]]] = defaultdict(list)
        for document in self.documents.values():
            for mention in document.mentions:
                found[mention.true_id].append((document, mention.name))
        return found


@pytest.fixture(scope="session")
def made() -> Made:
    sample = Sample(SIZE, SEED)
    return Made(sample, {one.id: one for one in sample.documents()}, list(sample.plantings()))
