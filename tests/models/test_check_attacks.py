"""Attacks by a model's query (attacks.yaml): each refused with its reason before it runs, and logged."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml
from tests.models.conftest import World, own_model, sentenced

from anmai.cypher_models import run_models
from anmai.cypher_models.bounded import read_bounded
from anmai.cypher_models.form import FILES
from anmai.cypher_models.load import load_model
from anmai.cypher_models.run import make_sure
from anmai.errors import AnmaiError, ModelError
from anmai.graph.connection import Graph
from anmai.store import audit
from anmai.store.tables import AuditEntry, FindingRow, Run

ATTACKS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "attacks.yaml").read_text(encoding="utf-8"))
_LOOPHOLE = re.compile(r"<U\+([0-9A-F]{4})>")
Dump = Callable[[Graph], tuple[list[str], list[str]]]


def _meant(text: str) -> str:
    """The attack as it would be sent: placeholders of characters filled in."""
    return _LOOPHOLE.sub(lambda found: chr(int(found[1], 16)), text.replace("@", "\\"))


def _written(attack: dict[str, Any], folder: Path) -> None:
    """Put the attack into the files of a model that the checks otherwise let through."""
    files = {name: (folder / name).read_text(encoding="utf-8") for name in FILES}
    for name in ("findings", "population", "subgraph"):
        if name in attack:
            files[f"{name}.cypher"] = _meant(attack[name]) + "\n"
    if "line" in attack:
        lines = files["findings.cypher"].splitlines()
        at = next(number for number, text in enumerate(lines) if text.startswith("WITH a, collect"))
        more = [_meant(attack["line"]), *([attack["doubled"]] * 26 if "doubled" in attack else [])]
        files["findings.cypher"] = "\n".join([*lines[:at], *more, *lines[at:]]) + "\n"
    if "parameter" in attack:
        told = f"  - {{name: {attack['parameter']}, type: integer, default: 1, zh: 参数, en: A parameter}}\n"
        files["model.yaml"] = files["model.yaml"].replace("parameters:\n", f"parameters:\n{told}")
    if "longstring" in attack:
        files["population.cypher"] += f"// {'x' * 100}\nUNION ALL RETURN size('{'x' * 5000}') AS population\n"
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")


def test_there_are_at_least_sixty_attacks_each_with_a_reason() -> None:
    assert len({attack["id"] for attack in ATTACKS}) == len(ATTACKS) >= 60
    assert all(attack["refused"] for attack in ATTACKS)


def _attacked(world: World, attack: dict[str, Any]) -> str:
    """The reason for which the attacking model is refused before a run begins; empty when it isn't."""
    folder, whole = world.settings.models_dir / "my-model", world.settings.home / "whole"
    if not whole.exists():
        shutil.copytree(own_model(world.settings), whole)
    shutil.rmtree(folder)
    shutil.copytree(whole, folder)
    _written(attack, folder)
    model = load_model(folder, own=True).model
    assert model is not None, attack["id"]
    try:
        make_sure(model, world.graph, world.store)
    except ModelError as refused:
        return str(refused)
    return ""


def test_each_attack_is_refused_before_it_runs_and_logged(world: World, dump_graph: Dump) -> None:
    world.put(a=sentenced(0, number=1), b=sentenced(0, number=2, court=1))
    before = dump_graph(world.graph)

    told = {attack["id"]: _attacked(world, attack) for attack in ATTACKS}

    wrong = {each["id"]: told[each["id"]] for each in ATTACKS if each["refused"] not in told[each["id"]]}
    assert wrong == {}
    assert dump_graph(world.graph) == before
    with world.store.session(write=False) as session:
        logged = session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "model.refused")).all()
        assert [entry.object for entry in logged] == ["model:my-model"] * len(ATTACKS)
        assert all(
            any(attack["refused"] in problem for problem in entry.detail["problems"])
            for attack, entry in zip(ATTACKS, logged, strict=True)
        )
        assert audit.verify(session).ok
        assert session.scalar(sa.select(sa.func.count()).select_from(Run)) == 0
        assert session.scalar(sa.select(sa.func.count()).select_from(FindingRow)) == 0


def test_a_run_of_an_attacking_model_is_refused(world: World, dump_graph: Dump) -> None:
    world.put(a=sentenced(0, number=1))
    before = dump_graph(world.graph)
    _written(next(attack for attack in ATTACKS if attack["id"] == "detach-delete"), own_model(world.settings))

    with pytest.raises(ModelError, match="DETACH is refused"):
        run_models(world.settings, world.store, world.graph, ["my-model"])

    assert dump_graph(world.graph) == before


def test_the_model_that_carried_the_attacks_runs_without_them(world: World) -> None:
    world.put(a=sentenced(0, number=1), b=sentenced(0, number=2, court=1))
    own_model(world.settings)

    (run,) = run_models(world.settings, world.store, world.graph, ["my-model"])

    assert (run.state, run.found) == ("done", 1)


def test_what_passes_the_checks_cannot_write_either(world: World, dump_graph: Dump) -> None:
    """The second wall: the same queries given to the server as a run gives them, without any check before."""
    world.put(a=sentenced(0, number=1))
    before = dump_graph(world.graph)
    schema = world.graph.read("SHOW INDEXES YIELD name RETURN collect(name) AS names")
    answered = []

    for attack in ATTACKS:
        if attack.get("raw"):
            try:
                query = _meant(attack["population"])
                read_bounded(world.graph, query, {}, timeout=5, most_rows=100, what=attack["id"])
                answered.append(attack["id"])
            except AnmaiError:
                pass
            assert dump_graph(world.graph) == before, attack["id"]

    assert world.graph.read("SHOW INDEXES YIELD name RETURN collect(name) AS names") == schema
    # What the server alone would answer is why the checks come first; a name that is new here needs a look.
    assert set(answered) <= {
        "reading-in-transactions", "in-concurrent-transactions", "linenumber-function", "file-function",
        "list-config", "query-jmx", "procedure-with-spaces", "db-labels", "show-users", "show-settings",
        "show-transactions", "terminate", "options", "explain", "prefix-after-comment", "right-to-left", "zero-width",
        "escaped-new-line", "escaped-end-of-comment", "escaped-quote", "comment-ended-by-line-separator",
        "comment-ended-by-carriage-return",
    }  # fmt: skip
