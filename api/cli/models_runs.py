"""``anmai models runs | compare | schedule``: what ran, what two runs found differently, what runs by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from anmai.api.cli.words import JsonOption, print_json

if TYPE_CHECKING:
    from anmai.cypher_models.history import Difference


def register(group: typer.Typer) -> None:
    """Add the commands to the group ``models``."""
    group.command("runs")(runs)
    group.command("compare")(compare)
    group.command("schedule")(schedule)


def runs(
    slug: Annotated[str | None, typer.Argument(help="模型名，不写则全部 · a slug; none means all")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="最多多少次 · how many")] = 50,
    as_json: JsonOption = False,
) -> None:
    """运行历史，最新在前。 The history of runs, newest first."""
    from anmai.cypher_models import run_view
    from anmai.cypher_models.history import list_runs
    from anmai.settings import settings
    from anmai.store import open_store

    store = open_store(settings())
    try:
        with store.session(write=False) as session:
            views = [run_view(run) for run in list_runs(session, slug, limit)]
    finally:
        store.close()
    if as_json:
        print_json([view.model_dump(mode="json") for view in views])
        return
    for view in views:
        counts = f"{view.found} 条发现 · findings / {view.population}" if view.state == "done" else view.reason or ""
        typer.echo(
            f"{view.id[:8]}  {view.started[:16]}  {view.model:32} {view.version:8} {view.mode:5} {view.state}  {counts}"
        )
    if not views:
        typer.echo("未运行过 · nothing has run yet: anmai models run")


def compare(
    first: Annotated[str, typer.Argument(help="运行编号开头，或 模型@版本 · a run's id, or slug@version")],
    second: Annotated[str, typer.Argument(help="同上 · the same")],
    as_json: JsonOption = False,
) -> None:
    """比较两次运行或两个版本的发现。 What two runs, or the last runs of two versions, found differently."""
    from anmai.cypher_models.history import compare as compared
    from anmai.settings import settings
    from anmai.store import open_store

    store = open_store(settings())
    try:
        with store.session(write=False) as session:
            found = compared(session, first, second)
            told: dict[str, Any] = found.as_json()
    finally:
        store.close()
    if as_json:
        print_json(told)
        return
    typer.echo(f"{told['model']}: {_run(told['first'])} → {_run(told['second'])}")
    _listed("仅前者 · only in the first", found.only_first)
    _listed("仅后者 · only in the second", found.only_second)
    _listed("内容变化 · changed", found.changed)
    typer.echo(f"相同 · same: {found.same}")


def _run(told: dict[str, Any]) -> str:
    return f"{told['id'][:8]} ({told['version']}, {told['mode']}, {told['started'][:16]})"


def _listed(words: str, found: list[Difference]) -> None:
    typer.echo(f"{words}: {len(found)}")
    for each in found:
        typer.echo(f"  {each.lead}  {each.title}")


def schedule(
    slug: Annotated[str | None, typer.Argument(help="模型名，不写则列出 · a slug; none lists all")] = None,
    every: Annotated[str | None, typer.Option("--every", help="间隔：30m 6h 1d 1w · time between runs")] = None,
    cron: Annotated[str | None, typer.Option("--cron", help='五字段 cron："0 3 * * *" · five fields')] = None,
    off: Annotated[bool, typer.Option("--off", help="取消 · no longer")] = False,
    as_json: JsonOption = False,
) -> None:
    """定时运行：`anmai up` 期间自动执行。 What runs by itself while `anmai up` serves."""
    from anmai.api.services.scheduled import due_at
    from anmai.cypher_models import catalogue, find_model
    from anmai.cypher_models.schedule import read_schedule, remove_entry, set_entry
    from anmai.errors import UsageError
    from anmai.settings import settings
    from anmai.store import open_store

    if (every or cron or off) and slug is None:
        raise UsageError("Which model?", remedy="anmai models schedule SLUG --every 1d")
    if slug is not None and off:
        remove_entry(settings(), slug)
    elif slug is not None and (every or cron):
        set_entry(settings(), find_model(catalogue(settings()), slug).slug, every=every, cron=cron)
    entries = [entry for entry in read_schedule(settings()) if slug is None or entry.model == slug]
    store = open_store(settings())
    try:
        with store.session(write=False) as session:
            times = [due_at(session, entry) for entry in entries]
    finally:
        store.close()
    told = [
        {"model": entry.model, "every": entry.every, "cron": entry.cron, "next": at.isoformat() if at else None}
        for entry, at in zip(entries, times, strict=True)
    ]
    if as_json:
        print_json(told)
        return
    for entry, at in zip(entries, times, strict=True):
        when = at.astimezone().strftime("%Y-%m-%d %H:%M") if at else "正在运行或排队 · queued or running"
        typer.echo(f"{entry.model:32} {entry.words}  下次 next {when}")
    if not entries:
        typer.echo("没有定时 · nothing is scheduled: anmai models schedule SLUG --every 1d")
