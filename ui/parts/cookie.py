"""Keep a value in a cookie of the page's own host, so that a reload or a second tab needs no new link."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

_JS = """
export default function cookie({ data }) {
  for (const [name, value] of Object.entries(data ?? {})) {
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; SameSite=Strict`;
  }
}
"""


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("anmai_cookie", js=_JS)


def set_cookies(values: dict[str, str]) -> None:
    """Set session cookies; a value that is there already is set again, which changes nothing."""
    _component()(key="page_cookies", data=values, height=1)
