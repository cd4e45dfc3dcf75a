"""One visitor's wire to the API: problems as anmai's errors, calm when the connection is lost."""

from __future__ import annotations

import atexit
import time
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, TypeVar
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter, ValidationError

from anmai.errors import (
    AnmaiError,
    ConfigurationError,
    Conflict,
    Forbidden,
    ModelError,
    NotFound,
    SecondReaderNeeded,
    ServerUnavailable,
    UsageError,
)
from anmai.forms.views import Problem

Answer = TypeVar("Answer")

#: Pauses before a call that did not reach the API is tried again, seconds.
RETRY_PAUSES: Final = (0.2, 0.6)
_BY_STATUS: Final[dict[int, type[AnmaiError]]] = {401: Forbidden, 403: Forbidden, 503: ServerUnavailable}
_ERRORS: Final[dict[str, type[AnmaiError]]] = {
    "usage": UsageError,
    "not_found": NotFound,
    "conflict": Conflict,
    "unavailable": ServerUnavailable,
    "model": ModelError,
    "configuration": ConfigurationError,
    "forbidden": Forbidden,
}


@dataclass(slots=True)
class Wire:
    """How one visitor's calls reach the API.

    Attributes:
        base_url: Root of the API, e.g. ``http://127.0.0.1:8707``.
        session: The session that a one-time link was exchanged for; sent as the Bearer token.
        lang: "zh" or "en": language of the sentences that the API writes.
        person: Who acts, as decisions and steps name him; empty: whoever runs the API.
        remembered: The last good answer of every GET, shown while the API is away.
        lost: Set when an answer came from ``remembered`` since the last ``begin()``.
    """

    base_url: str
    session: str = ""
    lang: str = "zh"
    person: str = ""
    remembered: MutableMapping[str, Any] = field(default_factory=dict)
    lost: ServerUnavailable | None = None

    def begin(self) -> None:
        """Forget that an answer was old; called when a page starts to draw."""
        self.lost = None

    def get(self, form: type[Answer], path: str, **params: Any) -> Answer:
        """Read and check an answer; the last good one while the API is away.

        Raises:
            ServerUnavailable: The API is away and this was never read before.
            AnmaiError: A problem that the API told, or an answer of another form.
        """
        asked = {name: value for name, value in params.items() if value is not None}
        key = f"{self.lang} {path} {sorted(asked.items())}"
        try:
            body = self.call("GET", path, params=asked).json()
        except ServerUnavailable as error:
            self.lost = error
            if key not in self.remembered:
                raise
            body = self.remembered[key]
        else:
            self.remembered[key] = body
        try:
            return TypeAdapter(form).validate_python(body)
        except ValidationError as error:
            raise AnmaiError(
                f"The API's answer to {path} has a form that this explorer can't read ({error.error_count()} fields).",
                remedy="Start the API and the explorer from the same version of anmai.",
            ) from error

    def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Make one call and answer with what came back, if it is no error.

        Raises:
            AnmaiError: The problem that the API told.
            ServerUnavailable: No answer; what surely did not arrive was tried again before.
        """
        http = _connections(self.base_url)
        headers = {"Accept-Language": self.lang}
        if self.session:
            headers["Authorization"] = f"Bearer {self.session}"
        if self.person:
            headers["X-Anmai-User"] = quote(self.person, safe="")
        for pause in (*RETRY_PAUSES, None):
            try:
                answer = http.request(method, path, headers=headers, **options)
                break
            except httpx.TransportError as error:
                # What was never received can be sent again; a write whose answer was lost must not be.
                again = method == "GET" or isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
                if pause is None or not again:
                    raise ServerUnavailable(
                        f"The API at {self.base_url} does not answer ({type(error).__name__}).",
                        remedy="Start it with `anmai up` (or `anmai api`); this page goes on by itself.",
                    ) from error
                time.sleep(pause)
        if answer.is_error:
            raise _as_error(answer)
        return answer


@cache
def _connections(base_url: str) -> httpx.Client:
    """The connections to one API, shared by all visitors of the page and closed when its process ends."""
    made = httpx.Client(base_url=f"{base_url}/api/v1", timeout=httpx.Timeout(60.0, connect=3.0), trust_env=False)
    atexit.register(made.close)
    return made


def _as_error(answer: httpx.Response) -> AnmaiError:
    try:
        problem = Problem.model_validate(answer.json())
    except ValueError:
        form = _BY_STATUS.get(answer.status_code) or (ServerUnavailable if answer.status_code >= 502 else AnmaiError)
        return form(f"The API answered {answer.status_code} to {answer.request.url.path}.", remedy=None)
    if problem.code == SecondReaderNeeded.code:
        return SecondReaderNeeded(problem.detail, problem.errors, remedy=problem.remedy)
    details = "; ".join(str(item.get("msg") or item.get("message") or item) for item in problem.errors)
    message = f"{problem.detail} ({details})" if details else problem.detail
    form = _BY_STATUS.get(problem.status) or _ERRORS.get(problem.code, AnmaiError)
    return form(message, remedy=problem.remedy)
