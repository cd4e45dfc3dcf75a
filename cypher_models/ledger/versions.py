"""Model versions in the store: registered with their digest; a released one never changes."""

from __future__ import annotations

from sqlalchemy.orm import Session

from anmai.cypher_models.form import Model
from anmai.cypher_models.ledger.certificates import both_sides
from anmai.cypher_models.load import Problem
from anmai.errors import ModelError
from anmai.store.engine import now
from anmai.store.tables import ModelVersion


def register(session: Session, model: Model) -> None:
    """Register this version, or make sure that it is the one that was registered.

    An experimental version may still change; its files are then registered anew.

    Raises:
        ModelError: The version is released and its files changed, or it calls itself stable without its certificates.
    """
    problems = ledger_problems(session, model)
    if problems:
        told = " ".join(problem.message for problem in problems)
        raise ModelError(
            f"{model.slug} {model.version}: {told}.",
            remedy="A released version never changes: raise `version` in model.yaml, or restore the files.",
        )
    known = session.get(ModelVersion, (model.slug, model.version))
    if known is None:
        session.add(
            ModelVersion(
                slug=model.slug,
                version=model.version,
                model_id=str(model.about.id),
                digest=model.digest,
                files=dict(model.files),
                registered=now(),
            )
        )
    elif known.digest != model.digest:
        known.digest, known.files, known.registered = model.digest, dict(model.files), now()


def ledger_problems(session: Session, model: Model) -> list[Problem]:
    """What the ledger of this home holds against a model's files: a frozen version changed, "stable" unearned."""
    problems = []
    known = session.get(ModelVersion, (model.slug, model.version))
    if known is not None and known.digest != model.digest and _was_released(known, model):
        changed = sorted(name for name, text in model.files.items() if known.files.get(name) != text)
        problems.append(
            Problem(
                f"{model.slug}/model.yaml", None,
                f"version {model.version} was registered with other files ({', '.join(changed)} changed since)",
            )
        )  # fmt: skip
    if model.about.status == "stable" and not both_sides(session, model):
        problems.append(
            Problem(
                f"{model.slug}/model.yaml", None,
                "status stable needs a certificate of the business department and one of the data office, by different "
                "people, in this ledger: leave it `test`, then `anmai models certify` and `anmai models promote`",
            )
        )  # fmt: skip
    return problems


def _was_released(known: ModelVersion, model: Model) -> bool:
    """Whether the version is frozen: released now, or when it was registered (going back doesn't thaw it)."""
    from anmai.cypher_models.form import RELEASED

    before = str(known.files.get("model.yaml", ""))
    return model.released or any(f"\nstatus: {status}" in before for status in RELEASED)
