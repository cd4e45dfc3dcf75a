"""Where a model stands here: its status above that of its files, the level at which it is used, and its moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from anmai.cypher_models.form import Model
from anmai.cypher_models.ledger.certificates import both_sides
from anmai.errors import Conflict, UsageError
from anmai.store import audit
from anmai.store.engine import now
from anmai.store.ledger_tables import ModelMove, ModelStanding

LEVELS: Final = ("county", "city", "province")
STATUSES: Final = ("test", "stable", "retired")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a version stands.

    Attributes:
        status: experimental | test | stable | retired; the files' own unless people moved it.
        level: county | city | province.
        since: When it was moved there; None when it never was.
    """

    status: str
    level: str
    since: str | None


def standing_of(session: Session, model: Model) -> Standing:
    """Where the model stands as its files are; a new version starts at its files' status and at the county's level."""
    row = session.get(ModelStanding, model.slug)
    if row is None or (row.version, row.digest) != (model.version, model.digest):
        return Standing(model.about.status, LEVELS[0], None)
    return Standing(row.status, row.level, row.at)


def move(
    session: Session, model: Model, to: str | None, who: str, note: str | None, ground: dict[str, Any], *, up: bool
) -> ModelMove:
    """Promote or demote a model, in the caller's transaction, with its entry in the audit log.

    Args:
        session: A write session of the store.
        model: The version.
        to: A status or level; None is the next one: test → stable → city → province, and back.
        who: The person.
        note: Why.
        ground: What it rests on (outcomes by office), kept with the move.
        up: Whether this is a promotion.

    Raises:
        UsageError: Not a status or level that can be reached by this direction, or no name.
        Conflict: Both certificates are needed first, or a level for what is not stable.
    """
    if not " ".join(who.split()):
        raise UsageError("A move needs the name of whoever makes it.", remedy="Give --who NAME.")
    now_at = standing_of(session, model)
    what, after = _target(now_at, to, up=up)
    before = now_at.level if what == "level" else now_at.status
    if after == before:
        raise Conflict(f"{model.slug} {model.version} is {after} already.", remedy="`anmai models ledger` shows it.")
    if after == "stable" and up and not both_sides(session, model):
        raise Conflict(
            f"{model.slug} {model.version} lacks a certificate of the business department or of the data office.",
            remedy="`anmai models certify` gives them; both are needed, by different people.",
        )
    if what == "level" and now_at.status != "stable":
        raise Conflict(
            f"{model.slug} {model.version} is {now_at.status}; what is not stable has no level but the county's.",
            remedy="Promote it to stable first.",
        )
    level = after if what == "level" else now_at.level if after == "stable" else LEVELS[0]
    status = after if what == "status" else now_at.status
    moment = now()
    session.merge(
        ModelStanding(
            slug=model.slug, version=model.version, digest=model.digest, status=status, level=level, by=who, at=moment
        )
    )
    made = ModelMove(
        slug=model.slug, version=model.version, what=what, before=before, after=after, by=who, note=note,
        ground=ground, at=moment,
    )  # fmt: skip
    session.add(made)
    session.flush()
    detail = {"version": model.version, "what": what, "before": before, "after": after, "note": note, "ground": ground}
    audit.append(session, who, "model.promote" if up else "model.demote", f"model:{model.slug}", detail)
    return made


def moves_of(session: Session, slug: str) -> list[ModelMove]:
    """All moves of a model's versions, oldest first."""
    return list(session.scalars(select(ModelMove).where(ModelMove.slug == slug).order_by(ModelMove.id)))


def next_step(now_at: Standing, *, up: bool) -> str | None:
    """The next status or level in a direction; None at its end. Experimental files are released by their author."""
    if up:
        if now_at.status == "test":
            return "stable"
        higher = LEVELS[LEVELS.index(now_at.level) + 1 :]
        return higher[0] if now_at.status == "stable" and higher else None
    if now_at.status == "stable" and now_at.level != LEVELS[0]:
        return LEVELS[LEVELS.index(now_at.level) - 1]
    return {"stable": "test", "test": "retired"}.get(now_at.status)


def _target(now_at: Standing, to: str | None, *, up: bool) -> tuple[str, str]:
    chosen = to or next_step(now_at, up=up)
    if chosen is None:
        raise UsageError(
            f"From {now_at.status}, {now_at.level} there is no step {'up' if up else 'down'}.",
            remedy="Experimental files are released by `status: test` in model.yaml.",
        )
    if chosen in LEVELS:
        higher = LEVELS.index(chosen) > LEVELS.index(now_at.level)
        if chosen != now_at.level and higher != up:
            raise UsageError(f"{chosen} is {'above' if higher else 'below'} {now_at.level}.", remedy=_OTHER[up])
        return "level", chosen
    allowed = {"test": ("stable",), "retired": ("test",)} if up else {"test": ("retired",), "stable": STATUSES}
    if chosen not in allowed.get(now_at.status, ()) and chosen != now_at.status:
        raise UsageError(
            f"A model that is {now_at.status} can't be {'promoted' if up else 'demoted'} to {chosen}.",
            remedy=f"Statuses: {', '.join(STATUSES)}; levels: {', '.join(LEVELS)}.",
        )
    return "status", chosen


_OTHER: Final = {True: "Use `anmai models demote`.", False: "Use `anmai models promote`."}
