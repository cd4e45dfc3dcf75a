"""Errors as application/problem+json (RFC 9457): one place that knows which error is which status."""

from __future__ import annotations

import http
import logging
from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from anmai import errors
from anmai.api.access import Unauthorized
from anmai.api.graph_reader import QueryTimeout
from anmai.forms.views import Problem

_LOG: Final = logging.getLogger("anmai.api")

#: The first class that an error is an instance of decides; the root comes last.
STATUS: Final[tuple[tuple[type[errors.AnmaiError], int], ...]] = (
    (errors.UsageError, 400),
    (Unauthorized, 401),
    (errors.Forbidden, 403),
    (errors.NotFound, 404),
    (errors.Conflict, 409),
    (errors.BusyError, 409),
    (errors.DocumentError, 422),
    (errors.ModelError, 422),
    (errors.ServerUnavailable, 503),
    (errors.StoreError, 503),
    (QueryTimeout, 504),
    (errors.ConfigurationError, 500),
    (errors.AnmaiError, 500),
)


class ProblemResponse(JSONResponse):
    """A ``Problem`` with its media type."""

    media_type = "application/problem+json"

    def __init__(self, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(problem.model_dump(mode="json"), status_code=problem.status, headers=headers)


def problem(
    status: int, detail: str, code: str, *, remedy: str | None = None, rows: list[dict[str, Any]] | None = None
) -> Problem:
    """A problem with the standard title of its status."""
    title = http.HTTPStatus(status).phrase
    return Problem(title=title, status=status, detail=detail, code=code, remedy=remedy, errors=rows or [])


def of_error(error: errors.AnmaiError) -> Problem:
    """The problem of one of anmai's own errors."""
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    rows = error.decisions if isinstance(error, errors.SecondReaderNeeded) else None
    return problem(status, error.message, error.code, remedy=error.remedy, rows=rows)


def install(app: FastAPI) -> None:
    """Make every error of the application a problem."""

    @app.exception_handler(errors.AnmaiError)
    async def anmai_error(request: Request, error: errors.AnmaiError) -> ProblemResponse:
        told = of_error(error)
        if told.status >= 500:
            _LOG.warning("%s %s: %s", request.method, request.url.path, error)
        headers = {"Retry-After": "3"} if told.status == 503 else None
        return ProblemResponse(told, headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> ProblemResponse:
        # "input" and "ctx" are left out: they repeat what the caller sent, which may be a secret or huge.
        rows = [
            {"where": ".".join(str(part) for part in row["loc"]), "message": row["msg"], "type": row["type"]}
            for row in error.errors()
        ]
        detail = "; ".join(f"{row['where']}: {row['message']}" for row in rows)
        return ProblemResponse(problem(422, detail, "invalid", rows=jsonable_encoder(rows)))

    @app.exception_handler(HTTPException)
    async def http_error(_request: Request, error: HTTPException) -> ProblemResponse:
        code = http.HTTPStatus(error.status_code).name.lower()
        return ProblemResponse(problem(error.status_code, str(error.detail), code), error.headers)

    @app.exception_handler(Exception)
    async def unknown(request: Request, error: Exception) -> ProblemResponse:
        _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
        told = problem(500, "anmai failed on its own.", "internal", remedy="See logs/api.log in ANMAI_HOME.")
        return ProblemResponse(told)
