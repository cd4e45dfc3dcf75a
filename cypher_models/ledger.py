"""Model versions in the store: registered with their digest at the first run; a released one never changes."""

from __future__ import annotations

from sqlalchemy.orm import Session

from anmai.cypher_models.form import Model
from anmai.errors import ModelError
from anmai.store.engine import now
from anmai.store.tables import ModelVersion


def register(session: Session, model: Model) -> None:
    """Register this version, or make sure that it is the one that was registered.

    An experimental version may still change; its files are then registered anew.

    Raises:
        ModelError: The version is released and its files changed.
    """
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
        return
    if known.digest == model.digest:
        return
    if model.released:
        changed = sorted(name for name, text in model.files.items() if known.files.get(name) != text)
        raise ModelError(
            f"{model.slug} {model.version} was registered with other files ({', '.join(changed)} changed since).",
            remedy="A released version never changes: raise `version` in model.yaml, or restore the files.",
        )
    known.digest, known.files, known.registered = model.digest, dict(model.files), now()
