"""Why a finding was raised, in words, with the legal elements that it rests on."""

from __future__ import annotations

from anmai.cypher_models.finding import filled
from anmai.cypher_models.form import Model
from anmai.forms.lead import Finding, Lead


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
        told.append(_weight(code.weight, lang) + filled(code.sentence.of(lang), values))
        for element in (model.element(element) for element in code.elements):
            if element is not None:
                basis = f"（{element.basis}）" if element.basis else ""
                told.append(("　要件：" if lang == "zh" else "  Element: ") + element.of(lang) + basis)
    return told


def _weight(weight: str, lang: str) -> str:
    words = {
        "certain": ("【确定】", "[certain] "),
        "weaker": ("【较弱】", "[weaker] "),
        "needs": ("【待补】", "[needs a record] "),
    }
    return words[weight][0 if lang == "zh" else 1]
