"""Links that scores make: a pair's key for both of its mentions, brought up to date for the documents of one batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.keys import Evidence, Key, is_scored, score_key
from anmai.graph.identity.links import LinkChange, decision_id
from anmai.graph.identity.party import Party
from anmai.graph.identity.rows import MANY, add, among, document_of, listed, lots, parties
from anmai.graph.identity.scoring.engine import Scored
from anmai.graph.identity.scoring.lot import LotScores
from anmai.graph.identity.tables import table
from anmai.store.engine import now
from anmai.store.tables import Decision, IdentityBlock, IdentityQuestion

#: Prefix of ``decisions.by`` for scores.
BY_MODEL: Final = "model:"


def relink_scores(
    session: Session,
    documents: Sequence[str],
    found: Mapping[str, Party],
    lot: LotScores,
    waiting: Collection[str],
    change: LinkChange,
) -> None:
    """Make the scores' decisions on the mentions of these documents what the lot's scores say.

    What a person took back stays taken back. A pair whose other mention is not of this batch's documents gets both its
    rows, unless the other one waits for its own batch.

    Args:
        session: An open transaction.
        documents: The batch.
        found: Its mentions.
        lot: Scores of the lot that the batch belongs to.
        waiting: Documents of the lot that later batches bring.
        change: What relinking by rules did; what scores do is added.
    """
    _renew_blocks(session, documents, found, lot)
    old = _scored_rows(session, documents)
    pairs = {(each.left, each.right): each for mention in found for each in lot.pairs.get(mention, ())}
    held: dict[str, dict[str, tuple[Key, Scored, str]]] = defaultdict(dict)
    for each in pairs.values():
        key = _key_of(each)
        if key is None:
            continue
        for mention, other in ((each.left, each.right), (each.right, each.left)):
            if mention in found or document_of(mention) not in waiting:
                held[mention][key.text] = (key, each, other)
    _drop(session, old, held, found, change)
    _insert(session, old, held, found, lot, change)
    _ask(session, documents, pairs.values(), lot, waiting, found)


def thresholds() -> Mapping[str, float]:
    """sure, same, ask: the probabilities from which a score does what."""
    scores: Mapping[str, float] = table("rules")["scores"]
    return scores


def _key_of(scored: Scored) -> Key | None:
    limits = thresholds()
    if not scored.mergeable or scored.score < limits["same"]:
        return None
    return score_key(scored.left, scored.right, sure=scored.score >= limits["sure"])


def _renew_blocks(session: Session, documents: Sequence[str], found: Mapping[str, Party], lot: LotScores) -> None:
    old: set[tuple[int, str]] = set()
    for part in lots(documents, MANY):
        document = listed(session, part)
        query = sa.select(IdentityBlock.key, IdentityBlock.mention_id).where(
            IdentityBlock.mention_id >= document + "#m", IdentityBlock.mention_id < document + "#n"
        )
        wanted = set(part)
        old.update((key, mention) for key, mention in session.execute(query) if document_of(mention) in wanted)
    new = {(key, mention) for mention in found for key in lot.blocks.get(mention, ())}
    gone = sorted(old - new)
    for some in lots(gone):
        session.execute(
            sa.delete(IdentityBlock).where(sa.tuple_(IdentityBlock.key, IdentityBlock.mention_id).in_(some))
        )
    rows = [{"key": key, "mention_id": mention} for key, mention in sorted(new - old)]
    if rows:
        add(session, IdentityBlock, rows)


def _scored_rows(session: Session, documents: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Mention → key → row, for all mentions that the documents have or had."""
    columns = (Decision.id, Decision.left, Decision.key, Decision.revoked, Decision.rule_version, Decision.score)
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    wanted = set(documents)
    for part in lots(documents, MANY):
        document = listed(session, part)
        query = sa.select(*columns).where(Decision.left >= document + "#m", Decision.left < document + "#n")
        for row in session.execute(query):
            if row.key is not None and is_scored(row.key) and document_of(row.left) in wanted:
                found[row.left][row.key] = row
    return found


