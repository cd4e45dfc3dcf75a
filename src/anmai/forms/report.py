"""A citizen's report: its number, its way through people, what its reporter hears."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final, Literal

from pydantic import BaseModel, Field

ReportStatus = Literal["received", "accepted", "transferred", "refused", "answered"]
Channel = Literal["counter", "phone", "letter", "web", "referred"]
#: Which status may follow which. A report that was answered may be taken up again.
REPORT_STEPS: Final[dict[str, frozenset[str]]] = {
    "received": frozenset({"accepted", "transferred", "refused", "answered"}),
    "accepted": frozenset({"transferred", "refused", "answered"}),
    "transferred": frozenset({"accepted", "answered"}),
    "refused": frozenset({"accepted"}),
    "answered": frozenset({"accepted"}),
}
#: Steps that the reporter hears of in words.
MUST_TELL: Final = frozenset({"transferred", "refused", "answered"})
#: Reports of one day.
MOST_A_DAY: Final = 9_999
_NUMBER: Final = re.compile(r"JB(\d{8})(\d{4})(\d)")


def report_number(day: date, sequence: int) -> str:
    """The number of a report: JB, the day, the sequence of that day (four digits), a check digit.

    The check digit (ISO 7064, MOD 11,10, over the twelve digits) finds every wrong digit: JB2026112200015.
    """
    digits = f"{day:%Y%m%d}{sequence:04d}"
    return f"JB{digits}{_check_digit(digits)}"


def read_number(written: str) -> str | None:
    """A number as somebody writes or reads it out (jb 20261122-0001-5); None where the check digit is wrong."""
    text = re.sub(r"[\s\-—]", "", unicodedata.normalize("NFKC", written)).upper()
    found = _NUMBER.fullmatch(text)
    return text if found and _check_digit(found[1] + found[2]) == found[3] else None


def _check_digit(digits: str) -> str:
    product = 10
    for digit in digits:
        product = (int(digit) + product) % 10 or 10
        product = product * 2 % 11
    return str((11 - product) % 10)


class NewReport(BaseModel):
    """A report as somebody takes it down. All but the content may be unknown."""

    content: str = Field(min_length=1, max_length=10_000, description="What was reported")
    reporter: str | None = Field(default=None, max_length=128, description="Name; null: anonymous")
    phone: str | None = Field(default=None, max_length=32)
    subject: str | None = Field(default=None, max_length=256, description="Company or organ complained of")
    address: str | None = Field(default=None, max_length=512, description="Where it is about")
    region: str | None = Field(default=None, max_length=128, description="Administrative division, name or code")
    channel: Channel = "counter"


class ReportStepView(BaseModel):
    """One step: what became of the report, and the words that its reporter hears."""

    at: str
    by: str
    before: ReportStatus | None
    after: ReportStatus
    told: str | None


class ReportView(BaseModel):
    """A report with all its steps."""

    number: str
    received: str
    status: ReportStatus
    content: str
    reporter: str | None
    phone: str | None
    subject: str | None
    address: str | None
    region: str | None
    channel: Channel
    theme: str | None = Field(description="Cause, by the words of the content; null: none is named")
    place: str | None = Field(description="Street, village, estate or water that it names")
    steps: list[ReportStepView]


class ReportList(BaseModel):
    """Reports, the newest first."""

    total: int
    offset: int
    limit: int
    reports: list[ReportView]


class ReportAnswer(BaseModel):
    """What its reporter may be told under the number alone: no name, no content."""

    number: str
    received: str
    status: ReportStatus
    steps: list[ReportStepView]


class ReportStepOn(BaseModel):
    """A step to take."""

    status: ReportStatus
    told: str | None = Field(default=None, max_length=10_000, description="What the reporter hears")
