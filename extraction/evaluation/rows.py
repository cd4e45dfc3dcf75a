"""Takes a record apart into rows that can be compared with gold, as data/scored_groups.yaml says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from anmai.extraction.data.tables import table
from anmai.extraction.evaluation.comparing import Part, plain_field, plain_part


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of a record.

    Attributes:
        group: What it is compared within, e.g. ``defendant.sex``, ``obligations``, ``PERSON``.
        key: Its parts in the form that is compared; two rows of a group are the same fact when their keys agree.
        paths: JSON Pointers of its parts, the value's own last; empty for gold without paths.
        words: Its parts as they stand in the record, for people.
        close: The last part is free text.
        span: [start, end) in the source text for a mention.
    """

    group: str
    key: tuple[Part, ...]
    paths: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    close: bool = False
    span: tuple[int, int] | None = None


def rows_of(record: Mapping[str, Any], form: str) -> list[Row]:
    """The rows of a record, each fact once.

    Args:
        record: A record as plain JSON data.
        form: A section of scored_groups.yaml: ``records``, ``lending`` or ``mentions``.
    """
    kept: dict[tuple[str, tuple[Part, ...]], Row] = {}
    for rule in table("scored_groups")[form]:
        for row in _apply(rule, record):
            kept.setdefault((row.group, row.key), row)
    return list(kept.values())


def group_order(form: str) -> list[str]:
    """The groups of a form as the table lists them; those named by the items themselves are not in it."""
    return [rule["group"] for rule in table("scored_groups")[form] if "group" in rule]


def _apply(rule: Mapping[str, Any], record: Mapping[str, Any]) -> Iterator[Row]:
    if "field" in rule:
        if record.get(rule["field"]) is not None:
            yield _row(rule["group"], record, "", [rule["field"]])
        return
    for number, item in enumerate(record.get(rule["list"]) or []):
        path = f"/{rule['list']}/{number}"
        if rule.get("span"):
            span = (int(item["start"]), int(item["end"]))
            yield Row(item[rule["group_from"]], span, (path,), (str(item.get("text") or ""),), span=span)
        elif rule.get("pair"):
            yield Row(rule["group"], tuple(sorted(map(plain_part, item), key=str)), (path,), tuple(map(str, item)))
        elif not isinstance(item, Mapping):
            yield Row(rule["group"], (plain_part(item),), (path,), (str(item),))
        elif "each" in rule:
            yield from _nested(rule, item, path)
        elif item.get(rule.get("present", "")) is not None or "present" not in rule:
            group = item[rule["group_from"]] if "group_from" in rule else rule["group"]
            yield _row(group, item, path, rule["key"], rule.get("sets", ()), close=bool(rule.get("close")))


def _nested(rule: Mapping[str, Any], item: Mapping[str, Any], path: str) -> Iterator[Row]:
    owner = _row(rule["group"], item, path, rule["key"])
    for number, entry in enumerate(item.get(rule["each"]) or []):
        inner = f"{path}/{rule['each']}/{number}"
        if "item" in rule:
            own = _row(rule["group"], entry, inner, rule["item"])
        else:
            own = Row(rule["group"], (plain_part(entry),), (inner,), (str(entry),))
        yield Row(rule["group"], owner.key + own.key, owner.paths + own.paths, owner.words + own.words)


def _row(
    group: str,
    item: Mapping[str, Any],
    path: str,
    fields: Iterable[str],
    sets: Iterable[str] = (),
    *,
    close: bool = False,
) -> Row:
    key: list[Part] = []
    words: list[str] = []
    paths: list[str] = []
    for field in fields:
        value = item.get(field)
        part = plain_field(field, value)
        if field in sets:
            part = tuple(sorted(map(plain_part, value or []), key=str))
        # A missing number and an article without 之 are told in either way.
        key.append(None if part in ("", 0.0) and field == "sub" else part)
        if isinstance(value, list):
            words.append("、".join(map(str, value)))
            paths.extend(f"{path}/{field}/{number}" for number in range(len(value)))
        elif value is not None:
            words.append(f"{value:g}" if isinstance(value, float) else str(value))
            paths.append(f"{path}/{field}")
    return Row(group, tuple(key), tuple(paths), tuple(words), close)
