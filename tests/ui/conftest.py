"""A real API process without Neo4j, for the client and for pages in Streamlit's test harness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from anmai.api.background import listen, start, stop_server
from anmai.api.links import new_link
from anmai.settings import Settings
from anmai.ui.client import ApiClient


@dataclass
class ApiProcess:
    """An API that can be stopped and started again on the same port."""

    settings: Settings
    url: str = ""

    def start(self) -> None:
        self.url = start(self.settings, "api").url.rstrip("/")

    def stop(self) -> None:
        stop_server(self.settings, "api")

    def link(self) -> str:
        return new_link(self.settings, self.url)

    def client(self, lang: str = "zh") -> ApiClient:
        client = ApiClient(self.url, lang=lang)
        client.exchange(self.link())
        return client


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiProcess]:
    probe = listen("127.0.0.1", 0)
    port = probe.getsockname()[1]
    probe.close()
    # Nothing listens on port 9 (discard): Neo4j is away.
    made = Settings(home=tmp_path_factory.mktemp("ui") / "home", neo4j_uri="bolt://127.0.0.1:9", api_port=port)
    process = ApiProcess(made)
    process.start()
    yield process
    process.stop()
