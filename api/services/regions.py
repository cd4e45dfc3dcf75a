"""Where cases were heard: for the leads' list and its filter. Remembered, since lists ask for the same cases again."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from typing import Final

from anmai.api.graph_reader import GraphReader, QueryTimeout
from anmai.api.queries import query
from anmai.api.services.leads import CaseRegion
from anmai.errors import ServerUnavailable

_BATCH: Final = 5000
_MEMORY_SECONDS: Final = 300.0
_MOST: Final = 200_000


class CaseRegions:
    """Case numbers → regions, asked of the graph in batches. One per API process; safe between threads."""

    def __init__(self, graph: GraphReader) -> None:
        self._graph = graph
        self._guard = threading.Lock()
        self._known: dict[str, CaseRegion | None] = {}
        self._since = time.monotonic()

    def required(self, numbers: Sequence[str]) -> dict[str, CaseRegion]:
        """The regions of cases; a case that the graph doesn't place is left out.

        Raises:
            ServerUnavailable: Neo4j is away.
        """
        with self._guard:
            if time.monotonic() - self._since > _MEMORY_SECONDS or len(self._known) > _MOST:
                self._known.clear()
                self._since = time.monotonic()
            known = dict(self._known)
        missing = [number for number in numbers if number not in known]
        for start in range(0, len(missing), _BATCH):
            part = missing[start : start + _BATCH]
            rows = self._graph.read(query("case_regions"), {"numbers": part})
            fresh: dict[str, CaseRegion | None] = dict.fromkeys(part)
            for row in rows:
                fresh[str(row["number"])] = _told(row["chain"])
            known.update(fresh)
            with self._guard:
                # A case that is not placed yet may be so after the next ingest: it is asked for again.
                self._known.update({number: region for number, region in fresh.items() if region is not None})
        return {number: region for number in numbers if (region := known.get(number)) is not None}

    def if_there(self, numbers: Sequence[str]) -> dict[str, CaseRegion]:
        """As ``required``, or nothing while Neo4j is away: a list of leads is of use without regions."""
        try:
            return self.required(numbers)
        except (ServerUnavailable, QueryTimeout):
            return {}


def _told(chain: Sequence[Mapping[str, str]]) -> CaseRegion:
    """A region from the chain of what it is part of, itself first, each {name, code, level}.

    A county's name alone tells nobody where it is, and several bear the same: it is told with its city, or with what
    it lies in directly (a municipality, or a province where no city lies between).
    """
    nearest = chain[0]["name"]
    name = chain[1]["name"] + nearest if chain[0]["level"] == "county" and len(chain) > 1 else nearest
    whole = "".join(region["name"] for region in reversed(chain))
    return CaseRegion(name, whole, frozenset(region["code"] for region in chain))
