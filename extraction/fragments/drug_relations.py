"""Reads who sold drugs to whom, who trafficked in or held what, and who let whom use drugs at his place."""

from __future__ import annotations

from typing import Any, Final

from anmai.extraction.fragments.drug_possession import possessions
from anmai.extraction.fragments.drug_sales import sales
from anmai.extraction.fragments.drug_scene import Drug, Person, Scene, read_scene
from anmai.extraction.fragments.drug_shelter import shelters, told_without_the_word
from anmai.extraction.fragments.region import region
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span

COMPONENT: Final = "drug_relations"
#: type, source, target, and the words that tell it.
Relation = tuple[str, Person, Person | Drug, Span]


def read_drug_relations(ruling: Ruling) -> None:
    """Set relations: sell_drugs_to, traffic_in, possess, provide_shelter_for; source and target as in the text."""
    offset, end = region(ruling)
    text = ruling.text[offset:end]
    named: dict[str, list[tuple[Span, str]]] = {"PERSON": [], "DRUG": []}
    for mention in ruling.draft.values.get("mentions") or []:
        if mention.value["label"] in named:
            start, stop = mention.spans[0]
            named[mention.value["label"]].append(((start - offset, stop - offset), ruling.normal.words(start, stop)))
    if not named["PERSON"] or (not named["DRUG"] and "毒" not in text):
        return
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for kind, source, target, told in relations(read_scene(text, named["PERSON"], named["DRUG"])):
        parts: tuple[tuple[str, Span, str], ...] = (
            ("type", told, kind),
            ("source", source.span, source.name),
            ("target", target.span, target.name),
        )
        row: dict[str, Any] = {
            name: Found(value, ((span[0] + offset, span[1] + offset),), 0.7) for name, span, value in parts
        }
        rows.setdefault((kind, source.name, target.name), row)
    ruling.put(COMPONENT, "relations", list(rows.values()))


def relations(scene: Scene) -> list[Relation]:
    """Every relation that a paragraph on drugs tells, in order; the same pair may come more than once."""
    found: list[Relation] = []
    sold = sales(scene)
    for sale in sold:
        if sale.buyer:
            found.append(("sell_drugs_to", sale.seller, sale.buyer, sale.told))
        found.extend(("traffic_in", sale.seller, drug, sale.told) for drug in sale.drugs)
    for sale in sold:
        if not any(row[0] == "traffic_in" and row[1].name == sale.seller.name for row in found):
            drugs = [drug for drug in scene.drugs if not drug.tested] or list(scene.drugs)
            found.extend(("traffic_in", sale.seller, drug, sale.told) for drug in drugs)
    sheltered = shelters(scene)
    found.extend(("provide_shelter_for", row.host, row.guest, row.told) for row in sheltered)
    held = possessions(
        scene, frozenset(sale.seller.name for sale in sold), frozenset(row.host.name for row in sheltered)
    )
    found.extend(("possess", row.holder, row.drug, row.told) for row in held)
    if not found:
        found.extend(("provide_shelter_for", row.host, row.guest, row.told) for row in told_without_the_word(scene))
    return found
