"""The ledger's part of a model's page: rates stand with counts, data never becomes markup, words in both languages."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from anmai.api.openapi import examples
from anmai.forms.ledger import LedgerView
from anmai.ui import session
from anmai.ui.markup import facts
from anmai.ui.parts import model_ledger


@pytest.fixture(autouse=True)
def in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "lang", lambda: "zh")


def _view(**changed: Any) -> LedgerView:
    told = copy.deepcopy(examples()["GET /api/v1/models/{slug}/ledger"]["response"])
    return LedgerView.model_validate(told | changed)


def test_a_rate_stands_with_its_counts_and_interval() -> None:
    shown = model_ledger.outcomes(_view())

    assert ">16<" in shown and ">14<" in shown
    assert "53%（36%–70%）" in shown


def test_few_leads_show_no_rate() -> None:
    few = _view().pooled.model_dump() | {"confirmed": 3, "reviewed": 3, "rate": None, "low": None, "high": None}

    shown = model_ledger.outcomes(_view(outcomes=[few]))

    assert "数量太少，不计比率" in shown
    assert "%" not in shown.partition("<tbody>")[2]


def test_a_proposal_shows_its_reason_and_what_it_lacks() -> None:
    one = _view().proposals[0].model_dump() | {"to": "stable", "lacking": ["certificates"]}

    shown = model_ledger.proposed(_view(proposals=[one]))

    assert "建议升级 → 稳定" in shown
    assert "已审查30条" in shown
    assert "须先取得两方认证" in shown
    assert "目前没有建议" in model_ledger.proposed(_view(proposals=[]))


def test_what_people_typed_is_no_markup() -> None:
    hostile = "<img src=x>"
    view = _view(
        certificates=[{"side": "data", "who": hostile, "note": None, "at": "2026-11-21"}], lacking=["business"],
        problems=[hostile], overlaps=[_view().overlaps[0].model_dump() | {"slug": hostile}],
    )  # fmt: skip

    shown = facts(model_ledger.standing(view)) + model_ledger.overlapping(view)

    assert "<img" not in shown
    assert "&lt;img src=x&gt;" in shown
    assert "业务部门：尚缺" in shown


def test_every_word_is_there_in_both_languages() -> None:
    for key, told in model_ledger._texts().items():
        assert set(told) == {"zh", "en"} and all(told.values()), key
    assert model_ledger.word("county") == "县级"
