"""Whole English judgments: who, before whom, by whom, under which number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from anmai.forms.record import Record

Read = Callable[[str], Record]

PARTIES: dict[str, dict[str, list[str]]] = {
    "indian_high_court": {
        "petitioner": ["Meenakshi Rao Deshkar"],
        "respondent": ["State of Sahyadri", "Education Officer", "Vidya Vikas Mandal"],
    },
    "supreme_court_style": {
        "petitioner": ["Bharati Weaving Mills Ltd."],
        "respondent": ["Commissioner of Handlooms"],
    },
    "kerala_style": {
        "petitioner": ["THOMAS CHERUVALLIL", "GRACE THOMAS"],
        "respondent": ["DISTRICT COLLECTOR", "TAHSILDAR"],
    },
    "allahabad_style": {"petitioner": ["Harcharan Lodhi"], "respondent": ["State Of Sahyadri"]},
    "no_roles": {"petitioner": ["Prabir Kumar Nandy"], "respondent": ["Eastern Ferry Services Limited"]},
    "english_high_court": {
        "petitioner": ["MARGARET ELLEN TIPPLEWOOD", "TIPPLEWOOD HOLDINGS LIMITED"],
        "respondent": ["QUILLFEATHER ESTATES LLP"],
    },
    "american_district_court": {
        "petitioner": ["HAROLD P. WINTERBOURNE, JR", "LUCINDA VALE"],
        "respondent": ["GRANITE HARBOR LOGISTICS, INC."],
    },
    "american_appeal": {"petitioner": ["PETRA LINDQVIST"], "respondent": ["CITY OF MARROW BAY", "DELBERT KNOX"]},
}
HEADS: dict[str, tuple[str | None, str | None, str | None, str | None]] = {
    "indian_high_court": (
        "HIGH COURT OF JUDICATURE AT SAHYADRI", "WRIT PETITION NO. 4521 OF 2018", "2021-04-09", "judgment",
    ),
    "supreme_court_style": ("SUPREME COURT OF SAHYADRI", "CIVIL APPEAL NO. 1203 OF 2019", None, "judgment"),
    "kerala_style": ("HIGH COURT OF SAHYADRI AT VARUNPUR", "WP(C).No. 777 OF 2020", "2020-03-03", "judgment"),
    "allahabad_style": (None, "CRIMINAL REVISION No. - 901 of 2017", None, None),
    "no_roles": ("HIGH COURT AT VARUNPUR", "C.S. No. 45 of 2015", "2019-09-17", None),
    "english_high_court": ("HIGH COURT OF JUSTICE", "[2021] EWHC 4321 (Ch)", "2021-06-14", "judgment"),
    "american_district_court": (
        "UNITED STATES DISTRICT COURT FOR THE NORTHERN DISTRICT OF OHIO", "1:20-cv-00456", None, "opinion",
    ),
    "american_appeal": (
        "UNITED STATES COURT OF APPEALS FOR THE NINTH CIRCUIT", "No. 21-35678", "2022-07-12", "opinion",
    ),
}  # fmt: skip
JUDGES = {
    "indian_high_court": {("LEELA M. NADKAR", "Judge"), ("S. V. GHARPURE", "Judge")},
    "supreme_court_style": {("NIRMALA SANKARAN", "Judge")},
    "kerala_style": {("GEORGE PALLIMUKKIL", "Judge")},
    "allahabad_style": {("Umesh Chandra Vaishya", "Judge")},
    "no_roles": {("Sreemoyee Halder", "Judge")},
    "english_high_court": {("HARROWGATE", "Judge")},
    "american_district_court": {("MIRANDA K. STOLTZ", "Judge")},
    "american_appeal": {
        ("Alma R. Whitcomb", "Circuit Judge"),
        ("Stephen Oduya", "Circuit Judge"),
        ("Grace Lindholm", "Circuit Judge"),
    },
}


@pytest.mark.parametrize("name", PARTIES)
def test_the_parties_of_each_side_are_read(read_judgment: Read, name: str) -> None:
    record = read_judgment(name).as_json()

    sides: dict[str, list[str]] = {"petitioner": [], "respondent": []}
    for party in record["parties"]:
        sides[party["side"]].append(party["name"])
    assert sides == PARTIES[name]


@pytest.mark.parametrize("name", HEADS)
def test_court_number_date_and_kind_are_read(read_judgment: Read, name: str) -> None:
    record = read_judgment(name)

    assert (record.court, record.case_number, record.judgment_date, record.doc_type) == HEADS[name]
    assert record.status == "read"


@pytest.mark.parametrize("name", JUDGES)
def test_the_judges_are_read_with_their_roles(read_judgment: Read, name: str) -> None:
    assert {(judge.name, judge.role) for judge in read_judgment(name).judges} == JUDGES[name]


def _agents(record: Record) -> dict[str, dict[str, Any]]:
    return {agent["name"]: agent for agent in record.as_json()["agents"]}


def test_counsel_act_for_the_side_and_the_numbers_that_the_caption_says(read_judgment: Read) -> None:
    agents = _agents(read_judgment("indian_high_court"))

    assert {name: agent["for"] for name, agent in agents.items()} == {
        "R. K. Talpade": ["Meenakshi Rao Deshkar"],
        "Nisha Bhorkar": ["Meenakshi Rao Deshkar"],
        "P. V. Sohani": ["State of Sahyadri", "Education Officer"],
        "Anand Khotkar": ["Vidya Vikas Mandal"],
    }


def test_counsel_without_a_role_of_their_own_act_for_the_side_before_them(read_judgment: Read) -> None:
    agents = _agents(read_judgment("kerala_style"))

    assert agents["ANJU R.MANALIL"]["for"] == ["THOMAS CHERUVALLIL", "GRACE THOMAS"]
    assert agents["LATHA PERUMKULAM"]["for"] == ["DISTRICT COLLECTOR", "TAHSILDAR"]


def test_an_office_among_counsel_is_no_person(read_judgment: Read) -> None:
    agents = _agents(read_judgment("allahabad_style"))

    assert list(agents) == ["Vineet Kumar Pathik", "Suresh Bhadauria", "Alok Rastogi"]


def test_a_firm_that_instructs_a_barrister_is_not_his_own(read_judgment: Read) -> None:
    agents = _agents(read_judgment("english_high_court"))

    assert [agent["firm"] for agent in agents.values()] == [None, None, None]
    assert agents["Jonathan Pell"]["instructed_by"] == "Brackley & Stowe LLP"
    assert agents["Owen Trask"]["instructed_by"] == "Fenwright Solicitors"


def test_lawyers_of_one_firm_share_it(read_judgment: Read) -> None:
    agents = _agents(read_judgment("american_appeal"))

    assert {name: agent["firm"] for name, agent in agents.items()} == {
        "Rebecca Farrow": "Farrow Beck LLP",
        "Tomas Beck": "Farrow Beck LLP",
        "Henry Quimby": None,
    }


def test_who_acts_through_its_president_is_an_organization(read_judgment: Read) -> None:
    kinds = {party.name: party.kind for party in read_judgment("indian_high_court").parties}

    assert kinds == {
        "Meenakshi Rao Deshkar": "person",
        "State of Sahyadri": "organization",
        "Education Officer": "organization",
        "Vidya Vikas Mandal": "organization",
    }


def test_sections_are_cited_with_their_statute(read_judgment: Read) -> None:
    articles = {(article.law, article.article) for article in read_judgment("indian_high_court").articles}

    assert articles == {("Private Schools Act, 1977", 5), ("Indian Penal Code", 302)}


def test_the_body_mentions_what_it_names_and_the_head_its_own(read_judgment: Read) -> None:
    mentions = {(mention.label, mention.text) for mention in read_judgment("indian_high_court").mentions}

    assert mentions >= {
        ("PETITIONER", "Meenakshi Rao Deshkar"),
        ("LAWYER", "Nisha Bhorkar"),
        ("PRECEDENT", "Kamla Bai vs. State of Sahyadri, (2011) 4 SCC 999"),
        ("CASE_NUMBER", "Writ Petition No. 88 of 2009"),
        ("WITNESS", "Gopal Ghag"),
        ("COURT", "Supreme Court"),
    }
    assert ("CASE_NUMBER", "WRIT PETITION NO. 4521 OF 2018") not in mentions


def test_an_english_text_that_is_no_judgment_is_skipped(read_judgment: Read, judgment: Callable[[str], str]) -> None:
    from anmai.extraction import extract

    letter = "Dear Mrs Pell, thank you for the seeds. The garden is doing well and the roses are in bloom.\n" * 5
    head = judgment("supreme_court_style").split("NIRMALA")[0]

    assert (extract(letter, "x").status, extract(letter, "x").reason) == ("skipped", "not_a_ruling")
    assert (extract(head, "x").status, extract(head, "x").reason) == ("partial", "cut_off")
