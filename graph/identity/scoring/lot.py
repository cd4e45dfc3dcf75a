"""Pairs worth comparing for a lot of documents, and their scores: new mentions against each other and those there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.keys import is_scored, keys_of
from anmai.graph.identity.party import read_party
from anmai.graph.identity.rows import document_of, listed, lots
from anmai.graph.identity.scoring.artefact import KINDS, Parameters
from anmai.graph.identity.scoring.blocking import blocks_of
from anmai.graph.identity.scoring.engine import Scored, connect, score
from anmai.graph.identity.scoring.features import Row, by_document, mention_features
from anmai.store.tables import Decision, IdentityBlock, Mention

_LOOKUP: Final = 5000
#: So many keys are joined without a database.
_FEW: Final = 5000


@dataclass(slots=True)
class LotScores:
    """Scores of one lot.

    Attributes:
        parameters: What they rest on.
        documents: The lot's documents.
        blocks: Mention of the lot → its keys.
        pairs: Mention of the lot → its scored pairs.
    """

    parameters: Parameters
    documents: frozenset[str] = frozenset()
    blocks: dict[str, list[str]] = field(default_factory=dict)
    pairs: dict[str, list[Scored]] = field(default_factory=lambda: defaultdict(list))


def score_lot(session: Session, documents: Collection[str], parameters: Parameters) -> LotScores:
    """Score all pairs that hold a mention of these documents; nothing is written.

    Its cost follows the lot and the mentions that share a key with it, not the store.
    """
    lot = LotScores(parameters, frozenset(documents))
    features, rules = _read(session, sorted(documents))
    for mention, row in features.items():
        keys = blocks_of(row)
        if keys:
            lot.blocks[mention] = keys
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
        rows = features | _read(session, sorted(others))[0] if others else features
        found = [pair for pair in pairs if pair[0] in rows and pair[1] in rows]
        compared = [rows[mention] for mention in sorted(needed & rows.keys())]
        for scored in score(kind, compared, found, parameters.kinds[kind]):
            for mention in (scored.left, scored.right):
                if mention in lot.blocks:
                    lot.pairs[mention].append(scored)
    return lot


def feature_rows(session: Session, documents: Sequence[str]) -> dict[str, Row]:
    """Mention → feature row, for all mentions of the documents that have one."""
    return _read(session, documents)[0]


def _read(session: Session, documents: Sequence[str]) -> tuple[dict[str, Row], dict[str, frozenset[str]]]:
    """Feature rows of the documents' mentions, and the rules' keys of each."""
    features: dict[str, Row] = {}
    rules: dict[str, frozenset[str]] = {}
    table = Mention.__table__
    for lot in lots(documents):
        rows = session.execute(sa.select(table).where(table.c.document_id.in_(lot))).mappings()
        for together in by_document(dict(row) for row in rows).values():
            found = mention_features(together)
            features |= found
            bearers = Counter((row["kind"], row["norm_name"]) for row in together)
            for row in together:
                if row["id"] in found:
                    party = read_party(row, alone=bearers[row["kind"], row["norm_name"]] == 1)
                    rules[row["id"]] = frozenset(key.text for key in keys_of(party))
    return features, rules


def _sharing(session: Session, fresh: Mapping[str, Sequence[str]], documents: Collection[str]) -> dict[str, list[str]]:
    """Mention that is there already → keys that it shares with fresh ones."""
    found: dict[str, list[str]] = defaultdict(list)
    for lot in lots(sorted({key for keys in fresh.values() for key in keys}), _LOOKUP):
        key = listed(session, lot)
        query = sa.select(IdentityBlock.mention_id, IdentityBlock.key).where(IdentityBlock.key == key)
        for mention, shared in session.execute(query):
            if mention not in fresh and document_of(mention) not in documents:
                found[mention].append(shared)
    return found


def _linked(session: Session, mentions: Iterable[str]) -> dict[str, frozenset[str]]:
    """Mention → keys by which rules link it, taken back ones too: a score does not put back what a person took back."""
    found: dict[str, set[str]] = defaultdict(set)
    for lot in lots(sorted(mentions), _LOOKUP):
        left = listed(session, lot)
        for mention, key in session.execute(sa.select(Decision.left, Decision.key).where(Decision.left == left)):
            if key is not None and not is_scored(key):
                found[mention].add(key)
    return {mention: frozenset(keys) for mention, keys in found.items()}


def pairs_sharing(
    fresh: Mapping[str, Sequence[str]], there: Mapping[str, Sequence[str]], rules: Mapping[str, frozenset[str]]
) -> list[tuple[str, str]]:
    """Pairs that share a key, are not of one document and share no rule's key, which decides by itself."""
    if sum(len(keys) for told in (fresh, there) for keys in told.values()) < _FEW:
        return _few_pairs(fresh, there, rules)
    import pyarrow as pa

    names = sorted(fresh) + sorted(there)
    number = {name: place for place, name in enumerate(names)}
    texts: dict[str, int] = {}
    columns: tuple[list[int], list[str]] = ([], [])
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
        connection.register("keyed", pa.table({"n": pa.array(columns[0], pa.int32()), "key": columns[1]}))
        connection.register("listing", listing)
        found = connection.execute(
            "with joined as (select distinct l.n as a, r.n as b from keyed l join keyed r on l.key = r.key "
            f"where l.n < r.n and l.n < {len(fresh)}) "
            "select a, b from joined join listing x on x.n = a join listing y on y.n = b "
            "where x.document <> y.document and not list_has_any(x.rules, y.rules) order by a, b"
        ).fetchall()
    return [(min(names[a], names[b]), max(names[a], names[b])) for a, b in found]


def _few_pairs(
    fresh: Mapping[str, Sequence[str]], there: Mapping[str, Sequence[str]], rules: Mapping[str, frozenset[str]]
) -> list[tuple[str, str]]:
    """The same without a database, which takes longer to start than a few pairs to be found."""
    bearers: dict[str, list[str]] = defaultdict(list)
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
