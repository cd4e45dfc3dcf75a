"""Estimating the parameters on the graph's own mentions, without labels, when somebody asks for it.

u (how often strangers agree) comes from random pairs. m (how often one person's mentions agree) comes from pairs that
share a complete, valid identity number or credit code; where there are too few, from expectation maximisation inside
blocks. Both are moved towards, and never by more than a factor away from, the table's values.
"""

from __future__ import annotations

import logging
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.errors import UsageError
from anmai.graph.identity.rows import lots
from anmai.graph.identity.scoring.artefact import KINDS, KindParameters, Levels, Parameters, base
from anmai.graph.identity.scoring.engine import connect, load
from anmai.graph.identity.scoring.features import Row, by_document, mention_features
from anmai.graph.identity.scoring.settings import FREQUENT, splink_settings
from anmai.graph.identity.scoring.tables import table
from anmai.store.tables import Document, Mention, MentionEntity

if TYPE_CHECKING:
    import duckdb
    from splink import Linker

#: Documents looked at; more change the estimates in digits that don't matter.
MOST_DOCUMENTS: Final = 60_000
_RANDOM_PAIRS: Final = 1_000_000
_SEED: Final = 20
#: Pairs of one hard key from which m is estimated by them rather than by expectation maximisation.
_ENOUGH: Final = 200
#: The table's values count as much as so many pairs.
_WEIGHT: Final = 500
#: A value moves from the table's by this factor at most.
_FARTHEST: Final = 5.0
#: Fewer mentions than these of a kind say nothing.
_LEAST: Final = 200
#: Inside which pairs expectation maximisation looks, each time for the values that don't make the block.
_BLOCKS: Final = {
    "person": ("l.name = r.name and l.document <> r.document", "l.born = r.born and l.document <> r.document"),
    "organization": (
        "l.name = r.name and l.document <> r.document",
        "l.address = r.address and l.document <> r.document",
    ),
}
_PROBABILITY: Final = (1e-7, 1e-4)


@dataclass(frozen=True, slots=True)
class _Sample:
    rows: dict[str, list[Row]]
    entities: dict[str, dict[str, str]]
    documents: int


def train(session: Session, *, progress: Callable[[str], None] | None = None) -> Parameters:
    """Estimate parameters for all kinds; nothing is stored.

    Args:
        session: An open transaction; mentions must have been resolved.
        progress: Called with what is being done: ``read``, a kind.

    Returns:
        Parameters without a version of their own (``untitled``); ``artefact.keep`` gives one.

    Raises:
        UsageError: The store holds too few mentions to say anything.
    """
    tell = progress or (lambda _what: None)
    tell("read")
    sample = _read(session)
    kinds: dict[str, KindParameters] = {}
    origin: dict[str, Any] = {"documents": sample.documents}
    for kind in KINDS:
        rows = sample.rows.get(kind, [])
        if len(rows) < _LEAST:
            kinds[kind] = base().kinds[kind]
            origin[kind] = {"mentions": len(rows), "method": "table"}
            continue
        tell(kind)
        kinds[kind], origin[kind] = _train_kind(kind, rows, sample.entities[kind])
    if all(told["method"] == "table" for told in origin.values() if isinstance(told, dict)):
        raise UsageError(
            f"The store holds too few unmasked parties to train on (fewer than {_LEAST}).",
            remedy="Ingest rulings first; until then the built-in parameters are used.",
        )
    return Parameters("untitled", kinds, origin)


def _read(session: Session) -> _Sample:
    """Feature rows of unmasked mentions, of all documents or of an even, repeatable choice of them."""
    documents = list(session.scalars(sa.select(Document.id).order_by(Document.id)))
    if len(documents) > MOST_DOCUMENTS:
        documents = sorted(random.Random(_SEED).sample(documents, MOST_DOCUMENTS))
    rows: dict[str, list[Row]] = defaultdict(list)
    entities: dict[str, dict[str, str]] = defaultdict(dict)
    mentions = Mention.__table__
    for lot in lots(documents):
        query = (
            sa.select(mentions, MentionEntity.entity_id)
            .outerjoin(MentionEntity, MentionEntity.mention_id == mentions.c.id)
            .where(mentions.c.document_id.in_(lot))
            .order_by(mentions.c.id)
        )
        for together in by_document(dict(row) for row in session.execute(query).mappings()).values():
            homes = {row["id"]: row["entity_id"] for row in together}
            for mention, row in mention_features(together).items():
                if not row["masked"]:
                    rows[row["kind"]].append(row)
                    entities[row["kind"]][mention] = homes[mention] or mention
    return _Sample(rows, entities, len(documents))


