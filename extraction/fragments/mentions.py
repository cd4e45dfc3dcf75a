"""Finds named things in sentences: people, organizations, places, times, money, drugs, weights. Rules, no model.

What each kind takes in is said in the module of its name (people, organizations, places, times, money, substances).
"""

from __future__ import annotations

from itertools import repeat
from operator import itemgetter
from typing import Final

from anmai.extraction.fragments.money import money
from anmai.extraction.fragments.organizations import organizations
from anmai.extraction.fragments.people import people
from anmai.extraction.fragments.places import places
from anmai.extraction.fragments.region import region
from anmai.extraction.fragments.substances import drugs, weights
from anmai.extraction.fragments.sureness import sureness
from anmai.extraction.fragments.times import times
from anmai.extraction.fragments.word_lists import words
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span

COMPONENT: Final = "mentions"
#: A mention before it goes into the record: label, [start, end), confidence.
Mention = tuple[str, Span, float]


def read_mentions(ruling: Ruling) -> None:
    """Set mentions, in the order of the text: PERSON ORG PLACE TIME PROCEDURE_TIME MONEY DRUG WEIGHT.

    A whole ruling gives those of the facts found, a fragment all. Only places may hold other mentions (王某某家); all
    else doesn't overlap.
    """
    offset, end = region(ruling)
    found = mentions(ruling.text[offset:end])
    ruling.put(COMPONENT, "mentions", [as_found(ruling, offset, mention) for mention in found])


def mentions(text: str) -> list[Mention]:
    """Every mention in ``text``, in order; where two kinds want the same words, the surer kind has them."""
    found: list[Mention] = []
    taken = bytearray(len(text))
    persons = people(text)
    where = places(text, persons)
    wanted = times(text)
    for kind, spans in (
        ("MONEY", money(text)),
        ("WEIGHT", weights(text)),
        ("DRUG", drugs(text)),
        ("PERSON", persons),
        ("ORG", [span for span in organizations(text) if _for_itself(text, span, where)]),
    ):
        wanted.extend(zip(repeat(kind), spans))
    for label, span in wanted:
        start, end = span
        if start < end and taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            found.append((label, span, sureness(text, label, span)))
    found.extend((label, span, sureness(text, label, span)) for label, span in where)
    found.sort(key=itemgetter(1))
    return found


def _for_itself(text: str, span: Span, where: list[tuple[str, Span]]) -> bool:
    """Whether an organization is named for itself, not only to say where something happened."""
    for label, (start, end) in where:
        if start <= span[0] and span[1] <= end:
            organ = label == "PROCEDURE_PLACE" and text[slice(*span)].endswith(words("organs"))
            return organ or text.startswith("公安机关", span[0])
    return True


def as_found(ruling: Ruling, offset: int, mention: Mention, component: str | None = None) -> Found:
    """A mention is one value: its passage is itself.

    Args:
        ruling: The document.
        offset: Where the text that was read begins in the normalised text.
        mention: Its span counts from there.
        component: The component that read it, where it isn't this one.
    """
    label, within, confidence = mention
    span = (within[0] + offset, within[1] + offset)
    first, last = ruling.normal.span(*span)
    row = {"text": ruling.normal.source[first:last], "label": label, "start": first, "end": last}
    return Found(row, (span,), confidence, component)
