"""A new model of one's own: a folder that passes check and test, to start from."""

from __future__ import annotations

import uuid
from importlib import resources
from pathlib import Path

from anmai.cypher_models.catalogue import load_all
from anmai.cypher_models.form import FILES, SLUG
from anmai.errors import Conflict, UsageError
from anmai.settings import Settings


def new_model(settings: Settings, slug: str) -> Path:
    """Write a model's five files to ANMAI_HOME/models/<slug> and return the folder.

    Raises:
        UsageError: ``slug`` is none.
        Conflict: A model of that slug, or a folder of that name, is there already.
    """
    if not SLUG.fullmatch(slug):
        raise UsageError(f"{slug!r} is no slug.", remedy="Use small letters, digits and single hyphens: late-payment.")
    folder = settings.models_dir / slug
    if folder.exists():
        raise Conflict(f"{folder} is already there.", remedy="Take another name, or remove it first.")
    if any(loaded.folder.name == slug for loaded in load_all(settings)):
        raise Conflict(f"There is already a model {slug}.", remedy="Own models override nothing: take another name.")
    settings.ensure_home()
    folder.mkdir(parents=True)
    template = resources.files("anmai.cypher_models") / "template"
    for name in FILES:
        text = (template / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace("@SLUG@", slug).replace("@ID@", str(uuid.uuid4())), encoding="utf-8")
    return folder
