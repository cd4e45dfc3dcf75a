"""Training on what the store holds: a new version, decisions by it, and documents one by one as all at once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from anmai.errors import UsageError
from anmai.forms.document import SourceDocument
from anmai.forms.record import Record
from anmai.graph.identity.rows import lots
from anmai.graph.identity.scoring.artefact import base, in_force
from anmai.graph.identity.training import model_told, retrain
from anmai.graph.loading.intake import Incoming, take_in
from anmai.sample.make import make_sample
from anmai.store import audit
from anmai.store.tables import Decision, IdentityModel

TOOL = Path(__file__).parents[2] / "tools" / "harden_sample.py"
RULINGS = 700


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder: Path = tmp_path_factory.mktemp("sample")
    make_sample(RULINGS, 31, folder / "sample", only_lines=True)
    subprocess.run(
        [sys.executable, TOOL, folder / "sample", "-o", folder / "hard", "--share", "0.6"],
        check=True,
        capture_output=True,
    )
    text = (folder / "hard" / "truth" / "records.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def incoming(told: dict[str, Any]) -> Incoming:
    raw, name = json.dumps(told, ensure_ascii=False), told["id"]
    document = SourceDocument(
        key=name, id=name, path=name, reader="truth", reader_version="1", raw=raw.encode(), text=raw
    )
    return Incoming(f"sample/{name}", "sample", document, Record.model_validate(told))


def load(world: Any, records: list[dict[str, Any]]) -> None:
    for lot in lots(records, 200):
        take_in(world.store, [incoming(told) for told in lot], extractor="truth")


def scored(world: Any) -> set[tuple[str, str | None, float | None, str | None]]:
    with world.store.session(write=False) as session:
        rows = session.scalars(sa.select(Decision).where(Decision.score.is_not(None)))
        return {(row.left, row.key, row.score, row.rule_version) for row in rows}


@pytest.mark.slow
def test_training_makes_a_version_and_documents_that_come_later_are_judged_as_if_with_the_others(
    make_world: Callable[[], Any], records: list[dict[str, Any]]
) -> None:
    whole, stepwise = make_world(), make_world()
    load(whole, records)
    whole.resolve()
    made = retrain(whole.store, by="王检察官")

    assert made.version != base().version
    assert made.origin["person"]["mentions"] > 200
    with whole.store.session(write=False) as session:
        assert in_force(session).version == made.version
        row = session.scalars(sa.select(IdentityModel)).one()
        told = model_told(session, lang="en")
        assert audit.verify(session).ok
    assert (told["version"], told["by"]) == (made.version, "王检察官")
    assert len(scored(whole)) > 20
    assert {version for *_, version in scored(whole)} == {made.version}
    bits = made_levels(told)["person"]
    assert bits["birth.day"] > 8 > 0 > bits["birth.other"]
    assert bits["name.same"] > bits["name.homophone"] > bits["name.other"]

    with stepwise.store.session() as session:
        values = {c.key: getattr(row, c.key) for c in sa.inspect(IdentityModel).mapper.column_attrs}
        session.add(IdentityModel(**values))
    for lot in lots(records[::-1], 150):
        load(stepwise, lot)
        stepwise.resolve(*[f"sample/{told['id']}" for told in lot])
    assert stepwise.partition() == whole.partition()
    assert scored(stepwise) == scored(whole)


def made_levels(told: dict[str, Any]) -> dict[str, dict[str, float]]:
    return {
        kind["kind"]: {
            f"{comparison['id']}.{level['id']}": level["bits"]
            for comparison in kind["comparisons"]
            for level in comparison["levels"]
        }
        for kind in told["kinds"]
    }


def test_too_few_mentions_say_nothing_and_change_nothing(world: Any) -> None:
    world.put("d1", {"name": "王伟", "birth_date": "1980-01-02"})
    world.resolve()

    with pytest.raises(UsageError, match="too few"):
        retrain(world.store, by="王检察官")

    with world.store.session(write=False) as session:
        assert in_force(session).version == base().version
