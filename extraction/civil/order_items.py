"""Parts the operative part into items, and an item into clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from anmai.extraction.civil.owed_sums import in_bracket
from anmai.extraction.civil.roster import Roster
from anmai.extraction.text.normal import Span
from anmai.extraction.values.numbers import whole

_ITEM: Final = re.compile(
    r"(?:^|(?<=[\n。；：]))(?:(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})[、.．]|第(?P<ordinal>[一二三四五六七八九十]{1,3})项)"
)
_DEFAULT: Final = re.compile(
    r"(?:^|(?<=[\n。；]))(?:如果?|若|逾期|义务人|上述(?:款项|义务)?如|被告如|如被告|各方如)[^。\n]{0,30}(?:未|不|逾期)[^。\n]{0,30}(?:履行|给付|支付|期间|指定)|(?:^|(?<=[\n。；]))逾期，依照"
)
#: …，被告乙对上述款项承担连带责任: the comma before it parts two clauses.
_ANSWERS: Final = re.compile(
    r"，(?=(?:并?由)?[^，；：]{2,80}?(?:对|就)(?:上述|前述|该|此|以上|其|被告|第|本)[^，；]{0,60}?(?:承担|负)[^，；]{0,12}(?:连带|补充)[^，；]{0,6}(?:责任|义务))"
)
#: …，被告乙承担连带责任.
_JOINS: Final = re.compile(r"，(?=(?:并?由)?[^，；：对就]{2,80}?(?:承担|负)连带[^，；]{0,6}责任)")


@dataclass(slots=True)
class Item:
    """One item of the operative part with its number as written, if any."""

    number: int | None
    start: int
    end: int


def items(text: str, start: int, end: int) -> list[Item]:
    """The numbered items of an operative part; its sentences where nothing is numbered."""
    default = _DEFAULT.search(text, start, end)
    stop = default.start() if default else end
    heads: list[tuple[int | None, int, int]] = []
    for match in _ITEM.finditer(text, start, stop):
        value = whole(match.group("number") or match.group("ordinal"))
        heads.append((value, match.start(), match.end()))
    if not heads:
        return [Item(None, m.start(), m.end()) for m in re.compile(r"[^。\n]+").finditer(text, start, stop)]
    found = [Item(None, m.start(), m.end()) for m in re.compile(r"[^。\n]+").finditer(text, start, heads[0][1])]
    for i, (value, _, body) in enumerate(heads):
        last = heads[i + 1][1] if i + 1 < len(heads) else stop
        first = True
        for sentence in re.compile(r"[^。\n]+").finditer(text, body, last):
            found.append(Item(value if first else None, sentence.start(), sentence.end()))
            first = False
    return found


def clauses(text: str, roster: Roster, start: int, end: int) -> Iterator[Span]:
    """The clauses of an item: parted by semicolons, and before those who answer for the sums that stand before."""
    for clause in re.compile(r"[^；]+").finditer(text, start, end):
        left = clause.start()
        joint = "连带" in clause.group() or "补充" in clause.group()
        cuts = {
            answer.start() for joins in (_ANSWERS, _JOINS) if joint for answer in joins.finditer(text, *clause.span())
        }
        for cut in sorted(cuts):
            who = next(roster.mentioned(text, cut + 1, clause.end()), None)
            begins = who is not None and re.fullmatch(r"(?:并|由|则|应|且)*", text[cut + 1 : who.start])
            if begins and not in_bracket(text, clause.start(), cut):
                yield left, cut
                left = cut + 1
        yield left, clause.end()
