"""Cases among their instances: reads matters from the graph inside a batch's transaction and settles who stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from anmai.forms.record import Record
from anmai.graph.loading.cases import (
    Given,
    Instance,
    case_properties,
    matters,
    speaking_order,
    standing_of,
    standing_verdicts,
)
from anmai.graph.loading.rows import Node, Properties
from anmai.graph.loading.writer import BatchWriter

#: Steps from a case to those that hang together with it; real matters have three or four instances.
_STEPS: Final = 20
_REVIEWED: Final = (
    "UNWIND $ids AS id MATCH (c:Case {id: id})-[:REVIEWS|TRIES]-(o:Case) RETURN DISTINCT c.id AS one, o.id AS other"
)
_RECORDED_BY: Final = (
    "UNWIND $ids AS id MATCH (c:Case {id: id}) OPTIONAL MATCH (c)<-[:RECORDS]-(d:Document) "
    "RETURN c.id AS id, collect(d.id) AS documents"
)
_INSTANCES: Final = (
    "UNWIND $ids AS id MATCH (c:Case {id: id}) RETURN c.id AS id, c.procedure AS procedure, "
    "c.judgment_date AS date, c.kind AS kind, c.referred AS referred, c.matter AS matter, c.standing AS standing"
)
_VERDICTS: Final = (
    "UNWIND $ids AS id MATCH (c:Case {id: id})<-[r:IN_CASE]-(v:Verdict {source: 'ruling'}) "
    "OPTIONAL MATCH (e)-[:RECEIVED]->(v) "
    "RETURN v.id AS id, c.id AS case, r.document AS document, min(e.id) AS receiver, v.standing AS standing"
)
_SET_CASES: Final = (
    "UNWIND $rows AS row MATCH (c:Case {id: row.id}) SET c.matter = row.matter, c.standing = row.standing"
)
_SET_VERDICTS: Final = "UNWIND $rows AS row MATCH (v:Verdict {id: row.id}) SET v.standing = row.standing"

#: Gives the records of documents, by id.
Records = Callable[[Collection[str]], Mapping[str, Record]]


def settle_cases(writer: BatchWriter, cases: Collection[str], records: Records) -> set[Node]:
    """Bring cases up to date after a batch changed what documents say of them, and the verdicts of their matters.

    Args:
        writer: The batch.
        cases: Ids of all cases that the batch spoke of before or speaks of now; some may be gone.
        records: Gives the records of documents.

    Returns:
        Cases and verdicts whose standing or matter changed.
    """
    recorded = {row["id"]: row["documents"] for row in writer.run(_RECORDED_BY, ids=sorted(cases))}
    told = records(sorted({document for documents in recorded.values() for document in documents}))
    properties: dict[Node, Properties] = {}
    for case, documents in recorded.items():
        known = {document: told[document] for document in documents if document in told}
        properties[Node("Case", case)] = case_properties(case, known)
    before = _standing(writer, recorded)
    writer.replace(properties)
    reviews = _walk(writer, recorded)
    reached = set(recorded) | {case for pair in reviews for case in pair}
    return _settle_matters(writer, matters(reached, reviews), before, records)


def _standing(writer: BatchWriter, cases: Collection[str]) -> dict[str, tuple[object, object]]:
    rows = writer.run(_INSTANCES, ids=sorted(cases))
    return {row["id"]: (row["matter"], row["standing"]) for row in rows}


def _walk(writer: BatchWriter, cases: Collection[str]) -> set[tuple[str, str]]:
    """All pairs of cases that review one another, as far as they hang together with these."""
    pairs: set[tuple[str, str]] = set()
    seen, front = set(cases), sorted(cases)
    for _ in range(_STEPS):
        if not front:
            break
        found = {(row["one"], row["other"]) for row in writer.run(_REVIEWED, ids=front)}
        pairs |= found
        front = sorted({other for _, other in found} - seen)
        seen.update(front)
    return pairs


def _settle_matters(
    writer: BatchWriter,
    groups: list[list[str]],
    before: Mapping[str, tuple[object, object]],
    records: Records,
) -> set[Node]:
    ids = sorted(case for group in groups for case in group)
    told = writer.run(_INSTANCES, ids=ids)
    known = dict(before)
    for row in told:
        known.setdefault(row["id"], (row["matter"], row["standing"]))
    instances = {
        row["id"]: Instance(row["id"], row["referred"] is False, row["procedure"], row["date"], row["kind"])
        for row in told
    }
    rows, changed = [], set()
    for group in groups:
        standing = standing_of([instances[case] for case in group])
        for case in group:
            rows.append({"id": case, "matter": group[0], "standing": standing[case]})
            if known.get(case) != (group[0], standing[case]):
                changed.add(Node("Case", case))
    writer.run(_SET_CASES, rows=rows)
    return changed | _settle_verdicts(writer, groups, instances, records)


def _settle_verdicts(
    writer: BatchWriter, groups: list[list[str]], instances: Mapping[str, Instance], records: Records
) -> set[Node]:
    matter_of = {case: group[0] for group in groups for case in group}
    by_matter: dict[str, list[Given]] = {}
    before: dict[str, bool | None] = {}
    for row in writer.run(_VERDICTS, ids=sorted(matter_of)):
        given = Given(row["id"], row["case"], row["document"], row["receiver"])
        by_matter.setdefault(matter_of[given.case], []).append(given)
        before[given.id] = row["standing"]
    speaks = _speaking(by_matter, records)
    standing: dict[str, bool] = {}
    for verdicts in by_matter.values():
        standing |= standing_verdicts(verdicts, instances, speaks)
    changed = [id for id, stands in standing.items() if before[id] != stands]
    writer.run(_SET_VERDICTS, rows=[{"id": id, "standing": standing[id]} for id in changed])
    return {Node("Verdict", id) for id in changed}


def _speaking(by_matter: Mapping[str, list[Given]], records: Records) -> dict[str, str]:
    """The document that speaks first for each case that several documents give verdicts in."""
    documents: dict[str, set[str]] = {}
    for verdicts in by_matter.values():
        for given in verdicts:
            documents.setdefault(given.case, set()).add(given.document)
    shared = {case: found for case, found in documents.items() if len(found) > 1}
    told = records(sorted({document for found in shared.values() for document in found})) if shared else {}
    return {
        case: speaking_order({document: told[document] for document in found if document in told})[0]
        for case, found in shared.items()
        if any(document in told for document in found)
    }
