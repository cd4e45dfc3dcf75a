"""What one API process holds open: settings, store, graph, text index, access, the background worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from anmai.api.access import Access
from anmai.api.graph_reader import GraphReader
from anmai.api.services.lead_view import Leads
from anmai.api.services.regions import CaseRegions
from anmai.api.services.search import Searcher
from anmai.api.services.text_index import TextIndex
from anmai.api.services.worker import Worker
from anmai.settings import Settings
from anmai.store import Store, open_store


@dataclass(frozen=True, slots=True)
class Context:
    """Opened once at the start, closed at the end; everything in it may be used from any thread."""

    settings: Settings
    store: Store
    graph: GraphReader
    texts: TextIndex
    access: Access
    worker: Worker
    leads: Leads
    search: Searcher

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Open the home.

        Raises:
            StoreError: The store can't be opened.
            ConfigurationError: The token file can't be used.
        """
        store = open_store(settings)
        texts = TextIndex(settings.home / "search.db", store)
        graph = GraphReader(settings)
        return cls(
            settings=settings,
            store=store,
            graph=graph,
            texts=texts,
            access=Access(settings),
            worker=Worker(settings, store, texts),
            leads=Leads(settings, store, graph, CaseRegions(graph)),
            search=Searcher(store, graph, texts),
        )

    def close(self) -> None:
        """Stop the worker, then close what it used."""
        self.worker.stop()
        self.graph.close()
        self.texts.close()
        self.store.close()
