"""The page of data resources, of a kind, of a loaded source, and of an entry, on a real API process (without Neo4j)."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from anmai.extraction.readers.encoding import encoding_of
from anmai.graph.identity import resolve
from anmai.graph.sources.applying import apply
from anmai.graph.sources.catalogue import find_mapping
from anmai.graph.sources.readers import open_table
from anmai.graph.sources.staging import LoadRequest, stage
from anmai.store import open_store
from anmai.ui.screens import entry, leads, sources
from anmai.ui.serve import API_URL

APP = str(resources.files("anmai.ui").joinpath("app.py"))


@pytest.fixture
def opened(api: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens a page as the first one: Streamlit's harness follows no links."""

    def open_page(shown: Callable[[], None], **params: str) -> AppTest:
        monkeypatch.setattr(leads, "page", shown)
        monkeypatch.setenv(API_URL, api.url)
        page = AppTest.from_file(APP, default_timeout=60)
        page.query_params["token"] = api.link()
        for name, value in params.items():
            page.query_params[name] = value
        page.run()
        assert not page.exception
        return page

    return open_page


@pytest.fixture
def claims(api: Any, tmp_path: Path) -> None:
    """One claim, in the store alone: the graph has not followed."""
    path = tmp_path / "claims.csv"
    path.write_text(
        "结算单号,姓名,医疗机构名称,结算日期,费用总额\nJS1,<b>申屠若谷</b>,杭州市西湖区翠苑第三医院,2023-05-07,1234.5\n",
        encoding="utf-8",
    )
    mapping = find_mapping("medical-claims")
    request = LoadRequest("medical-claims", mapping, "某区医疗保障局", "sensitive", "2020-06-30", False)
    store = open_store(api.settings)
    apply(store, stage(store, open_table(str(path), mapping, encoding_of), request, lambda *_told: None))
    resolve(store)
    store.close()


def words(page: AppTest) -> str:
    html = [element.proto.body for element in page.get("html")]
    return "\n".join([*html, *(str(each.value) for each in (*page.caption, *page.error, *page.warning))])


def test_catalogue_and_kind_of_an_empty_home(opened: Callable[..., AppTest]) -> None:
    assert "数据资源" in words(opened(sources.page))

    kind = words(opened(sources.page, kind="medical-claims"))
    assert "医保结算记录" in kind
    assert ":Entry:MedicalClaim" in kind
    assert "没有这个类别" in words(opened(sources.page, kind="no-such-kind"))


@pytest.mark.usefixtures("claims")
def test_loaded_source_and_its_entry(opened: Callable[..., AppTest]) -> None:
    source = words(opened(sources.page, name="medical-claims"))
    assert "某区医疗保障局" in source
    assert "2020-06-30" in source
    assert "逾期未更新" in source

    told = words(opened(entry.page, id="medical-claims#JS1"))
    assert "claims.csv 第 2 行" in told
    assert "<b>申屠" not in told
