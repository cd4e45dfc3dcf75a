"""English names: the rules for Chinese names say nothing about how many people bear one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from anmai.extraction import extract
from anmai.graph.identity.commonness import is_common
from anmai.graph.identity.keys import keys_of
from anmai.graph.identity.party import read_party
from anmai.graph.loading.mention_rows import mention_rows


def mention(**told: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(("sex", "birth_date", "county", "id_number", "credit_code", "case_key"))
    return row | {
        "id": "d#m0", "document_id": "d", "kind": "person", "name": "Ann Lee", "masked": False, "roles": ["Appellant"],
        "features": {},
    } | told  # fmt: skip


@pytest.mark.parametrize("name", ["Ann Lee", "Margaret Ellen Tipplewood", "R. K. Talpade", "WEI WANG"])
def test_a_name_in_latin_letters_counts_as_common(name: str) -> None:
    assert is_common(name)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"birth_date": "1980-05-02", "sex": "男"},
        {"case_key": None, "features": {"prior_cases": ["High Court|Appeal No. 3 of 2020"]}, "roles": ["Respondent"]},
        {"kind": "organization", "name": "Tipplewood Holdings Limited"},
        {"kind": "organization", "name": "State of Sahyadri"},
    ],
)
def test_no_sure_rule_joins_english_parties_across_documents(told: dict[str, Any]) -> None:
    keys = keys_of(read_party(mention(**told), alone=True))

    assert [key.rule for key in keys if key.rule != "instance"] == []


def test_counsel_of_one_firm_with_one_name_are_one() -> None:
    row = mention(roles=["委托诉讼代理人"], features={"firm": "Farrow Beck LLP"})

    assert [key.text for key in keys_of(read_party(row, alone=True))] == ["name_firm:AnnLee|FarrowBeckLLP"]


def test_english_judgments_of_two_cases_share_nothing_but_counsel_of_one_firm() -> None:
    folder = Path(__file__).resolve().parents[1] / "extraction" / "languages" / "judgments"
    text = (folder / "american_appeal.txt").read_text(encoding="utf-8")
    keys: list[set[str]] = []
    for document, own in (("a", text), ("b", text.replace("21-35678", "21-35999"))):
        rows = mention_rows(document, extract(own, document))
        keys.append({key.text for row in rows for key in keys_of(read_party(row, alone=True))})

    assert len(rows) == 9
    assert keys[0] & keys[1] == {"name_firm:RebeccaFarrow|FarrowBeckLLP", "name_firm:TomasBeck|FarrowBeckLLP"}
