"""Extraction read against the sample's true records: each keeps the other honest."""

from __future__ import annotations

import pytest

from anmai.extraction import extract
from anmai.sample.agreement import compare_records
from anmai.sample.make import Sample

#: Fields that the models rest on, and the least share of documents or people on which both must agree.
_LEAST = {
    "case_number": 0.98,
    "court": 0.97,
    "judgment_date": 0.98,
    "defendants": 0.97,
    "defendants.birth_date": 0.98,
    "defendants.id_number": 0.98,
    "defendants.household": 0.98,
    "verdicts.charges": 0.98,
    "verdicts.months": 0.98,
    "verdicts.probation_months": 0.98,
    "verdicts.fine_yuan": 0.98,
    "priors": 0.95,
    "circumstances": 0.97,
    "commutations": 0.97,
    "parties": 0.97,
    "parties.roles": 0.98,
    "result": 0.98,
    "default_parties": 0.97,
}


@pytest.mark.slow
def test_extraction_agrees_with_the_true_records() -> None:
    documents = [document for document in Sample(400, 13).documents() if len(document.lines) > 2]

    read = [extract("\n".join(document.lines), document.id).as_json() for document in documents]
    tallies = compare_records((document.record for document in documents), read, examples=2)

    shares = {name: tallies[name].right / (tallies[name].right + tallies[name].wrong) for name in _LEAST}
    assert {name: (share, tallies[name].examples) for name, share in shares.items() if share < _LEAST[name]} == {}


def test_one_record_shows_what_differs() -> None:
    documents = Sample(400, 13).documents()
    document = next(one for one in documents if [v["penalty"] for v in one.record.get("verdicts", [])] == ["有期徒刑"])
    text = "\n".join(document.lines)

    same = compare_records([document.record], [extract(text, document.id).as_json()])
    other = compare_records(
        [document.record], [extract(text.replace("判处有期徒刑", "判处拘役"), document.id).as_json()]
    )

    assert same["verdicts.penalty"].wrong == 0
    assert other["verdicts.penalty"].wrong == 1
