"""The catalogue: the shipped models and the analyst's own (ANMAI_HOME/models). A clash of names is an error."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from anmai.cypher_models.form import Model
from anmai.cypher_models.load import Loaded, Problem, load_model
from anmai.errors import ModelError, NotFound
from anmai.settings import Settings


def shipped_folder() -> Path:
    """Where the shipped models lie: catalog/<domain>/<slug>/."""
    return Path(str(resources.files("anmai.cypher_models"))) / "catalog"


def load_all(settings: Settings) -> list[Loaded]:
    """Read every model folder, the broken ones too; clashes of slug or id are noted as problems."""
    found = [
        load_model(folder, own=False) for folder in sorted(shipped_folder().glob("*/*")) if (folder.is_dir())
    ]  # fmt: skip
    if settings.models_dir.is_dir():
        found += [load_model(folder, own=True) for folder in _own_folders(settings.models_dir)]
    owners: dict[str, Path] = {}
    for loaded in found:
        if loaded.model is None:
            continue
        for key in (loaded.model.slug, str(loaded.model.about.id)):
            other = owners.setdefault(key, loaded.folder)
            if other is not loaded.folder:
                loaded.problems.append(
                    Problem(f"{loaded.folder.name}/model.yaml", 1, f"{key} is already taken by {other}; "
                            "give this model a slug and an id of its own")
                )  # fmt: skip
    return found


def _own_folders(models_dir: Path) -> list[Path]:
    return sorted(path.parent for path in models_dir.glob("*/model.yaml")) + sorted(
        path.parent for path in models_dir.glob("*/*/model.yaml")
    )


def catalogue(settings: Settings) -> list[Model]:
    """All models that are sound in form, by slug.

    Raises:
        ModelError: A model's form is broken, or two share a slug or id; all problems are in the message.
    """
    loaded = load_all(settings)
    problems = [problem for one in loaded for problem in one.problems]
    if problems:
        listed = "\n  ".join(map(str, problems))
        raise ModelError(
            f"{len(problems)} problem(s) in supervision models:\n  {listed}\n",
            remedy="Correct these lines; `anmai models check` tests again.",
        )
    return sorted((one.model for one in loaded if one.model is not None), key=lambda model: model.slug)


def find_model(models: list[Model], slug: str) -> Model:
    """The model of that slug.

    Raises:
        NotFound: There is none; the message lists what there is.
    """
    for model in models:
        if model.slug == slug:
            return model
    raise NotFound(
        f"There is no supervision model {slug}.",
        remedy=f"There are: {', '.join(model.slug for model in models) or 'none'}.",
    )
