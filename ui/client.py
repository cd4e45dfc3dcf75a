"""The explorer's client of the API: typed answers, problems as anmai's errors, calm when the connection is lost."""

from __future__ import annotations

import time
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, TypeAdapter, ValidationError

from anmai.errors import (
    AnmaiError,
    ConfigurationError,
    Conflict,
    Forbidden,
    ModelError,
    NotFound,
    ServerUnavailable,
    UsageError,
)
from anmai.forms.views import (
    DecisionView,
    DocumentView,
    EntityView,
    Health,
    JobView,
    LeadList,
    LeadView,
    ModelView,
    Neighbours,
    NoteView,
    Page,
    Paths,
    Problem,
    RunView,
    SearchResult,
)

ExportFormat = Literal["json", "graphml", "csv", "cypher"]
_BY_STATUS: Final[dict[int, type[AnmaiError]]] = {401: Forbidden, 403: Forbidden, 503: ServerUnavailable}
Answer = TypeVar("Answer")

#: Pauses before a call that did not reach the API is tried again, seconds.
RETRY_PAUSES: Final = (0.2, 0.6)
_ERRORS: Final[dict[str, type[AnmaiError]]] = {
    "usage": UsageError,
    "not_found": NotFound,
    "conflict": Conflict,
    "unavailable": ServerUnavailable,
    "model": ModelError,
    "configuration": ConfigurationError,
    "forbidden": Forbidden,
}


class DocumentRow(BaseModel):
    """A row of GET /documents."""

    id: str
    given_id: str
    doc_type: str | None = None
    case_number: str | None = None
    court: str | None = None
    judgment_date: str | None = None
    status: str
    reason: str | None = None


