"""Tells what is no English judgment, and what is cut off."""

from __future__ import annotations

import re
from typing import Final

from anmai.extraction.languages.en.roles import names_role
from anmai.extraction.ruling import Ruling
from anmai.extraction.triage import has_text, skip

_COURT: Final = re.compile(r"\b(?:court|tribunal|commission|bench)\b", re.I)
_VERSUS: Final = re.compile(r"\b(?:v\.?s?|versus)\b", re.I)
_DECISION: Final = re.compile(
    r"\b(?:judge?ments?|orders?|ordered|decree|opinion|appeal|petition|dismissed|allowed|affirmed|reversed|convicted|sentenced?|sentencing)\b"
    r"|J ?U ?D ?G ?M ?E ?N ?T|O R D E R",
    re.I,
)
#: Only the first and last part of a long text are searched.
_WINDOW: Final = 20_000


def check_before(ruling: Ruling) -> bool:
    """Skip what holds no judgment; returns whether reading may go on."""
    if not has_text(ruling):
        return False
    if ruling.fragment:
        return True
    text = ruling.text
    part = text if len(text) <= 2 * _WINDOW else text[:_WINDOW] + text[-_WINDOW:]
    parties = names_role(part.lower()) or _VERSUS.search(part)
    return bool(parties and _COURT.search(part) and _DECISION.search(part)) or skip(ruling, "not_a_ruling")


def check_after(ruling: Ruling) -> None:
    """Skip a text without anything of a caption; mark a judgment that ends with its caption as cut off."""
    if ruling.fragment or ruling.status == "skipped":
        return
    values = ruling.draft.values
    if not any(values.get(name) for name in ("case_number", "parties", "judges")):
        ruling.draft.values.clear()
        skip(ruling, "not_a_ruling")
    elif not ruling.sections.facts:
        ruling.status, ruling.reason = "partial", "cut_off"
