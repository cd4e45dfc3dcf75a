"""Captions of English and American courts, our own texts: REGINA - and -, BETWEEN, sentencing remarks, signatures."""

from __future__ import annotations

from pathlib import Path

import pytest

from anmai.extraction import extract
from anmai.forms.record import Record

TEXTS = Path(__file__).parent / "judgments"
#: Name -> court, number, date, kind of document, judges, petitioners, respondents.
CAPTIONS: dict[str, tuple[str, str | None, str | None, str, list[str], list[str], list[str]]] = {
    "english_criminal_appeal": (
        "COURT OF APPEAL", "[2019] EWCA Crim 1823", "2019-10-30", "judgment", ["HARCOURT", "PEMBERTON", "LUCAS"],
        ["DANIEL MARK WHITCOMBE"], ["REGINA"],
    ),
    "english_claim": (
        "HIGH COURT OF JUSTICE", "HQ17X01234", "2018-05-05", "judgment", ["ALDER"],
        ["HELEN CROFT", "PETER CROFT"], ["NORTHWICK BOROUGH COUNCIL"],
    ),
    "english_county_court": (
        "COUNTY COURT AT WESTHAVEN", "D12YM345", None, "judgment", ["Marlow"],
        ["OAKFIELD LETTINGS LIMITED"], ["JOAN ELLIS"],
    ),
    "crown_court_sentencing": (
        "CROWN COURT AT NORTHWICK", "T20200123", "2021-06-12", "sentencing remarks", ["ALDER"],
        ["R"], ["MARTIN COLE", "SUSAN AMY PARRISH"],
    ),
    "crown_court_remarks": (
        "Crown Court at Westhaven", None, "2023-03-17", "sentencing remarks", ["Greville"],
        ["R"], ["Kevin Dale Thorpe"],
    ),
    "american_signed_order": (
        "UNITED STATES DISTRICT COURT FOR THE EASTERN DISTRICT OF NEWTON", "2:19-cr-00321-ABC", "2020-05-06", "order",
        ["Carol B. Winters"], ["UNITED STATES OF AMERICA"], ["RICHARD DOE HALL"],
    ),
}  # fmt: skip


def read(name: str) -> Record:
    return extract((TEXTS / f"{name}.txt").read_text(encoding="utf-8"), id=name)


@pytest.mark.parametrize("name", CAPTIONS)
def test_who_stood_before_which_court(name: str) -> None:
    court, number, date, kind, judges, petitioners, respondents = CAPTIONS[name]
    record = read(name)
    sides = {
        side: [p.name for p in record.parties if (p.model_extra or {}).get("side") == side]
        for side in ("petitioner", "respondent")
    }

    assert record.status == "read"
    assert (record.court, record.case_number, record.doc_type) == (court, number, kind)
    assert record.judgment_date == date
    assert [judge.name for judge in record.judges] == judges
    assert sides == {"petitioner": petitioners, "respondent": respondents}


def test_the_judge_below_is_none_of_the_appeal_s() -> None:
    assert "Alderton" not in {judge.name for judge in read("english_criminal_appeal").judges}


def test_the_crown_is_an_organization_and_its_counsel_stand_for_it() -> None:
    record = read("english_criminal_appeal")

    assert {p.name: p.kind for p in record.parties}["REGINA"] == "organization"
    assert {p.name: p.kind for p in read("crown_court_sentencing").parties}["R"] == "organization"
    assert {agent.name: agent.for_ for agent in record.agents}["Judith Oram"] == ["REGINA"]