def _train_kind(kind: str, rows: list[Row], entities: Mapping[str, str]) -> tuple[KindParameters, dict[str, Any]]:
    before = base().kinds[kind]
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        names[row["name"]].add(entities[row["unique_id"]])
    counts = {name: len(bearers) for name, bearers in sorted(names.items()) if len(bearers) > 1}
    bearers = len(set(entities.values()))
    sizes = Counter(entities.values())
    known = KindParameters(_probability(len(rows), sizes), before.levels, counts, bearers)
    labels = Counter(row["number"] for row in rows if row["number"])
    pairs = sum(count * (count - 1) // 2 for count in labels.values())
    with connect() as connection:
        load(connection, "mentions", kind, rows, known)
        linker = _linker(connection, kind, known)
        linker.training.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=_SEED)
        method = "hard keys" if pairs >= _ENOUGH else "expectation maximisation"
        if pairs >= _ENOUGH:
            linker.training.estimate_m_from_label_column("number")
        else:
            for rule in _BLOCKS[kind]:
                linker.training.estimate_parameters_using_expectation_maximisation(rule, fix_u_probabilities=True)
        told = linker.misc.save_model_to_json()
    levels = _moved(kind, before.levels, told, max(pairs, _ENOUGH))
    made = KindParameters(known.probability, levels, counts, bearers)
    return made, {"mentions": len(rows), "entities": bearers, "pairs": pairs, "method": method}


def _linker(connection: duckdb.DuckDBPyConnection, kind: str, known: KindParameters) -> Linker:
    from splink import Linker
    from splink.internals.duckdb.database_api import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection)
    settings = splink_settings(kind, known)
    linker = Linker(api.register("mentions"), settings, log_level=None, validate_settings=False)
    for column in FREQUENT[kind]:
        connection.execute(
            f"create table shares_{column} as select distinct {column}, tf_{column} from mentions "
            f"where {column} is not null"
        )
        linker.table_management.register_term_frequency_lookup(api.register(f"shares_{column}"), column)
    return linker


def _probability(mentions: int, sizes: Counter[str]) -> float:
    """Of two mentions at random being one, by what the sure rules already hold."""
    same = sum(count * (count - 1) // 2 for count in sizes.values())
    found = same / (mentions * (mentions - 1) / 2)
    low, high = _PROBABILITY
    return min(max(found, low), high)


def _moved(kind: str, before: Levels, told: Mapping[str, Any], pairs: int) -> Levels:
    """The table's values, moved towards the estimates as far as these carry."""
    estimates = {
        comparison["output_column_name"]: comparison["comparison_levels"] for comparison in told["comparisons"]
    }
    moved: Levels = {}
    for comparison in table(kind)["comparisons"]:
        values: dict[str, dict[str, float]] = {}
        for level, estimate in zip(comparison["levels"], estimates[comparison["id"]], strict=True):
            if level.get("null"):
                continue
            start = before[comparison["id"]][level["id"]]
            if level.get("fixed"):
                continue
            values[level["id"]] = {
                "m": _between(start["m"], estimate.get("m_probability"), pairs),
                "u": _between(start["u"], estimate.get("u_probability"), _RANDOM_PAIRS),
            }
        for which in ("m", "u"):
            total = sum(value[which] for value in values.values())
            for value in values.values():
                value[which] = round(value[which] / total, 12)
        fixed = {level["id"] for level in comparison["levels"] if level.get("fixed")}
        moved[comparison["id"]] = {name: before[comparison["id"]][name] for name in sorted(fixed)} | values
    return moved


def _between(start: float, estimate: object, pairs: int) -> float:
    if not isinstance(estimate, float | int):
        # Splink says so where no pair showed the level.
        estimate = 0.0
    mixed = (start * _WEIGHT + float(estimate) * pairs) / (_WEIGHT + pairs)
    return min(max(mixed, start / _FARTHEST), start * _FARTHEST)
