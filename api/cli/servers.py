"""``anmai up | down | status``, and ``anmai api``, ``anmai ui`` in the foreground."""

from __future__ import annotations

import os
import sys
import webbrowser
from typing import TYPE_CHECKING, Annotated, Any

import typer

from anmai.api.cli.words import JsonOption, LangOption, Words, print_json

if TYPE_CHECKING:
    from anmai.settings import Settings

NoBrowser = Annotated[bool, typer.Option("--no-browser", help="不打开浏览器。 Only print the link.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("up")(up)
    app.command("down")(down)
    app.command("status")(status)
    app.command("api")(api)
    app.command("ui")(ui)


def up(no_browser: NoBrowser = False, lang: LangOption = None) -> None:
    """启动 Neo4j、接口服务和浏览页面，并给出一次性链接。 Start everything and print a one-time link."""
    from anmai.settings import settings

    open_everything(settings(), Words(lang), browser=not no_browser)


def open_everything(chosen: Settings, words: Words, *, browser: bool, said: str = "link") -> str:
    """Start what does not run, wait until it answers, print a fresh link.

    Returns:
        The link.

    Raises:
        ServerUnavailable: A server did not come up.
    """
    from anmai.api.background import running as find
    from anmai.api.background import start, stop_server
    from anmai.api.cli.db import start_server
    from anmai.api.links import new_link

    start_server(chosen)
    typer.echo(words("api_starting"), err=True)
    served = start(chosen, "api")
    page = find(chosen, "ui")
    if page is not None and page.api_url != served.url:
        # The API came back under another port: a page that looks for it at the old one is of no use.
        stop_server(chosen, "ui")
    typer.echo(words("ui_starting"), err=True)
    page = start(chosen, "ui")
    link = f"{page.url.rstrip('/')}/?token={new_link(chosen, served.url)}"
    typer.echo(words(said), err=True)
    typer.echo(link)
    if browser:
        _show(link)
    return link


def _show(link: str) -> None:
    """Open the link in a window; without a display a text browser would take the terminal over."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    webbrowser.open(link)


def down(lang: LangOption = None) -> None:
    """停止浏览页面、接口服务和 Neo4j。 Stop everything."""
    from anmai.settings import settings

    stop_everything(settings(), Words(lang))


def stop_everything(chosen: Settings, words: Words) -> None:
    """Stop what runs of a home, the page first; a Neo4j elsewhere is left alone."""
    from anmai.api.background import stop_server
    from anmai.graph.server.local import LocalServer

    stopped = {"ui": stop_server(chosen, "ui"), "api": stop_server(chosen, "api")}
    stopped["neo4j"] = chosen.neo4j_uri is None and LocalServer(chosen).stop()
    for name, was in stopped.items():
        typer.echo(words("stopped" if was else "not_running", name=words(name)))


def status(as_json: JsonOption = False, lang: LangOption = None) -> None:
    """各项服务是否在运行。 Which servers run, and where."""
    from anmai.settings import settings

    words, chosen = Words(lang), settings()
    told = server_states(chosen)
    if as_json:
        print_json(told)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(words("server"), words("state"), words("address"), words("process"))
    for name in ("neo4j", "api", "ui"):
        row = told[name]
        state = {"running": "running", "not_answering": "not_answering", "starting": "not_answering"}.get(
            row["state"], "not_running_state"
        )
        table.add_row(words(name), words(state), row["uri"] or "", str(row["pid"] or ""))
    console = Console()
    console.print(table)
    console.print(f"{words('home')}: {chosen.home}", soft_wrap=True, highlight=False)


def server_states(chosen: Settings) -> dict[str, Any]:
    """State, address and process of each server: {"home", "neo4j", "api", "ui"}."""
    from anmai.api.background import answers, running
    from anmai.graph.status import server_status

    neo4j = server_status(chosen)
    told: dict[str, Any] = {
        "home": str(chosen.home),
        "neo4j": {"state": neo4j.state, "uri": neo4j.uri, "pid": None, "version": neo4j.version},
    }
    for name in ("api", "ui"):
        known = running(chosen, name)
        state = "stopped" if known is None else "running" if answers(known, name) else "not_answering"
        told[name] = {"state": state, "uri": known.url if known else None, "pid": known.pid if known else None}
    return told


def api() -> None:
    """在前台运行接口服务（仅本机）。 Serve the API in the foreground, to this machine alone."""
    from anmai.api.serving import serve_api
    from anmai.settings import settings

    serve_api(settings())


def ui() -> None:
    """在前台运行浏览页面。 Serve the explorer in the foreground."""
    from anmai.api.serving import serve_ui
    from anmai.settings import settings

    serve_ui(settings())
