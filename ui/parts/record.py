"""A record for people: names of its fields, and its values as marked passages."""

from __future__ import annotations

from typing import Any

from anmai.forms.record import Record
from anmai.ui.parts.ruling import Marked
from anmai.ui.session import label, listed, t

_FIELDS = {name: number for number, name in enumerate(Record.model_fields)}
#: Values of these are on every line of a text and would cover the rest.
_QUIET = frozenset({"mentions", "relations"})


def field_name(pointer: str) -> str:
    """A JSON Pointer into a record in words: ``/defendants/0/birth_date`` → "被告人1 · 出生日期"."""
    words: list[str] = []
    for part in (piece for piece in pointer.split("/") if piece):
        if part.isdigit() and words:
            words[-1] += f"{t('common.before_number')}{int(part) + 1}"
        else:
            words.append(label("fields", part))
    return " · ".join(words)


def value_at(record: Any, pointer: str) -> Any:
    """What a JSON Pointer points to in a record; None where it leads nowhere."""
    found = record
    for part in pointer.split("/")[1:]:
        try:
            found = found[int(part)] if isinstance(found, list) else found[part]
        except (KeyError, IndexError, ValueError, TypeError):
            return None
    return found


def marked_values(record: dict[str, Any], text: str) -> list[Marked]:
    """Every value of the record that has a passage, in the order of the record; spans of one value share its id."""
    marks: list[Marked] = []
    places: dict[str, tuple[int, ...]] = {}
    for number, origin in enumerate(record.get("provenance") or []):
        pointer = str(origin.get("path", ""))
        top = pointer.split("/")[1] if "/" in pointer else ""
        if top in _QUIET or pointer.endswith("/kind") or not origin.get("spans"):
            continue
        value = value_at(record, pointer)
        shown = _shown(value)
        places[f"value-{number}"] = _place(pointer)
        for start, end in origin["spans"]:
            marks.append(
                Marked(
                    id=f"value-{number}",
                    start=start,
                    end=end,
                    group=t(f"fields_group.{group_of(top)}"),
                    label=field_name(pointer),
                    words=shown if shown else text[start:end],
                )
            )
    order = [t(f"fields_group.{group}") for group in ("document", "people", "outcome", "other")]
    return sorted(marks, key=lambda mark: (order.index(mark.group), places[mark.id], mark.start))


def shown_at(record: dict[str, Any], start: int, end: int) -> str:
    """What was read between two places of the text, by the names of the record's fields; "Words" where nothing was."""
    fields = dict.fromkeys(
        pointer.split("/")[1]
        for origin in record.get("provenance") or []
        if (pointer := str(origin.get("path", ""))).split("/")[1] not in _QUIET
        and any(start <= begin and stop <= end for begin, stop in origin.get("spans") or [])
    )
    return listed(label("fields", field) for field in fields) or t("passages.words")


def _place(pointer: str) -> tuple[int, ...]:
    """Sorts pointers as a record's fields and lists are ordered: all of the first defendant before the second."""
    top, *rest = pointer.strip("/").split("/")
    return (_FIELDS.get(top, len(_FIELDS)), *(int(part) for part in rest if part.isdigit()))


def group_of(field: str) -> str:
    """Which of four groups a field of a record belongs to."""
    if field in {"doc_type", "case_number", "court", "procedure", "judgment_date", "judges", "prosecution",
                 "prior_instances", "cause", "organ", "organ_kind", "addressee", "investigated_by", "prosecutors",
                 "indictments"}:  # fmt: skip
        return "document"
    if field in {"defendants", "defenders", "victims", "parties", "agents", "guarantors", "spouses", "priors",
                 "measures", "not_prosecuted", "petitioners", "added_debtors"}:  # fmt: skip
        return "people"
    if field in {"verdicts", "articles", "obligations", "result", "loans", "offences", "circumstances",
                 "crime_amount_yuan", "accusations", "administrative_transfer", "advice", "sanctions", "commutations",
                 "restrictions", "retrial"}:  # fmt: skip
        return "outcome"
    return "other"


def _shown(value: Any) -> str:
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return "、".join(str(item) for item in value if not isinstance(item, dict))
    if isinstance(value, bool):
        return t("common.yes") if value else t("common.no")
    return str(value)
