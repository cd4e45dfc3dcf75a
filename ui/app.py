"""The page that Streamlit runs: top bar, session, then the chosen page; it stays usable while the API is away."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from anmai.errors import AnmaiError, Forbidden, NotFound, ServerUnavailable
from anmai.ui import session
from anmai.ui.markup import empty, esc
from anmai.ui.parts.cookie import set_cookies
from anmai.ui.parts.history import keep_history
from anmai.ui.screens import (
    documents,
    entity,
    entry,
    imports,
    lead,
    leads,
    models,
    path,
    review,
    ruling,
    search,
    sources,
)
from anmai.ui.session import client, t, told_error

#: Seconds between looks whether the API came back.
LOOK_AGAIN: Final = 2.0
_IN_BAR: Final = ("leads", "search", "documents", "sources", "path", "review", "models", "import")


def main() -> None:
    """Draw the page."""
    st.set_page_config(page_title=t("app.title"), layout="wide")
    st.html(f"<style>{resources.files('anmai.ui').joinpath('style.css').read_text('utf-8')}</style>")
    pages = {
        "leads": st.Page(leads.page, title=t("nav.leads"), url_path="home", default=True),
        "lead": st.Page(lead.page, title=t("nav.lead"), url_path="lead", visibility="hidden"),
        "search": st.Page(search.page, title=t("nav.search"), url_path="search"),
        "entity": st.Page(entity.page, title=t("nav.entity"), url_path="entity", visibility="hidden"),
        "documents": st.Page(documents.page, title=t("nav.documents"), url_path="documents"),
        "document": st.Page(ruling.page, title=t("nav.document"), url_path="document", visibility="hidden"),
        "sources": st.Page(sources.page, title=t("nav.sources"), url_path="sources"),
        "entry": st.Page(entry.page, title=t("nav.entry"), url_path="entry", visibility="hidden"),
        "path": st.Page(path.page, title=t("nav.path"), url_path="path"),
        "review": st.Page(review.page, title=t("nav.review"), url_path="review"),
        "models": st.Page(models.page, title=t("nav.models"), url_path="models"),
        "import": st.Page(imports.page, title=t("nav.import"), url_path="import"),
    }
    # Streamlit serves its first page at the root alone and meets /leads with "Page not found": so it is a page too.
    named = st.Page(leads.page, title=t("nav.leads"), url_path="leads", visibility="hidden")
    chosen = st.navigation([*pages.values(), named], position="hidden")
    if chosen.url_path == named.url_path:
        pages["leads"] = named
    session.set_pages(pages)
    _top_bar(pages)
    keep_history()
    banner = st.container(key="banner")
    api = client()
    api.begin()
    try:
        if not _enter():
            return
        away, neo4j_gone = _state_of_api()
    except ServerUnavailable as error:
        _say_away(banner, error)
        return
    try:
        chosen.run()
    except ServerUnavailable as error:
        away = away or error
        st.html(empty(t("errors.nothing_remembered")))
    except Forbidden:
        _locked(t("access.over"))
    except NotFound as error:
        st.html(empty(f"{t('errors.not_found')}\n{told_error(error)}"))
    except AnmaiError as error:
        st.error(told_error(error))
    if neo4j_gone is not None:
        with banner:
            gone = t("errors.no_neo4j", reason=told_error(neo4j_gone))
            st.html(f'<div class="am-banner quiet">{esc(gone)}</div>')
            _come_back(api_away=False)
    elif away or api.lost:
        _say_away(banner, away or api.lost)


def _top_bar(pages: Mapping[str, Any]) -> None:
    with st.container(horizontal=True, key="topbar", vertical_alignment="center"):
        st.html(f'<div class="am-brand">案脉<small>{esc(t("app.subtitle"))}</small></div>', width="content")
        for name in _IN_BAR:
            st.page_link(pages[name], label=t(f"nav.{name}"))
        st.space("stretch")
        st.text_input(
            t("search.box"),
            key="quick_search",
            placeholder=t("search.box"),
            label_visibility="collapsed",
            width=230,
            on_change=_quick_search,
        )
        st.segmented_control(
            "语言 / Language",
            ["zh", "en"],
            default=session.lang(),
            required=True,
            format_func=lambda code: {"zh": "中文", "en": "EN"}[code],
            key=session.LANG,
            label_visibility="collapsed",
            persist_state="session",
        )
    wanted = st.session_state.pop("_quick", "")
    if wanted:
        session.go({"page": "search", "q": wanted})


def _quick_search() -> None:
    # Emptied at once: a box that still held the words would send them again when it loses the focus.
    st.session_state["_quick"] = st.session_state["quick_search"].strip()
    st.session_state["quick_search"] = ""


def _enter() -> bool:
    """Take the session of the cookie, or exchange the link's one-time token for one."""
    api = client()
    if not api.session:
        one_time = session.param("token")
        if one_time:
            try:
                api.exchange(one_time)
            except Forbidden:
                api.session = st.context.cookies.get(session.session_cookie(), "")
        else:
            api.session = st.context.cookies.get(session.session_cookie(), "")
        if not api.session_lives():
            api.session = ""
            _locked(t("access.used") if one_time else t("access.none"))
            return False
    if "token" in st.query_params:
        del st.query_params["token"]
    set_cookies({session.session_cookie(): api.session, session.LANG_COOKIE: session.lang(),
                 session.PERSON_COOKIE: session.person()})  # fmt: skip
    return True


def _locked(why: str) -> None:
    client().session = ""
    st.html(empty(f"{why}\n{t('access.remedy')}"))


def _state_of_api() -> tuple[ServerUnavailable | None, str | None]:
    """Why the API is away, and why Neo4j is; None where all is well. The page is drawn from memory meanwhile."""
    try:
        health = client().health()
    except ServerUnavailable as error:
        return error, None
    return None, None if health.neo4j else (health.neo4j_reason or "")


def _say_away(place: DeltaGenerator, error: ServerUnavailable | None) -> None:
    with place:
        with st.container(horizontal=True, vertical_alignment="center", key="lost"):
            why = told_error(error) if error else ""
            st.html(f'<div class="am-banner">{esc(t("errors.no_api"))} <small>{esc(why)}</small></div>')
            st.button(t("errors.retry"), key="retry_now")
        _come_back(api_away=True)


@st.fragment(run_every=LOOK_AGAIN)
def _come_back(*, api_away: bool) -> None:
    try:
        health = client().health()
    except AnmaiError:
        return
    if api_away or health.neo4j:
        st.rerun(scope="app")


main()
