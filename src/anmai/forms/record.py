"""The record: what extraction read in one document, with the passage of every value.

Strings stand as in the text; a field is null, or a list empty, when the document does not say it. All offsets are
code points of the document's source text, end exclusive.
"""

from __future__ import annotations

import json
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticSerializationError

from anmai.forms.elements import Article as Article
from anmai.forms.elements import Defendant as Defendant
from anmai.forms.elements import Judge as Judge
from anmai.forms.elements import Kind as Kind
from anmai.forms.elements import PartialDate as PartialDate
from anmai.forms.elements import Span as Span
from anmai.forms.instruments import (
    Accusation,
    Advice,
    Commutation,
    IndictmentNumber,
    NotProsecuted,
    OrganKind,
    Restriction,
    Retrial,
    Sanction,
)

Procedure = Literal["一审", "二审", "再审", "执行", "其他"]
Result = Literal["支持", "部分支持", "驳回", "撤诉", "调解", "终结", "其他"]
Penalty = Literal["有期徒刑", "拘役", "管制", "无期徒刑", "死刑", "死缓", "免予刑事处罚", "无罪", "单处罚金"]
Status = Literal["read", "partial", "skipped"]

#: Why a document was skipped (``reason`` of a skipped or partial record), with what it means.
SKIP_REASONS: Final[dict[str, str]] = {
    "empty": "The document holds no text.",
    "stub": "The court did not publish this ruling; the document only says why (不公开理由).",
    "cut_off": "The document ends before its operative part or signature.",
    "binary": "The bytes are no text in any encoding that we read, or not the format that the name says.",
    "not_a_ruling": "The text is no ruling or order of a court, and no document of another organ that is read.",
    "too_large": "The document is larger than the limit for its format.",
    "too_nested": "The document's markup is nested deeper than the limit.",
    "unsafe_archive": "The archive expands beyond its limits, or holds paths or entities that are refused.",
    "unsupported": "No reader for this format.",
    "encrypted": "The document is locked with a password.",
    "needs_ocr": "The document holds pictures of text, and the extra for recognising them isn't installed.",
    "unreadable": "The file can't be opened: its rights forbid it, or it is gone.",
    "encoding": "The bytes can't be decoded without loss.",
    "malformed": "The file or its container is damaged.",
    "reader_died": "The document killed its reader three times and was set aside.",
    "no_id": "A row of a table of texts lacks its id or text field.",
}


class _Form(BaseModel):
    model_config = ConfigDict(extra="allow")


class Provenance(_Form):
    """Where one value of the record came from.

    Where the passage was recognised in a picture, a further field ``ocr`` holds how sure the recognition was (0–1);
    ``confidence`` is lowered by it.
    """

    path: str = Field(description="JSON Pointer into the record, e.g. /defendants/0/birth_date")
    spans: list[Span]
    component: str = Field(description="Name of the pipeline component that read it")
    version: str
    confidence: float = Field(default=1.0, ge=0, le=1)


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
    aliases: list[str] = []
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

    # Documents of other organs, and orders that change how a ruling is carried out. Empty for all others.
    organ: str | None = Field(default=None, description="The organ that issued the document, where that is no court")
    organ_kind: OrganKind | None = Field(default=None, description="None: a court issued it")
    addressee: str | None = Field(default=None, description="The court or organ that it is addressed to")
    investigated_by: str | None = Field(default=None, description="The organ that investigated 侦查机关")
    prosecutors: list[Judge] = Field(default=[], description="检察官, 检察员 … who signed, with their roles as written")
    accusations: list[Accusation] = []
    not_prosecuted: list[NotProsecuted] = []
    administrative_transfer: bool | None = Field(default=None, description="Sent on for an administrative penalty")
    indictments: list[IndictmentNumber] = []
    advice: Advice | None = None
    sanctions: list[Sanction] = []
    commutations: list[Commutation] = []
    restrictions: list[Restriction] = []
    added_debtors: list[str] = Field(default=[], description="Made judgment debtors by this order 追加被执行人")
    petitioners: list[str] = Field(default=[], description="Whose petition 申诉 the notice answers")
    retrial: Retrial | None = None

    mentions: list[MentionSpan] = []
    relations: list[RelationSpan] = []
    provenance: list[Provenance] = []

    def as_line(self) -> str:
        """The record as one line of JSON, without a line feed; ``Record.model_validate_json`` reads it again."""
        try:
            return self.model_dump_json(by_alias=True)
        except PydanticSerializationError:
            # Halves of characters (a file's name in another encoding) are no text in any encoding of Unicode.
            told = json.dumps(self.as_json(), ensure_ascii=False, separators=(",", ":"))
            return told.encode("utf-8", "replace").decode()

    def as_json(self) -> dict[str, Any]:
        """The record as JSON-ready plain data, with the field names of the contract (``for``, not ``for_``)."""
        return self.model_dump(mode="json", by_alias=True)