class DocumentList(Page):
    """Answer of GET /documents."""

    documents: list[DocumentRow]


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the API made."""

    name: str
    media_type: str
    content: bytes


@dataclass(slots=True)
class ApiClient:
    """One session's way to the API.

    Attributes:
        base_url: Root of the API, e.g. ``http://127.0.0.1:8707``.
        session: The session that a one-time link was exchanged for; sent as the Bearer token.
        lang: "zh" or "en": language of the sentences that the API writes.
        remembered: The last good answer of every GET, shown while the API is away.
        lost: Set when an answer came from ``remembered`` since the last ``begin()``.
        transport: Another httpx transport.
    """

    base_url: str
    session: str = ""
    lang: str = "zh"
    remembered: MutableMapping[str, Any] = field(default_factory=dict)
    lost: ServerUnavailable | None = None
    transport: httpx.BaseTransport | None = None
    _http: httpx.Client | None = None

    def begin(self) -> None:
        """Forget that an answer was old; called when a page starts to draw."""
        self.lost = None

    # Who asks

    def exchange(self, one_time: str) -> str:
        """Turn the one-time token of a link into a session, used by every later call; answers with its id.

        Raises:
            Forbidden: The token was used before, is unknown, or too old.
        """
        answer = self._call("POST", "/session/exchange", json={"one_time": one_time}).json()
        self.session = str(answer["session"])
        return self.session

    def session_lives(self) -> bool:
        """Whether the API still takes this session."""
        if not self.session:
            return False
        try:
            self._call("GET", "/session")
        except Forbidden:
            return False
        return True

    # Reading

    def health(self) -> Health:
        """Whether the API, its store and Neo4j answer. Never from memory."""
        return Health.model_validate(self._call("GET", "/health").json())

    def search(self, query: str, kind: str = "all", offset: int = 0, limit: int = 20) -> SearchResult:
        """Names, companies, case numbers and full text."""
        return self._get(SearchResult, "/search", q=query, kind=kind, offset=offset, limit=limit)

    def entity(self, entity_id: str) -> EntityView:
        """A person or organization with its mentions, cases and decisions."""
        return self._get(EntityView, f"/entities/{_part(entity_id)}")

    def neighbours(self, node_id: str, kind: str | None = None, offset: int = 0, limit: int = 30) -> Neighbours:
        """A page of a node's neighbours; ``node_id`` is ``<Label>:<id>``, ``kind`` a relationship type."""
        label, _, own_id = node_id.partition(":")
        return self._get(
            Neighbours, f"/nodes/{_part(label)}/{_part(own_id)}/neighbours", type=kind, offset=offset, limit=limit
        )

    def paths(self, start: str, end: str, max_length: int = 6, limit: int = 5) -> Paths:
        """Shortest paths between two nodes, each named ``<Label>:<id>``."""
        return self._get(Paths, "/paths", **{"from": start, "to": end}, max_length=max_length, limit=limit)

    def documents(self, query: str = "", status: str | None = None, offset: int = 0, limit: int = 20) -> DocumentList:
        """Documents, newest first."""
        return self._get(DocumentList, "/documents", q=query or None, status=status, offset=offset, limit=limit)

    def document(self, document_id: str) -> DocumentView:
        """A document with its source text and record."""
        return self._get(DocumentView, f"/documents/{quote(document_id, safe='/')}")

    def models(self) -> list[ModelView]:
        """All supervision models with their funnels."""
        return self._get(list[ModelView], "/models")

    def model(self, slug: str) -> ModelView:
        """One supervision model with its queries."""
        return self._get(ModelView, f"/models/{_part(slug)}")

    def runs(self, model: str) -> list[RunView]:
        """Runs of a model, newest first."""
        return self._get(list[RunView], "/runs", model=model)

    def leads(
        self,
        *,
        model: str | None = None,
        status: str | None = None,
        query: str = "",
        region: str | None = None,
        reason: str | None = None,
        sort: str = "-changed",
        offset: int = 0,
        limit: int = 20,
    ) -> LeadList:
        """A page of leads and the funnel of every model."""
        return self._get(
            LeadList,
            "/leads",
            model=model,
            status=status,
            q=query or None,
            region=region or None,
            reason=reason,
            sort=sort,
            offset=offset,
            limit=limit,
        )

    def lead(self, lead_id: str) -> LeadView:
        """A lead with all that a reviewer needs."""
        return self._get(LeadView, f"/leads/{_part(lead_id)}")

    def job(self, job_id: str) -> JobView:
        """State of a long job."""
        return self._get(JobView, f"/jobs/{_part(job_id)}")

    def jobs(self) -> list[JobView]:
        """Jobs, newest first."""
        return self._get(list[JobView], "/jobs")

    # Writing

    def set_status(
        self, lead_id: str, status: str, *, reason: str | None, note: str | None, seen_hash: str
    ) -> LeadView:
        """Take a lead one step on.

        Raises:
            Conflict: The step is not allowed, or the lead's content changed since ``seen_hash``.
        """
        body = {"status": status, "reason": reason, "note": note, "seen_hash": seen_hash}
        return LeadView.model_validate(self._call("POST", f"/leads/{_part(lead_id)}/status", json=body).json())

    def add_note(self, subject_kind: str, subject_id: str, text: str) -> NoteView:
        """Keep a note on a lead, entity or document."""
        body = {"subject_kind": subject_kind, "subject_id": subject_id, "text": text}
        return NoteView.model_validate(self._call("POST", "/notes", json=body).json())

    def undo_decision(self, decision_id: str, why: str) -> DecisionView:
        """Take an identity decision back."""
        answer = self._call("POST", f"/identity/decisions/{_part(decision_id)}/undo", json={"why": why})
        return DecisionView.model_validate(answer.json())

    def ingest(self, files: Iterable[tuple[str, bytes]]) -> JobView:
        """Hand files over to be read; answers with the job."""
        parts = [("files", (name, content)) for name, content in files]
        return JobView.model_validate(self._call("POST", "/ingest", files=parts).json())

    def run_model(self, slug: str, mode: str = "full", parameters: dict[str, Any] | None = None) -> JobView:
        """Start a run of a model."""
        body = {"mode": mode, "parameters": parameters or {}}
        return JobView.model_validate(self._call("POST", f"/models/{_part(slug)}/runs", json=body).json())

    def export_lead(self, lead_id: str, form: ExportFormat) -> Download:
        """A lead's subgraph as a file (csv: a zip of nodes.csv and relationships.csv)."""
        return _download(self._call("GET", f"/leads/{_part(lead_id)}/export", params={"format": form}), lead_id, form)

    def export_nodes(self, nodes: list[str], form: ExportFormat) -> Download:
        """The subgraph of the given nodes as a file."""
        answer = self._call("POST", "/export", json={"nodes": nodes, "format": form})
        return _download(answer, "selection", form)

    # The wire

    def _get(self, form: type[Answer], path: str, **params: Any) -> Answer:
        asked = {name: value for name, value in params.items() if value is not None}
        key = f"{self.lang} {path} {sorted(asked.items())}"
        try:
            body = self._call("GET", path, params=asked).json()
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

    def _call(self, method: str, path: str, **options: Any) -> httpx.Response:
        if self._http is None:
            self._http = httpx.Client(
                base_url=f"{self.base_url}/api/v1",
                timeout=httpx.Timeout(60.0, connect=3.0),
                transport=self.transport,
                trust_env=False,
            )
        headers = {"Accept-Language": self.lang}
        if self.session:
            headers["Authorization"] = f"Bearer {self.session}"
        for pause in (*RETRY_PAUSES, None):
            try:
                answer = self._http.request(method, path, headers=headers, **options)
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


def _as_error(answer: httpx.Response) -> AnmaiError:
    try:
        problem = Problem.model_validate(answer.json())
    except ValueError:
        form = _BY_STATUS.get(answer.status_code) or (ServerUnavailable if answer.status_code >= 502 else AnmaiError)
        return form(f"The API answered {answer.status_code} to {answer.request.url.path}.", remedy=None)
    details = "; ".join(str(item.get("msg") or item.get("message") or item) for item in problem.errors)
    message = f"{problem.detail} ({details})" if details else problem.detail
    form = _BY_STATUS.get(problem.status) or _ERRORS.get(problem.code, AnmaiError)
    return form(message, remedy=problem.remedy)


def _part(text: str) -> str:
    """One path segment: everything but unreserved characters encoded, the slash too."""
    return quote(text, safe="")


def _download(answer: httpx.Response, name: str, form: str) -> Download:
    endings = {"json": "json", "graphml": "graphml", "csv": "zip", "cypher": "cypher"}
    plain = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name)
    media_type = answer.headers.get("content-type", "application/octet-stream")
    return Download(f"anmai-{plain}.{endings[form]}", media_type, answer.content)
