"""A model as pages show it: its description, its funnel, its last run."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import func, select

from anmai.cypher_models.form import Model
from anmai.cypher_models.ledger import standing_of
from anmai.forms.views import ElementView, Funnel, LegalBasisView, ModelView, RunView
from anmai.store import Store
from anmai.store.tables import LeadRow, Run

_STATUSES: Final = ("unreviewed", "in_review", "confirmed", "dismissed", "withdrawn")


def model_view(model: Model, store: Store | None, *, details: bool = False) -> ModelView:
    """The model with its funnel and last run.

    Args:
        model: The model.
        store: Where runs and leads are; None gives an empty funnel.
        details: With the texts of its queries.
    """
    about = model.about
    clauses: dict[str, str] = {}
    for clause in model.clauses:
        clauses[clause.element] = "\n".join(filter(None, (clauses.get(clause.element), clause.text.strip())))
    last = last_run(store, model.slug) if store is not None else None
    return ModelView(
        slug=model.slug,
        id=str(about.id),
        version=about.version,
        status=_status(model, store),
        level=about.level,
        title_zh=about.title.zh,
        title_en=about.title.en,
        description_zh=about.description.zh,
        description_en=about.description.en,
        own=model.own,
        legal_basis=[LegalBasisView(**basis.model_dump()) for basis in about.legal_basis],
        elements=[
            ElementView(id=e.id, zh=e.zh, en=e.en, clause=clauses.get(e.id) if details else None)
            for e in about.elements
        ],
        parameters=[
            {**parameter.model_dump(exclude_none=True), "default": model.defaults[parameter.name]}
            for parameter in about.parameters
        ],
        reason_codes=[{"id": c.id, "zh": c.zh, "en": c.en, "weight": c.weight} for c in about.reason_codes],
        columns=[{"name": c.name, "zh": c.zh, "en": c.en} for c in about.columns],
        false_positives=[{"zh": words.zh, "en": words.en} for words in about.false_positives],
        required_sources=about.required_sources,
        references=about.references,
        related=about.related,
        authors=about.authors,
        funnel=funnel(store, model.slug),
        last_run=run_view(last) if last is not None else None,
        queries={name: model.files[f"{name}.cypher"] for name in ("findings", "subgraph", "population")}
        if details
        else {},
    )


def _status(model: Model, store: Store | None) -> str:
    """The status at which people use the model: that of its files, unless the ledger moved it."""
    if store is None:
        return model.about.status
    with store.session(write=False) as session:
        return standing_of(session, model).status


def last_run(store: Store, slug: str) -> Run | None:
    """The model's newest run."""
    with store.session(write=False) as session:
        return session.scalars(select(Run).where(Run.slug == slug).order_by(Run.started.desc()).limit(1)).first()


def funnel(store: Store | None, slug: str) -> Funnel:
    """Population → findings → reviewed of one model; None where it hasn't run or can't conclude."""
    if store is None:
        return Funnel(population=None, findings=None)
    with store.session(write=False) as session:
        rows = session.execute(
            select(LeadRow.status, func.count()).where(LeadRow.slug == slug).group_by(LeadRow.status)
        )
        counts: dict[str, Any] = dict.fromkeys(_STATUSES, 0) | {status: int(n) for status, n in rows}
        last = session.scalars(
            select(Run)
            .where(Run.slug == slug, Run.state.in_(("done", "cannot_conclude")))
            .order_by(Run.started.desc())
            .limit(1)
        ).first()
    if last is None or last.state == "cannot_conclude":
        return Funnel(population=None, findings=None, cannot_conclude=last.reason if last else None, **counts)
    present = sum(counts[status] for status in _STATUSES if status != "withdrawn")
    return Funnel(population=last.population, findings=present, **counts)


def run_view(run: Run) -> RunView:
    """A run as the API tells it."""
    return RunView(
        id=run.id,
        model=run.slug,
        version=run.version,
        mode=run.mode,
        state=run.state,
        reason=run.reason,
        parameters=run.parameters,
        anchors_done=run.anchors_done,
        anchors_total=run.anchors_total,
        population=run.population,
        found=run.found,
        started=run.started,
        ended=run.ended,
    )
