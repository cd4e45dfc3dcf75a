"""Tagged clauses: which lines of findings.cypher show which legal element.

    // @element recidivist
    AND a.recidivist = true
    // @end

What stands between the tags can be taken out and leaves a valid query: that is how examples prove that it is needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_TAG: Final = re.compile(r"^\s*//\s*@element\s+(\S+)\s*$")
_END: Final = re.compile(r"^\s*//\s*@end\s*$")
_ANY: Final = re.compile(r"^\s*//\s*@")
_COMMENT: Final = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
_STRING: Final = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"")


@dataclass(frozen=True, slots=True)
class Clause:
    """A tagged clause.

    Attributes:
        element: The element that it shows.
        text: The lines between the tags.
        first: Number of its first line (from 1), between the tags.
        last: Number of its last line.
    """

    element: str
    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TagProblem:
    """A tag that is out of place, with its line."""

    line: int
    message: str


def read_clauses(query: str) -> tuple[list[Clause], list[TagProblem]]:
    """Find the tagged clauses of a query, and tags that are out of place."""
    clauses: list[Clause] = []
    problems: list[TagProblem] = []
    opened: tuple[str, int] | None = None
    lines = query.splitlines()
    for number, line in enumerate(lines, 1):
        tag = _TAG.match(line)
        if tag:
            if opened:
                problems.append(TagProblem(number, f"@element {tag[1]} opens inside @element {opened[0]}"))
            opened = (tag[1], number)
        elif _END.match(line):
            if opened is None:
                problems.append(TagProblem(number, "@end without @element"))
            else:
                text = "\n".join(lines[opened[1] : number - 1])
                if not stripped(text).strip():
                    problems.append(TagProblem(opened[1], f"@element {opened[0]} holds no clause"))
                clauses.append(Clause(opened[0], text, opened[1] + 1, number - 1))
                opened = None
        elif _ANY.match(line):
            problems.append(TagProblem(number, f"unknown tag: {line.strip()}"))
    if opened:
        problems.append(TagProblem(opened[1], f"@element {opened[0]} is not closed by @end"))
    return clauses, problems


def without(query: str, clause: Clause) -> str:
    """The query with one tagged clause taken out (line numbers kept)."""
    lines = query.splitlines()
    lines[clause.first - 1 : clause.last] = [""] * (clause.last - clause.first + 1)
    return "\n".join(lines) + "\n"


def untagged(query: str) -> list[tuple[int, str]]:
    """Lines outside all tagged clauses, with their numbers; comments, strings and folds (reduce) are blanked.

    A fold makes one value of a list; it decides nothing until a predicate, which is tagged, looks at that value.
    """
    clauses, _ = read_clauses(query)
    inside = {number for clause in clauses for number in range(clause.first, clause.last + 1)}
    plain = _without_folds(stripped(query)).splitlines()
    return [(number, line) for number, line in enumerate(plain, 1) if number not in inside]


def stripped(query: str) -> str:
    """The query with comments removed and string contents blanked, line breaks kept.

    A quote inside a comment and a // inside a string are told apart by whichever begins first.
    """
    out: list[str] = []
    position = 0
    pattern = re.compile(f"{_STRING.pattern}|{_COMMENT.pattern}", re.S)
    for found in pattern.finditer(query):
        out.append(query[position : found.start()])
        text = found[0]
        breaks = "\n" * text.count("\n")
        out.append("''" + breaks if text[0] in "'\"" else breaks or " ")
        position = found.end()
    out.append(query[position:])
    return "".join(out)


def _without_folds(plain: str) -> str:
    out = list(plain)
    for found in re.finditer(r"\breduce\s*\(", plain, re.I):
        depth, at = 1, found.end()
        while depth and at < len(plain):
            depth += {"(": 1, ")": -1}.get(plain[at], 0)
            if depth and plain[at] != "\n":
                out[at] = " "
            at += 1
    return "".join(out)
