"""Who let whom use drugs at his place: 甲在其家中容留乙、丙吸食; where nothing else is told, 甲邀乙到其家中吸食."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from anmai.extraction.fragments.drug_scene import Person, Scene, Sentence
from anmai.extraction.text.normal import Span

_SHELTERS: Final = re.compile(r"容留")
_CRIME: Final = re.compile(r"容留他人(?:吸毒|吸食)")
_USES: Final = re.compile(r"吸食|吸毒(?!人员|者|工具|史)|注射")
_THEM: Final = re.compile(r"(?:该|上述)?[二三四五六七两]人|上述人员|他人|朋友")


@dataclass(frozen=True, slots=True)
class Shelter:
    """A host, a guest, and the word that tells it."""

    host: Person
    guest: Person
    told: Span


def shelters(scene: Scene) -> list[Shelter]:
    """Every host and guest that the paragraph tells, in order."""
    found: list[Shelter] = []
    for sentence in scene.sentences:
        for match in _SHELTERS.finditer(scene.text, sentence.start, sentence.end):
            if _CRIME.match(scene.text, match.start()):
                continue
            host = _host(scene, sentence, match.start())
            for guest in _guests(scene, sentence, match.end()) if host else ():
                if host and guest.name != host.name:
                    found.append(Shelter(host, guest, match.span()))
    return found


def told_without_the_word(scene: Scene) -> list[Shelter]:
    """Guests of the accused in sentences about using drugs together; for paragraphs that tell no sale and no 容留."""
    main = scene.main
    found: list[Shelter] = []
    if main is None:
        return found
    for sentence in scene.sentences:
        use = _USES.search(scene.text, sentence.start, sentence.end)
        if use is None or not any(person.name == main.name for person in sentence.persons):
            continue
        for person in sentence.persons:
            if person.name != main.name and person.name not in scene.accused and person.span[0] < use.start():
                found.append(Shelter(main, person, use.span()))
    return found


def _host(scene: Scene, sentence: Sentence, at: int) -> Person | None:
    before = [person for person in sentence.persons if person.span[1] <= at]
    called = [person for person in before if person.name in scene.accused]
    return called[0] if called else scene.main or (before[0] if before else None)


def _guests(scene: Scene, sentence: Sentence, at: int) -> list[Person]:
    """The list of people right behind 容留."""
    for number, person in enumerate(sentence.persons):
        if person.span[0] < at:
            continue
        gap = scene.text[at : person.span[0]]
        if len(gap) > 14 or "，" in gap or _USES.search(gap.replace("吸毒人员", "")):
            break
        return scene.joined(sentence.persons, number)
    if _THEM.match(scene.text, at):
        return [person for person in sentence.persons if person.span[1] <= at and person.name not in scene.accused]
    return []
