"""The review page and the forms of identity, on a real API process (without Neo4j)."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from anmai.forms.document import SourceDocument
from anmai.forms.record import Record
from anmai.graph.identity import resolve
from anmai.graph.loading.intake import Incoming, take_in
from anmai.store import open_store
from anmai.ui.screens import leads, review
from anmai.ui.serve import API_URL

APP = str(resources.files("anmai.ui").joinpath("app.py"))


def ruling(number: int, name: str) -> Incoming:
    text = f"被告人{name}，男，1980年1月2日出生，户籍地浙江省杭州市西湖区。"
    document = SourceDocument(
        key=f"r{number}.txt", id=f"r{number}", path=f"r{number}.txt", reader="text", reader_version="1",
        raw=text.encode(), text=text,
    )  # fmt: skip
    told = {
        "id": f"r{number}", "doc_type": "刑事判决书", "case_number": f"(2019)浙0106刑初{number}号",
        "court": "杭州市西湖区人民法院", "procedure": "一审", "judgment_date": "2019-05-01",
        "defendants": [{"name": name, "sex": "男", "birth_date": "1980-01-02", "household": "浙江省杭州市西湖区"}],
        "provenance": [
            {"path": "/defendants/0/name", "spans": [[3, 3 + len(name)]], "component": "header", "version": "1"}
        ],
    }  # fmt: skip
    return Incoming(f"test/r{number}.txt", "test", document, Record.model_validate(told))


@pytest.fixture
def opened(api: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[], AppTest]:
    """Opens the review page as the first one: Streamlit's harness follows no links."""
    monkeypatch.setattr(leads, "page", review.page)

    def open_page() -> AppTest:
        monkeypatch.setenv(API_URL, api.url)
        page = AppTest.from_file(APP, default_timeout=60)
        page.query_params["token"] = api.link()
        page.run()
        return page

    return open_page


def words(page: AppTest) -> str:
    html = [element.proto.body for element in page.get("html")]
    return "\n".join([*html, *(str(e.value) for e in (*page.caption, *page.error, *page.warning))])


def test_an_empty_queue_says_so(opened: Callable[[], AppTest]) -> None:
    page = opened()

    assert not page.exception
    assert "没有待复核的记载对" in words(page)


def test_a_pair_is_shown_side_by_side_and_a_decision_needs_a_reason(opened: Callable[[], AppTest], api: Any) -> None:
    store = open_store(api.settings)
    take_in(store, [ruling(1, "王伟"), ruling(2, "王炜")], extractor="test 1")
    resolve(store)
    store.close()

    page = opened()

    assert not page.exception
    assert "王伟 ／ 王炜" in words(page)
    assert "姓名同音" in words(page)
    (same,) = [button for button in page.button if button.label == "认定同一"]
    same.click().run()
    assert "请写明理由" in words(page)
    page.text_input(key=same.key.removesuffix(":same") + ":why").set_value("同一户籍").run()
    (same,) = [button for button in page.button if button.label == "认定同一"]
    same.click().run()
    # Nothing is decided in the store alone: Neo4j is away, and the page says so.
    assert page.error
    assert "王伟 ／ 王炜" in words(page)
