"""What every call passes before a route sees it: Host header, token, size of the body.

Plain ASGI, so that nothing behind it (OpenAPI, unknown paths, uploads) can be reached around it.
"""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from anmai.api.access import Access
from anmai.api.problems import ProblemResponse, problem

PREFIX: Final = "/api/v1"
#: What answers without a token: whether the API lives, and the exchange, whose one-time token is the key itself.
_OPEN: Final = frozenset({("GET", f"{PREFIX}/health"), ("POST", f"{PREFIX}/session/exchange")})
_HOST: Final = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(?::(\d{1,5}))?", re.ASCII | re.IGNORECASE)

MAX_BODY: Final = 1 << 20
MAX_UPLOAD: Final = 100 << 20


class _TooLarge(Exception):
    """More body arrived than the call may send."""


class Gate:
    """ASGI middleware.

    Args:
        app: What lies behind.
        access: Tokens and sessions.
    """

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the call, or let it through with its body counted."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        limit = MAX_UPLOAD if scope["path"] == f"{PREFIX}/ingest" else MAX_BODY
        if headers.get("content-length", "0").isdigit() and int(headers.get("content-length", "0")) > limit:
            await _too_large(limit)(scope, receive, send)
            return
        await self._counted(scope, receive, send, limit)

    def _refusal(self, scope: Scope, headers: Headers) -> ProblemResponse | None:
        if not _host_is_ours(headers.getlist("host"), scope.get("server")):
            told = problem(
                403, "The Host header names no loopback address.", "forbidden", remedy="Call http://127.0.0.1:<port>."
            )
            return ProblemResponse(told)
        if (scope["method"], scope["path"]) in _OPEN:
            return None
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and given and self._access.allows(given.strip()):
            return None
        told = problem(
            401,
            "This call carries no valid token.",
            "unauthorized",
            remedy="Send `Authorization: Bearer` with the token of ANMAI_HOME/api.token, or a living session.",
        )
        return ProblemResponse(told, {"WWW-Authenticate": 'Bearer realm="anmai"'})

    async def _counted(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        """A body without (or with a false) Content-Length is cut off where it passes the limit."""
        seen = 0
        started = False

        async def counting() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise _TooLarge
            return message

        async def answering(message: Message) -> None:
            # Whoever was reading the body answers its own way to the broken read; what is true is told instead.
            nonlocal started
            if seen > limit and not started:
                started = True
                await _too_large(limit)(scope, receive, send)
            elif seen <= limit:
                started = True
                await send(message)

        try:
            await self._app(scope, counting, answering)
        except _TooLarge:
            await answering({})


def _host_is_ours(hosts: list[str], server: tuple[str, int | None] | None) -> bool:
    """One Host header, a loopback name, and the port on which we listen: else it is a page elsewhere that calls."""
    if len(hosts) != 1:
        return False
    found = _HOST.fullmatch(hosts[0])
    if found is None:
        return False
    port = server[1] if server is not None else None
    return port is None or int(found[2] or 80) == port


def _too_large(limit: int) -> ProblemResponse:
    told = problem(413, f"The body is larger than {limit >> 20} MB.", "too_large", remedy="Send less at a time.")
    return ProblemResponse(told, {"Connection": "close"})
