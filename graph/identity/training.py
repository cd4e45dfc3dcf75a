"""Training the scores' parameters by command, deciding anew by them, and showing them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.resolve import Resolution, resolve
from anmai.graph.identity.scoring import artefact
from anmai.graph.identity.scoring.tables import table
from anmai.graph.identity.scoring.train import train
from anmai.store import Store, audit
from anmai.store.tables import IdentityModel


@dataclass(frozen=True, slots=True)
class Retrained:
    """New parameters in force, and what deciding by them changed."""

    version: str
    origin: Mapping[str, Any]
    resolution: Resolution


def retrain(store: Store, *, by: str) -> Retrained:
    """Estimate parameters on the store's mentions, put them in force, and decide on all mentions anew.

    People's decisions stay. A kill after the parameters were stored leaves decisions of the version before; the same
    call, or ``resolve`` over all documents, goes on.

    Raises:
        UsageError: The store holds too few mentions.
    """
    with store.session(write=False) as session:
        trained = train(session)
    with store.session() as session:
        row = artefact.keep(session, trained, by)
        version = row.version
        audit.append(session, by, "identity.train", f"identity_model:{version}", {"digest": row.digest})
    return Retrained(version, trained.origin, resolve(store))


def model_told(session: Session, *, lang: Literal["zh", "en"] = "zh") -> dict[str, Any]:
    """The parameters in force as plain data.

    Returns:
        version, by, created, origin, and for each kind the probability, counts and its comparisons with levels:
        m, u and bits (log2 of their ratio; where a level counts a value's frequency, bits of the average value).
    """
    row = session.scalars(sa.select(IdentityModel).order_by(IdentityModel.number.desc()).limit(1)).first()
    parameters = artefact.in_force(session)
    kinds = []
    for kind, told in parameters.kinds.items():
        comparisons = []
        for comparison in table(kind)["comparisons"]:
            levels = [
                _level(level, told.levels[comparison["id"]][level["id"]], lang)
                for level in comparison["levels"]
                if not level.get("null")
            ]
            comparisons.append({"id": comparison["id"], "title": comparison[lang], "levels": levels})
        kinds.append({
            "kind": kind, "probability": told.probability, "names": len(told.counts), "bearers": told.bearers,
            "comparisons": comparisons,
        })  # fmt: skip
    return {
        "version": parameters.version,
        "by": row.by if row else None,
        "created": row.created if row else None,
        "digest": row.digest if row else None,
        "origin": dict(parameters.origin),
        "kinds": kinds,
    }


def _level(level: Mapping[str, Any], known: Mapping[str, float], lang: str) -> dict[str, Any]:
    bits = round(math.log2(known["m"] / known["u"]), 2)
    return {"id": level["id"], "title": level[lang], "m": known["m"], "u": known["u"], "bits": bits,
            "by_frequency": bool(level.get("tf"))}  # fmt: skip
