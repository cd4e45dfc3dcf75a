"""Keep the browser's Back true: Streamlit leaves a page in two steps, and the first one is no place to return to."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

# Going from /lead?id=L to /document?id=D, Streamlit first pushes /lead?id=D, then /document?id=D. Back would meet the
# first: the lead page with the id of a document. The second push takes the first one's place instead.
_JS = """
export default function history() {
  const pages = window.history;
  if (pages.anmaiOneStep) return;
  pages.anmaiOneStep = true;
  const push = pages.pushState.bind(pages);
  let halfway = false;
  pages.pushState = (state, title, url) => {
    const target = new URL(url ?? window.location.href, window.location.href);
    const stays = target.pathname === window.location.pathname;
    if (!stays && halfway && target.search === window.location.search) {
      pages.replaceState(state, title, url);
    } else {
      push(state, title, url);
    }
    halfway = stays;
  };
  window.addEventListener("popstate", () => { halfway = false; });
}
"""


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("anmai_history", js=_JS)


def keep_history() -> None:
    """Mount it; once for a tab is enough, again changes nothing."""
    _component()(key="page_history", height=1)
