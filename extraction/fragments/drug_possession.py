"""Who held which drugs: found on him, at his place, carried or hidden by him, where he is told neither to sell nor to shelter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from anmai.extraction.fragments.drug_scene import Drug, Person, Scene
from anmai.extraction.text.normal import Span

_HOLDS: Final = re.compile(
    r"持有|携带|藏匿|藏有|藏放|私藏|存放|查获|搜出|缴获|搜获|扣押|查扣|起获|搜查出|收缴|搜缴|提取到|购[买得进回]|放在|查出"
)
_OTHERS: Final = re.compile(r"有人|他人|一男子")


@dataclass(frozen=True, slots=True)
class Possession:
    """A holder, a drug, and the word that tells it."""

    holder: Person
    drug: Drug
    told: Span


def possessions(scene: Scene, sellers: frozenset[str], hosts: frozenset[str]) -> list[Possession]:
    """Every holder and drug that the paragraph tells.

    Args:
        scene: The paragraph.
        sellers: Names of those who sell in it; what is found on them and their buyers is for sale.
        hosts: Names of those who shelter in it.
    """
    if any(name in sellers for name in scene.accused):
        return []
    found: list[Possession] = []
    told = _told(scene)
    if told is None:
        return []
    for holder in _holders(scene):
        if holder.name not in hosts and holder.name not in sellers:
            found.extend(Possession(holder, drug, told) for drug in _held(scene))
    return found


def _told(scene: Scene) -> Span | None:
    match = _HOLDS.search(scene.text)
    return match.span() if match else None


def _holders(scene: Scene) -> list[Person]:
    """The accused; several where the paragraph accuses several of holding."""
    main = scene.main
    return [main] if main else []


def _held(scene: Scene) -> list[Drug]:
    """The drugs of the sentences that tell of holding, by the names given there; else what the laboratory found."""
    named: dict[str, Drug] = {}
    for sentence in scene.sentences:
        words = scene.text[sentence.start : sentence.end]
        hold = _HOLDS.search(words)
        if hold is None:
            continue
        for drug in sentence.drugs:
            others = _OTHERS.search(scene.text, sentence.start, drug.span[0])
            if not drug.tested and not drug.doubtful and not others:
                named.setdefault(drug.name, drug)
    if named:
        return list(named.values())
    tested = {drug.name: drug for drug in reversed(list(scene.drugs)) if drug.tested}
    return list(tested.values()) or list({drug.name: drug for drug in scene.drugs}.values())
