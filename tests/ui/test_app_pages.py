"""The pages in Streamlit's test harness, on a real API process (without Neo4j)."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from anmai.ui.serve import API_URL

APP = str(resources.files("anmai.ui").joinpath("app.py"))


@pytest.fixture
def opened(api: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    def open_page(token: str = "", path: str = "", **params: str) -> AppTest:
        monkeypatch.setenv(API_URL, api.url)
        page = AppTest.from_file(APP, default_timeout=60)
        if token:
            page.query_params["token"] = token
        for name, value in params.items():
            page.query_params[name] = value
        page.run()
        return page

    return open_page


def words(page: AppTest) -> str:
    """All that the page says, as one string."""
    html = [element.proto.body for element in page.get("html")]
    return "\n".join([*html, *(str(e.value) for e in (*page.caption, *page.error, *page.warning))])


def test_without_a_link_the_page_shows_only_how_to_get_one(opened: Callable[..., AppTest]) -> None:
    page = opened()

    assert not page.exception
    assert "anmai up" in words(page)
    assert "此页须凭链接打开" in words(page)
    assert not page.selectbox


def test_a_used_link_is_refused(opened: Callable[..., AppTest], api: Any) -> None:
    link = api.link()
    opened(link)

    again = opened(link)

    assert "此链接已用过" in words(again)
    assert not again.selectbox


def test_an_empty_home_says_what_to_do_next(opened: Callable[..., AppTest], api: Any) -> None:
    page = opened(api.link())

    assert not page.exception
    assert "监督线索" in words(page)
    assert "token" not in page.query_params
    assert [button.label for button in page.button if button.key == "leads_go_import"] == ["导入文书"]
    assert [box.key for box in page.selectbox] == ["leads_model", "leads_status", "leads_reason"]


def test_neo4j_away_is_told_with_its_reason(opened: Callable[..., AppTest], api: Any) -> None:
    assert "图数据库暂不可用" in words(opened(api.link()))


def test_the_language_switch_changes_every_word_and_keeps_what_was_typed(
    opened: Callable[..., AppTest], api: Any
) -> None:
    page = opened(api.link())
    page.text_input(key="leads_text").set_value("陈海波").run()

    page.get("button_group")[0].set_value("en").run()

    assert "Supervision leads" in words(page)
    assert "监督线索" not in words(page)
    assert page.text_input(key="leads_text").value == "陈海波"


def test_the_api_going_away_leaves_the_page_and_what_was_typed(opened: Callable[..., AppTest], api: Any) -> None:
    page = opened(api.link())
    page.text_input(key="leads_text").set_value("写到一半").run()
    page.text_input(key="leads_text").set_value("").run()
    api.stop()
    try:
        page.text_input(key="leads_region").set_value("杭州市").run()
        lost = words(page)
        page.text_input(key="leads_region").set_value("").run()
        remembered = words(page)
    finally:
        api.start()
    page.button(key="retry_now").click().run()

    assert "与服务的连接已中断" in lost
    assert "与服务的连接已中断" in remembered
    assert "监督线索" in remembered
    assert "与服务的连接已中断" not in words(page)
