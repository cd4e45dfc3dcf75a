"""How far a query can make values grow: expressions run outside the server's limits of memory and time.

``WITH s + s AS s`` twenty-six times makes a text of half a gigabyte and ends Neo4j (measured, 5.26 with 512 MB), and a
``reduce`` over nested ranges can't be interrupted. So the check bounds, from the words alone, how often lists and texts
can be doubled. What grows with the data is left to the limits of the run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: Numbers that one literal range, and all ranges of a query nested in each other, may make.
MOST_RANGE: Final = 1_000
MOST_NESTED: Final = 1_000_000
#: How often a query may multiply values by joining what variables hold.
MOST_GROWTH: Final = 50_000

_RANGE: Final = re.compile(r"\brange\s*\(([^()]*)(\)|\()", re.I)
_TOKEN: Final = re.compile(r"\$?[A-Za-z_]\w*|\d+(?:\.\d+)?|''|<>|<=|>=|=~|\.\.|->|<-|[^\s\w]")
#: Whatever they are given, these answer with a number, a truth or a day.
_SMALL: Final = frozenset(
    "size tointeger tofloat toboolean date datetime localdatetime duration ceil floor round abs sign length count any "
    "all none single exists isempty avg type".split()
)
_CLAUSES: Final = frozenset("WITH RETURN UNWIND MATCH OPTIONAL WHERE ORDER UNION CALL SKIP LIMIT".split())
_ENDS_CHAIN: Final = frozenset("AS AND OR XOR NOT IN WHEN THEN ELSE CASE END IS DISTINCT STARTS ENDS CONTAINS".split())
_OPENS: Final = {"(": ")", "[": "]", "{": "}", "CASE": "END"}


@dataclass
class _Chain:
    """What is joined by + at one place: how many of its operands hold variables, and whether this one does."""

    bearing: int = 0
    here: bool = False
    pluses: int = 0

    def close_operand(self) -> None:
        self.bearing += self.here
        self.here = False

    def factor(self) -> int:
        self.close_operand()
        return max(1, self.bearing) if self.pluses else 1


def growth_problems(plain: str) -> Iterator[tuple[int, str]]:
    """(offset, problem) for ranges that are computed or long, folds that double, and values that grow too often."""
    nested = 1
    for found in _RANGE.finditer(plain):
        bounds = [part.strip() for part in found[1].split(",")]
        if found[2] == "(" or not all(re.fullmatch(r"-?\d+", part) for part in bounds) or len(bounds) < 2:
            yield found.start(), "a computed range is refused: it can't be interrupted; give literal bounds"
            continue
        size = abs(int(bounds[1]) - int(bounds[0])) + 1
        nested *= size
        if size > MOST_RANGE + 1:
            yield found.start(), f"a range of more than {MOST_RANGE} is refused"
        elif nested > MOST_NESTED:
            yield found.start(), f"ranges that make more than {MOST_NESTED} together are refused"
    yield from _doubling_folds(plain)
    growth = _growth(plain)
    if growth > MOST_GROWTH:
        yield (
            0,
            (
                f"joins with + what variables hold so often that a value can grow {growth} times "
                f"(at most {MOST_GROWTH}), which nothing can interrupt; collect() once instead"
            ),
        )


def _doubling_folds(plain: str) -> Iterator[tuple[int, str]]:
    """A fold whose accumulator is joined with itself, or with something that isn't the element's."""
    for found in re.finditer(r"\breduce\s*\(\s*(\w+)\s*=", plain, re.I):
        inside = _inside(plain, plain.index("(", found.start()))
        body = inside.partition("|")[2]
        accumulator = re.escape(found[1])
        # Asking about it (IN, size, comparisons) and passing it on (THEN … ELSE, ELSE … END) don't make it longer.
        kept = re.sub(rf"\bIN\s+{accumulator}\b|\bsize\s*\(\s*{accumulator}\s*\)", " ", body, flags=re.I)
        kept = re.sub(rf"\b(THEN|ELSE)\s+{accumulator}\s+(?=ELSE\b|END\b)", r"\1 ", kept, flags=re.I)
        kept = re.sub(rf"[<>=]+\s*{accumulator}\b|\b{accumulator}\s*[<>=]", " ", kept)
        if len(re.findall(rf"(?<![\w.$]){accumulator}\b", kept)) > 1:
            yield (
                found.start(),
                (f"the fold uses {found[1]} more than once in what it becomes: it can double at every step"),
            )


def _inside(plain: str, opening: int) -> str:
    depth = 0
    for at in range(opening, len(plain)):
        depth += {"(": 1, ")": -1}.get(plain[at], 0)
        if depth == 0:
            return plain[opening + 1 : at]
    return plain[opening + 1 :]


def _growth(plain: str) -> int:
    """An upper bound of how often the query multiplies values: the largest item of each clause, clause after clause."""
    tokens = _TOKEN.findall(plain)
    # A name that is bound anew may hold anything, unless it is one of its own nodes again.
    named = set(re.findall(r"\bAS\s+(\w+)", re.sub(r"\bhead\(collect\((\w+)\)\) AS \1\b", "", plain), re.I))
    nodes = set(re.findall(r"[(\[]\s*([A-Za-z_]\w*)\s*[:)]", plain)) - named
    total, largest, item = 1, 1, 1
    stack: list[tuple[str, _Chain, bool]] = []
    chain, small = _Chain(), False
    for at, token in enumerate(tokens):
        word = token.upper()
        before = tokens[at - 1] if at else ""
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        if before == ":" and stack and stack[-1][0] == "}":
            # The value of a map's key, not a label.
            before = ""
        if token in "([{" or word == "CASE":
            stack.append((_OPENS[word], chain, small))
            small = small or (token == "(" and before.lower() in _SMALL)
            chain = _Chain()
        elif stack and word == stack[-1][0]:
            item *= chain.factor()
            held = chain.bearing > 0
            _, chain, small = stack.pop()
            chain.here = chain.here or (held and not small)
        elif word in _CLAUSES and not stack:
            item *= chain.factor()
            total, largest, item, chain = total * max(largest, item), 1, 1, _Chain()
        elif token == "," and not stack:
            item *= chain.factor()
            largest, item, chain = max(largest, item), 1, _Chain()
        elif token == "+":
            chain.close_operand()
            chain.pluses += 1
        elif token in ",|<>=-*/%" or word in _ENDS_CHAIN or token in ("<>", "<=", ">=", "=~"):
            item *= chain.factor()
            # What a bracket holds is bearing when any of its parts is.
            chain = _Chain(here=bool(stack) and chain.bearing > 0 and not small)
        elif not small and _bears(token, before, after, nodes):
            chain.here = True
    item *= chain.factor()
    return total * max(largest, item)


def _bears(token: str, before: str, after: str, nodes: set[str]) -> bool:
    """Whether a token stands for what a variable holds; a property of a node is as long as the data has it."""
    if not re.fullmatch(r"[A-Za-z_]\w*", token) or before in (".", "$", ":") or after in ("(", ":"):
        return False
    if token.upper() in _CLAUSES | _ENDS_CHAIN or token.lower() in ("true", "false", "null"):
        return False
    return not (token in nodes and after == ".")
