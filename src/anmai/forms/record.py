"""The record: what extraction read in one document, with the passage of every value.

Strings stand as in the text; a field is null, or a list empty, when the document does not say it. All offsets are
code points of the document's source text, end exclusive.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

#: A span of the source text: [start, end) in code points.
Span = tuple[int, int]
#: An ISO date of day, month or year precision: "2018-05-24", "2018-05", "2018".
PartialDate = str

Procedure = Literal["一审", "二审", "再审", "执行", "其他"]
Result = Literal["支持", "部分支持", "驳回", "撤诉", "调解", "终结", "其他"]
Penalty = Literal["有期徒刑", "拘役", "管制", "无期徒刑", "死刑", "死缓", "免予刑事处罚", "无罪", "单处罚金"]
Kind = Literal["person", "organization"]
Status = Literal["read", "partial", "skipped"]

#: Why a document was skipped (``reason`` of a skipped or partial record), with what it means.
SKIP_REASONS: Final[dict[str, str]] = {
    "empty": "The document holds no text.",
    "stub": "The court did not publish this ruling; the document only says why (不公开理由).",
    "cut_off": "The document ends before its operative part or signature.",
    "binary": "The bytes are no text in any encoding that we read, or not the format that the name says.",
    "not_a_ruling": "The text is not a ruling or order of a court.",
    "too_large": "The document is larger than the limit for its format.",
    "too_nested": "The document's markup is nested deeper than the limit.",
    "unsafe_archive": "The archive expands beyond its limits, or holds paths or entities that are refused.",
    "unsupported": "No reader for this format.",
    "unreadable": "The file can't be opened: its rights forbid it, or it is gone.",
    "encoding": "The bytes can't be decoded without loss.",
    "malformed": "The container (docx, jsonl line) is damaged.",
    "reader_died": "The document killed its reader three times and was set aside.",
    "no_id": "A row of a table of texts lacks its id or text field.",
}


class _Form(BaseModel):
    model_config = ConfigDict(extra="allow")


class Provenance(_Form):
    """Where one value of the record came from."""

    path: str = Field(description="JSON Pointer into the record, e.g. /defendants/0/birth_date")
    spans: list[Span]
    component: str = Field(description="Name of the pipeline component that read it")
    version: str
    confidence: float = Field(default=1.0, ge=0, le=1)


class Judge(_Form):
    """A member of the court who signed."""

    name: str
    role: str


class Article(_Form):
    """An article cited in the operative sentence; ``sub`` is n of 第…条之n."""

    law: str
    article: int
    sub: int | None = None


class Defendant(_Form):
    """A defendant 被告人 of a criminal ruling."""

    name: str
    aliases: list[str] = []
    kind: Kind = "person"
    sex: Literal["男", "女"] | None = None
    birth_date: PartialDate | None = None
    ethnicity: str | None = None
    education: str | None = None
    occupation: str | None = None
    domicile: str | None = None
    household: str | None = None
    id_number: str | None = None


class Defender(_Form):
    """A defender 辩护人 and whom he defends."""

    name: str
    firm: str | None = None
    for_: list[str] = Field(default=[], alias="for")
    model_config = ConfigDict(extra="allow", populate_by_name=True)


class Measure(_Form):
    """A compulsory measure 强制措施 of this case."""

    defendant: str
    type: str
    date: PartialDate | None = None


class Prior(_Form):
    """An earlier conviction or penalty told in the document."""

    defendant: str
    date: PartialDate | None = None
    charge: str | None = None
    court: str | None = None
    penalty: str | None = None
    released: PartialDate | None = None
    released_by: str | None = None


class ChargeTerm(_Form):
    """One charge's own term (months) and fine (yuan) where several are punished together."""

    charge: str
    months: int | None = None
    fine_yuan: float | None = None


class RevokedProbation(_Form):
    """An earlier suspension that this ruling revokes 撤销缓刑."""

    court: str | None = None
    case_number: str | None = None
    date: PartialDate | None = None


