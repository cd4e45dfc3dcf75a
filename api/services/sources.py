"""Loading, checking and removing table sources, on top of the store, identity and the graph."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from anmai.api.services.ingest import catch_up, resolve_behind
from anmai.errors import Conflict, NotFound, UsageError
from anmai.graph.connection import Graph, connect
from anmai.graph.sources.applying import apply, finish, remove
from anmai.graph.sources.catalogue import find_mapping
from anmai.graph.sources.check import CheckReport, check_table
from anmai.graph.sources.fitting import schema_problems
from anmai.graph.sources.form import Grade, Mapping
from anmai.graph.sources.readers import Table, open_table
from anmai.graph.sources.rejects import rejects_path, write_rejects
from anmai.graph.sources.staging import LoadRequest, stage
from anmai.graph.sources.words import SLUG
from anmai.locks import writer_lock
from anmai.settings import Settings
from anmai.store import Store, open_store
from anmai.store.source_tables import SourceRow

#: Phase (read, store, resolve, project), done, total.
Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class TableChoice:
    """Which table: a file or a database's URL, and the part of it.

    Attributes:
        address: Path or URL.
        sheet: Sheet of a workbook.
        table: Table of a database.
        query: Query of a database.
    """

    address: str
    sheet: str | None = None
    table: str | None = None
    query: str | None = None


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How a table is loaded; None takes what the mapping says.

    Attributes:
        name: Of the source; by default that of its kind.
        replace: The table is the whole source: rows that it doesn't have are removed.
        rejects: File for the rejected rows; by default beside the table.
    """

    name: str | None = None
    owner: str | None = None
    grade: Grade | None = None
    as_of: str | None = None
    replace: bool = False
    rejects: Path | None = None


