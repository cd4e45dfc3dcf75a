"""Who held which drugs: found on him, at his place, carried or hidden by him.

What is found on a seller or his buyers is for sale, what is used up together at a host's place is no possession.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from anmai.extraction.fragments.drug_scene import Drug, Person, Scene
from anmai.extraction.text.normal import Span

_HOLDS: Final = re.compile(
    r"持有|携带|藏匿|藏有|藏放|私藏|存放|查获|搜出|缴获|搜获|扣押|查扣|起获|搜查出|收缴|搜缴|提取到|放在|查出"
)
_BUYS: Final = re.compile(r"购[买得进回]|买[了得到来]")
#: Drugs used up together are no possession, unless they are found on somebody or the text calls it so.
_TOGETHER: Final = re.compile(r"容留|(?:一起|共同|轮流|一同)[^，。]{0,10}吸")
_ON_HIM: Final = re.compile(r"持有|身上|随身|口袋|包[内里中]|携带")
_USED: Final = re.compile(r"(?:吸食|注射|提供)[^，。；]{0,6}$")
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
    if _TOGETHER.search(scene.text) and not _ON_HIM.search(scene.text):
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
    match = _HOLDS.search(scene.text) or _BUYS.search(scene.text)
    return match.span() if match else None


def _holders(scene: Scene) -> list[Person]:
    """The accused; several where the paragraph accuses several of holding."""
    main = scene.main
    return [main] if main else []


def _held(scene: Scene) -> list[Drug]:
    """The drugs where holding is told, else where buying is told, else what the laboratory found, else all."""
    for pattern in (_HOLDS, _BUYS):
        named = _named(scene, pattern)
        if named:
            return named
    tested = {drug.name: drug for drug in reversed(list(scene.drugs)) if drug.tested}
    return list(tested.values()) or list({drug.name: drug for drug in scene.drugs}.values())


def _named(scene: Scene, pattern: re.Pattern[str]) -> list[Drug]:
    """The drugs of the sentences in which the pattern stands, and of what follows them behind a semicolon."""
    named: dict[str, Drug] = {}
    open_ = False
    for sentence in scene.sentences:
        follows = open_ and scene.text[sentence.start - 1 : sentence.start] == "；"
        open_ = follows or pattern.search(scene.text, sentence.start, sentence.end) is not None
        if not open_:
            continue
        for drug in sentence.drugs:
            others = _OTHERS.search(scene.text, sentence.start, drug.span[0])
            used = _USED.search(scene.text[max(sentence.start, drug.span[0] - 14) : drug.span[0]])
            if not drug.tested and not others and not used:
                named.setdefault(drug.name, drug)
    return list(named.values())
