"""What the API answers: the shapes that the explorer and other clients read. See docs/api.md for the routes."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from anmai.forms.evidence import CaseEvidence
from anmai.forms.lead import Lead, Passage


class Problem(BaseModel):
    """An error as application/problem+json (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str = Field(description="Machine-readable: not_found, conflict, unavailable, usage, forbidden …")
    remedy: str | None = None
    errors: list[dict[str, Any]] = []


class Page(BaseModel):
    """Fields of every paged list."""

    total: int
    offset: int = 0
    limit: int = 50


class Hit(BaseModel):
    """One search hit."""

    kind: Literal["person", "organization", "case", "document", "mention"]
    id: str
    name: str
    detail: str = Field(default="", description="One line that tells namesakes apart: sex, birth, household; or court")
    score: float
    documents: int = Field(default=0, description="Documents that mention it")
    snippet: str | None = Field(default=None, description="Passage of a full-text hit")
    highlights: list[tuple[int, int]] = Field(default=[], description="Code-point offsets into snippet")
    snippet_start: int | None = Field(default=None, description="Offset of snippet in the source text")


class SearchResult(Page):
    """Answer of GET /search."""

    query: str
    hits: list[Hit]


class GraphNode(BaseModel):
    """A node to draw. ``id`` is ``<Label>:<node id>``, unique over labels."""

    id: str
    label: str = Field(description="Schema label: Person, Organization, Case …")
    name: str = Field(description="What to write on it")
    properties: dict[str, Any] = {}
    degree: int | None = None
    masked: bool = False


class GraphEdge(BaseModel):
    """A relationship to draw."""

    id: str
    source: str
    target: str
    type: str
    name: str = Field(description="Relationship's name in the asked language")
    derived: bool = Field(default=False, description="Drawn dashed; rule in properties")
    possible: bool = Field(default=False, description="May be the same: drawn dotted, merges nothing")
    properties: dict[str, Any] = {}
    passages: list[Passage] = []


class Subgraph(BaseModel):
    """Nodes and edges; ``truncated`` says that more exist than were sent."""

    nodes: list[GraphNode] = []
    edges: list[GraphEdge] = []
    truncated: bool = False
    total_nodes: int | None = None


class NeighbourGroup(BaseModel):
    """How many neighbours of one type an entity has."""

    type: str
    direction: Literal["out", "in"]
    label: str
    count: int


class Neighbours(Page):
    """Answer of GET /nodes/{label}/{id}/neighbours."""

    groups: list[NeighbourGroup]
    graph: Subgraph


class Paths(BaseModel):
    """Answer of GET /paths: shortest paths between two nodes, as one subgraph and as lists of node ids."""

    paths: list[list[str]]
    graph: Subgraph
    truncated: bool = False


class MentionView(BaseModel):
    """A mention with its document, passage and what was read about the party."""

    id: str
    name: str
    roles: list[str]
    masked: bool
    document: str
    given_id: str
    case_number: str | None
    court: str | None
    judgment_date: str | None
    attributes: dict[str, Any] = {}
    passages: list[Passage] = []


class PossibleSame(BaseModel):
    """Another entity that may be the same person: a namesake or a mask. Shown as such, never merged."""

    entity_id: str
    name: str
    kind: str
    reason: Literal["namesake", "mask"]
    for_evidence: list[str] = Field(default=[], description="What speaks for it (same name, same county …)")
    against: list[str] = Field(default=[], description="What speaks against it (other birth date …)")
    detail: str = ""
    score: float | None = Field(default=None, description="Probability of being one, by the scores' parameters")


class ReadingView(BaseModel):
    """What a further person said of a decision."""

    by: str
    agrees: bool
    why: str
    at: str


class DecisionView(BaseModel):
    """An identity decision."""

    id: str
    judgement: Literal["same", "different", "unsure"]
    left: str
    right: str | None
    key: str | None
    rule: str | None
    score: float | None
    evidence: dict[str, Any]
    by: str
    why: str | None
    created: str
    revoked: str | None = None
    revoked_by: str | None = None
    readings: list[ReadingView] = Field(default=[], description="The newest of every further person, oldest first")
    agreeing: list[str] = Field(default=[], description="Persons who stand behind it, its author first")
    opposed: bool = Field(
        default=False,
        description="Persons disagree: 'same' joins nothing until they agree",
    )
    history: list[dict[str, Any]] = Field(
        default=[], description="[{at, by, act: undo|redo|oppose|agree, why}]: what was done to it, oldest first"
    )


class IdentityChange(BaseModel):
    """What a decision changed."""

    decision: DecisionView
    entities: list[str] = Field(default=[], description="Entities whose mentions or redirect changed")
    new: list[str] = []
    redirected: dict[str, str] = Field(default={}, description="Merged id → the id that it leads to now")


class OpinionChange(BaseModel):
    """What one more person's opinion on decisions changed."""

    decisions: list[DecisionView] = Field(description="Decisions read; both of a scored pair")
    entities: list[str] = Field(default=[], description="Entities whose mentions or redirect changed")
    new: list[str] = []
    redirected: dict[str, str] = {}


class ReviewSide(BaseModel):
    """One side of a pair that waits for a decision."""

    entity_id: str
    name: str
    mention: MentionView
    mentions: int = Field(description="Of the entity in all")


class ReviewPair(BaseModel):
    """Two entities that may be one, side by side."""

    kind: Literal["person", "organization"]
    score: float
    version: str = Field(description="Of the parameters")
    comparisons: list[dict[str, Any]] = Field(description="[{comparison, level, bits}], what says most first")
    left: ReviewSide
    right: ReviewSide
    leads: list[str] = Field(default=[], description="Leads that hang on either")


class ReviewList(BaseModel):
    """Answer of GET /identity/review."""

    total: int
    pairs: list[ReviewPair]


class WaitingDecision(BaseModel):
    """A decision that waits for a second reader, or on which persons disagree."""

    decision: DecisionView
    title: str = Field(description="What made it, in words")
    left: ReviewSide | None = Field(description="None where its document was removed")
    right: ReviewSide | None
    leads: list[str] = Field(default=[], description="Living leads that hang on either side")


class WaitingList(BaseModel):
    """Answer of GET /identity/second-readers."""

    total: int
    decisions: list[WaitingDecision]


class Disagreement(BaseModel):
    """Who disagrees with a decision, and why."""

    by: str
    why: str
    at: str


class ReadingNeed(BaseModel):
    """A decision that keeps a lead from being confirmed."""

    decision: str
    state: Literal["unread", "opposed"]
    rule: str | None
    left: str
    right: str | None
    missing: int = Field(description="Persons who must still agree")
    agreeing: list[str]
    disagreeing: list[Disagreement] = []
    message: str


class LeadFooting(BaseModel):
    """Answer of GET /leads/{id}/identity: what the lead's identities stand on."""

    title: str | None = Field(description="Words for the title line where it stands on weak decisions only")
    weak: bool
    holds: list[dict[str, Any]] = Field(
        description="[{decision, entity_id, rule, title, strength: score|rule|hard|people, score, kept, lost}], the "
        "weakest first; kept and lost: documents of the lead that stay with the entity or leave it without the "
        "decision (none where another decision holds the same); agreeing: persons who stand behind it; disagreeing: "
        "[{by, why, at}]"
    )
    ready: bool = Field(default=True, description="Hard keys and what two persons agree on carry the whole lead")
    needs: list[ReadingNeed] = Field(default=[], description="What must be read or agreed on before it is confirmed")


class NoteView(BaseModel):
    """A note on a lead, entity or document."""

    id: str
    subject_kind: str
    subject_id: str
    text: str
    by: str
    at: str


class EntityView(BaseModel):
    """Answer of GET /entities/{id}."""

    id: str
    kind: Literal["person", "organization"]
    name: str
    names: list[str]
    masked: bool
    attributes: dict[str, list[dict[str, Any]]] = Field(
        default={}, description="attribute → [{value, passages: [Passage]}], each value with where it was said"
    )
    mentions: list[MentionView]
    cases: list[dict[str, Any]] = Field(default=[], description="{id, number, court, role, date, procedure, result}")
    entries: list[dict[str, Any]] = Field(
        default=[],
        description="Rows of tables: {id, source, kind, title_zh, title_en, role, name, masked, date, row, file}",
    )
    groups: list[NeighbourGroup] = []
    possible: list[PossibleSame] = []
    decisions: list[DecisionView] = []
    leads: list[dict[str, Any]] = Field(default=[], description="{id, title, title_en, model, status}")
    notes: list[NoteView] = []
    redirected_from: str | None = None


class DocumentView(BaseModel):
    """Answer of GET /documents/{id}: source text, record, mentions with entities."""

    id: str
    given_id: str
    key: str
    source: str
    status: str
    reason: str | None
    message: str | None
    reader: str
    sha256: str
    text: str
    record: dict[str, Any]
    mentions: list[dict[str, Any]] = Field(default=[], description="{id, name, roles, entity_id, masked}")
    leads: list[dict[str, Any]] = []
    notes: list[NoteView] = []


class ElementView(BaseModel):
    """A legal element of a model, and the clause of the query that shows it."""

    id: str
    zh: str
    en: str
    clause: str | None = None


class LegalBasisView(BaseModel):
    """An article and the dates in which it is in force."""

    law: str
    article: str
    zh: str
    en: str
    in_force_from: str | None = None
    in_force_until: str | None = None
    source: str | None = None


class Funnel(BaseModel):
    """Population → findings → reviewed → confirmed → outcome of a model. None where it can't conclude."""

    population: int | None
    findings: int | None
    unreviewed: int = 0
    in_review: int = 0
    confirmed: int = 0
    dismissed: int = 0
    withdrawn: int = 0
    outcome: int = 0
    cannot_conclude: str | None = None


class RunView(BaseModel):
    """One run of a model."""

    id: str
    model: str
    version: str
    mode: str
    state: str
    reason: str | None
    parameters: dict[str, Any]
    anchors_done: int
    anchors_total: int | None
    population: int | None
    found: int
    started: str
    ended: str | None


class ModelView(BaseModel):
    """A supervision model as shown to people."""

    slug: str
    id: str
    version: str
    status: str
    level: str
    title_zh: str
    title_en: str
    description_zh: str
    description_en: str
    own: bool = Field(description="From ANMAI_HOME/models")
    legal_basis: list[LegalBasisView] = []
    elements: list[ElementView] = []
    parameters: list[dict[str, Any]] = []
    reason_codes: list[dict[str, str]] = []
    columns: list[dict[str, str]] = Field(default=[], description="{name, zh, en} of each column of its findings")
    false_positives: list[dict[str, str]] = []
    required_sources: list[str] = []
    references: list[str] = []
    related: list[str] = []
    authors: list[str] = []
    funnel: Funnel
    last_run: RunView | None = None
    queries: dict[str, str] = Field(default={}, description="findings, subgraph, population (details only)")


class LeadStepView(BaseModel):
    """A step in a lead's history."""

    at: str
    by: str
    before: str | None
    after: str
    reason: str | None
    note: str | None


class LeadSummary(BaseModel):
    """A row of the leads list."""

    id: str
    model: str
    model_title_zh: str
    model_title_en: str
    status: str
    title: str
    title_en: str = ""
    target: dict[str, str]
    reason_codes: list[str]
    cases: int
    persons: int
    documents: int
    regions: list[str] = Field(default=[], description="Names of the regions of the courts concerned")
    changed_since_review: bool = False
    created: str
    changed: str


class LeadList(Page):
    """Answer of GET /leads."""

    leads: list[LeadSummary]
    models: dict[str, Funnel]


class LeadView(Lead):
    """Answer of GET /leads/{id}: the lead with all that a reviewer needs."""

    model_view: ModelView
    why_zh: list[str] = Field(description="In words, one sentence for each element and reason code")
    why_en: list[str]
    graph: Subgraph
    cases_view: list[dict[str, Any]] = Field(
        default=[], description="{id, number, court, region, date, procedure, charges, penalty, document}"
    )
    history: list[LeadStepView] = Field(default=[])
    notes: list[NoteView] = Field(default=[])
    related_view: list[LeadSummary] = Field(default=[])
    allowed_steps: list[str] = Field(default=[])
    weak_links: list[DecisionView] = Field(default=[], description="Identity decisions that the lead hangs on")
    evidence: list[CaseEvidence] = Field(default=[], description="The passages case by case, what decides first")


class JobView(BaseModel):
    """An ingest or model-run job."""

    id: str
    kind: Literal["ingest", "models"]
    state: str
    phase: str
    done: int
    total: int | None
    counts: dict[str, Any]
    skipped: list[dict[str, str]] = Field(default=[], description="{document, reason, message}")
    error: str | None
    created: str
    changed: str


class Health(BaseModel):
    """Answer of GET /health (no token needed)."""

    status: Literal["ok", "degraded"]
    version: str
    store: bool
    neo4j: bool
    neo4j_reason: str | None = None
    counts: dict[str, int] = {}


class SessionLink(BaseModel):
    """Answer of POST /session/links: what opens the explorer once."""

    one_time: str
    expires: str


class SessionView(BaseModel):
    """Answer of POST /session/exchange and GET /session. ``session`` is the Bearer of the page's later calls."""

    session: str
    expires: str
