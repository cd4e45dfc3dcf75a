"""Rates with intervals, never of a few leads; what they speak for; how alike two models are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.conftest import Decided, edit, loaded, released

from anmai.cypher_models.form import Model
from anmai.cypher_models.ledger import ledger_view
from anmai.cypher_models.ledger.outcomes import Outcome, own_outcome, wilson
from anmai.cypher_models.ledger.overlap import normalised, overlaps
from anmai.cypher_models.ledger.proposals import proposals
from anmai.cypher_models.ledger.standing import Standing
from anmai.settings import Settings
from anmai.store import Store
from anmai.store.engine import now
from anmai.store.ledger_tables import ModelOutcome
from anmai.store.tables import LeadRow

TEST, STABLE, CITY = (
    Standing("test", "county", None),
    Standing("stable", "county", None),
    Standing("stable", "city", None),
)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3 (score).
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_that_of_the_paper(successes: int, trials: int, low: float, high: float) -> None:
    assert wilson(successes, trials) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_an_interval_holds_its_share(successes: int, failures: int) -> None:
    low, high = wilson(successes, successes + failures)

    assert 0 <= low <= high <= 1
    if successes + failures:
        assert low <= successes / (successes + failures) + 1e-12
        assert high >= successes / (successes + failures) - 1e-12


def test_no_share_is_an_error() -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(4, 3)


def test_three_leads_give_counts_and_no_rate(store: Store, decided: Decided) -> None:
    decided("my-model", confirmed=3, unreviewed=2)

    with store.session(write=False) as session:
        told = own_outcome(session, "my-model", "西湖区人民检察院").as_json()

    assert (told["confirmed"], told["dismissed"], told["reviewed"], told["open"]) == (3, 0, 3, 2)
    assert (told["rate"], told["low"], told["high"]) == (None, None, None)


def test_ten_leads_give_a_rate_with_its_interval_and_counts(store: Store, decided: Decided) -> None:
    decided("my-model", confirmed=4, dismissed=6)

    with store.session(write=False) as session:
        told = own_outcome(session, "my-model", None).as_json()

    assert (told["confirmed"], told["reviewed"], told["rate"]) == (4, 10, 0.4)
    assert told["low"] == pytest.approx(0.1682, abs=1e-4)
    assert told["high"] == pytest.approx(0.6873, abs=1e-4)
    assert told["reasons"] == {"lawful": 6}


def test_a_withdrawn_lead_counts_by_what_was_decided(store: Store, decided: Decided) -> None:
    decided("my-model", confirmed=2)
    with store.session() as session:
        for lead, before in zip(session.query(LeadRow).all(), ("confirmed", "unreviewed"), strict=True):
            lead.status, lead.before_withdrawal = "withdrawn", before

    with store.session(write=False) as session:
        outcome = own_outcome(session, "my-model", None)

    assert (outcome.confirmed, outcome.reviewed, outcome.open) == (1, 1, 0)


def _outcome(confirmed: int, dismissed: int, office: str = "甲院") -> Outcome:
    return Outcome(office, False, confirmed, dismissed, {}, 0, ["1.0.0"])


@pytest.mark.parametrize(
    ("standing", "parts", "proposed"),
    [
        (TEST, [_outcome(3, 0)], None),
        (TEST, [_outcome(15, 4)], None),
        (TEST, [_outcome(16, 4)], ("promote", "stable")),
        (TEST, [_outcome(8, 12)], None),
        (STABLE, [_outcome(25, 5)], ("promote", "city")),
        (STABLE, [_outcome(1, 29)], ("demote", "test")),
        (CITY, [_outcome(1, 29)], ("demote", "county")),
        (CITY, [_outcome(90, 10)], None),
        (CITY, [_outcome(60, 10), _outcome(30, 5, "乙院")], ("promote", "province")),
        (STABLE, [_outcome(0, 90)], ("retire", "retired")),
        (TEST, [_outcome(1, 29)], None),
    ],
)
def test_outcomes_speak_for_a_move(standing: Standing, parts: list[Outcome], proposed: tuple[str, str] | None) -> None:
    found = proposals(standing, parts, certified=True)

    assert [(each.move, each.to) for each in found] == ([] if proposed is None else [proposed])
    for each in found:
        reviewed = sum(part.reviewed for part in parts)
        assert str(reviewed) in each.zh and str(reviewed) in each.en and "95" in each.zh


def test_a_proposal_says_that_certificates_are_lacking() -> None:
    (proposal,) = proposals(TEST, [_outcome(16, 4)], certified=False)

    assert proposal.lacking == ["certificates"]


def test_the_ledger_pools_offices_and_proposes_nothing_by_itself(store: Store, model: Model, decided: Decided) -> None:
    decided("my-model", confirmed=12, dismissed=2)
    with store.session() as session:
        session.add(
            ModelOutcome(
                slug="my-model", version="0.1.0", office="萧山区人民检察院", key_id="ab" * 32, confirmed=9, dismissed=3,
                told=now(), at=now(),
            )
        )  # fmt: skip

    with store.session(write=False) as session:
        view = ledger_view(session, model, [model], "西湖区人民检察院")

    assert [(part["office"], part["confirmed"]) for part in view["outcomes"]] == [
        ("西湖区人民检察院", 12), ("萧山区人民检察院", 9),
    ]  # fmt: skip
    assert (view["pooled"]["confirmed"], view["pooled"]["reviewed"]) == (21, 26)
    assert [each["to"] for each in view["proposals"]] == ["stable"]
    assert (view["status"], view["lacking"], view["moves"]) == ("test", ["business", "data"], [])


def test_a_copy_with_other_names_is_a_near_copy(home_settings: Settings, model: Model) -> None:
    copy = released(home_settings, "another-model")
    for old, new in (("matters", "files"), ("got", "link"), ("(v", "(w"), (" v.", " w.")):
        edit(copy.folder, old, new, "findings.cypher")
    copy = loaded(copy.folder)

    (overlap,) = overlaps(None, copy, [model, copy])

    assert copy.findings != model.findings
    assert (overlap.slug, overlap.query, overlap.near_copy) == ("my-model", 1.0, True)
    assert "my-model" in overlap.sentence()


def test_shipped_models_are_no_near_copies_of_each_other(home_settings: Settings) -> None:
    from anmai.cypher_models import catalogue

    models = catalogue(home_settings)

    assert {
        (model.slug, each.slug) for model in models for each in overlaps(None, model, models) if each.near_copy
    } == set()


def test_common_targets_are_a_share_of_enough(store: Store, home_settings: Settings, decided: Decided) -> None:
    mine, other = released(home_settings), released(home_settings, "another-model")
    edit(other.folder, other.findings, "RETURN 1", "findings.cypher")
    decided("my-model", unreviewed=4)
    decided("another-model", unreviewed=6)

    with store.session(write=False) as session:
        (few,) = overlaps(session, mine, [other])
    decided("my-model", unreviewed=8)
    with store.session(write=False) as session:
        (enough,) = overlaps(session, mine, [other])

    assert (few.common, few.share) == (4, None)
    assert (enough.common, enough.own, enough.other, enough.share) == (6, 8, 6, 0.75)


def test_names_are_nothing_and_constants_are_something() -> None:
    assert normalised("MATCH (a:Person) WHERE a.name = 'x' // y") == normalised("MATCH (q:Person) WHERE q.name = 'x'")
    assert normalised("MATCH (a:Person) WHERE a.name = 'x'") != normalised("MATCH (a:Person) WHERE a.name = 'z'")
