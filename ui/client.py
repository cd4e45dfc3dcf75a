"""The explorer's client of the API: one typed method a route."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal
from urllib.parse import quote

import httpx

from anmai.errors import Forbidden
from anmai.forms.ledger import LedgerView
from anmai.forms.source_views import EntryView, KindView, ResourceCatalogue, SourceDetail
from anmai.forms.views import (
    DecisionView,
    DocumentView,
    EntityView,
    Health,
    IdentityChange,
    JobView,
    LeadFooting,
    LeadList,
    LeadView,
    ModelView,
    Neighbours,
    NoteView,
    OpinionChange,
    Paths,
    ReviewList,
    RunView,
    SearchResult,
    WaitingList,
)
from anmai.ui.answers import DocumentList, Download, SchemaWords
from anmai.ui.wire import Wire

ExportFormat = Literal["json", "graphml", "csv", "cypher"]


class ApiClient(Wire):
    """One visitor's calls."""

    # Who asks

    def exchange(self, one_time: str) -> str:
        """Turn the one-time token of a link into a session, used by every later call; answers with its id.

        Raises:
            Forbidden: The token was used before, is unknown, or too old.
        """
        answer = self.call("POST", "/session/exchange", json={"one_time": one_time}).json()
        self.session = str(answer["session"])
        return self.session

    def session_lives(self) -> bool:
        """Whether the API still takes this session."""
        if not self.session:
            return False
        try:
            self.call("GET", "/session")
        except Forbidden:
            return False
        return True

    # Reading

    def health(self) -> Health:
        """Whether the API, its store and Neo4j answer. Never from memory."""
        return Health.model_validate(self.call("GET", "/health").json())

    def schema(self) -> dict[str, dict[str, tuple[str, str]]]:
        """Words of the graph's schema: kinds, relations and properties, each code with (zh, en)."""
        told = self.get(SchemaWords, "/schema")
        lists = [node.properties for node in told.nodes] + [relation.properties for relation in told.relations]
        properties = [one for one_list in lists for one in one_list]
        return {
            "kinds": {node.label: (node.zh, node.en) for node in told.nodes},
            "relations": {relation.type: (relation.zh, relation.en) for relation in told.relations},
            "properties": {one.name: (one.zh, one.name.replace("_", " ")) for one in properties},
        }

    def search(self, query: str, kind: str = "all", offset: int = 0, limit: int = 20) -> SearchResult:
        """Names, companies, case numbers and full text."""
        return self.get(SearchResult, "/search", q=query, kind=kind, offset=offset, limit=limit)

    def entity(self, entity_id: str) -> EntityView:
        """A person or organization with its mentions, cases and decisions."""
        return self.get(EntityView, f"/entities/{_part(entity_id)}")

    def sources(self) -> ResourceCatalogue:
        """Loaded sources, special libraries, and what models need that nothing supplies."""
        return self.get(ResourceCatalogue, "/sources")

    def kinds(self) -> list[KindView]:
        """Kinds of table sources that can be loaded."""
        return self.get(list[KindView], "/sources/kinds")

    def source(self, name: str) -> SourceDetail:
        """A loaded source with its columns and loads."""
        return self.get(SourceDetail, f"/sources/{_part(name)}")

    def entry(self, entry_id: str) -> EntryView:
        """A row of a table source, as the graph has it and as the file wrote it."""
        return self.get(EntryView, f"/entries/{_part(entry_id)}")

    def neighbours(self, node_id: str, kind: str | None = None, offset: int = 0, limit: int = 30) -> Neighbours:
        """A page of a node's neighbours; ``node_id`` is ``<Label>:<id>``, ``kind`` a relationship type."""
        label, _, own_id = node_id.partition(":")
        return self.get(
            Neighbours, f"/nodes/{_part(label)}/{_part(own_id)}/neighbours", type=kind, offset=offset, limit=limit
        )

    def paths(self, start: str, end: str, max_length: int = 6, limit: int = 5) -> Paths:
        """Shortest paths between two nodes, each named ``<Label>:<id>``."""
        return self.get(Paths, "/paths", **{"from": start, "to": end}, max_length=max_length, limit=limit)

    def documents(self, query: str = "", status: str | None = None, offset: int = 0, limit: int = 20) -> DocumentList:
        """Documents, newest first."""
        return self.get(DocumentList, "/documents", q=query or None, status=status, offset=offset, limit=limit)

    def document(self, document_id: str) -> DocumentView:
        """A document with its source text and record."""
        return self.get(DocumentView, f"/documents/{quote(document_id, safe='/')}")

    def models(self) -> list[ModelView]:
        """All supervision models with their funnels."""
        return self.get(list[ModelView], "/models")

    def model(self, slug: str) -> ModelView:
        """One supervision model with its queries."""
        return self.get(ModelView, f"/models/{_part(slug)}")

    def ledger(self, slug: str) -> LedgerView:
        """The ledger of a model: certificates, level, outcomes by office, proposals, overlap."""
        return self.get(LedgerView, f"/models/{_part(slug)}/ledger")

    def runs(self, model: str) -> list[RunView]:
        """Runs of a model, newest first."""
        return self.get(list[RunView], "/runs", model=model)

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
        return self.get(
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
        return self.get(LeadView, f"/leads/{_part(lead_id)}")

    def job(self, job_id: str) -> JobView:
        """State of a long job."""
        return self.get(JobView, f"/jobs/{_part(job_id)}")

    def jobs(self) -> list[JobView]:
        """Jobs, newest first."""
        return self.get(list[JobView], "/jobs")

    # Writing

    def set_status(
        self, lead_id: str, status: str, *, reason: str | None, note: str | None, seen_hash: str
    ) -> LeadView:
        """Take a lead one step on.

        Raises:
            Conflict: The step is not allowed, or the lead's content changed since ``seen_hash``.
        """
        body = {"status": status, "reason": reason, "note": note, "seen_hash": seen_hash}
        return LeadView.model_validate(self.call("POST", f"/leads/{_part(lead_id)}/status", json=body).json())

    def add_note(self, subject_kind: str, subject_id: str, text: str) -> NoteView:
        """Keep a note on a lead, entity or document."""
        body = {"subject_kind": subject_kind, "subject_id": subject_id, "text": text}
        return NoteView.model_validate(self.call("POST", "/notes", json=body).json())

    def undo_decision(self, decision_id: str, why: str) -> DecisionView:
        """Take an identity decision back."""
        answer = self.call("POST", f"/identity/decisions/{_part(decision_id)}/undo", json={"why": why})
        return DecisionView.model_validate(answer.json())

    def redo_decision(self, decision_id: str, why: str) -> IdentityChange:
        """Put an identity decision that was taken back in force again."""
        answer = self.call("POST", f"/identity/decisions/{_part(decision_id)}/redo", json={"why": why})
        return IdentityChange.model_validate(answer.json())

    def decide_identity(self, judgement: str, left: str, right: str, why: str) -> IdentityChange:
        """Decide that two entities or mentions are the same, different, or can't be told.

        Raises:
            Conflict: It can't be decided so; the message says why.
        """
        body = {"judgement": judgement, "left": left, "right": right, "why": why}
        return IdentityChange.model_validate(self.call("POST", "/identity/decisions", json=body).json())

    def split_entity(self, entity: str, mentions: list[str], why: str) -> IdentityChange:
        """Decide that some mentions of an entity are somebody else."""
        body = {"entity": entity, "mentions": mentions, "why": why}
        return IdentityChange.model_validate(self.call("POST", "/identity/split", json=body).json())

    def review(self, offset: int = 0, limit: int = 20, entity: str | None = None) -> ReviewList:
        """Pairs that wait for a decision."""
        return self.get(ReviewList, "/identity/review", offset=offset, limit=limit, entity=entity)

    def waiting(self, offset: int = 0, limit: int = 20) -> WaitingList:
        """Decisions that wait for a second reader."""
        return self.get(WaitingList, "/identity/second-readers", offset=offset, limit=limit)

    def say(self, decisions: list[str], why: str, *, agrees: bool) -> OpinionChange:
        """Agree or disagree with decisions as one more person.

        Raises:
            Conflict: They are the person's own, rest on a hard key, or it was said before.
        """
        body = {"decisions": decisions, "agrees": agrees, "why": why}
        return OpinionChange.model_validate(self.call("POST", "/identity/opinions", json=body).json())

    def lead_footing(self, lead_id: str) -> LeadFooting:
        """The identity decisions that a lead hangs on."""
        return self.get(LeadFooting, f"/leads/{_part(lead_id)}/identity")

    def ingest(self, files: Iterable[tuple[str, bytes]], *, replace: bool = False) -> JobView:
        """Hand files over to be read; answers with the job.

        Args:
            files: Name and content of each.
            replace: They correct documents that were added before under the same names.

        Raises:
            Conflict: A file of the same name and other content was added before, and ``replace`` is not said.
        """
        parts = [("files", (name, content)) for name, content in files]
        asked = {"replace": "true"} if replace else {}
        return JobView.model_validate(self.call("POST", "/ingest", files=parts, params=asked).json())

    def run_model(self, slug: str, mode: str = "full", parameters: dict[str, Any] | None = None) -> JobView:
        """Start a run of a model."""
        body = {"mode": mode, "parameters": parameters or {}}
        return JobView.model_validate(self.call("POST", f"/models/{_part(slug)}/runs", json=body).json())

    def export_lead(self, lead_id: str, form: ExportFormat) -> Download:
        """A lead's subgraph as a file (csv: a zip of nodes.csv and relationships.csv)."""
        return _download(self.call("GET", f"/leads/{_part(lead_id)}/export", params={"format": form}), lead_id, form)

    def export_nodes(self, nodes: list[str], form: ExportFormat) -> Download:
        """The subgraph of the given nodes as a file."""
        answer = self.call("POST", "/export", json={"nodes": nodes, "format": form})
        return _download(answer, "selection", form)


def _part(text: str) -> str:
    """One path segment: everything but unreserved characters encoded, the slash too."""
    return quote(text, safe="")


def _download(answer: httpx.Response, name: str, form: str) -> Download:
    endings = {"json": "json", "graphml": "graphml", "csv": "zip", "cypher": "cypher"}
    plain = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name)
    media_type = answer.headers.get("content-type", "application/octet-stream")
    return Download(f"anmai-{plain}.{endings[form]}", media_type, answer.content)
