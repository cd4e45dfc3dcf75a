from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any

_TITLES = {
    "刑事判决书", "刑事裁定书", "民事判决书", "民事裁定书", "民事调解书", "执行裁定书",
}  # fmt: skip


def _skeleton(text: str) -> str:
    """A paragraph without what differs from case to case: numbers, names, places."""
    text = re.sub(r"[0-9A-Za-z,.〇○]+", "0", text)
    return re.sub(r"[一二三四五六七八九十零百千万]+", "1", text)[:16]


def test_kinds_of_documents_of_both_eras_are_there(made: Any) -> None:
    records = [document.record for document in made.documents.values()]

    kinds = Counter(record.get("doc_type") for record in records)
    numbers = [record["case_number"] for record in records if record.get("case_number")]

    assert set(kinds) >= _TITLES
    assert min(kinds[title] for title in _TITLES) > 40
    assert sum("字第" in number for number in numbers) > 800
    assert sum("字第" not in number for number in numbers) > 800


def test_procedures_outcomes_and_skips_are_there(made: Any) -> None:
    records = [document.record for document in made.documents.values()]

    assert {record.get("procedure") for record in records} >= {"一审", "二审", "执行", "其他"}
    assert {record.get("result") for record in records} >= {"支持", "驳回", "撤诉", "调解", "终结"}
    assert {record.get("reason") for record in records} >= {"stub", "empty", "cut_off"}


def test_wordings_vary(made: Any) -> None:
    skeletons: Counter[str] = Counter()
    views: Counter[str] = Counter()
    for document in made.documents.values():
        skeletons.update({_skeleton(line.strip()) for line in document.lines})
        views.update(line[:40] for line in document.lines if line.startswith(("本院认为", "　　本院认为")))

    assert len(skeletons) > 3_000
    assert views.most_common(1)[0][1] < len(made.documents) * 0.05


def test_about_a_third_of_full_criminal_headers_show_an_identity_number(made: Any) -> None:
    people = [
        person
        for document in made.documents.values()
        if document.planting is None
        for person in document.record.get("defendants", [])
    ]

    shown = sum(person.get("id_number") is not None for person in people) / len(people)
    precise = Counter(len(person["birth_date"] or "") for person in people)

    assert 0.2 < shown < 0.4
    assert precise[10] > precise[0] > precise[7] > 0
    assert precise[4] > 0


def test_case_numbers_name_one_document_each(made: Any) -> None:
    numbers = Counter()
    for document in made.documents.values():
        record = document.record
        if record.get("case_number"):
            plain = record["case_number"].translate(str.maketrans("（）〔〕", "()()"))
            court = record["court"].removeprefix("广西壮族自治区")
            numbers[court[-8:], plain] += 1

    assert max(numbers.values()) == 1


def test_dates_of_a_ruling_follow_one_another(made: Any) -> None:
    for document in made.documents.values():
        record = document.record
        if record.get("doc_type") != "刑事判决书" or "judgment_date" not in record:
            continue
        for measure in record["measures"]:
            assert measure["date"] < record["judgment_date"]
        for prior in record["priors"]:
            assert prior["date"] < record["judgment_date"]
            assert prior["released"] is None or prior["date"] < prior["released"] < record["judgment_date"]
        for verdict in record["verdicts"]:
            if verdict["served_from"]:
                assert verdict["served_from"] < record["judgment_date"]
                assert verdict["served_from"] < verdict["served_until"]


def test_paragraphs_hold_no_gaps_or_doubled_words(made: Any) -> None:
    doubled = re.compile(r"人民币人民币|许许|，，|。。|、、|；；|（）|\{|\}|None|被害人的")
    for document in made.documents.values():
        text = "\n".join(document.lines)
        assert not doubled.search(text), text[:400]


def test_documents_differ_from_one_another(made: Any) -> None:
    texts = ["\n".join(document.lines) for document in made.documents.values() if len(document.lines) > 5]

    assert len(set(texts)) == len(texts)
    assert all(before != after for before, after in pairwise(texts))
