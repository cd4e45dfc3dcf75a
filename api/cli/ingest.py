"""``anmai ingest``: files into the store, the entities and the graph."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anmai.api.cli.app import SKIPPED
from anmai.api.cli.words import Words

if TYPE_CHECKING:
    from anmai.api.services.ingest_forms import Summary

#: What each phase is called on the screen.
_PHASES = {
    "extract": "读取与抽取 · reading",
    "resolve": "识别主体 · resolving",
    "project": "写入图谱 · loading",
}
#: Skipped documents shown on the screen; --json lists them all.
_SHOWN = 50


def register(app: typer.Typer) -> None:
    """Add the command ``ingest``."""
    app.command("ingest")(ingest)


def ingest(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT…", help="文件、文件夹、表格、.zip · files, folders, tables, .zip")
    ],
    source: str | None = typer.Option(
        None, "--source", help="来源名称，默认为文件夹名 · name of the source; default: the folder's name"
    ),
    text_field: str | None = typer.Option(None, "--text-field", help="表格的正文字段 · field of a table's text"),
    id_field: str | None = typer.Option(None, "--id-field", help="表格的编号字段，可用逗号连接 · field(s) of the id"),
    fragment: bool = typer.Option(False, "--fragment", help="文本只是裁判文书的片段 · the texts are parts of rulings"),
    prune: bool = typer.Option(
        False, "--prune", help="删除同一来源中已不存在的文书 · remove documents of the source that are gone"
    ),
    as_json: bool = typer.Option(False, "--json", help="以 JSON 输出结果 · print the summary as JSON"),
) -> None:
    """抽取、入库、识别主体、写入图谱；可中断，再次运行即续。 Read, store, resolve, load.

    It can be stopped at any point; the same command goes on from there.
    """
    from anmai.api.cli.db import start_server
    from anmai.api.services.ingest import ingest as run
    from anmai.api.services.ingest_forms import Options
    from anmai.settings import settings

    start_server(settings())
    options = Options(source, text_field, id_field, fragment, prune)
    with PhaseBars() as bars:
        summary = run(settings(), inputs, options, bars.show)
    if as_json:
        typer.echo(json.dumps(summary.as_json(), ensure_ascii=False))
    else:
        _tell(summary)
        typer.echo(Words(None)("ingest_next"), err=True)
    if summary.skipped:
        raise typer.Exit(SKIPPED)


class PhaseBars:
    """One progress bar for each phase, on standard error.

    Args:
        phases: Phase → what it is called on the screen.
    """

    def __init__(self, phases: Mapping[str, str] = _PHASES) -> None:
        self._phases = phases

    def __enter__(self) -> PhaseBars:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )
        self._tasks: dict[str, object] = {}
        self._progress.start()
        return self

    def __exit__(self, kind: object, *_error: object) -> None:
        if kind is None:
            self._complete()
        self._progress.stop()

    def show(self, phase: str, done: int, total: int | None) -> None:
        """Move the bar of a phase; the bars before it are complete."""
        if phase not in self._tasks:
            self._complete()
            self._tasks[phase] = self._progress.add_task(self._phases[phase], total=total)
        self._progress.update(self._tasks[phase], completed=done, total=total)  # type: ignore[arg-type]

    def _complete(self) -> None:
        """How many there are is known for certain once a phase is over: as many as were done."""
        for task in self._progress.tasks:
            self._progress.update(task.id, total=task.completed)


def _tell(summary: Summary) -> None:
    told = summary.as_json()
    typer.echo(f"文书 documents: {told['documents']}  {_pairs(told['outcomes'])}")
    typer.echo(f"读取 read: {_pairs(told['statuses'])}")
    typer.echo(f"新主体 new entities: {told['new_entities']}")
    typer.echo(
        f"图谱 graph: {told['projected_documents']} 份文书 documents, {told['nodes']} 节点 nodes, "
        f"{told['relationships']} 关系 relationships"
    )
    if summary.skipped:
        typer.echo(f"跳过 skipped: {_pairs(told['skipped_by_reason'])}", err=True)
        for each in summary.skipped[:_SHOWN]:
            typer.echo(f"  {skip_line(each.document, each.reason, each.message)}", err=True)
        if len(summary.skipped) > _SHOWN:
            typer.echo(f"  … 共 {len(summary.skipped)} 份，全部见 --json · all of them with --json", err=True)


def skip_line(document: str, reason: str, message: str) -> str:
    """One skipped document: which, why, what to do. Its name is said once, though the message begins with the place."""
    from anmai.api.cli.words import spoken
    from anmai.extraction.data.tables import table
    from anmai.forms.error_words import in_chinese

    said = in_chinese(message) if spoken() == "zh" else message
    for name in (document, document.rpartition("/")[2], document.partition("/")[2]):
        for mark in ("：", ": ", ":"):
            if name and said.startswith(name + mark):
                said = said.removeprefix(name + mark).lstrip()
    told = str(table("skip_reasons").get(reason, reason))
    return f"{document}: {told} ({reason}){'。' if spoken() == 'zh' else '. '}{said}".rstrip()


def _pairs(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "-"
