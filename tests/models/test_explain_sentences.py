"""Every reason code and element of every shipped model says something whole in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from anmai.cypher_models.catalogue import shipped_folder
from anmai.cypher_models.explain import explain
from anmai.cypher_models.finding import title
from anmai.cypher_models.form import Model
from anmai.cypher_models.load import load_model
from anmai.forms.lead import Finding, Target

_FOLDERS = sorted(path.parent for path in shipped_folder().glob("*/*/model.yaml"))
_HAN = re.compile(r"[\u4e00-\u9fff]")
#: Values of columns that hold several; all others get one.
_SEVERAL = {"members", "both_sides", "courts", "charges", "common", "priors", "offences", "sentences"}


def _model(folder: Path) -> Model:
    model = load_model(folder, own=False).model
    assert model is not None
    return model


_CODES = [(folder, code.id) for folder in _FOLDERS for code in _model(folder).about.reason_codes]
_ids = [f"{folder.name}:{code}" for folder, code in _CODES]


def _finding(model: Model, code: str, columns: dict[str, object]) -> Finding:
    return Finding(
        model=model.slug,
        version=model.version,
        anchor="a",
        title="",
        target=Target(id="P-1", kind="Person", name="阚楚瑶"),
        reason_codes=[code],
        columns=columns,
    )


def _columns(model: Model) -> dict[str, object]:
    return {
        column.name: [f"{column.name}甲", f"{column.name}乙"] if column.name in _SEVERAL else f"<{column.name}>"
        for column in model.about.columns
    }


@pytest.mark.parametrize(("folder", "code"), _CODES, ids=_ids)
def test_a_reason_is_told_in_both_languages_with_its_elements(folder: Path, code: str) -> None:
    model = _model(folder)
    finding = _finding(model, code, _columns(model))
    reason = model.code(code)
    assert reason is not None
    assert reason.elements != []

    zh, en = explain(model, finding, "zh"), explain(model, finding, "en")

    assert len(zh) == len(en) == 1 + len(reason.elements)
    for sentence in (*zh, *en):
        assert not re.search(r"[{}？?]|None|null", sentence), sentence
    for told, element in zip(zh[1:], map(model.element, reason.elements), strict=True):
        assert element is not None
        assert element.zh in told
    assert zh[0].endswith("。")
    assert en[0].endswith(".")
    assert all(_HAN.search(sentence) for sentence in zh)
    # Chinese terms of law and column values may stand in English sentences, but not a Chinese sentence.
    assert all(re.search(r"[a-z]{3} [a-z]{2}", sentence) for sentence in en), en


@pytest.mark.parametrize(("folder", "code"), _CODES, ids=_ids)
def test_a_title_is_whole_in_both_languages(folder: Path, code: str) -> None:
    model = _model(folder)
    columns = {"name": "阚楚瑶", **_columns(model)}

    zh, en = title(model, [code], columns, "zh"), title(model, [code], columns, "en")

    reason = model.code(code)
    assert reason is not None
    assert reason.zh in zh
    assert reason.en in en
    assert not re.search(r"[{}？?]", zh + en)
    assert not re.search(r"[，、；：（）。]", en), en


@pytest.mark.parametrize("folder", _FOLDERS, ids=lambda folder: folder.name)
def test_every_element_has_words_of_its_own(folder: Path) -> None:
    elements = _model(folder).about.elements

    for texts in ([element.zh for element in elements], [element.en for element in elements]):
        assert len(set(texts)) == len(texts)
        assert all(text.strip() == text and text for text in texts)
    assert all(_HAN.search(element.zh) for element in elements)
    assert all(re.search(r"[A-Za-z]{3}", element.en) for element in elements)


@pytest.mark.parametrize("folder", _FOLDERS, ids=lambda folder: folder.name)
def test_sentences_and_titles_name_only_columns(folder: Path) -> None:
    model = _model(folder)
    known = {column.name for column in model.about.columns} | {"name", "codes"}

    texts = [model.about.lead_title, *(code.sentence for code in model.about.reason_codes)]

    for words in texts:
        assert set(re.findall(r"\{(\w+)\}", words.zh)) <= known
        assert set(re.findall(r"\{(\w+)\}", words.en)) <= known


@pytest.fixture
def probation() -> Model:
    return _model(next(folder for folder in _FOLDERS if folder.name == "improper-probation"))


def test_what_is_missing_is_called_open_and_not_an_element(probation: Model) -> None:
    finding = _finding(probation, "needs-release-date", _columns(probation))

    zh, en = explain(probation, finding, "zh"), explain(probation, finding, "en")

    assert zh[0].startswith("【待补材料】")
    assert "　尚待查明：前罪刑罚执行完毕的日期" in zh
    assert "  Still open: When the earlier sentence ended" in en
    assert not any("法律要件" in sentence for sentence in zh)


def test_articles_stand_behind_their_element(probation: Model) -> None:
    finding = _finding(probation, "over-three-years", {"months": 48})

    assert "　法律要件：决定执行的有期徒刑超过三十六个月（刑法第72条）" in explain(probation, finding, "zh")
    assert "  Legal element: Executed fixed term over 36 months (刑法第72条)" in explain(probation, finding, "en")


def test_a_value_that_is_not_there_is_a_question_mark(probation: Model) -> None:
    finding = _finding(probation, "period-below-term", {"months": 24, "probation_months": None})

    assert "考验期？个月，短于原判刑期24个月。" in explain(probation, finding, "zh")[0]
    assert "of ? months" in explain(probation, finding, "en")[0]


def test_a_code_that_the_model_no_longer_has_is_shown_as_it_is(probation: Model) -> None:
    assert explain(probation, _finding(probation, "gone", {}), "zh") == ["gone"]