class Verdict(_Form):
    """What one defendant got in this ruling. Months and yuan; the final, executed figures."""

    defendant: str
    charges: list[str] = []
    penalty: Penalty | None = None
    months: int | None = None
    probation_months: int | None = None
    fine_yuan: float | None = None
    political_rights_months: int | Literal["life"] | None = None
    per_charge: list[ChargeTerm] = []
    served_from: PartialDate | None = None
    served_until: PartialDate | None = None
    confiscation: bool | float | str | None = None
    exemption: bool | None = None
    revokes: list[RevokedProbation] = []


class Offence(_Form):
    """When a defendant committed what; ``date`` is one date or [from, until]."""

    defendant: str
    charge: str | None = None
    date: PartialDate | tuple[PartialDate | None, PartialDate | None] | None = None


class Circumstance(_Form):
    """A circumstance as found by the court (累犯, 自首 …); a refused claim is none."""

    defendant: str
    type: str


class Party(_Form):
    """A party of a civil, enforcement or administrative document."""

    name: str
    roles: list[str] = []
    kind: Kind = "person"
    sex: Literal["男", "女"] | None = None
    birth_date: PartialDate | None = None
    ethnicity: str | None = None
    address: str | None = None
    representative: str | None = None
    credit_code: str | None = None
    short_name: str | None = None
    id_number: str | None = None


class Agent(_Form):
    """An agent ad litem 委托诉讼代理人 and for whom."""

    name: str
    firm: str | None = None
    for_: list[str] = Field(default=[], alias="for")
    model_config = ConfigDict(extra="allow", populate_by_name=True)


class Obligation(_Form):
    """Who must pay whom what, from the operative part."""

    payers: list[str] = []
    payees: list[str] = []
    yuan: float | None = None
    purpose: str | None = None
    joint: bool = False


class Loan(_Form):
    """A loan that the court found."""

    lender: str | None = None
    borrower: str | None = None
    yuan: float | None = None


class PriorInstance(_Form):
    """An earlier instance of this case."""

    court: str | None = None
    case_number: str | None = None


class MentionSpan(_Form):
    """A named thing in the text: PERSON ORG PLACE TIME MONEY DRUG WEIGHT and others."""

    text: str
    label: str
    start: int
    end: int


class RelationSpan(_Form):
    """A relation between two words of the text."""

    type: str
    source: str
    target: str


class Record(_Form):
    """One document as read. Criminal and civil fields stand side by side; those that don't apply stay empty."""

    id: str
    status: Status = "read"
    reason: str | None = None
    warnings: list[str] = []

    doc_type: str | None = None
    case_number: str | None = None
    court: str | None = None
    procedure: Procedure | None = None
    judgment_date: PartialDate | None = None
    judges: list[Judge] = []
    articles: list[Article] = []
    prior_instances: list[PriorInstance] = []

    prosecution: str | None = None
    defendants: list[Defendant] = []
    defenders: list[Defender] = []
    victims: list[str] = []
    measures: list[Measure] = []
    priors: list[Prior] = []
    verdicts: list[Verdict] = []
    offences: list[Offence] = []
    circumstances: list[Circumstance] = []
    crime_amount_yuan: float | None = None

    cause: str | None = None
    parties: list[Party] = []
    agents: list[Agent] = []
    obligations: list[Obligation] = []
    guarantors: list[str] = []
    spouses: list[tuple[str, str]] = []
    loans: list[Loan] = []
    result: Result | None = None
    default_parties: list[str] = []
    withdrawn: bool | None = None
    mediated: bool | None = None

    mentions: list[MentionSpan] = []
    relations: list[RelationSpan] = []
    provenance: list[Provenance] = []

    def as_json(self) -> dict[str, Any]:
        """The record as JSON-ready plain data, with the field names of the contract (``for``, not ``for_``)."""
        return self.model_dump(mode="json", by_alias=True)
