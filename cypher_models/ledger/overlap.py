"""How much a model repeats another: alike in its query, or raising the same targets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from anmai.cypher_models.clauses import read_clauses
from anmai.cypher_models.form import Model
from anmai.cypher_models.ledger.outcomes import lines
from anmai.store.tables import FindingRow

#: Tokens in a row that make a shingle.
_SHINGLE: Final = 5
_COMMENT: Final = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
_TOKEN: Final = re.compile(r"'[^']*'|\"[^\"]*\"|\$\w+|[A-Za-z_]\w*|\d+(?:\.\d+)?|[^\s\w]")
_WORDS: Final = frozenset(
    "ALL AND ANY AS ASC BY CALL CASE CONTAINS DESC DISTINCT ELSE END ENDS EXISTS FALSE IN IS LIMIT MATCH NONE NOT NULL "
    "OPTIONAL OR ORDER RETURN SINGLE SKIP STARTS THEN TRUE UNION UNWIND WHEN WHERE WITH XOR".split()
)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two models have in common.

    Attributes:
        slug: The other model.
        query: Likeness of the queries, 0 to 1: the larger of that of the clause sets and that of the shingles.
        clauses: Jaccard index of the normalised tagged clauses.
        shingles: Jaccard index of the runs of five tokens.
        common: Targets that both raise now.
        own: Targets that this model raises now.
        other: Targets that the other raises now.
        near_copy: Whether it is warned about.
    """

    slug: str
    query: float
    clauses: float
    shingles: float
    common: int
    own: int
    other: int
    near_copy: bool

    @property
    def share(self) -> float | None:
        """Share of this model's targets that the other raises too; None where either has too few to tell."""
        least = lines()["overlap"]["findings"]
        return self.common / self.own if self.own >= least and self.other >= least else None

    def as_json(self) -> dict[str, Any]:
        """As plain data."""
        return {**asdict(self), "share": None if self.share is None else round(self.share, 4)}

    def sentence(self) -> str:
        """The warning, in both languages."""
        parts = [f"查询相似度 query {self.query:.0%}"]
        if self.share is not None:
            parts.append(f"共同对象 common targets {self.common}/{self.own} ({self.share:.0%})")
        return f"与 {self.slug} 相近 · much like {self.slug}: {', '.join(parts)}"


def overlaps(session: Session | None, model: Model, others: Iterable[Model]) -> list[Overlap]:
    """The model against every other one, the most alike first.

    Args:
        session: A session of the store; None leaves common targets out.
        model: The model.
        others: The catalogue; the model itself is passed over.
    """
    drawn = lines()["overlap"]
    mine, own_targets = _Shape(model), _targets(session, model.slug)
    found = []
    for other in others:
        if other.slug == model.slug:
            continue
        shape, theirs = _Shape(other), _targets(session, other.slug)
        clauses, shingles = _jaccard(mine.clauses, shape.clauses), _jaccard(mine.shingles, shape.shingles)
        common, query = len(own_targets & theirs), max(clauses, shingles)
        enough = min(len(own_targets), len(theirs)) >= drawn["findings"]
        found.append(
            Overlap(
                other.slug, round(query, 4), round(clauses, 4), round(shingles, 4),
                common, len(own_targets), len(theirs),
                query >= drawn["query"] or (enough and common >= drawn["targets"] * len(own_targets)),
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: (-each.query, -each.common, each.slug))


class _Shape:
    """A query as sets: its tagged clauses and its shingles, names of variables made the same."""

    def __init__(self, model: Model) -> None:
        tokens = normalised(model.findings)
        self.shingles = {tuple(tokens[at : at + _SHINGLE]) for at in range(max(1, len(tokens) - _SHINGLE + 1))}
        self.clauses = {" ".join(normalised(clause.text)) for clause in read_clauses(model.findings)[0]}


def normalised(query: str) -> list[str]:
    """The query's tokens: comments gone, letters of keywords large, variables and parameters each one sign.

    Labels, types, properties, functions and constants stay: they are what a query says; names are how it says it.
    """
    text = _COMMENT.sub(" ", query)
    found = _TOKEN.findall(text)
    out = []
    for at, token in enumerate(found):
        before = found[at - 1] if at else ""
        after = found[at + 1] if at + 1 < len(found) else ""
        if token.startswith("$"):
            out.append("$")
        elif token.upper() in _WORDS and before != ".":
            out.append(token.upper())
        elif not re.fullmatch(r"[A-Za-z_]\w*", token) or before in (".", ":", "|") or after == "(":
            out.append(token)
        elif after == ":" and before not in ("(", "["):
            # The key of a map, which is no variable.
            out.append(token)
        else:
            out.append("v")
    return out


def _jaccard(left: set[Any], right: set[Any]) -> float:
    return len(left & right) / len(left | right) if left | right else 0.0


def _targets(session: Session | None, slug: str) -> set[str]:
    if session is None:
        return set()
    rows = session.scalars(select(FindingRow.body).where(FindingRow.slug == slug, FindingRow.present))
    return {str(body["target"]["id"]) for body in rows}
