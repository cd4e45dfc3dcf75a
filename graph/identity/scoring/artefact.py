"""The trained parameters: what scores rest on besides the two mentions, versioned, stored, changed by command only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.scoring.tables import table
from anmai.store.engine import now
from anmai.store.tables import IdentityModel

KINDS: Final = ("person", "organization")
#: Version of the features: grows when the same mention would be compared by other values.
FEATURES_VERSION: Final = "1"

Levels = dict[str, dict[str, dict[str, float]]]


@dataclass(frozen=True, slots=True)
class KindParameters:
    """Parameters for one kind.

    Attributes:
        probability: Of two mentions at random being one.
        levels: Comparison → level → {"m", "u"}.
        counts: Name → different bearers counted (those of two and more).
        bearers: Bearers counted in all.
    """

    probability: float
    levels: Levels
    counts: Mapping[str, int] = field(default_factory=dict)
    bearers: int = 0


@dataclass(frozen=True, slots=True)
class Parameters:
    """What all scores of one version rest on.

    Attributes:
        version: Names it in every decision: ``base-…`` for the table's, else a number and the hash of the content.
        origin: What it was trained on: mentions, pairs, command's time; empty for the table's.
    """

    version: str
    kinds: Mapping[str, KindParameters]
    origin: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain data, stable under json.dumps(sort_keys=True)."""
        return {
            "features": FEATURES_VERSION,
            "tables": tables_version(),
            "origin": dict(self.origin),
            "kinds": {
                kind: {
                    "probability": each.probability, "levels": each.levels, "counts": dict(each.counts),
                    "bearers": each.bearers,
                }
                for kind, each in self.kinds.items()
            },
        }  # fmt: skip


def tables_version() -> str:
    """Version of the tables that scores rest on."""
    names = ("person", "organization", "look_alikes", "name_frequency")
    return ".".join(str(table(name)["version"]) for name in names)


@cache
def base() -> Parameters:
    """The table's own parameters, in force until ``anmai identity train`` is run."""
    kinds = {
        kind: KindParameters(
            float(table(kind)["probability"]),
            {
                comparison["id"]: {
                    level["id"]: {"m": float(level["m"]), "u": float(level["u"])}
                    for level in comparison["levels"]
                    if not level.get("null")
                }
                for comparison in table(kind)["comparisons"]
            },
        )
        for kind in KINDS
    }
    return Parameters(f"base-{FEATURES_VERSION}.{tables_version()}", kinds)


def in_force(session: Session) -> Parameters:
    """The newest stored parameters, else the table's."""
    row = session.scalars(sa.select(IdentityModel).order_by(IdentityModel.number.desc()).limit(1)).first()
    return base() if row is None else read(row)


def read(row: IdentityModel) -> Parameters:
    """Parameters from their row."""
    kinds = {
        kind: KindParameters(told["probability"], told["levels"], told["counts"], told["bearers"])
        for kind, told in row.body["kinds"].items()
    }
    return Parameters(row.version, kinds, row.body["origin"])


def keep(session: Session, trained: Parameters, by: str) -> IdentityModel:
    """Store trained parameters as the newest version, in force from now on."""
    body = trained.as_json()
    number = (session.scalar(sa.select(sa.func.max(IdentityModel.number))) or 0) + 1
    digest = hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    row = IdentityModel(
        number=number, version=f"{number}-{digest[:12]}", digest=digest, body=body, by=by, created=now()
    )
    session.add(row)
    session.flush()
    return row
