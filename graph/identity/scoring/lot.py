"""Pairs worth comparing for a lot of documents, and their scores: new mentions against each other and those there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.keys import Key, is_scored, keys_of
from anmai.graph.identity.party import Party
from anmai.graph.identity.rows import MANY, document_of, listed, lots, mentions_by_document
from anmai.graph.identity.scoring.artefact import KINDS, Parameters
from anmai.graph.identity.scoring.blocking import blocks_of
from anmai.graph.identity.scoring.engine import Scored, connect, score
from anmai.graph.identity.scoring.features import Row, mention_features
from anmai.store.tables import Decision, IdentityBlock

#: So many keys are joined without a database.
_FEW: Final = 5000


@dataclass(slots=True)
class LotScores:
    """One lot, read once, with its scores.

    Attributes:
        parameters: What scores rest on.
        documents: The lot's documents.
        parties: Document of the lot → its mentions, read for comparison.
        keys: Mention of the lot → the keys that the rules link it to.
        blocks: Mention of the lot → its keys.
        pairs: Mention of the lot → its scored pairs.
    """

    parameters: Parameters
    documents: frozenset[str] = frozenset()
    parties: dict[str, list[Party]] = field(default_factory=dict)
    keys: dict[str, tuple[Key, ...]] = field(default_factory=dict)
    blocks: dict[str, list[int]] = field(default_factory=dict)
    pairs: dict[str, list[Scored]] = field(default_factory=lambda: defaultdict(list))


def score_lot(session: Session, documents: Collection[str], parameters: Parameters) -> LotScores:
    """Score all pairs that hold a mention of these documents; nothing is written.

    Its cost follows the lot and the mentions that share a key with it, not the store.
    """
    lot = LotScores(parameters, frozenset(documents))
    features: dict[str, Row] = {}
    for rows in mentions_by_document(session, sorted(documents)):
        parties = [party for _, party in rows]
        lot.parties[parties[0].document] = parties
        for party in parties:
            lot.keys[party.id] = keys_of(party)
        for mention, values in mention_features([row for row, _ in rows], parties).items():
            # Who shares a key with nobody by his values is compared with nobody: his values need not be kept.
            if blocks := blocks_of(values):
                features[mention] = values
                lot.blocks[mention] = blocks
    rules = {mention: frozenset(key.text for key in lot.keys[mention]) for mention in lot.blocks}
    for kind in KINDS:
        fresh = {mention: keys for mention, keys in lot.blocks.items() if features[mention]["kind"] == kind}
        if not fresh:
            continue
        there = _sharing(session, fresh, lot.documents)
        pairs = pairs_sharing(fresh, there, rules | _linked(session, there))
        if not pairs:
            continue
        needed = {mention for pair in pairs for mention in pair}
        others = {document_of(mention) for mention in needed} - lot.documents
        known = features | feature_rows(session, sorted(others)) if others else features
        found = [pair for pair in pairs if pair[0] in known and pair[1] in known]
        compared = [known[mention] for mention in sorted(needed & known.keys())]
        for scored in score(kind, compared, found, parameters.kinds[kind]):
            for mention in (scored.left, scored.right):
                if mention in lot.blocks:
                    lot.pairs[mention].append(scored)
    return lot


def feature_rows(session: Session, documents: Sequence[str]) -> dict[str, Row]:
    """Mention → feature row, for all mentions of the documents that have one."""
    features: dict[str, Row] = {}
    for rows in mentions_by_document(session, documents):
        features |= mention_features([row for row, _ in rows], [party for _, party in rows])
    return features


def _sharing(session: Session, fresh: Mapping[str, Sequence[int]], documents: Collection[str]) -> dict[str, list[int]]:
    """Mention that is there already → keys that it shares with fresh ones."""
    found: dict[str, list[int]] = defaultdict(list)
    for lot in lots(sorted({key for keys in fresh.values() for key in keys}), MANY):
        key = listed(session, lot)
        query = sa.select(IdentityBlock.mention_id, IdentityBlock.key).where(IdentityBlock.key == key)
        for mention, shared in session.execute(query):
            if mention not in fresh and document_of(mention) not in documents:
                found[mention].append(shared)
    return found


def _linked(session: Session, mentions: Iterable[str]) -> dict[str, frozenset[str]]:
    """Mention → keys by which rules link it, taken back ones too: a score does not put back what a person took back."""
    found: dict[str, set[str]] = defaultdict(set)
    for lot in lots(sorted(mentions), MANY):
        left = listed(session, lot)
        for mention, key in session.execute(sa.select(Decision.left, Decision.key).where(Decision.left == left)):
            if key is not None and not is_scored(key):
                found[mention].add(key)
    return {mention: frozenset(keys) for mention, keys in found.items()}


def pairs_sharing(
    fresh: Mapping[str, Sequence[int]], there: Mapping[str, Sequence[int]], rules: Mapping[str, frozenset[str]]
) -> list[tuple[str, str]]:
    """Pairs that share a key, are not of one document and share no rule's key, which decides by itself."""
    if sum(len(keys) for told in (fresh, there) for keys in told.values()) < _FEW:
        return _few_pairs(fresh, there, rules)
    import pyarrow as pa

    names = sorted(fresh) + sorted(there)
    number = {name: place for place, name in enumerate(names)}
    texts: dict[str, int] = {}
    columns: tuple[list[int], list[int]] = ([], [])
    for told in (fresh, there):
        for mention, keys in told.items():
            for key in keys:
                columns[0].append(number[mention])
                columns[1].append(key)
    papers: dict[str, int] = {}
    listing = pa.table({
        "n": pa.array(range(len(names)), pa.int32()),
        "document": pa.array([papers.setdefault(document_of(name), len(papers)) for name in names], pa.int32()),
        "rules": pa.array(
            [[texts.setdefault(key, len(texts)) for key in rules.get(name, ())] for name in names], pa.list_(pa.int32())
        ),
    })  # fmt: skip
    with connect() as connection:
        connection.register(
            "keyed", pa.table({"n": pa.array(columns[0], pa.int32()), "key": pa.array(columns[1], pa.int64())})
        )
        connection.register("listing", listing)
        found = connection.execute(
            "with joined as (select distinct l.n as a, r.n as b from keyed l join keyed r on l.key = r.key "
            f"where l.n < r.n and l.n < {len(fresh)}) "
            "select a, b from joined join listing x on x.n = a join listing y on y.n = b "
            "where x.document <> y.document and not list_has_any(x.rules, y.rules) order by a, b"
        ).fetchall()
    return [(min(names[a], names[b]), max(names[a], names[b])) for a, b in found]


def _few_pairs(
    fresh: Mapping[str, Sequence[int]], there: Mapping[str, Sequence[int]], rules: Mapping[str, frozenset[str]]
) -> list[tuple[str, str]]:
    """The same without a database, which takes longer to start than a few pairs to be found."""
    bearers: dict[int, list[str]] = defaultdict(list)
    for mention in sorted(fresh):
        for key in fresh[mention]:
            bearers[key].append(mention)
    found: set[tuple[str, str]] = set()
    nothing: frozenset[str] = frozenset()
    for mention, keys in (*fresh.items(), *there.items()):
        ours = rules.get(mention, nothing)
        for key in keys:
            for other in bearers.get(key, ()):
                if document_of(other) != document_of(mention) and ours.isdisjoint(rules.get(other, nothing)):
                    found.add((mention, other) if mention < other else (other, mention))
    return sorted(found)
