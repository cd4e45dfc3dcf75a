"""What routes ask for, wired in one place."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from typing import Annotated, Literal
from urllib.parse import unquote

from fastapi import Depends, Header, Query, Request
from sqlalchemy.orm import Session

from anmai.api.context import Context
from anmai.api.services.graph_view import Lang
from anmai.errors import UsageError


def _context(request: Request) -> Context:
    context: Context = request.app.state.context
    return context


Ctx = Annotated[Context, Depends(_context)]


def _read_session(context: Ctx) -> Iterator[Session]:
    with context.store.session(write=False) as session:
        yield session


def _lang(
    context: Ctx,
    lang: Annotated[Literal["zh", "en"] | None, Query(description="Language of names and sentences")] = None,
    accept_language: Annotated[str | None, Header()] = None,
) -> Lang:
    if lang is not None:
        return lang
    first = (accept_language or "").strip().lower()[:2]
    return "en" if first == "en" else "zh" if first == "zh" else context.settings.lang


def _who(x_anmai_user: Annotated[str | None, Header(description="Percent-encoded UTF-8")] = None) -> str:
    if x_anmai_user is None:
        return getpass.getuser()
    name = unquote(x_anmai_user).strip()
    if not name or len(name) > 64 or not name.isprintable() or ":" in name:
        raise UsageError("X-Anmai-User is no name.", remedy="Send 1 to 64 printable characters, percent-encoded.")
    return name


#: A read transaction of the store, for the time of the call.
ReadSession = Annotated[Session, Depends(_read_session)]
#: Language of names and sentences.
Language = Annotated[Lang, Depends(_lang)]
#: Who acts.
Who = Annotated[str, Depends(_who)]
Offset = Annotated[int, Query(ge=0, le=10_000, description="Rows to leave out")]
Limit = Annotated[int, Query(ge=1, le=200, description="Rows to return")]