def _drop(
    session: Session,
    old: Mapping[str, Mapping[str, Any]],
    held: Mapping[str, Mapping[str, Any]],
    found: Mapping[str, Party],
    change: LinkChange,
) -> None:
    gone: set[str] = set()
    for mention, rows in old.items():
        lost = [key for key in rows if key not in held.get(mention, {})]
        gone.update(lost)
        live = [key for key in lost if rows[key].revoked is None]
        if live and mention in found:
            change.changed.add(mention)
    for part in lots(sorted(gone)):
        # Both rows of a pair go together; whoever is left may fall apart from its entity.
        query = sa.select(Decision.left).where(Decision.key.in_(part), Decision.revoked.is_(None))
        change.bereft.update(session.scalars(query))
        session.execute(sa.delete(Decision).where(Decision.key.in_(part)))


def _insert(
    session: Session,
    old: Mapping[str, Mapping[str, Any]],
    held: Mapping[str, Mapping[str, tuple[Key, Scored, str]]],
    found: Mapping[str, Party],
    lot: LotScores,
    change: LinkChange,
) -> None:
    known = {row.id: row for rows in old.values() for row in rows.values()}
    elsewhere = sorted(
        decision_id(mention, key) for mention, keys in held.items() if mention not in found for key in keys
    )
    for part in lots(elsewhere, MANY):
        columns = (Decision.id, Decision.revoked, Decision.rule_version, Decision.score)
        query = sa.select(*columns).where(among(session, Decision.id, part))
        known |= {row.id: row for row in session.execute(query)}
    others = parties(session, sorted(mention for mention in held if mention not in found))
    insert: list[dict[str, Any]] = []
    update: list[dict[str, Any]] = []
    at = now()
    for mention, keys in held.items():
        party = found.get(mention) or others.get(mention)
        if party is None:
            continue
        for text, (key, scored, other) in keys.items():
            row = known.get(decision_id(mention, text))
            if mention in found and (row is None or row.revoked is None):
                change.links.setdefault(mention, []).append(text)
            said = {"score": scored.score, "rule_version": lot.parameters.version}
            if row is None:
                if mention in found:
                    change.changed.add(mention)
                insert.append(said | {
                    "id": decision_id(mention, text), "judgement": "same", "left": mention, "right": None, "key": text,
                    "rule": key.rule, "evidence": _evidence(party, key, scored, other),
                    "by": BY_MODEL + lot.parameters.version, "why": None, "created": at, "revoked": None,
                    "revoked_by": None,
                })  # fmt: skip
            elif row.rule_version != lot.parameters.version or row.score != scored.score:
                update.append(said | {"key_id": row.id, "by": BY_MODEL + lot.parameters.version})
    if insert:
        add(session, Decision, insert)
        change.made += len(insert)
    if update:
        refresh = sa.update(Decision).where(Decision.id == sa.bindparam("key_id"))
        names = ("score", "rule_version", "by")
        session.connection().execute(refresh.values({name: sa.bindparam(name) for name in names}), update)


def _evidence(party: Party, key: Key, scored: Scored, other: str) -> dict[str, Any]:
    return Evidence(party).of(key) | {
        "other": other,
        "levels": {name: list(told) for name, told in scored.levels.items()},
    }


def _ask(
    session: Session,
    documents: Sequence[str],
    pairs: Iterable[Scored],
    lot: LotScores,
    waiting: Collection[str],
    found: Mapping[str, Party],
) -> None:
    """Keep the pairs that the score leaves open, and forget those it no longer does."""
    old: set[tuple[str, str]] = set()
    for part in lots(documents, MANY):
        document = listed(session, part)
        for column in (IdentityQuestion.left, IdentityQuestion.right):
            query = sa.select(IdentityQuestion.left, IdentityQuestion.right).where(
                column >= document + "#m", column < document + "#n"
            )
            old.update((left, right) for left, right in session.execute(query))
    wanted = set(documents)
    old = {pair for pair in old if document_of(pair[0]) in wanted or document_of(pair[1]) in wanted}
    for some in lots(sorted(old)):
        session.execute(
            sa.delete(IdentityQuestion).where(sa.tuple_(IdentityQuestion.left, IdentityQuestion.right).in_(some))
        )
    least = thresholds()["ask"]
    rows = []
    for each in pairs:
        apart = [mention for mention in (each.left, each.right) if mention not in found]
        if each.score < least or _key_of(each) is not None or any(document_of(other) in waiting for other in apart):
            continue
        rows.append({
            "left": each.left, "right": each.right, "score": each.score, "version": lot.parameters.version,
            "levels": {name: list(told) for name, told in each.levels.items()},
        })  # fmt: skip
    if rows:
        add(session, IdentityQuestion, sorted(rows, key=lambda row: (row["left"], row["right"])))
