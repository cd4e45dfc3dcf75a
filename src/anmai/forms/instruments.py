"""What documents of procuratorates and administrative organs say, and orders that change how a ruling is carried out.

None of it is a court's finding of guilt: an indictment alleges, a non-prosecution decision ends, a commutation shortens
what was judged before.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from anmai.forms.elements import Article, Defendant, PartialDate

#: Which organ issued a document, where that is no court.
OrganKind = Literal["procuratorate", "administration"]
#: Why a procuratorate does not prosecute: no crime or barred (刑事诉讼法 177 第一款), petty (177 第二款), evidence too
#: weak (175 第四款), on conditions (282).
NonProsecutionGround = Literal["法定", "酌定", "存疑", "附条件"]
#: What became of a proposal to commute a sentence or to parole.
CommutationOutcome = Literal["减刑", "不予减刑", "假释", "不予假释", "撤销假释", "撤销减刑", "准许撤回"]
RestrictionMeasure = Literal["限制消费", "失信"]
RetrialMode = Literal["提审", "指令再审", "再审"]


class _Form(BaseModel):
    model_config = ConfigDict(extra="allow")


class Accusation(_Form):
    """What a procuratorate charges a defendant with: alleged, found by no court.

    ``dates`` are those of the acts (one date or [from, until] each); ``circumstances`` what the procuratorate asserts.
    """

    defendant: str
    charges: list[str] = []
    dates: list[PartialDate | tuple[PartialDate | None, PartialDate | None]] = []
    circumstances: list[str] = []


class NotProsecuted(Defendant):
    """A person or unit that a procuratorate decides not to prosecute 被不起诉人: no defendant, and not convicted.

    ``charges`` are those of which the police suspected him; ``trial_months`` the probation of a conditional decision.
    """

    ground: NonProsecutionGround | None = None
    charges: list[str] = Field(default=[])
    trial_months: int | None = None


class IndictmentNumber(_Form):
    """An indictment that the document names: the one a judgment tries, or the one a supplement adds to."""

    organ: str | None = None
    case_number: str | None = None


class Advice(_Form):
    """What a procuratorate asks of the organ addressed: items as written, and the days until its reply (月 = 30)."""

    items: list[str] = []
    reply_days: int | None = None


class Sanction(_Form):
    """An administrative penalty 行政处罚 of one party.

    Attributes:
        party: Its name.
        act: The unlawful act in the organ's words.
        kinds: 警告 通报批评 罚款 没收违法所得 没收财物 暂扣许可证 降低资质等级 吊销许可证 限制开展生产经营 责令停产停业
            责令关闭 限制从业 行政拘留 不予处罚 (行政处罚法 9), in the order written.
        orders: Orders that are no penalties: 责令改正, 责令停止, 收缴.
        fine_yuan: The fine, several added.
        confiscated_yuan: Unlawful gains confiscated.
        detention_days: 行政拘留.
        custody: First and last day of the detention, as written.
        breaches: Articles that the act broke; the articles of the penalty are the record's ``articles``.
    """

    party: str | None = None
    act: str | None = None
    kinds: list[str] = []
    orders: list[str] = []
    fine_yuan: float | None = None
    confiscated_yuan: float | None = None
    detention_days: int | None = None
    custody: tuple[PartialDate, PartialDate] | None = None
    breaches: list[Article] = []


class ServedSentence(_Form):
    """The sentence that an offender serves, as an order on its commutation tells it."""

    court: str | None = None
    case_number: str | None = None
    date: PartialDate | None = None
    charges: list[str] = []
    penalty: str | None = None


class Reduction(_Form):
    """An earlier reduction of the sentence: ``months`` taken off, or ``changed_months`` that another penalty became."""

    court: str | None = None
    case_number: str | None = None
    date: PartialDate | None = None
    months: int | None = None
    changed_months: int | None = None


class Commutation(_Form):
    """An order on commutation 减刑 or parole 假释.

    Attributes:
        offender: The offender 罪犯.
        outcome: What the court ordered.
        prison: Where the sentence is served.
        proposed: Date of the executing organ's proposal.
        months: Months taken off.
        changed_months: Months that a life or suspended death sentence became; -1 for life.
        political_rights_months: What the deprivation of political rights became; -1 for life.
        served_from: First day of the term as changed.
        served_until: Last day of the term as changed.
        parole_from: First day of the parole period.
        parole_until: Last day of the parole period.
        original: The sentence served.
        reductions: Earlier reductions, oldest first.
    """

    offender: str
    outcome: CommutationOutcome | None = None
    prison: str | None = None
    proposed: PartialDate | None = None
    months: int | None = None
    changed_months: int | None = None
    political_rights_months: int | None = None
    served_from: PartialDate | None = None
    served_until: PartialDate | None = None
    parole_from: PartialDate | None = None
    parole_until: PartialDate | None = None
    original: ServedSentence | None = None
    reductions: list[Reduction] = []


class Restriction(_Form):
    """A measure against a judgment debtor: 限制消费 (with those bound beside a unit) or 失信 (with its months)."""

    party: str
    measure: RestrictionMeasure
    persons: list[str] = []
    months: int | None = None


class Retrial(_Form):
    """An order that a case be tried again: which court does, how it came there, and whether enforcement rests."""

    court: str | None = None
    mode: RetrialMode | None = None
    suspended: bool | None = None
