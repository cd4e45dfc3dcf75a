"""The whole way: rulings read into a real Neo4j, a model run over them, API and explorer served, a real browser.

Every process of the site runs the built wheel, not the checkout: what users install is what the browser sees.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, expect, sync_playwright

from anmai.api.background import listen, start, stop_server
from anmai.api.links import new_link
from anmai.graph.connection import connect
from anmai.settings import Settings

DATA = Path(__file__).parent / "data"
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
#: Without them Chromium asks its maker's hosts for updates and the like.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Positions of the drawn graph's nodes: in the graph, and in the canvas.
POSITIONS = """canvas => Object.fromEntries(canvas._cyreg.cy.nodes().map(node => [node.id(), {
  name: node.data('label'), x: node.position('x'), y: node.position('y'),
  at: [node.renderedPosition('x'), node.renderedPosition('y')]}]))"""

#: The middle of a link, in the window.
MIDDLE = """(canvas, [source, kind]) => {
  const cy = canvas._cyreg.cy, box = canvas.getBoundingClientRect();
  const edge = cy.edges().filter(one => one.source().id() === source && one.target().data('kind') === kind)[0];
  const middle = edge.midpoint(), pan = cy.pan(), zoom = cy.zoom();
  return [box.x + middle.x * zoom + pan.x, box.y + middle.y * zoom + pan.y];
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@dataclass
class Site:
    """A served explorer with its API, run from the packages in the folder ``installed``."""

    settings: Settings
    installed: Path
    api_url: str = ""
    ui_url: str = ""

    def anmai(self, *words: str) -> str:
        told = self.settings
        env = os.environ | {
            "ANMAI_HOME": str(told.home),
            "ANMAI_NEO4J_URI": told.neo4j_uri or "",
            "ANMAI_NEO4J_USER": told.neo4j_user,
            "ANMAI_NEO4J_PASSWORD": told.neo4j_password or "",
            "ANMAI_WORKERS": "1",
            "PYTHONPATH": str(self.installed),
        }
        command = [sys.executable, "-m", "anmai.api.cli", *words]
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start_api(self) -> None:
        self.api_url = self._start("api")

    def start_ui(self) -> None:
        self.ui_url = self._start("ui")

    def _start(self, name: Literal["api", "ui"]) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYTHONPATH", str(self.installed))
            return start(self.settings, name).url.rstrip("/")

    def stop_api(self) -> None:
        stop_server(self.settings, "api")

    def link(self) -> str:
        return f"{self.ui_url}/?token={new_link(self.settings, self.api_url)}"


@dataclass
class Visit:
    """A page in a browser with a fresh profile, and what it asked for."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    crashes: list[str] = field(default_factory=list)

    def nodes(self) -> dict[str, dict[str, Any]]:
        """The drawn nodes by id, once the graph stands."""
        canvas = self.page.locator(".gv-canvas").first
        canvas.wait_for()
        self.page.wait_for_function(
            "canvas => canvas._cyreg?.cy.nodes().length > 0", arg=canvas.element_handle(), timeout=30_000
        )
        found: dict[str, dict[str, Any]] = canvas.evaluate(POSITIONS)
        return found

    def point(self, node: str) -> tuple[float, float]:
        """Where a node is on the screen."""
        self.page.locator(".gv-canvas").first.scroll_into_view_if_needed()
        box = self.page.locator(".gv-canvas").first.bounding_box()
        assert box is not None
        x, y = self.nodes()[node]["at"]
        return box["x"] + x, box["y"] + y

    def on_edge(self, source: str, kind: str) -> tuple[float, float]:
        """Where the middle of a node's link to a node of ``kind`` is on the screen."""
        canvas = self.page.locator(".gv-canvas").first
        expect(canvas).to_be_visible()
        canvas.scroll_into_view_if_needed()
        x, y = canvas.evaluate(MIDDLE, [source, kind])
        return x, y

    def wait_nodes(self, more_than: int) -> dict[str, dict[str, Any]]:
        canvas = self.page.locator(".gv-canvas").first.element_handle()
        self.page.wait_for_function(
            "([canvas, least]) => canvas._cyreg.cy.nodes().length > least", arg=[canvas, more_than], timeout=30_000
        )
        return self.nodes()


def _free_port() -> int:
    probe = listen("127.0.0.1", 0)
    port = int(probe.getsockname()[1])
    probe.close()
    return port


@pytest.fixture(scope="package")
def installed(built_wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's packages, unpacked where they come before the checkout's."""
    folder = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(built_wheel).extractall(folder)
    told = subprocess.run(
        [sys.executable, "-c", "import anmai.ui; print(anmai.ui.__file__)"],
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(told.stdout.strip()).is_relative_to(folder), "the checkout is imported, not the wheel"
    return folder


@pytest.fixture(scope="package")
def site(neo4j_server: Any, installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One served site for all browser tests: reading, running and starting take longer than the tests themselves."""
    made = Settings(
        home=tmp_path_factory.mktemp("browser") / "home",
        neo4j_uri=neo4j_server.uri,
        neo4j_user=neo4j_server.user,
        neo4j_password=neo4j_server.password,
        api_port=_free_port(),
        ui_port=_free_port(),
        workers=1,
    )
    made.ensure_home()
    # The same lock as the fixture clean_graph: the database is these tests' alone.
    with FileLock(Path(os.environ["ANMAI_TEST_RUN_FOLDER"]) / "graph.lock"):
        with connect(made, wait=30) as graph:
            graph.execute("MATCH (n) WHERE NOT n:Disposable CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")
        site = Site(made, installed)
        site.anmai("ingest", str(DATA))
        site.anmai("models", "run", "improper-probation")
        try:
            site.start_api()
            site.start_ui()
            yield site
        finally:
            stop_server(made, "ui")
            site.stop_api()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine; browser tests need Debian's package chromium")
    expect.set_options(timeout=45_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Visit]:
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.set_default_timeout(45_000)
    made = Visit(page)
    page.on("request", lambda request: made.hosts.add(urlsplit(request.url).hostname or ""))
    page.on("pageerror", lambda error: made.crashes.append(str(error)))
    page.goto(site.link())
    yield made
    context.close()
    assert made.crashes == []
    assert made.hosts <= {"127.0.0.1", ""}, "the page asked an outside host"
