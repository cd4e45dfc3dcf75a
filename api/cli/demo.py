"""``anmai demo``: the whole way on made-up rulings, in a home of its own, ending in the explorer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from anmai.api.cli.servers import NoBrowser
from anmai.api.cli.words import LangOption, Words

if TYPE_CHECKING:
    from rich.progress import TaskID

    from anmai.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    rulings: Annotated[int, typer.Option(min=40, max=100_000, help="文书数量。 How many rulings.")] = 600,
    seed: Annotated[int, typer.Option(help="随机种子。 Another seed makes another sample.")] = 1,
    no_browser: NoBrowser = False,
    down: Annotated[bool, typer.Option("--down", help="停止演示的各项服务。 Stop the servers of all demos.")] = False,
    lang: LangOption = None,
) -> None:
    """用虚构文书演示全过程：生成、入库、建模、打开页面。 The whole way on made-up rulings, in a home of its own."""
    from anmai.api.cli.db import start_server
    from anmai.api.cli.servers import open_everything, stop_everything

    words = Words(lang)
    chosen = demo_settings(rulings, seed)
    if down:
        for home in sorted(path for path in chosen.home.parent.glob("*-*") if path.is_dir()):
            stop_everything(chosen.model_copy(update={"home": home}), words)
        return
    chosen.ensure_home()
    typer.echo(words("demo_home", path=chosen.home), err=True)
    folder = _sample(chosen, rulings, seed, words)
    typer.echo(words("demo_neo4j"), err=True)
    start_server(chosen)
    _ingest(chosen, folder, words)
    _run_models(chosen, words)
    typer.echo(words("demo_up"), err=True)
    typer.echo(words("demo_leads", count=_leads(chosen)), err=True)
    open_everything(chosen, words, browser=not no_browser, said="demo_link")


def demo_settings(rulings: int, seed: int) -> Settings:
    """Settings of the demo's own home, beside yours; a Neo4j or store that you named elsewhere is not touched.

    Each sample has a home of its own, so that another number or seed never mixes with an earlier demo.
    """
    from anmai.settings import settings

    mine = settings()
    home = mine.home.with_name(f"{mine.home.name}-demo") / f"{rulings}-{seed}"
    own: dict[str, Any] = {"home": home, "neo4j_uri": None, "neo4j_database": None, "store_url": None}
    return mine.model_copy(update=own)


def _sample(chosen: Settings, rulings: int, seed: int, words: Words) -> Path:
    """Make the sample unless an earlier demo did."""
    from anmai.sample.make import make_sample

    folder, made = chosen.home / "sample", chosen.home / "sample.made"
    typer.echo(words("demo_sample", count=rulings) + (f": {words('demo_kept')}" if made.exists() else ""), err=True)
    if not made.exists():
        with _bar() as tell:
            make_sample(rulings, seed, folder, force=True, progress=lambda count: tell(count, rulings))
        made.touch()
    return folder / "rulings"


def _ingest(chosen: Settings, folder: Path, words: Words) -> None:
    """Take the sample in; what an earlier demo took in is only looked at."""
    from anmai.api.cli.ingest import PhaseBars
    from anmai.api.services.ingest import ingest
    from anmai.api.services.ingest_forms import Options

    typer.echo(words("demo_ingest"), err=True)
    with PhaseBars() as bars:
        ingest(chosen, [folder], Options(source="demo"), bars.show)


def _run_models(chosen: Settings, words: Words) -> None:
    """Run all models; after an earlier demo only over what changed."""
    from anmai.cypher_models import RunProgress, run_models
    from anmai.graph.connection import connect
    from anmai.store import open_store

    typer.echo(words("demo_models"), err=True)
    with closing(open_store(chosen)) as store, connect(chosen, wait=30) as graph, _bar() as tell:

        def progress(now: RunProgress) -> None:
            tell(now.done, now.total, now.slug)

        run_models(chosen, store, graph, progress=progress)


def _leads(chosen: Settings) -> int:
    """How many leads are there to look at."""
    import sqlalchemy as sa

    from anmai.store import open_store
    from anmai.store.tables import LeadRow

    with closing(open_store(chosen)) as store, store.session(write=False) as session:
        query = sa.select(sa.func.count()).select_from(LeadRow).where(LeadRow.status != "withdrawn")
        return session.scalar(query) or 0


@contextmanager
def _bar() -> Iterator[Callable[..., None]]:
    """A progress bar on standard error; silent where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("   {task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(done: int, total: int, name: str = "") -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=total)
            bar.update(tasks[name], completed=done, total=total)

        yield tell
