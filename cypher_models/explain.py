"""Why a finding was raised, in words, with the legal elements that it rests on."""

from __future__ import annotations

from typing import Final

from anmai.cypher_models.finding import filled
from anmai.cypher_models.form import Element, Model
from anmai.forms.lead import Finding, Lead

#: How a reason is weighed. No lead decides anything by itself, so none is called certain to people.
_WEIGHTS: Final = {
    "certain": ("【文书载明】", "[on the rulings' face] "),
    "weaker": ("【推断】", "[inference] "),
    "needs": ("【待补材料】", "[needs a record] "),
}
#: What kind of element a sentence rests on; numbers and years are analytic, and are not called legal elements.
_KINDS: Final = {
    "law": ("法律要件", "Legal element"),
    "scope": ("核对范围", "Scope"),
    "threshold": ("分析口径", "Analytic threshold"),
    "safeguard": ("防误报", "Safeguard"),
    "open": ("尚待查明", "Still open"),
}


def explain(model: Model, finding: Finding | Lead, lang: str) -> list[str]:
    """One sentence a reason code, followed by its elements, then whatever limits the conclusion.

    Args:
        model: The model that raised it.
        finding: The finding or its lead.
        lang: "zh" or "en".
    """
    values = {**finding.columns, "name": finding.columns.get("name") or finding.target.name}
    told: list[str] = []
    for name in finding.reason_codes:
        code = model.code(name)
        if code is None:
            told.append(name)
            continue
        told.append(_weight(code.weight, lang) + filled(code.sentence.of(lang), values, lang))
        found = [element for element in map(model.element, code.elements) if element is not None]
        told += [_element(element, code.weight, lang) for element in found]
    return told


def _element(element: Element, weight: str, lang: str) -> str:
    # A code that needs a record names, by its safeguards, what is not yet established; to call that an element shown
    # would say the opposite.
    kind = "open" if weight == "needs" and element.kind == "safeguard" else element.kind
    zh, en = _KINDS[kind]
    if lang == "zh":
        return f"　{zh}：{element.zh}" + (f"（{element.basis}）" if element.basis else "")
    return f"  {en}: {element.en}" + (f" ({element.basis})" if element.basis else "")


def _weight(weight: str, lang: str) -> str:
    return _WEIGHTS[weight][0 if lang == "zh" else 1]
