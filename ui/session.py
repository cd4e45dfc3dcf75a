"""What one visitor's pages share: language, way to the API, how to go to another page."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, cast
from urllib.parse import unquote

import streamlit as st

from anmai.errors import AnmaiError
from anmai.forms.error_words import in_chinese, in_words
from anmai.forms.wording import value_words
from anmai.settings import settings
from anmai.ui import wording
from anmai.ui.client import ApiClient
from anmai.ui.serve import API_URL

_CLIENT = "_client"
_PAGES = "_pages"
_WORDS = "_schema_words"
LANG = "lang"
LANG_COOKIE = "anmai_lang"
PERSON = "person"
PERSON_COOKIE = "anmai_person"


def lang() -> str:
    """Language of this visitor: "zh" or "en"."""
    chosen = st.session_state.get(LANG)
    if chosen in wording.LANGUAGES:
        return str(chosen)
    kept = st.context.cookies.get(LANG_COOKIE)
    return kept if kept in wording.LANGUAGES else settings().lang


def t(key: str, /, **values: object) -> str:
    """A text in the visitor's language."""
    return wording.text(lang(), key, **values)


def label(group: str, code: str | None) -> str:
    """The text of a code in the visitor's language; the schema's word where there is none; else the code itself."""
    if code and f"{group}.{code}" not in wording.texts(lang()) and group in ("kinds", "relations", "properties"):
        zh, en = _schema_words().get(group, {}).get(code, (code, code))
        return in_lang(zh, en)
    return wording.label(lang(), group, code)


def _schema_words() -> dict[str, dict[str, tuple[str, str]]]:
    if _WORDS not in st.session_state:
        try:
            st.session_state[_WORDS] = client().schema()
        except AnmaiError:
            return {}
    return cast("dict[str, dict[str, tuple[str, str]]]", st.session_state[_WORDS])


def word(value: object) -> str:
    """A value of a record or node (a role, a penalty, a code) in the visitor's language; nothing for None."""
    return "" if value is None else value_words(str(value), lang())


def listed(values: Iterable[object]) -> str:
    """Several of them, in one line."""
    return ("、" if lang() == "zh" else ", ").join(word(value) for value in values)


def named(name: str, value: str) -> str:
    """A name and its value in one line: 性别：男, Sex: male."""
    return f"{name}：{value}" if lang() == "zh" else f"{name}: {value}"


def in_lang(zh: str, en: str) -> str:
    """The one of two texts that the visitor reads; the other one where it is missing."""
    first, second = (zh, en) if lang() == "zh" else (en, zh)
    return first or second


def told_error(error: AnmaiError | str) -> str:
    """An error, or what a job kept of one, in the visitor's language."""
    if isinstance(error, AnmaiError):
        return in_words(error, lang())
    return in_chinese(error) if lang() == "zh" else error


def client() -> ApiClient:
    """This visitor's client of the API."""
    if _CLIENT not in st.session_state:
        address = os.environ.get(API_URL) or f"http://{settings().api_host}:{settings().api_port}"
        st.session_state[_CLIENT] = ApiClient(address)
    found = cast(ApiClient, st.session_state[_CLIENT])
    found.lang = lang()
    found.person = person()
    return found


def person() -> str:
    """Who this visitor says he is; empty when he has not said."""
    chosen = st.session_state.get(PERSON)
    kept = unquote(st.context.cookies.get(PERSON_COOKIE) or "") if chosen is None else chosen
    return str(kept).strip()


def session_cookie() -> str:
    """Name of the cookie that keeps the session; it carries the port, since ports of one host share cookies."""
    port = st.get_option("server.port")
    return f"anmai_session_{port}"


def set_pages(pages: Mapping[str, Any]) -> None:
    """Tell ``go`` which pages there are, by their address."""
    st.session_state[_PAGES] = dict(pages)


def go(where: Mapping[str, str]) -> NoReturn:
    """Leave for the page ``where["page"]`` with the other entries in its address."""
    params = {name: value for name, value in where.items() if name != "page"}
    st.switch_page(st.session_state[_PAGES][where["page"]], query_params=params)


def param(name: str, default: str = "") -> str:
    """A value of the page's address."""
    return str(st.query_params.get(name, default))
