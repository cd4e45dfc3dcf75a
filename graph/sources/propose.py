"""Proposing a mapping for a table that no shipped one fits: names, types and parties guessed from headers and values.

What comes out is a start: it loads, and its author corrects what the guess could not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml
from pypinyin import lazy_pinyin

from anmai.graph.sources.catalogue import shipped
from anmai.graph.sources.cells import as_text, is_missing
from anmai.graph.sources.columns import COMMON, Column, ColumnType
from anmai.graph.sources.headers import plain
from anmai.graph.sources.rows import TableRow
from anmai.graph.sources.values import Refused, converter
from anmai.graph.sources.words import NAME, Words

#: Rows that a guess looks at, and the share of values that must fit a type.
SAMPLE: Final = 500
_MOST: Final = 0.95
#: Values that are told apart in an enum.
_ENUM: Final = 8
_LONG: Final = 80
_TRIED: Final[tuple[ColumnType, ...]] = (
    "id_number", "credit_code", "case_number", "plate", "phone", "date", "datetime", "boolean", "integer", "number",
)  # fmt: skip


@cache
def _hints() -> dict[str, Any]:
    text = (resources.files("anmai.graph.sources") / "data" / "header_hints.yaml").read_text(encoding="utf-8")
    told: dict[str, Any] = yaml.safe_load(text)
    return told


@cache
def _known() -> dict[str, Column]:
    """Headers of the shipped mappings → their columns, the first where several claim one."""
    found: dict[str, Column] = {}
    for each in shipped():
        for column in each.mapping.columns if each.mapping else ():
            for header in column.accepted:
                found.setdefault(plain(header), column)
    return found


def propose(name: str, rows: Iterable[TableRow]) -> str:
    """The YAML of a mapping that reads these rows.

    Args:
        name: The new mapping's name.
        rows: The table's first rows.
    """
    cells: dict[str, list[Any]] = {}
    for row in rows:
        for header, cell in zip(row.headers, row.cells, strict=False):
            if header.strip():
                cells.setdefault(header, []).append(cell)
    columns: list[dict[str, Any]] = []
    for header, values in cells.items():
        columns.append(_column(header, values, {column["name"] for column in columns}))
    told: dict[str, Any] = {
        "name": name,
        "version": "0.1.0",
        "title": {"zh": name, "en": name},
        "description": {"zh": "（待写：一行是什么）", "en": "(to be written: what a row is)"},
        "owner": {"zh": "（待写：提供单位）", "en": "(to be written: whose records they are)"},
        "legal_basis": [],
        "grade": "restricted" if any(column.get("personal") for column in columns) else "general",
        "refresh": "none",
        "themes": [],
        "supplies": [name.replace("-", "_")],
        "entry": {
            "label": "".join(part.capitalize() for part in name.split("-")),
            "title": {"zh": name, "en": name},
            "key": _key(columns, cells),
        },
        "columns": columns,
        "parties": list(_parties(columns)),
        "identifiers": list(_identifiers(columns)),
        "places": [{"column": column["name"]} for column in columns if column["type"] == "region"],
        "cases": list(_cases(columns)),
    }
    dates = [column["name"] for column in columns if column["type"] in ("date", "datetime")]
    if dates:
        told["when"] = {"from": dates[0]}
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=160)


def _column(header: str, values: Sequence[Any], taken: set[str]) -> dict[str, Any]:
    known = _known().get(plain(header))
    told = [each for each in values if each is not None and not is_missing(as_text(each))]
    kind = known.type if known is not None and _fits(known.type, told, known) else _type(header, told)
    if kind == "string" and any(len(as_text(each)) > _LONG for each in told):
        kind = "text"
    column: dict[str, Any] = {
        "name": _name(header, known, taken),
        "headers": [header],
        "title": {"zh": header, "en": known.title.en if known is not None else header},
        "type": kind,
    }
    if kind == "enum":
        words = list(dict.fromkeys(as_text(each) for each in told))
        column |= {"open": True, "values": {word: word for word in words}}
    if kind in ("id_number", "phone", "plate") or (known is not None and known.is_personal):
        column["personal"] = True
    return column


def _name(header: str, known: Column | None, taken: set[str]) -> str:
    name = known.name if known is not None else "_".join(lazy_pinyin(plain(header)))
    name = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40]
    if re.fullmatch(NAME, name) is None:
        name = f"column_{len(taken) + 1}"
    while name in taken or name in COMMON:
        name += "_x"
    return name


def _type(header: str, values: Sequence[Any]) -> ColumnType:
    if not values:
        return "string"
    text = plain(header)
    for kind, words in _hints()["types"].items():
        if any(word in text for word in words) and _fits(kind, values):
            return kind  # type: ignore[no-any-return]
    written = [as_text(each) for each in values]
    for tried in _TRIED:
        # Short figures are numbers, whatever else they could be; only their header tells a telephone or a day.
        if tried in ("phone", "plate") and not all(len(each) >= 7 for each in written):
            continue
        if tried in ("date", "datetime") and all(each.isdigit() and len(each) != 8 for each in written):
            continue
        if tried == "boolean" and all(each.isdigit() for each in written):
            continue
        if _fits(tried, values):
            return tried
    distinct = set(written)
    if max(map(len, written)) > _LONG:
        return "text"
    return "enum" if 1 < len(distinct) <= _ENUM and len(written) >= 10 * len(distinct) else "string"


def _fits(kind: ColumnType, values: Sequence[Any], like: Column | None = None) -> bool:
    options: dict[str, Any] = {"values": like.values, "open": like.open} if like is not None else {}
    if kind == "enum" and not options.get("values"):
        return False
    column = Column(
        name="x", title=Words(zh="x", en="x"), type=kind, **(options if kind in ("enum", "boolean") else {})
    )
    convert = converter(column, column.measure, serials=False)
    good = 0
    for each in values:
        try:
            told = convert(each)
        except Refused:
            continue
        good += told.doubt is None
    return good >= _MOST * len(values)


def _key(columns: Sequence[dict[str, Any]], cells: dict[str, list[Any]]) -> list[str]:
    """The first column whose values are all there and all different, if its header speaks of a number."""
    for column in columns:
        values = [as_text(each) for each in cells[column["headers"][0]]]
        speaks = any(word in plain(column["headers"][0]) for word in _hints()["key"])
        if speaks and all(values) and len(set(values)) == len(values) and column["type"] in ("string", "integer"):
            column["required"] = True
            column["type"] = "string"
            return [column["name"]]
    return []


def _parties(columns: Sequence[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """A party for each column that is called a name; a lone number and telephone belong to the first person."""
    number = next((column["name"] for column in columns if column["type"] == "id_number"), None)
    code = next((column["name"] for column in columns if column["type"] == "credit_code"), None)
    given: set[str] = set()
    for column in columns:
        if column["type"] != "string":
            continue
        text = plain(column["headers"][0])
        kind = next((kind for kind, words in _hints()["parties"].items() if any(text.endswith(word) for word in words)),
                    None)  # fmt: skip
        if kind is None:
            continue
        party: dict[str, Any] = {"role": column["name"], "title": column["title"], "kind": kind, "name": column["name"]}
        field, value = ("credit_code", code) if kind == "organization" else ("id_number", number)
        if value is not None and value not in given:
            party[field] = value
            given.add(value)
        if kind != "organization":
            column["personal"] = True
        yield party


def _identifiers(columns: Sequence[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for column in columns:
        text = plain(column["headers"][0])
        label = "Phone" if column["type"] == "phone" else "Vehicle" if column["type"] == "plate" else next(
            (label for label, words in _hints()["identifiers"].items() if any(word in text for word in words)), None
        )  # fmt: skip
        if label is not None and column["type"] in ("string", "phone", "plate"):
            yield {"role": column["name"], "label": label, "column": column["name"]}


def _cases(columns: Sequence[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    court = next((column["name"] for column in columns if "法院" in column["headers"][0]), None)
    for column in columns:
        if column["type"] == "case_number":
            yield {"column": column["name"]} | ({"court": court} if court else {})
