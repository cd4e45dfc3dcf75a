"""Certificates, statuses and levels: who may give what, what stands in the way, what is logged."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from tests.ledger.conftest import edit, loaded, released

from anmai.cypher_models.form import Model
from anmai.cypher_models.ledger import certify, ledger_problems, move, register, standing_of
from anmai.cypher_models.scaffold import new_model
from anmai.errors import AnmaiError, Conflict, ModelError, UsageError
from anmai.settings import Settings
from anmai.store import Store, audit
from anmai.store.tables import AuditEntry


def _certified(store: Store, model: Model) -> None:
    with store.session() as session:
        certify(session, model, "business", "王检察官")
        certify(session, model, "data", "李工程师")


def _move(store: Store, model: Model, to: str | None = None, *, up: bool = True) -> str:
    with store.session() as session:
        return move(session, model, to, "赵主任", "试用期满", {}, up=up).after


def _standing(store: Store, model: Model) -> tuple[str, str]:
    with store.session(write=False) as session:
        standing = standing_of(session, model)
        return standing.status, standing.level


@pytest.mark.parametrize("sides", [(), ("business",), ("data",)])
def test_stable_needs_both_certificates(store: Store, model: Model, sides: tuple[str, ...]) -> None:
    with store.session() as session:
        for number, side in enumerate(sides):
            certify(session, model, side, f"检察官{number}")

    with pytest.raises(Conflict, match="lacks a certificate"):
        _move(store, model)

    assert _standing(store, model) == ("test", "county")


def test_both_certificates_make_it_stable_and_then_it_climbs(store: Store, model: Model) -> None:
    _certified(store, model)

    climbed = [_move(store, model) for _ in range(3)]

    assert climbed == ["stable", "city", "province"]
    assert _standing(store, model) == ("stable", "province")
    with pytest.raises(UsageError, match="no step up"):
        _move(store, model)


def test_one_person_cannot_certify_for_both_sides(store: Store, model: Model) -> None:
    with store.session() as session:
        certify(session, model, "business", "Wang Fang")

    with pytest.raises(Conflict, match="another person's"), store.session() as session:
        certify(session, model, "data", " wang  FANG ")


def test_a_side_certifies_once(store: Store, model: Model) -> None:
    _certified(store, model)

    with pytest.raises(Conflict, match="already"), store.session() as session:
        certify(session, model, "data", "孙工程师")


@pytest.mark.parametrize(("side", "who"), [("boss", "王检察官"), ("data", "  "), ("data", "x" * 65)])
def test_a_certificate_needs_a_side_and_a_name(store: Store, model: Model, side: str, who: str) -> None:
    with pytest.raises(UsageError), store.session() as session:
        certify(session, model, side, who)


def test_an_experimental_version_is_not_certified(store: Store, home_settings: Settings) -> None:
    draft = loaded(new_model(home_settings, "draft"))

    with pytest.raises(Conflict, match="experimental"), store.session() as session:
        certify(session, draft, "data", "李工程师")


def test_a_new_version_starts_anew(store: Store, model: Model, home_settings: Settings) -> None:
    _certified(store, model)
    _move(store, model)

    newer = released(home_settings, version="0.2.0")

    assert _standing(store, newer) == ("test", "county")
    with pytest.raises(Conflict, match="lacks a certificate"):
        _move(store, newer)


def test_a_level_is_for_what_is_stable(store: Store, model: Model) -> None:
    with pytest.raises(Conflict, match="no level"):
        _move(store, model, "city")


def test_going_down_takes_the_level_first_then_the_status(store: Store, model: Model) -> None:
    _certified(store, model)
    for _ in range(2):
        _move(store, model)

    fallen = [_move(store, model, up=False) for _ in range(3)]

    assert fallen == ["county", "test", "retired"]


@pytest.mark.parametrize(("to", "up"), [("province", False), ("retired", True), ("galaxy", True)])
def test_a_move_in_the_wrong_direction_is_refused(store: Store, model: Model, to: str, up: bool) -> None:
    _certified(store, model)
    _move(store, model)

    with pytest.raises(AnmaiError):
        _move(store, model, to, up=up)

    assert _standing(store, model) == ("stable", "county")


def test_certificates_and_moves_are_in_the_audit_log(store: Store, model: Model) -> None:
    _certified(store, model)
    _move(store, model)

    with store.session(write=False) as session:
        told = [(row.action, row.who) for row in session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id))]
        assert audit.verify(session).ok
    assert told == [("model.certify", "王检察官"), ("model.certify", "李工程师"), ("model.promote", "赵主任")]


def test_a_released_version_that_changed_is_refused(store: Store, model: Model) -> None:
    with store.session() as session:
        register(session, model)
    edit(model.folder, "$min_cases", "$min_cases + 1", "findings.cypher")
    changed = loaded(model.folder)

    with pytest.raises(ModelError, match=r"findings\.cypher changed since"), store.session() as session:
        register(session, changed)


def test_calling_a_released_version_experimental_does_not_thaw_it(store: Store, model: Model) -> None:
    with store.session() as session:
        register(session, model)
    edit(model.folder, "status: test", "status: experimental")

    with store.session(write=False) as session:
        (problem,) = ledger_problems(session, loaded(model.folder))

    assert "was registered with other files (model.yaml changed since)" in problem.message


def test_an_experimental_version_may_change(store: Store, home_settings: Settings) -> None:
    folder = new_model(home_settings, "draft")
    with store.session() as session:
        register(session, loaded(folder))
    edit(folder, "$min_cases", "$min_cases + 1", "findings.cypher")

    with store.session() as session:
        register(session, loaded(folder))


def test_files_that_call_themselves_stable_need_the_certificates(store: Store, model: Model) -> None:
    edit(model.folder, "status: test", "status: stable")
    boasting = loaded(model.folder)

    with pytest.raises(ModelError, match="certificate of the business department"), store.session() as session:
        register(session, boasting)
    _certified(store, boasting)

    with store.session() as session:
        register(session, boasting)
