"""Who is who: people's decisions, why an entity is one, what waits for review, what a lead's identities stand on."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from anmai.api.deps import Ctx, Language, Limit, Offset, ReadSession, Who
from anmai.api.services import decisions, identity, identity_review, lead_identity, second_readers
from anmai.forms.views import DecisionView, IdentityChange, LeadFooting, OpinionChange, ReviewList, WaitingList
from anmai.graph import identity as graph_identity
from anmai.graph.identity.training import model_told

router = APIRouter(tags=["identity"])

Id = Annotated[str, Field(min_length=1, max_length=600, description="Id of an entity or a mention")]
Why = Annotated[str, Field(min_length=1, max_length=2000, description="The reason, kept with the decision")]


class Reason(BaseModel):
    """Why a decision is taken back or made again."""

    why: Why


class Judged(BaseModel):
    """A decision on two entities or mentions."""

    judgement: Literal["same", "different", "unsure"]
    left: Id
    right: Id
    why: Why


class Split(BaseModel):
    """Mentions of an entity that are somebody else."""

    entity: Id
    mentions: list[Id] = Field(min_length=1, max_length=5000)
    why: Why


class OpinionOn(BaseModel):
    """What one more person says of decisions."""

    decisions: list[Annotated[str, Field(min_length=1, max_length=64)]] = Field(min_length=1, max_length=500)
    agrees: bool = Field(description="false takes the force of what would join, until they agree")
    why: Why


@router.get("/identity/decisions")
def list_decisions(
    session: ReadSession, entity: Annotated[str, Query(min_length=1, max_length=64, description="Entity id")]
) -> list[DecisionView]:
    """The decisions on an entity's mentions, taken-back ones too."""
    return decisions.decisions_on_entity(session, entity)


@router.post("/identity/decisions")
def decide(context: Ctx, who: Who, body: Judged) -> IdentityChange:
    """Decide that two are one (outranks every rule), are not (no rule or score joins them later), or can't be told."""
    acts = {"same": graph_identity.join, "different": graph_identity.differ, "unsure": graph_identity.unsure}
    act = acts[body.judgement]
    return identity.change(
        context.settings, context.store, lambda: act(context.store, body.left, body.right, by=who, why=body.why)
    )


@router.post("/identity/split")
def split(context: Ctx, who: Who, body: Split) -> IdentityChange:
    """Decide that some mentions of an entity are somebody else; undoing the decision puts them back."""
    return identity.change(
        context.settings,
        context.store,
        lambda: graph_identity.split(context.store, body.entity, body.mentions, by=who, why=body.why),
    )


@router.post("/identity/decisions/{decision_id}/undo")
def undo(context: Ctx, who: Who, decision_id: str, body: Reason) -> DecisionView:
    """Take a decision back; what it merged comes apart, and models see it at their next run."""
    return identity.undo(context.settings, context.store, decision_id, who, body.why)


@router.post("/identity/decisions/{decision_id}/redo")
def redo(context: Ctx, who: Who, decision_id: str, body: Reason) -> IdentityChange:
    """Put a decision that was taken back in force again."""
    return identity.change(
        context.settings, context.store, lambda: graph_identity.redo(context.store, decision_id, by=who, why=body.why)
    )


@router.post("/identity/opinions")
def opinion(context: Ctx, who: Who, body: OpinionOn) -> OpinionChange:
    """Agree or disagree with decisions as one more person; two must agree on what a confirmed lead hangs on."""
    act = graph_identity.agree if body.agrees else graph_identity.disagree
    return identity.opinion(
        context.settings, context.store, lambda: act(context.store, body.decisions, by=who, why=body.why)
    )


@router.get("/identity/second-readers")
def waiting(session: ReadSession, lang: Language, offset: Offset = 0, limit: Limit = 20) -> WaitingList:
    """Decisions that lack a second reader, those with most leads first; before them those on which two disagree."""
    return second_readers.waiting(session, offset=offset, limit=limit, lang=lang)


@router.get("/identity/explain")
def explain(
    session: ReadSession,
    lang: Language,
    asked: Annotated[str, Query(alias="id", min_length=1, max_length=600, description="Entity, mention or decision")],
) -> dict[str, Any]:
    """The tree of decisions that holds an entity together."""
    return graph_identity.explain(session, asked, lang=lang)


@router.get("/identity/questions")
def questions(session: ReadSession) -> dict[str, list[dict[str, Any]]]:
    """Contradictions (A=B, B=C, A≠C), pairs that somebody was unsure of, decisions whose mentions are gone."""
    return identity.questions(session)


@router.get("/identity/review")
def review(
    session: ReadSession,
    lang: Language,
    offset: Offset = 0,
    limit: Limit = 20,
    entity: Annotated[str | None, Query(max_length=64, description="Only pairs of this entity")] = None,
) -> ReviewList:
    """Pairs that the score leaves open, those first on which most leads hang, side by side with their passages."""
    return identity_review.review(session, offset=offset, limit=limit, entity=entity, lang=lang)


@router.get("/identity/model")
def model(session: ReadSession, lang: Language) -> dict[str, Any]:
    """The scores' parameters in force: what each level of each comparison weighs, and what they were trained on."""
    return model_told(session, lang=lang)


@router.get("/leads/{lead_id}/identity")
def lead_on_identity(session: ReadSession, lang: Language, lead_id: str) -> LeadFooting:
    """The decisions that a lead hangs on, the weakest first, what is left without each, and who must still read."""
    return lead_identity.lead_footing(session, lead_id, lang)
