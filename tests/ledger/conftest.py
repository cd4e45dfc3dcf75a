"""A released model of one's own, and leads that people decided on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from anmai.cypher_models.form import Model
from anmai.cypher_models.leads import save_findings
from anmai.cypher_models.load import load_model
from anmai.cypher_models.scaffold import new_model
from anmai.forms.lead import Finding, Target
from anmai.settings import Settings
from anmai.store import Store, open_store
from anmai.store.tables import LeadRow


def released(settings: Settings, slug: str = "my-model", **changed: str) -> Model:
    """The scaffold's model, released, with texts changed: released(s, version="1.0.0")."""
    folder = settings.models_dir / slug
    if not folder.exists():
        new_model(settings, slug)
    edit(folder, "status: experimental", "status: test")
    for name, value in changed.items():
        text = (folder / "model.yaml").read_text(encoding="utf-8")
        line = next(line for line in text.splitlines() if line.startswith(f"{name}:"))
        edit(folder, line, f"{name}: {value}")
    return loaded(folder)


def edit(folder: Path, old: str, new: str, name: str = "model.yaml") -> None:
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def loaded(folder: Path) -> Model:
    found = load_model(folder, own=True)
    assert found.problems == []
    assert found.model is not None
    return found.model


@pytest.fixture
def store(home_settings: Settings) -> Iterator[Store]:
    opened = open_store(home_settings)
    yield opened
    opened.close()


@pytest.fixture
def model(home_settings: Settings) -> Model:
    return released(home_settings)


Decided = Callable[..., None]


@pytest.fixture
def decided(store: Store) -> Decided:
    """Store leads of a model with what people decided: decided("slug", confirmed=3, dismissed=4)."""

    def put(slug: str, *, confirmed: int = 0, dismissed: int = 0, unreviewed: int = 0, prefix: str = "p") -> None:
        statuses = ["confirmed"] * confirmed + ["dismissed"] * dismissed + ["unreviewed"] * unreviewed
        findings = [
            Finding(
                model=slug, version="0.1.0", anchor=f"{prefix}{number}", title=f"甲{number}",
                target=Target(id=f"{prefix}{number}", kind="Person", name=f"甲{number}"),
            )
            for number in range(len(statuses))
        ]  # fmt: skip
        with store.session() as session:
            save_findings(session, "run1", findings)
            for finding, status in zip(findings, statuses, strict=True):
                lead = session.get_one(LeadRow, finding.finding_id[:16])
                lead.status = status
                lead.dismiss_reason = "lawful" if status == "dismissed" else None

    return put
