"""The passages of a finding: which words of which documents it rests on, what decides first.

A row of findings.cypher names them as links. A link is a relationship's own passage, ``{document, spans, element}``,
or asks for what was read in a document, ``{document, fields, element}``, where ``fields`` are JSON Pointers into the
record (``/result``, ``/loans``, ``/offences/*/date``; each stands for all below it). With both, ``fields`` keeps those
of the spans that gave these values, in their order. ``{entry, columns, element}`` names cells of a table's row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from anmai.forms.lead import Passage

#: Passages kept for one finding; the subgraph has the rest.
MOST_PASSAGES: Final = 240
_NUMBER: Final = re.compile(r"(?<=/)\d+(?=/|$)")

#: A place that gave a value: JSON Pointer into the record, start, end.
Place = tuple[str, int, int]


class Documents(Protocol):
    """Where words and what was read are looked up."""

    def words(self, document: str, start: int, end: int) -> str | None:
        """The words [start, end) of a document's source text; None when it isn't stored or has no such place."""

    def places(self, document: str) -> Sequence[Place]:
        """All places of a document that gave a value, in the order of its record; none when it isn't stored."""


@dataclass(frozen=True, slots=True)
class NoDocuments:
    """Documents of examples, which have none."""

    def words(self, document: str, start: int, end: int) -> str | None:
        """No words."""
        del document, start, end
        return None

    def places(self, document: str) -> Sequence[Place]:
        """No places."""
        del document
        return ()


def passages(links: list[dict[str, Any]] | None, documents: Documents) -> list[Passage]:
    """The passages of a row's links in the order of the links, each place once, with the value that it gave.

    Where there are more than ``MOST_PASSAGES``, every document keeps its first ones.
    """
    found: dict[tuple[str, int, int], Passage] = {}
    for link in links or []:
        document = link.get("document") or link.get("entry")
        if document is None:
            continue
        if "columns" in link:
            link = {**link, "fields": [f"/{column}" for column in link["columns"] or ()]}
        for path, start, end in _places(link, documents.places(document)):
            words = documents.words(document, start, end)
            if words is not None:
                found.setdefault(
                    (document, start, end),
                    Passage(
                        document=document, start=start, end=end, text=words, path=path, element=link.get("element")
                    ),
                )
    return _first_of_each(list(found.values()))


def _places(link: dict[str, Any], known: Sequence[Place]) -> list[tuple[str | None, int, int]]:
    spans, fields = link.get("spans"), link.get("fields")
    if spans is None:
        return [place for field in fields or [] for place in known if under(place[0], field)]
    wanted = list(zip(spans[::2], spans[1::2], strict=False))
    if fields is not None:
        return [
            place for field in fields for place in known if under(place[0], field) and (place[1], place[2]) in wanted
        ]
    # In the order of the record, which names a verdict before the circumstances that bear on it.
    gave: dict[tuple[int, int], tuple[int, str]] = {}
    for at, (path, start, end) in enumerate(known):
        gave.setdefault((start, end), (at, path))
    wanted.sort(key=lambda span: (gave.get(span, (len(known), ""))[0], span))
    return [(gave[span][1] if span in gave else None, *span) for span in wanted]


def under(path: str, field: str) -> bool:
    """Whether a JSON Pointer is ``field`` or lies below it; ``*`` stands for any place in a list."""
    if field in path and (path == field or path.startswith(field + "/")):
        return True
    general = _NUMBER.sub("*", path)
    return general == field or general.startswith(field + "/")


def _first_of_each(found: list[Passage]) -> list[Passage]:
    if len(found) <= MOST_PASSAGES:
        return found
    turn: dict[str, int] = {}
    ranks = []
    for passage in found:
        ranks.append(turn.setdefault(passage.document, 0))
        turn[passage.document] += 1
    kept = set(sorted(range(len(found)), key=lambda at: (ranks[at], at))[:MOST_PASSAGES])
    return [passage for at, passage in enumerate(found) if at in kept]
