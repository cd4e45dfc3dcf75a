"""A lead on the terminal, in words: reasons, columns, passages and history in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from anmai.forms.wording import value_words

if TYPE_CHECKING:
    from anmai.api.cli.words import Words
    from anmai.cypher_models.form import Model
    from anmai.forms.evidence import CaseEvidence
    from anmai.forms.lead import Lead
    from anmai.forms.views import LeadStepView

#: Keys of a row in the order in which a ruling is named.
_FIRST: Final = ("date", "number", "case_number", "court", "charges", "charge", "penalty", "months")


def lead_lines(
    words: Words, lead: Lead, model: Model | None, evidence: Sequence[CaseEvidence], steps: Sequence[LeadStepView]
) -> list[str]:
    """The lines of ``anmai leads show``.

    Args:
        words: The sentences in the reader's language.
        lead: The lead.
        model: Its model; None where it was removed, then codes stand for themselves.
        evidence: Its passages, case by case.
        steps: Its history.
    """
    lang = words.lang
    name = model.about.title.of(lang) if model is not None else lead.model
    changed = words("changed_since") if lead.changed_since_review else ""
    title = lead.title_en or lead.title if lang == "en" else lead.title
    lines = [
        f"{lead.id}  {name} ({lead.model} {lead.version})  {words.status(lead.status)}{changed}",
        title,
        _pair(words, "target", f"{lead.target.name} ({_kind(lead.target.kind, lang)} {lead.target.id})"),
    ]
    codes = reason_names(model, lang)
    listed: list[tuple[str, list[str]]] = [
        ("reasons", [_with_code(code, codes) for code in lead.reason_codes]),
        ("columns", column_lines(words, lead.columns, model)),
        ("case_numbers", lead.cases),
        ("persons", [f"{ref.name} {ref.entity_id}" for ref in lead.persons]),
        ("organizations", [f"{ref.name} {ref.entity_id}" for ref in lead.organizations]),
        ("related", lead.related),
        ("passages", [line for case in evidence for line in _case_lines(words, case)]),
        ("history", [_step(words, step) for step in steps]),
    ]
    for key, values in listed:
        if values:
            lines += ["", f"{words(key)}{':' if lang == 'en' else '：'}", *(f"  {value}" for value in values)]
    return lines


def reason_names(model: Model | None, lang: str) -> dict[str, str]:
    """What a model's reason codes are called."""
    return {} if model is None else {code.id: code.of(lang) for code in model.about.reason_codes}


def column_lines(words: Words, columns: Mapping[str, Any], model: Model | None) -> list[str]:
    """A finding's columns by their names, in the model's order; rows of a list one a line."""
    names = {} if model is None else {column.name: column.of(words.lang) for column in model.about.columns}
    codes = reason_names(model, words.lang)
    lines: list[str] = []
    for key in [*(name for name in names if name in columns), *(name for name in columns if name not in names)]:
        value = columns[key]
        if value in (None, "", []):
            continue
        shown = names.get(key, key)
        if isinstance(value, list) and isinstance(value[0], dict):
            lines.append(_joined(words, shown, ""))
            rows = sorted(value, key=lambda row: str(row.get("date") or row.get("from") or ""))
            lines += [f"  {_value(words, row, codes)}" for row in rows]
        else:
            lines.append(_joined(words, shown, _value(words, value, codes)))
    return lines


def _value(words: Words, value: Any, codes: Mapping[str, str]) -> str:
    zh = words.lang == "zh"
    if isinstance(value, list):
        return ("、" if zh else ", ").join(_value(words, item, codes) for item in value)
    if isinstance(value, dict):
        keys = [*(key for key in _FIRST if key in value), *(key for key in value if key not in _FIRST)]
        told = [_named(words, key, value[key], codes) for key in keys if value[key] not in (None, "", [])]
        return ("，" if zh else ", ").join(told)
    if isinstance(value, bool):
        return words("yes" if value else "no")
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return codes.get(str(value)) or value_words(str(value), words.lang)


def _named(words: Words, key: str, value: Any, codes: Mapping[str, str]) -> str:
    """A value of a row: by itself where it says what it is, else after its name."""
    shown = _value(words, value, codes)
    if words.has(f"key_{key}"):
        return f"{words(f'key_{key}')} {shown}"
    return shown


def _case_lines(words: Words, case: CaseEvidence) -> list[str]:
    head = " · ".join(part for part in (case.case_number, case.court, case.date, case.document) if part)
    rows = []
    for row in case.rows:
        label = row.label_zh if words.lang == "zh" else row.label_en
        quote = "".join(f"【{part.text}】" if part.mark else part.text for part in row.quote).replace("\n", " ")
        rows.append(f"  {_joined(words, label, quote)}")
    return [head, *rows]


def _step(words: Words, step: LeadStepView) -> str:
    before = f"{words.status(step.before)} → " if step.before else ""
    reason = words(f"reason_{step.reason}") if words.has(f"reason_{step.reason}") else step.reason
    parts = [f"{step.at[:16]} {step.by}:", f"{before}{words.status(step.after)}", reason, step.note]
    return " ".join(part for part in parts if part)


def _pair(words: Words, key: str, value: str) -> str:
    return _joined(words, words(key), value)


def _joined(words: Words, name: str, value: str) -> str:
    return f"{name}：{value}" if words.lang == "zh" else f"{name}: {value}".rstrip()


def _with_code(code: str, names: Mapping[str, str]) -> str:
    return f"{names[code]} ({code})" if code in names else code


def _kind(label: str, lang: str) -> str:
    from anmai.graph.schema import NODES

    if lang == "en":
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label).capitalize()
    return next((node.zh for node in NODES if node.label == label), label)
