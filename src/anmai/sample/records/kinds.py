"""The kinds of records, as the built-in mappings describe them: columns, their headers, types and units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """A column of a kind.

    Attributes:
        headers: Names that files give it, Chinese ones first.
        written: Of an enum: stored value → the words that files write for it.
    """

    name: str
    headers: tuple[str, ...]
    type: str
    unit: str | None
    many: bool
    written: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of records; ``key`` are the columns that name a row, empty where its content does."""

    name: str
    key: tuple[str, ...]
    columns: tuple[RecordColumn, ...]


#: The mappings are data of anmai.graph; they are read as files, so that the sample imports nothing of it.
_FOLDER: Final = ("graph", "sources", "mappings")


@cache
def record_kind(name: str) -> RecordKind:
    """The kind of this name.

    Raises:
        FileNotFoundError: No mapping has the name.
    """
    place = files("anmai").joinpath(*_FOLDER, f"{name}.yaml")
    told = yaml.load(place.read_text(encoding="utf-8"), Loader=_Loader)
    return RecordKind(name, tuple(told["entry"].get("key", ())), tuple(_column(each) for each in told["columns"]))


def _column(told: dict[str, Any]) -> RecordColumn:
    written: dict[str, list[str]] = {}
    for word, stored in told.get("values", {}).items():
        if not str(word).isascii():
            written.setdefault(str(stored), []).append(str(word))
    return RecordColumn(
        name=told["name"],
        headers=tuple(header for header in told["headers"] if "[]" not in header),
        type=told["type"],
        unit=told.get("unit"),
        many=told.get("many", False),
        written={stored: tuple(words) for stored, words in written.items()},
    )
