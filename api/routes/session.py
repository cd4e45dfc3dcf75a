"""One-time links and the page's sessions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Response
from pydantic import BaseModel, Field

from anmai.api.deps import Ctx
from anmai.errors import Forbidden
from anmai.forms.views import SessionLink, SessionView

router = APIRouter(prefix="/session", tags=["session"])
Authorization = Annotated[str, Header(include_in_schema=False)]


class Exchange(BaseModel):
    """The one-time token of a link."""

    one_time: str = Field(min_length=1, max_length=200)


@router.post("/links", status_code=201)
def new_link(context: Ctx, authorization: Authorization = "") -> SessionLink:
    """A fresh one-time token; only the token of the file may ask, a page can't invite others."""
    if not context.access.is_token(_bearer(authorization)):
        raise Forbidden("Only the token of ANMAI_HOME/api.token makes links.", remedy="Run `anmai up`.")
    return context.access.new_link()


@router.post("/exchange")
def exchange(context: Ctx, body: Exchange) -> SessionView:
    """Turn a one-time token into a session. Needs no token; works once."""
    return context.access.exchange(body.one_time)


@router.get("")
def current(context: Ctx, authorization: Authorization = "") -> SessionView:
    """The session that this call carries."""
    return context.access.session(_bearer(authorization))


@router.delete("", status_code=204)
def leave(context: Ctx, authorization: Authorization = "") -> Response:
    """End the session that this call carries."""
    context.access.end(_bearer(authorization))
    return Response(status_code=204)


def _bearer(authorization: str) -> str:
    return authorization.partition(" ")[2].strip()