@dataclass(slots=True)
class LoadResult:
    """What a load did.

    Attributes:
        counts: rows, rejected, repeated, new, changed, unchanged, removed.
        rejects: File of the rejected rows; None without any.
        seconds: Phase → seconds.
    """

    source: str
    kind: str
    counts: dict[str, int] = field(default_factory=dict)
    rejects: str | None = None
    entities: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As plain data."""
        return {name: getattr(self, name) for name in ("source", "kind", "counts", "rejects", "entities", "seconds")}


def mapping_of(settings: Settings, kind: str) -> Mapping:
    """A mapping by name or path, fit for the schema; one's own file is kept in the home, where the schema finds it.

    Raises:
        NotFound: There is none.
        SourceError: It is wrong.
        UsageError: It doesn't fit the schema.
    """
    mapping = find_mapping(kind, settings.sources_dir)
    problems = schema_problems([mapping])
    if problems:
        raise UsageError("\n".join(problems), remedy="Correct the mapping.")
    return mapping


def check_source(
    settings: Settings, choice: TableChoice, kind: str, progress: Progress = lambda _phase, _done, _total: None
) -> CheckReport:
    """Check a table against a mapping; nothing is loaded.

    Raises:
        AnmaiError: The mapping or the table can't be read.
    """
    mapping = mapping_of(settings, kind)
    table = _opened(choice, mapping)
    return check_table(table, mapping, lambda done, total: progress("read", done, total))


def load_source(
    settings: Settings,
    choice: TableChoice,
    kind: str,
    options: LoadOptions,
    progress: Progress = lambda _phase, _done, _total: None,
    *,
    graph: Graph | None = None,
) -> LoadResult:
    """Load a table: store, identity, graph. Killed at any point, the same call goes on.

    Raises:
        BusyError: Another process writes to this home.
        Conflict: A source of that name is of another kind.
        SourceError: The table doesn't fit; nothing is loaded.
        ServerUnavailable: Neo4j can't be reached; the rows are stored, the same call goes on.
    """
    mapping = mapping_of(settings, kind)
    name = options.name or mapping.name
    _check_options(name, options)
    settings.ensure_home()
    _keep_mapping(settings, kind)
    result = LoadResult(name, mapping.name)
    with writer_lock(settings.home, "sources load"):
        store = open_store(settings)
        try:
            _check_kind(store, name, mapping)
            began = time.monotonic()
            finish(store, progress)
            request = LoadRequest(
                name, mapping, options.owner or mapping.owner.zh, options.grade or mapping.grade, options.as_of,
                options.replace,
            )  # fmt: skip
            load_id = stage(store, _opened(choice, mapping), request, progress)
            result.seconds["read"], began = time.monotonic() - began, time.monotonic()
            result.counts = apply(store, load_id, progress)
            result.seconds["store"] = time.monotonic() - began
            path = options.rejects or rejects_path(choice.address)
            result.rejects = str(path) if write_rejects(store, load_id, path) else None
            result.entities = _follow(settings, store, graph, progress, result.seconds)
        finally:
            store.close()
    return result


def remove_source(
    settings: Settings,
    name: str,
    progress: Progress = lambda _phase, _done, _total: None,
    *,
    graph: Graph | None = None,
) -> int:
    """Remove a source: its rows, what they tied, and nothing else.

    Returns:
        How many rows it had.

    Raises:
        NotFound: There is no such source.
        BusyError: Another process writes to this home.
    """
    settings.ensure_home()
    with writer_lock(settings.home, "sources remove"):
        store = open_store(settings)
        try:
            finish(store, progress)
            find_source(store, name)
            rows = remove(store, name)
            _follow(settings, store, graph, progress, {})
        finally:
            store.close()
    return rows


def find_source(store: Store, name: str) -> SourceRow:
    """A loaded source.

    Raises:
        NotFound: There is none of that name.
    """
    with store.session(write=False) as session:
        found = session.get(SourceRow, name)
        names = session.scalars(sa.select(SourceRow.name).where(~SourceRow.removed).order_by(SourceRow.name)).all()
    if found is None or found.removed:
        told = f"Loaded are: {'、'.join(names)}." if names else "None is loaded yet (`anmai sources load`)."
        raise NotFound(f"There is no source {name}.", remedy=told)
    return found


def _follow(
    settings: Settings, store: Store, graph: Graph | None, progress: Progress, seconds: dict[str, float]
) -> int:
    """Let identity and the graph follow the store; returns how many entities are new."""
    began = time.monotonic()

    def told(phase: str, done: int, total: int | None) -> None:
        progress(phase, done, total)

    resolution = resolve_behind(store, told)
    seconds["resolve"], began = time.monotonic() - began, time.monotonic()
    if graph is not None:
        catch_up(store, graph, told)
    else:
        with connect(settings) as opened:
            catch_up(store, opened, told)
    seconds["project"] = time.monotonic() - began
    return len(resolution.new_entities)


def _opened(choice: TableChoice, mapping: Mapping) -> Table:
    from anmai.extraction.readers.encoding import encoding_of

    return open_table(
        choice.address, mapping, encoding_of, sheet_name=choice.sheet, table=choice.table, query=choice.query
    )


def _check_options(name: str, options: LoadOptions) -> None:
    if re.fullmatch(SLUG, name) is None or len(name) > 64:
        raise UsageError(f"{name!r} is no name for a source.", remedy="Use small letters, digits and hyphens.")
    if options.as_of is not None:
        try:
            datetime.date.fromisoformat(options.as_of)
        except ValueError:
            raise UsageError(f"{options.as_of!r} is no day.", remedy="Write it as 2024-05-31.") from None


def _check_kind(store: Store, name: str, mapping: Mapping) -> None:
    with store.session(write=False) as session:
        found = session.get(SourceRow, name)
    if found is not None and not found.removed and found.kind != mapping.name:
        raise Conflict(
            f"The source {name} holds {found.kind}, not {mapping.name}.",
            remedy="Give this one a name of its own with --name.",
        )


def _keep_mapping(settings: Settings, kind: str) -> None:
    """Keep one's own mapping file in the home, so that the graph's schema and models know its kind."""
    path = Path(kind)
    if path.suffix in (".yaml", ".yml") and path.is_file() and path.parent.resolve() != settings.sources_dir.resolve():
        (settings.sources_dir / f"{path.stem}.yaml").write_bytes(path.read_bytes())
