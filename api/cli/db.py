"""``anmai db``: the local Neo4j (start, stop, status, reset) and the graph's projection from the store (rebuild)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from anmai.graph.server.local import Reporter
    from anmai.settings import Settings

#: What each phase of a start is called.
_PHASES = {
    "java": "查找 Java · finding Java",
    "jars": "核对 Neo4j 组件 · checking the jars of Neo4j",
    "launch": "启动 Neo4j · starting Neo4j",
    "wait": "等待就绪 · waiting",
}


def register(app: typer.Typer) -> None:
    """Add the group ``db``."""
    group = typer.Typer(no_args_is_help=True, help="图数据库：启动、停止、状态、清空、重建、核对。 The graph database.")
    group.command("start")(start)
    group.command("stop")(stop)
    group.command("status")(status)
    group.command("reset")(reset)
    group.command("rebuild")(rebuild)
    group.command("check")(check)
    app.add_typer(group, name="db")


def start() -> None:
    """启动本机 Neo4j（首次会下载组件）。 Start the local Neo4j; the first start fetches it."""
    from anmai.settings import settings

    if settings().neo4j_uri is not None:
        typer.echo(_ELSEWHERE.format(uri=settings().neo4j_uri), err=True)
        return
    uri = start_server(settings())
    typer.echo(f"Neo4j 已就绪 · ready: {uri}")


def start_server(settings: Settings) -> str:
    """Start the local server, showing how far it is on standard error, and return its address.

    With a Neo4j by URI there is nothing to start; its address is returned.
    """
    from anmai.graph.server.local import LocalServer

    if settings.neo4j_uri is not None:
        return settings.neo4j_uri
    with _Showing() as reporter:
        return LocalServer(settings).start(reporter)


_ELSEWHERE = "ANMAI_NEO4J_URI 指向 {uri}，由其管理员启停。 Neo4j is {uri}; whoever runs it starts and stops it."


class _Showing:
    """A rich progress display as a context; what it yields is a Reporter."""

    def __enter__(self) -> Reporter:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

        from anmai.graph.server.local import Reporter

        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console, transient=True
        )
        self._fetching = Progress(
            TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn(), console=console
        )
        self._progress.start()
        waiting = self._progress.add_task("Neo4j", total=None)
        fetch: list[int] = []

        def phase(name: str, detail: str) -> None:
            if fetch and name == "launch":
                self._fetching.stop()
                self._progress.start()
            self._progress.update(waiting, description=f"{_PHASES.get(name, name)} {detail}".strip())

        def announce(count: int, size: int, base: str) -> None:
            self._progress.stop()
            console.print(
                f"下载 Neo4j 的 {count} 个组件，共 {size / 1e6:.0f} MB，来自 {base}\n"
                f"Fetching {count} jars of Neo4j, {size / 1e6:.0f} MB, from {base}",
                highlight=False,
                soft_wrap=True,
            )
            self._fetching.start()
            fetch.append(self._fetching.add_task("下载 · fetching", total=size))

        def fetched(done: int, _total: int, _name: str) -> None:
            self._fetching.update(fetch[0], completed=done)  # type: ignore[arg-type]

        return Reporter(phase=phase, announce=announce, fetched=fetched)

    def __exit__(self, *_error: object) -> None:
        self._fetching.stop()
        self._progress.stop()


def stop() -> None:
    """停止本机 Neo4j。 Stop the local Neo4j."""
    from anmai.graph.server.local import LocalServer
    from anmai.settings import settings

    if settings().neo4j_uri is not None:
        typer.echo(_ELSEWHERE.format(uri=settings().neo4j_uri), err=True)
        return
    stopped = LocalServer(settings()).stop()
    typer.echo("Neo4j 已停止 · stopped" if stopped else "Neo4j 本未运行 · was not running")


def status(as_json: bool = typer.Option(False, "--json", help="以 JSON 输出 · print JSON")) -> None:
    """图数据库的状态。 Tell whether Neo4j runs, and how to reach it."""
    from dataclasses import asdict

    from anmai.graph.status import server_status
    from anmai.settings import settings

    told = server_status(settings())
    if as_json:
        typer.echo(json.dumps(asdict(told), ensure_ascii=False))
        return
    for name, value in asdict(told).items():
        typer.echo(f"{name:14} {value if value is not None else '-'}")


def reset(yes: bool = typer.Option(False, "--yes", help="不再询问 · do not ask")) -> None:
    """清空图谱投影；文书、抽取结果与认定均保留。 Empty the graph; documents, records, decisions stay in the store."""
    from anmai.api.services.ingest import reset_graph
    from anmai.settings import settings

    if not yes:
        typer.confirm(
            f"将清空 {settings().neo4j_uri or settings().home} 的图谱，是否继续？ Empty this graph?",
            abort=True,
            err=True,
        )
    start_server(settings())
    reset_graph(settings())
    typer.echo(
        "图谱已清空；用 `anmai db rebuild` 从库中重建。 Emptied; `anmai db rebuild` makes it anew from the store."
    )


def rebuild(as_json: bool = typer.Option(False, "--json", help="以 JSON 输出 · print JSON")) -> None:
    """清空图谱并从库中重建。 Drop the graph and make it anew from the store."""
    from dataclasses import asdict

    from anmai.api.cli.ingest import PhaseBars
    from anmai.api.services.ingest import rebuild as run
    from anmai.settings import settings

    start_server(settings())
    with PhaseBars() as bars:
        done = run(settings(), bars.show)
    if as_json:
        typer.echo(json.dumps(asdict(done)))
    else:
        typer.echo(
            f"已重建 rebuilt: {done.documents} 份文书 documents, {done.nodes} 节点 nodes, "
            f"{done.relationships} 关系 relationships"
        )


def check(as_json: bool = typer.Option(False, "--json", help="以 JSON 输出 · print JSON")) -> None:
    """核对图谱与结构声明是否一致。 Check the graph against the schema: keys, declarations, passages."""
    from anmai.api.cli.app import FAILED
    from anmai.graph.connection import connect
    from anmai.graph.loading.check import check as run
    from anmai.settings import settings

    with connect(settings()) as graph:
        problems = run(graph)
    if as_json:
        typer.echo(json.dumps(problems, ensure_ascii=False))
    else:
        for problem in problems or ["图谱与结构一致 · the graph keeps the schema"]:
            typer.echo(problem)
    if problems:
        raise typer.Exit(FAILED)
