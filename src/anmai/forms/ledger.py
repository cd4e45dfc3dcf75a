"""The ledger of a supervision model 台账, as the API answers it and pages show it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field


class CertificateView(BaseModel):
    """That one side vouches for the version as its files are."""

    side: Literal["business", "data"] = Field(description="business: the department that works its leads; data: office")
    who: str
    note: str | None = None
    at: str


class VersionView(BaseModel):
    """A registered version and the SHA-256 over its files."""

    version: str
    digest: str
    registered: str


class OfficeRuns(BaseModel):
    """An office that runs the model; how often is known of this home alone."""

    office: str | None
    own: bool
    runs: int | None
    last_run: str | None


class OutcomeView(BaseModel):
    """What people of one office made of a model's leads. A rate stands with its counts and interval, or not at all."""

    office: str | None
    own: bool
    confirmed: int
    dismissed: int
    reviewed: int
    open: int
    reasons: dict[str, int] = Field(default={}, description="Reason of dismissal → leads")
    versions: list[str] = []
    rate: float | None = Field(description="Confirmed of reviewed; null while fewer than ten were reviewed")
    low: float | None = Field(description="Lower end of the 95 % Wilson interval")
    high: float | None
    told: str | None = Field(default=None, description="When another office told it in a signed package")


class ProposalView(BaseModel):
    """A move that outcomes speak for; people make it or not."""

    move: Literal["promote", "demote", "retire"]
    to: str
    zh: str
    en: str
    lacking: list[str] = []


class MoveView(BaseModel):
    """A promotion or demotion that was made."""

    at: str
    by: str
    version: str
    what: str
    before: str
    after: str
    note: str | None


class OverlapView(BaseModel):
    """What the model has in common with another one."""

    slug: str
    query: float = Field(description="Likeness of the queries, 0 to 1")
    clauses: float
    shingles: float
    common: int = Field(description="Targets that both raise now")
    own: int
    other: int
    near_copy: bool
    share: float | None = Field(description="Common of own targets; null where either has too few")


class LedgerView(BaseModel):
    """Answer of GET /models/{slug}/ledger."""

    slug: str
    version: str
    digest: str
    frozen: bool
    problems: list[str] = []
    status: str
    level: Literal["county", "city", "province"]
    since: str | None
    certificates: list[CertificateView] = []
    lacking: list[str] = Field(default=[], description="Sides whose certificate is lacking")
    versions: list[VersionView] = []
    offices: list[OfficeRuns] = []
    outcomes: list[OutcomeView] = []
    pooled: OutcomeView
    proposals: list[ProposalView] = []
    moves: list[MoveView] = []
    overlaps: list[OverlapView] = []


class DifferenceView(BaseModel):
    """A finding that two runs tell differently; before and after are hashes of what it said, null where not found."""

    lead: str
    anchor: str
    title: str
    before: str | None
    after: str | None


class ComparisonView(BaseModel):
    """Answer of GET /models/{slug}/compare."""

    model: str
    first: dict[str, object]
    second: dict[str, object]
    only_first: list[DifferenceView]
    only_second: list[DifferenceView]
    changed: list[DifferenceView]
    same: int
