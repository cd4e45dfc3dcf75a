"""The ledger's page of one model, as plain data: what commands print and the API answers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from anmai.cypher_models.form import Model
from anmai.cypher_models.ledger.certificates import SIDES, certificates_of
from anmai.cypher_models.ledger.outcomes import outcomes, pooled
from anmai.cypher_models.ledger.overlap import overlaps
from anmai.cypher_models.ledger.proposals import proposals
from anmai.cypher_models.ledger.standing import moves_of, standing_of
from anmai.cypher_models.ledger.versions import ledger_problems
from anmai.store.tables import ModelVersion, Run

#: Overlaps that are listed: those warned about, and at least these many most alike.
_ALIKE = 3


def ledger_view(session: Session, model: Model, models: list[Model], office: str | None) -> dict[str, Any]:
    """What the ledger knows of a model.

    Args:
        session: A session of the store.
        model: The model.
        models: The catalogue, to compare with.
        office: This home's office, where it has a name.
    """
    standing, given = standing_of(session, model), certificates_of(session, model)
    parts = outcomes(session, model.slug, office)
    certified = len({each.side for each in given}) == len(SIDES)
    ran = session.execute(
        select(func.count(), func.max(Run.started)).where(Run.slug == model.slug, Run.state == "done")
    ).one()
    alike = overlaps(session, model, models)
    return {
        "slug": model.slug, "version": model.version, "digest": model.digest, "frozen": model.released,
        "problems": [problem.message for problem in ledger_problems(session, model)],
        "status": standing.status, "level": standing.level, "since": standing.since,
        "certificates": [
            {"side": each.side, "who": each.who, "note": each.note, "at": each.at} for each in given
        ],
        "lacking": [side for side in SIDES if side not in {each.side for each in given}],
        "versions": [
            {"version": row.version, "digest": row.digest, "registered": row.registered}
            for row in session.scalars(
                select(ModelVersion).where(ModelVersion.slug == model.slug).order_by(ModelVersion.registered)
            )
        ],
        "offices": [
            {"office": office, "own": True, "runs": int(ran[0]), "last_run": ran[1]} if part.own
            else {"office": part.office, "own": False, "runs": None, "last_run": None}
            for part in parts
        ],
        "outcomes": [part.as_json() for part in parts],
        "pooled": pooled(parts).as_json(),
        "proposals": [each.as_json() for each in proposals(standing, parts, certified=certified)],
        "moves": [
            {"at": row.at, "by": row.by, "version": row.version, "what": row.what, "before": row.before,
             "after": row.after, "note": row.note}
            for row in moves_of(session, model.slug)
        ],
        "overlaps": [each.as_json() for at, each in enumerate(alike) if each.near_copy or at < _ALIKE],
    }  # fmt: skip
