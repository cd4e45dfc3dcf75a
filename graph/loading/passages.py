"""The passages of a record's values: from JSON Pointers to flat lists of offsets, as relationships carry them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from anmai.forms.record import Provenance


@dataclass(frozen=True, slots=True)
class Passage:
    """Where something was read.

    Attributes:
        spans: start, end, start, end … in code points of the document's source text, in order.
        component: Component of the pipeline that read it.
        version: Its version.
    """

    spans: tuple[int, ...] = ()
    component: str = ""
    version: str = ""


class Passages:
    """All provenance of one record, to be asked by path.

    Args:
        provenance: As the record holds it.
    """

    def __init__(self, provenance: Iterable[Provenance]) -> None:
        self._by_path: dict[str, list[Provenance]] = {}
        for told in provenance:
            # A value's passages are found under its own path and under every path above it.
            path = told.path
            while path:
                self._by_path.setdefault(path, []).append(told)
                path = path.rpartition("/")[0]

    def at(self, *paths: str) -> Passage:
        """What was read at these paths and below them; a path that tells nothing leaves it to the others.

        A path ends in a name for one value (``/defendants/0/name``), else it means everything inside it.
        """
        spans: set[tuple[int, int]] = set()
        component = version = ""
        for path in paths:
            for told in self._by_path.get(path, ()):
                spans.update((start, end) for start, end in told.spans)
                component, version = component or told.component, version or told.version
        return Passage(tuple(offset for span in sorted(spans) for offset in span), component, version)

    def first(self, *paths: str) -> Passage:
        """The passages of the first of these paths that has any."""
        for path in paths:
            found = self.at(path)
            if found.spans:
                return found
        return Passage()

    def pairs(self, path: str) -> list[list[int]]:
        """The passages at a path as pairs, as the store keeps them."""
        spans = self.at(path).spans
        return [[spans[at], spans[at + 1]] for at in range(0, len(spans), 2)]
