"""Case numbers 案号 of both eras: (2019)浙0106刑初123号 since 2016, （2013）杭西刑初字第123号 before.

Brackets of any width, inner spaces and masks (×, *) are accepted. 起诉书 numbers (…刑诉（2018）472号), whose brackets
are followed by a bare figure, are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from anmai.extraction.values.numbers import digits

_FIGURE: Final = r"(?:\d+|[×xX*]+|\d*[×xX*]+\d*|[〇零一二三四五六七八九十百千]+)"
CASE_NUMBER: Final = re.compile(
    r"（(?P<year>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3}|(?:19|20)?[×xX*]{2,4})）\n?"
    r"(?P<court>[^（）《》“”，。；：、\n]{0,24}?)"
    r"(?P<kind>刑|民|行|执|赔|破|清|商|知|经|海|强|诉|非|司|认|军|少|铁|立|外|仲|督|催|特|监|审|减|假|重|再|抗|劳|"
    r"财|保|辖|房)"
    r"(?P<rest>[^（）《》“”，。；：、\n]{0,18}?)"
    rf"(?:字)?(?:第)?(?P<figure>{_FIGURE})号(?P<of>之[一二三四五六七八九十\d]+)?"
)


@dataclass(frozen=True, slots=True)
class CaseNumberHit:
    """A case number in a text: [start, end), its year, and the kind of case after the court's code (刑初, 民终 …)."""

    start: int
    end: int
    year: int | None
    kind: str


def iter_case_numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[CaseNumberHit]:
    """Every case number in text[start:end], in order."""
    for match in CASE_NUMBER.finditer(text, start, len(text) if end is None else end):
        kind = re.sub(r"[\d字第]", "", match.group("kind") + match.group("rest"))
        yield CaseNumberHit(match.start(), match.end(), digits(match.group("year")), kind)


def comparable(case_number: str) -> str:
    """A form in which the same case number compares equal whatever its brackets, width and spaces."""
    from anmai.extraction.text.normal import normalise

    return normalise(case_number).text.replace("\n", "").replace("（", "(").replace("）", ")")
