"""What happened, before any words: the cases that the composers turn into rulings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from anmai.sample.organizations import Organization
from anmai.sample.people import Lawyer, Person
from anmai.sample.vocabulary import Charge, Court

Precision = Literal["day", "month", "year", "none"]
Shown = Literal["full", "partial", "none"]


@dataclass(frozen=True, slots=True)
class View:
    """What a ruling tells of a person in its header."""

    birth: Precision = "day"
    number: Shown = "none"
    sex: bool = True
    household: bool = True
    domicile: bool = True
    detail: bool = False
    background: bool = True


@dataclass(frozen=True, slots=True)
class Count:
    """One charge with its own punishment; months and yuan."""

    charge: Charge
    months: int
    fine: int = 0


@dataclass(frozen=True, slots=True)
class PriorTold:
    """An earlier penalty that a header tells.

    Attributes:
        months: Term of imprisonment (有期徒刑), or of 拘役 when ``detention``; 0 for an administrative detention.
        court: Who decided; None when the header doesn't say.
        released: Day of release as told; None when not told.
        days: Days of an administrative detention.
        told: Precision of the date.
    """

    charge: str
    day: date
    court: str | None
    months: int
    detention: bool = False
    probation: int | None = None
    fine: int = 0
    released: date | None = None
    days: int = 0
    told: Precision = "day"


@dataclass(slots=True)
class Accused:
    """A defendant of one case and what became of him.

    Attributes:
        months: Executed term; of 拘役 when ``detention``.
        probation: Probation period in months when suspended.
        custody: First day of custody that the term counts from; None when the term starts at execution.
        bail: On bail, never in custody.
        found: Circumstances found by the court.
        argued: Extra sentences of the court's view, before the circumstances.
        cut: What the published text lost: the length of the term or of the probation period.
        revokes: An earlier suspended sentence that is revoked and merged; ``months`` is then the merged term.
    """

    person: Person
    view: View
    counts: list[Count]
    months: int
    fine: int
    detention: bool = False
    probation: int | None = None
    priors: list[PriorTold] = field(default_factory=list)
    custody: date | None = None
    bail: bool = False
    found: list[str] = field(default_factory=list)
    argued: list[str] = field(default_factory=list)
    defender: Lawyer | None = None
    alias: str | None = None
    cut: Literal["term", "probation"] | None = None
    revokes: PriorTold | None = None


@dataclass(slots=True)
class CriminalCase:
    """A criminal case at first instance.

    Attributes:
        offence: Day of the offence.
        claim: What the prosecution asks for beyond the charge, in words ({n} stands for the first defendant).
        plea: What the defence says, in words.
        mask: Style of masking defendants; None leaves names.
        statutes: Articles appended to the ruling.
    """

    court: Court
    number: int
    signed: date
    offence: date
    accused: list[Accused]
    victim: str | None = None
    claim: str = ""
    plea: str = ""
    mask: str | None = None
    statutes: list[int] = field(default_factory=list)
    victim_id: str | None = None


@dataclass(slots=True)
class Appeal:
    """The second instance of a criminal case; ``changed`` holds the new sentence, None affirms."""

    first: CriminalCase
    number: int
    signed: date
    changed: Accused | None = None


@dataclass(slots=True)
class Commutation:
    """A commutation order for the first defendant of a case."""

    first: CriminalCase
    number: int
    signed: date
    cut: int


@dataclass(frozen=True, slots=True)
class Side:
    """A party of a civil case: a person or an organization, with what the header shows."""

    who: Person | Organization
    view: View = View()

    @property
    def person(self) -> Person | None:
        """The person, when it is one."""
        return self.who if isinstance(self.who, Person) else None


@dataclass(frozen=True, slots=True)
class ActsFor:
    """An agent ad litem: a lawyer, or a person without a firm, for one side."""

    agent: Lawyer
    side: Literal["plaintiff", "defendant"] = "plaintiff"


Outcome = Literal["判决", "缺席", "调解", "撤诉", "驳回"]


@dataclass(slots=True)
class CivilCase:
    """A civil case at first instance, about a loan or another debt.

    Attributes:
        cause: 案由.
        borrowers: Defendants who owe; ``guarantors`` are defendants too.
        yuan: Principal or sum owed.
        due: Day of the loan, or when the debt arose.
        kin: Kinship of the parties, told in the facts.
        dispute: Entry of disputes.yaml when it is no loan.
    """

    court: Court
    number: int
    signed: date
    filed: date
    cause: str
    outcome: Outcome
    lenders: list[Side]
    borrowers: list[Side]
    guarantors: list[Side]
    yuan: int
    due: date
    agents: list[ActsFor] = field(default_factory=list)
    kin: str | None = None
    dispute: dict[str, Any] | None = None
    mask: str | None = None


@dataclass(slots=True)
class Enforcement:
    """An order that ends enforcement of a civil ruling for want of assets."""

    first: CivilCase
    number: int
    signed: date


@dataclass(slots=True)
class Unread:
    """A document that holds no ruling: a stub, nothing at all, or the beginning of one."""

    kind: Literal["stub", "empty"]
    title: str = ""
    reason: str = ""


Case = CriminalCase | Appeal | Commutation | CivilCase | Enforcement | Unread


@dataclass(frozen=True, slots=True)
class Mention:
    """A party as a ruling writes it, and who it truly is."""

    name: str
    true_id: str
    masked: bool
    role: str
    kind: Literal["person", "organization"] = "person"


@dataclass(slots=True)
class Ruling:
    """A composed document: its paragraphs, the record that a perfect reader would make, its parties."""

    lines: list[str]
    record: dict[str, Any]
    mentions: list[Mention]
