"""What waits for people: pairs that the score leaves open, those first on which most leads hang."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.readings import opposed
from anmai.graph.identity.rows import homes, lots
from anmai.graph.identity.scoring.tables import table
from anmai.store.tables import Decision, FindingRow, IdentityQuestion, LeadRow, Mention

#: Leads that nothing hangs on any more.
_OVER: Final = ("withdrawn", "dismissed")


@dataclass(frozen=True, slots=True)
class OpenPair:
    """Two entities that may be one, as the score sees their most alike mentions.

    Attributes:
        left: Mention id.
        right: Mention id.
        entities: Their entities now.
        score: Probability of being one.
        levels: Comparison → [level, weight in bits].
        leads: Ids of living leads that hang on either entity.
    """

    left: str
    right: str
    kind: str
    entities: tuple[str, str]
    score: float
    version: str
    levels: Mapping[str, Any]
    leads: tuple[str, ...] = ()


@dataclass(slots=True)
class Queue:
    """A page of the queue and how many pairs wait in all."""

    total: int
    pairs: list[OpenPair] = field(default_factory=list)


def review_queue(session: Session, *, offset: int = 0, limit: int = 50, entity: str | None = None) -> Queue:
    """Pairs of entities that wait for a decision; those on which people decided, or were unsure, are left out.

    Args:
        session: An open transaction.
        offset: Pairs to leave out.
        limit: Pairs to return.
        entity: Only pairs of this entity.
    """
    rows = session.execute(
        sa.select(IdentityQuestion.left, IdentityQuestion.right, IdentityQuestion.score, IdentityQuestion.version,
                  IdentityQuestion.levels).order_by(IdentityQuestion.score.desc(), IdentityQuestion.left)
    ).all()  # fmt: skip
    where = homes(session, sorted({mention for row in rows for mention in (row.left, row.right)}))
    told = _decided(session)
    best: dict[frozenset[str], Any] = {}
    for row in rows:
        here, there = where.get(row.left), where.get(row.right)
        if here is None or there is None or here == there or (entity and entity not in (here, there)):
            continue
        best.setdefault(frozenset((here, there)), row)
    decided = _between_entities(session, told)
    hanging = lead_ids(session)
    none: frozenset[str] = frozenset()
    waiting = [
        (hanging.get(where[row.left], none) | hanging.get(where[row.right], none), row)
        for pair, row in best.items()
        if pair not in decided
    ]
    # The nearer to the threshold, the more a look decides; the stored ones lie below it or lack what merging needs.
    waiting.sort(key=lambda each: (-len(each[0]), -each[1].score, each[1].left, each[1].right))
    chosen = waiting[offset : offset + limit]
    kinds = _kinds(session, [row.left for _, row in chosen])
    pairs = [
        OpenPair(row.left, row.right, kinds[row.left], (where[row.left], where[row.right]), row.score, row.version,
                 row.levels, tuple(sorted(leads)))
        for leads, row in chosen
    ]  # fmt: skip
    return Queue(len(waiting), pairs)


def named_pairs(
    session: Session, *, limit: int, entity: str | None = None, lang: Literal["zh", "en"] = "zh"
) -> tuple[int, list[dict[str, Any]]]:
    """The first pairs of the queue as plain data, with the names as written; and how many wait in all."""
    queue = review_queue(session, limit=limit, entity=entity)
    names: dict[str, str] = {}
    for lot in lots(sorted({mention for pair in queue.pairs for mention in (pair.left, pair.right)})):
        rows = session.execute(sa.select(Mention.id, Mention.name).where(Mention.id.in_(lot)))
        names |= {row[0]: row[1] for row in rows}
    told = [
        {
            "left": pair.entities[0], "left_mention": pair.left, "left_name": names[pair.left],
            "right": pair.entities[1], "right_mention": pair.right, "right_name": names[pair.right],
            "score": pair.score, "version": pair.version, "leads": list(pair.leads),
            "comparisons": levels_told(pair.kind, pair.levels, lang),
        }
        for pair in queue.pairs
    ]  # fmt: skip
    return queue.total, told


def lead_ids(session: Session) -> dict[str, frozenset[str]]:
    """Entity → ids of the living leads that are about it or list it."""
    found: dict[str, set[str]] = defaultdict(set)
    body = FindingRow.body
    query = (
        sa.select(LeadRow.id, LeadRow.target_id, body["persons"], body["organizations"])
        .join(FindingRow, FindingRow.id == LeadRow.finding_id)
        .where(LeadRow.status.not_in(_OVER))
    )
    for lead, target, persons, organizations in session.execute(query):
        found[target].add(lead)
        for told in (*(persons or ()), *(organizations or ())):
            found[told["entity_id"]].add(lead)
    return {entity: frozenset(leads) for entity, leads in found.items()}


def levels_told(kind: str, levels: Mapping[str, Any], lang: Literal["zh", "en"]) -> list[dict[str, Any]]:
    """Comparisons as people read them: {comparison, level, bits}, what says most first; what is not told last."""
    told = []
    for comparison in table(kind)["comparisons"]:
        if comparison["id"] not in levels:
            continue
        name, bits = levels[comparison["id"]]
        level = next(each for each in comparison["levels"] if each["id"] == name)
        told.append({"comparison": comparison[lang], "level": level[lang], "bits": round(float(bits), 1)})
    return sorted(told, key=lambda each: -abs(each["bits"]))


def _decided(session: Session) -> list[tuple[str, str]]:
    query = sa.select(Decision.left, Decision.right).where(Decision.right > "", Decision.revoked.is_(None))
    pairs = [(left, str(right)) for left, right in session.execute(query)]
    # What persons disagree on waits in a list of its own.
    return pairs + [(row.left, row.right) for row in opposed(session) if row.right]


def _between_entities(session: Session, pairs: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    told = list(pairs)
    where = homes(session, sorted({mention for pair in told for mention in pair}))
    return {frozenset((where[left], where[right])) for left, right in told if left in where and right in where}


def _kinds(session: Session, mentions: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for lot in lots(sorted(set(mentions))):
        query = sa.select(Mention.id, Mention.kind).where(Mention.id.in_(lot))
        found.update((mention, kind) for mention, kind in session.execute(query))
    return found
