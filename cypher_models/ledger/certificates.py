"""Certificates: the business department and the data office vouch for a version, each by a person of its own."""

from __future__ import annotations

from typing import Final, Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from anmai.cypher_models.form import Model
from anmai.errors import Conflict, UsageError
from anmai.store import audit
from anmai.store.engine import now
from anmai.store.ledger_tables import ModelCertificate

Side = Literal["business", "data"]
SIDES: Final[tuple[str, ...]] = get_args(Side)


def certify(session: Session, model: Model, side: str, who: str, note: str | None = None) -> ModelCertificate:
    """Certify a released version as its files are, in the caller's transaction, with its entry in the audit log.

    Args:
        session: A write session of the store.
        model: The version, registered before.
        side: "business" (the department that works its leads) or "data" (the office that keeps data and queries).
        who: The person.
        note: Why, or on what it was tried.

    Raises:
        UsageError: An unknown side, no name.
        Conflict: An experimental version (it may still change), a side that certified already, or one person for both.
    """
    if side not in SIDES:
        raise UsageError(f"{side!r} is no side.", remedy="Certify as business or as data.")
    name = " ".join(who.split())
    if not name or len(name) > 64 or not name.isprintable():
        raise UsageError("A certificate needs the name of whoever gives it.", remedy="Give --who NAME.")
    if not model.released:
        raise Conflict(
            f"{model.slug} {model.version} is experimental and may still change.",
            remedy="Set `status: test` in model.yaml (its files are then frozen), and certify that.",
        )
    given = {each.side: each for each in certificates_of(session, model)}
    if side in given:
        raise Conflict(
            f"{given[side].who} certified {model.slug} {model.version} as {side} on {given[side].at[:10]} already.",
            remedy="A new version needs new certificates.",
        )
    other = next((each for each in given.values() if each.who.casefold() == name.casefold()), None)
    if other is not None:
        raise Conflict(
            f"{name} certified {model.slug} {model.version} as {other.side} already.",
            remedy="The other side's certificate is another person's to give.",
        )
    made = ModelCertificate(
        slug=model.slug, version=model.version, digest=model.digest, side=side, who=name, note=note, at=now()
    )
    session.add(made)
    session.flush()
    detail = {"version": model.version, "digest": model.digest, "side": side, "note": note}
    audit.append(session, name, "model.certify", f"model:{model.slug}", detail)
    return made


def certificates_of(session: Session, model: Model) -> list[ModelCertificate]:
    """The certificates that hold for the model's files as they are."""
    rows = session.scalars(
        select(ModelCertificate)
        .where(ModelCertificate.slug == model.slug, ModelCertificate.version == model.version)
        .order_by(ModelCertificate.id)
    )
    return [row for row in rows if row.digest == model.digest]


def both_sides(session: Session, model: Model) -> bool:
    """Whether both sides certified the files as they are, by different people."""
    given = {each.side: each.who.casefold() for each in certificates_of(session, model)}
    return set(given) == set(SIDES) and len(set(given.values())) == len(SIDES)
