"""Every predicate of findings.cypher stands in a tagged clause, and every tag names an element of model.yaml."""

from __future__ import annotations

import re
from typing import Final

from anmai.cypher_models.clauses import untagged
from anmai.cypher_models.form import Model
from anmai.cypher_models.load import Problem

#: Words that decide something. Outside a tagged clause may stand: `WHERE true` and `CASE WHEN true`, which open a list
#: of tagged conditions; `CASE WHEN name THEN`, which chooses by what tagged conditions made; the closing
#: `WHERE size(reason_codes) > 0`; and the IN of a list comprehension.
_DECIDES: Final = re.compile(
    r"(?<![:|])\b(WHERE|AND|OR|XOR|NOT|CASE|EXISTS|COUNT\s*\{|ANY\s*\(|ALL\s*\(|NONE\s*\(|SINGLE\s*\(|IN|CONTAINS|STARTS|ENDS)\b"
    r"|<>|<=|>=|=~",
    re.I,
)
_ALLOWED: Final = re.compile(
    r"\bWHERE\s+true\b|\bWHERE\s+size\(reason_codes\)\s*>\s*0|\bCASE\s+WHEN\s+true\b|\bCASE\s+WHEN\s+\w+\s+THEN\b"
    r"|\bAS\s+\w+|\[\s*\w+\s+IN\b",
    re.I,
)


def tag_problems(model: Model) -> list[Problem]:
    """Untagged predicates, tags without element and elements without tag, with their lines."""
    file = f"{model.slug}/findings.cypher"
    problems: list[Problem] = []
    known = {element.id: element for element in model.about.elements}
    for clause in model.clauses:
        if clause.element not in known:
            problems.append(
                Problem(file, clause.first - 1, f"@element {clause.element} is not listed under elements in model.yaml")
            )
    tagged = {clause.element for clause in model.clauses}
    for name, element in known.items():
        if name not in tagged and element.rule is None:
            problems.append(
                Problem(f"{model.slug}/model.yaml", None, f"element {name} has no tagged clause in findings.cypher")
            )
    # The last RETURN shapes what is told; it decides nothing any more.
    lines = untagged(model.findings)
    last = max((number for number, line in lines if re.match(r"\s*RETURN\b", line, re.I)), default=len(lines) + 1)
    for number, line in lines:
        if number >= last:
            break
        decides = _DECIDES.search(_ALLOWED.sub(" ", line))
        if decides:
            problems.append(
                Problem(file, number, f"{decides[0].strip()!r} decides something outside a tagged clause; wrap it in "
                        "// @element … // @end")
            )  # fmt: skip
        if number > 2 and _constrained(line):
            problems.append(
                Problem(file, number, "a pattern with property values decides something outside a tagged clause; "
                        "move them to a tagged AND")
            )  # fmt: skip
    return problems


def _constrained(line: str) -> bool:
    """Whether a node or relationship pattern outside a tag demands property values."""
    return re.search(r"[(\[]\s*\w*\s*:[\w|&!]+\s*\{", line) is not None
