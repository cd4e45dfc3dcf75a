"""Against the sample's truth: nobody is joined to a stranger, and whom the documents identify is found again.

Works on the sample's true records, so that what extraction misreads does not blur what identity decides.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from anmai.forms.document import SourceDocument
from anmai.forms.record import Record
from anmai.graph.identity import resolve
from anmai.graph.loading.intake import Incoming, take_in
from anmai.sample.make import make_sample
from anmai.store.tables import Document, Mention, MentionEntity

RULINGS = 1200


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def incoming(told: dict[str, Any]) -> Incoming:
    raw = json.dumps(told, ensure_ascii=False)
    document = SourceDocument(
        key=told["id"], id=told["id"], path=told["id"], reader="truth", reader_version="1", raw=raw.encode(), text=raw
    )
    return Incoming(f"sample/{told['id']}", "sample", document, Record.model_validate(told))


@pytest.mark.slow
def test_no_stranger_is_joined_and_the_identified_are_found(world: Any, tmp_path: Path) -> None:
    make_sample(RULINGS, 11, tmp_path / "sample")
    truth = tmp_path / "sample" / "truth"
    take_in(world.store, [incoming(told) for told in lines(truth / "records.jsonl")], extractor="truth")
    resolve(world.store)
    people: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for told in lines(truth / "mentions.jsonl"):
        people[told["document"], told["name"]].append(told)
    ours: dict[tuple[str, str], list[Any]] = defaultdict(list)
    query = (
        sa.select(Document.given_id, Mention.name, Mention.birth_date, Mention.sex, Mention.masked, MentionEntity)
        .join(Mention, Mention.document_id == Document.id)
        .join(MentionEntity, MentionEntity.mention_id == Mention.id)
    )
    with world.store.session(write=False) as session:
        for row in session.execute(query):
            ours[row.given_id, row.name].append(row)

    by_entity: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    by_person: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for name, found in people.items():
        if len(found) == len(ours[name]) == 1:
            (row,) = ours[name]
            by_entity[row.MentionEntity.entity_id].append((found[0]["true_id"], row))
            by_person[found[0]["true_id"]].append((row.MentionEntity.entity_id, row))

    joined = [(one, other) for group in by_entity.values() for (one, _), (other, _) in combinations(group, 2)]
    assert len(joined) > 100
    assert [pair for pair in joined if pair[0] != pair[1]] == []
    # Whom two documents give a full birth date, without a mask, is one; a common name needs the county as well.
    apart = [
        (one.name, other.name)
        for group in by_person.values()
        for (first, one), (second, other) in combinations(group, 2)
        if first != second and all(len(row.birth_date or "") == 10 and not row.masked for row in (one, other))
    ]
    assert len(apart) <= len(joined) / 50
