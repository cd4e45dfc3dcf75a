"""What a lead's identities stand on, and who has read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.api.services.graph_view import Lang
from anmai.api.services.leads import find_lead
from anmai.forms.views import LeadFooting, ReadingNeed
from anmai.graph.identity.keys import rules
from anmai.graph.identity.readings import Readers, readers
from anmai.graph.identity.sensitivity import as_json, footing, told_in_title
from anmai.graph.identity.standing import Standing, standing
from anmai.graph.identity.wording import said
from anmai.store.tables import Decision


def parties_of(body: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Entities that a finding is about or lists, and its documents."""
    entities = [told["entity_id"] for told in (*body.get("persons", ()), *body.get("organizations", ()))]
    target = body.get("target") or {}
    if target.get("kind") in ("Person", "Organization"):
        entities.append(target["id"])
    return entities, list(body.get("documents", ()))


def lead_standing(session: Session, body: Mapping[str, Any]) -> Standing:
    """What of a finding's identities lacks a reader."""
    return standing(session, *parties_of(body))


def lead_footing(session: Session, lead: str, lang: Lang) -> LeadFooting:
    """The decisions that a lead hangs on, the weakest first, and what must be read before it is confirmed.

    Raises:
        NotFound: There is no such lead.
    """
    _row, finding = find_lead(session, lead)
    entities, documents = parties_of(finding.body)
    found, stands = footing(session, entities, documents), standing(session, entities, documents)
    titles = {rule.id: rule.zh if lang == "zh" else rule.en for rule in rules().values()}
    rows = session.scalars(sa.select(Decision).where(Decision.id.in_([hold.decision for hold in found.holds]))).all()
    told = readers(session, rows)
    holds = [as_json(hold, titles) | readers_told(told[hold.decision]) for hold in found.holds]
    title = said("stands_on_quarrel", lang) if stands.opposed else told_in_title(found, lang)
    return LeadFooting(
        title=title, weak=found.weak, holds=holds, ready=stands.ready,
        needs=[ReadingNeed.model_validate(row) for row in need_told(stands)],
    )  # fmt: skip


def need_told(found: Standing) -> list[dict[str, Any]]:
    """A row for each decision that keeps a lead from being confirmed: what it is, who agrees, how many lack."""
    rows = [(row, "opposed") for row in found.opposed] + [(row, "unread") for row in found.unread]
    return [
        {
            "decision": row.id,
            "state": state,
            "rule": row.rule,
            "left": row.left,
            "right": row.right or row.evidence.get("other"),
            "missing": found.readers[row.id].missing,
            **readers_told(found.readers[row.id]),
            "message": _message(row, state, found.readers[row.id]),
        }
        for row, state in rows
    ]


def readers_told(found: Readers) -> dict[str, Any]:
    """Who stands behind a decision, and who does not, by name."""
    against = [{"by": each.by, "why": each.why, "at": each.at} for each in found.readings if not each.agrees]
    return {"agreeing": list(found.agreeing), "disagreeing": against}


def _message(row: Decision, state: str, found: Readers) -> str:
    if state == "opposed":
        return f"{row.id}: {', '.join(each.by for each in found.readings if not each.agrees)} disagrees"
    agreeing = ", ".join(found.agreeing) or "nobody"
    return f"{row.id}: {agreeing} agreed, {found.missing} more needed"
