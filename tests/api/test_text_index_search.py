from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anmai.api.services.text_index import TextIndex
from anmai.api.services.text_normal import normal_form, terms_of
from anmai.settings import Settings
from anmai.store import Store
from anmai.store.engine import now
from anmai.store.tables import Document

PutDocument = Callable[..., str]


@pytest.fixture
def index(home_settings: Settings, store: Store) -> Iterator[TextIndex]:
    opened = TextIndex(home_settings.home / "search.db", store)
    yield opened
    opened.close()


def found(index: TextIndex, query: str) -> set[str]:
    total, hits = index.search(terms_of(query), 0, 100)
    assert total == len(hits)
    return {hit.document for hit in hits}


def test_names_of_two_letters_are_found_as_substrings_only(index: TextIndex, put_document: PutDocument) -> None:
    one = put_document("a", "被告人张三，男。")
    put_document("b", "被告人张某，三人到庭。")
    index.catch_up()

    assert found(index, "张三") == {one}


def test_one_letter_finds_it_anywhere(index: TextIndex, put_document: PutDocument) -> None:
    one = put_document("a", "证人冯某。")
    put_document("b", "证人王某。")
    index.catch_up()

    assert found(index, "冯") == {one}


def test_all_terms_must_be_there(index: TextIndex, put_document: PutDocument) -> None:
    both = put_document("a", "累犯，刑满释放后又犯罪")
    put_document("b", "刑满释放")
    index.catch_up()

    assert found(index, "刑满释放 累犯") == {both}


@pytest.mark.parametrize(
    "query", ['" OR *', "NEAR(张三 李四)", "pairs:张三", "张三 AND 李四", "NOT 张三", "'; DROP", "^张三", "x" * 200]
)
def test_nothing_in_a_query_is_syntax(index: TextIndex, put_document: PutDocument, query: str) -> None:
    put_document("a", "与查询无关的文书")
    index.catch_up()

    assert found(index, query) == set()


def test_a_replaced_document_is_found_by_its_new_text_only(index: TextIndex, put_document: PutDocument) -> None:
    document = put_document("a", "旧文甲乙丙")
    index.catch_up()
    put_document("a", "新文丁戊己")

    assert index.catch_up() == 2
    assert found(index, "甲乙丙") == set()
    assert found(index, "丁戊己") == {document}
    assert index.catch_up() == 0


def test_a_removed_document_is_not_found(index: TextIndex, store: Store, put_document: PutDocument) -> None:
    document = put_document("a", "某一份文书")
    index.catch_up()
    with store.session() as session:
        row = session.get_one(Document, document)
        row.status, row.changed = "removed", now()

    index.catch_up()

    assert found(index, "某一份文书") == set()


def test_a_search_brings_the_index_up_to_date(index: TextIndex, put_document: PutDocument) -> None:
    index.catch_up_if_quick()
    document = put_document("a", "刚刚入库")

    index.catch_up_if_quick()

    assert found(index, "刚刚入库") == {document}


def test_a_second_process_sees_what_the_first_one_indexed_and_what_changed_since(
    home_settings: Settings, store: Store, index: TextIndex, put_document: PutDocument
) -> None:
    put_document("a", "先入库的文书")
    index.catch_up()
    later = put_document("b", "后入库的文书")

    other = TextIndex(home_settings.home / "search.db", store)

    assert other.catch_up() == 1
    assert found(other, "后入库") == {later}
    assert found(index, "后入库") == {later}
    assert index.catch_up() == 0
    other.close()


def test_a_damaged_file_is_made_anew(home_settings: Settings, store: Store, put_document: PutDocument) -> None:
    document = put_document("a", "可以重建")
    path = home_settings.home / "search.db"
    path.write_bytes(b"this is no database, whatever its name says" * 200)

    index = TextIndex(path, store)
    index.catch_up()

    assert found(index, "可以重建") == {document}
    index.close()


def test_an_index_that_is_mostly_dead_is_built_anew(
    index: TextIndex, put_document: PutDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anmai.api.services.text_index._DEAD_FLOOR", 1)
    for round_ in range(4):
        put_document("a", f"第{round_}次内容")
        index.catch_up()

    with sqlite3.connect(index._path) as connection:
        written = connection.execute("SELECT value FROM counter").fetchone()[0]
    connection.close()
    assert written < 4
    assert found(index, "第3次内容") == {"test/a"}


LETTERS = st.text(alphabet="张三李四王五某甲乙0123号（），。 abc×", min_size=1, max_size=40)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(LETTERS, min_size=1, max_size=4), query=LETTERS)
def test_a_term_is_found_exactly_where_it_is_a_substring(
    index: TextIndex, put_document: PutDocument, texts: list[str], query: str
) -> None:
    for number in range(4):
        put_document(str(number), texts[number % len(texts)])
    index.catch_up()
    terms = terms_of(query)

    expected = {
        f"test/{number}"
        for number in range(4)
        if terms and all(term in normal_form(texts[number % len(texts)]) for term in terms)
    }

    assert found(index, query) == expected
