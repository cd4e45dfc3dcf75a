"""From a row of findings.cypher to a Finding in one form: no doubles or nulls, lists sorted but for passages."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from anmai.cypher_models.form import Model
from anmai.cypher_models.passages import Documents, passages
from anmai.errors import ModelError
from anmai.forms.lead import EntityRef, Finding, Target

_PLACE: Final = re.compile(r"\{(\w+)\}")


def to_finding(model: Model, row: dict[str, Any], documents: Documents) -> Finding:
    """Make the finding of one row.

    Raises:
        ModelError: The row names an unknown reason code or column, or has no target.
    """
    codes = list(dict.fromkeys(row["reason_codes"] or []))
    odd = [code for code in codes if model.code(code) is None]
    if odd:
        raise ModelError(f"{model.slug} raised the reason code {odd[0]}, which model.yaml does not list.")
    known = {column.name for column in model.about.columns}
    columns = {name: canonical(value) for name, value in (row["columns"] or {}).items()}
    odd = sorted(set(columns) - known)
    if odd:
        raise ModelError(f"{model.slug} returned the column {odd[0]}, which model.yaml does not list.")
    if not row["target"] or row["target"].get("id") is None:
        raise ModelError(f"{model.slug} returned no target for the anchor {row['anchor']}.")
    codes.sort(key=[code.id for code in model.about.reason_codes].index)
    target = Target(**{**row["target"], "name": row["target"].get("name") or row["target"]["id"]})
    return Finding(
        model=model.slug,
        version=model.version,
        anchor=row["anchor"],
        title=title(model, codes, {**columns, "name": columns.get("name") or target.name}, "zh"),
        title_en=title(model, codes, {**columns, "name": columns.get("name") or target.name}, "en"),
        target=target,
        reason_codes=codes,
        columns=columns,
        cases=_strings(row["cases"]),
        persons=_entities(row["persons"]),
        organizations=_entities(row["organizations"]),
        documents=_strings(row["documents"]),
        passages=passages(row["passages"], documents),
    )


def title(model: Model, codes: list[str], columns: dict[str, Any], lang: str) -> str:
    """The finding's title in one language."""
    names = [known.of(lang) for known in map(model.code, codes) if known is not None]
    told = ("；" if lang == "zh" else "; ").join(names)
    return filled(model.about.lead_title.of(lang), {**columns, "codes": told}, lang)


def filled(template: str, values: dict[str, Any], lang: str) -> str:
    """A template's {places} filled with values; an unknown or null one becomes a question mark."""

    def value(found: re.Match[str]) -> str:
        given = values.get(found[1])
        if isinstance(given, list):
            return ("、" if lang == "zh" else ", ").join(str(item) for item in given)
        if isinstance(given, float) and given.is_integer():
            return str(int(given))
        if given is None:
            return "？" if lang == "zh" else "?"
        return str(given)

    return _PLACE.sub(value, template)


def canonical(value: Any) -> Any:
    """The value with every list sorted: the graph's own order of relationships says nothing, and it changes."""
    if isinstance(value, dict):
        return {key: canonical(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted((canonical(item) for item in value), key=lambda item: json.dumps(item, ensure_ascii=False))
    return value


def _strings(values: list[Any] | None) -> list[str]:
    return sorted({str(value) for value in values or [] if value is not None})


def _entities(values: list[dict[str, Any]] | None) -> list[EntityRef]:
    found = {value["entity_id"]: value.get("name") or value["entity_id"] for value in values or [] if value
             and value.get("entity_id")}  # fmt: skip
    return [EntityRef(entity_id=key, name=found[key]) for key in sorted(found)]
