"""``anmai sources``: kinds of table sources, what is loaded, proposing a mapping, checking, loading and removing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anmai.api.cli.sources_report import kind_lines, load_lines, report_lines
from anmai.api.cli.words import JsonOption, print_json

if TYPE_CHECKING:
    from anmai.api.services.sources import TableChoice

#: What each phase is called on the screen.
PHASES = {
    "read": "读取表格 · reading",
    "store": "写入记录 · storing",
    "resolve": "识别主体 · resolving",
    "project": "写入图谱 · loading",
}
_TABLE = typer.Argument(metavar="FILE|URL", help="文件，或数据库地址 · a file, or the URL of a database")
_KIND = typer.Option(..., "--as", metavar="KIND|YAML", help="类别名或自建映射文件 · a kind, or a mapping's file")
_SHEET = typer.Option(None, "--sheet", help="工作表名 · sheet of a workbook")
_DB_TABLE = typer.Option(None, "--table", help="数据库的表 · table of a database")
_QUERY = typer.Option(None, "--query", help="数据库查询（只读）· query of a database, read only")


def register(app: typer.Typer) -> None:
    """Add the group ``sources``."""
    group = typer.Typer(no_args_is_help=True, help="数据源：类别、清单、检查、载入、移除。 Table sources.")
    group.command("list")(list_sources)
    group.command("kinds")(kinds)
    group.command("new")(new)
    group.command("check")(check)
    group.command("load")(load)
    group.command("remove")(remove)
    app.add_typer(group, name="sources")


def list_sources(as_json: JsonOption = False) -> None:
    """列出已载入的数据源。 List what is loaded."""
    from anmai.api.services.source_views import source_views
    from anmai.settings import settings
    from anmai.store import open_store

    store = open_store(settings())
    try:
        views = source_views(settings(), store)
    finally:
        store.close()
    if as_json:
        print_json([view.model_dump(mode="json") for view in views])
        return
    if not views:
        typer.echo(
            "还没有载入数据源；anmai sources kinds 列出可载入的类别。 Nothing is loaded; see `anmai sources kinds`."
        )
    for view in views:
        until = f" 截至 as of {view.as_of}" if view.as_of else ""
        typer.echo(
            f"{view.name:28} {view.rows:>10} 行 rows  {view.grade:10} {view.title_zh} · {view.owner}{until}"
            f"  {view.state}"
        )


def kinds(
    name: str | None = typer.Argument(None, help="类别名，不写则全部 · a kind; none means all", show_default=False),
    as_json: JsonOption = False,
) -> None:
    """列出数据源类别及其字段。 List the kinds of sources with their columns."""
    from anmai.errors import SourceError
    from anmai.graph.sources.catalogue import find_mapping, known
    from anmai.graph.sources.fitting import schema_problems
    from anmai.settings import settings

    folder = settings().sources_dir
    found = known(folder) if name is None else ()
    chosen = [find_mapping(name, folder)] if name else [each.mapping for each in found if each.mapping is not None]
    problems = [str(problem) for each in found for problem in each.problems] + schema_problems(chosen)
    if as_json:
        told = [mapping.model_dump(mode="json", by_alias=True) for mapping in chosen]
        print_json({"kinds": told, "problems": problems})
    else:
        for mapping in chosen:
            typer.echo("\n".join(kind_lines(mapping, whole=name is not None)))
    if problems:
        raise SourceError("\n".join(problems), remedy="Correct the mappings (docs/sources.md).")


def new(
    name: str = typer.Argument(help="新类别的名称（小写字母、数字、连字符）· name of the new kind"),
    table: str = typer.Option(..., "--from", metavar="FILE|URL", help="样表 · a table of this kind"),
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到哪里，默认放入数据目录 · default: your home")
    ] = None,
    sheet: str | None = _SHEET,
    db_table: str | None = _DB_TABLE,
    query: str | None = _QUERY,
) -> None:
    """根据样表起草一个映射文件，供修改。 Draft a mapping from a table, to be corrected."""
    from anmai.api.services.source_drafts import draft
    from anmai.settings import settings

    path = draft(settings(), name, _choice(table, sheet, db_table, query), output)
    typer.echo(str(path))
    typer.echo(
        "请核对类型、主键和当事人，再运行 anmai sources check。 Correct types, key and parties, then check.", err=True
    )


def check(
    table: Annotated[str, _TABLE],
    kind: str = _KIND,
    sheet: str | None = _SHEET,
    db_table: str | None = _DB_TABLE,
    query: str | None = _QUERY,
    as_json: JsonOption = False,
) -> None:
    """核对表格，不载入任何数据。 Check a table; nothing is loaded."""
    from anmai.api.cli.app import FAILED, SKIPPED
    from anmai.api.cli.ingest import PhaseBars
    from anmai.api.services.sources import check_source
    from anmai.settings import settings

    with PhaseBars(PHASES) as bars:
        report = check_source(settings(), _choice(table, sheet, db_table, query), kind, bars.show)
    if as_json:
        print_json(report.as_json())
    else:
        typer.echo("\n".join(report_lines(report)))
    if report.refused is not None:
        raise typer.Exit(FAILED)
    if report.rejected:
        raise typer.Exit(SKIPPED)


def load(
    table: Annotated[str, _TABLE],
    kind: str = _KIND,
    name: str | None = typer.Option(None, "--name", help="数据源名称，默认为类别名 · name; default: its kind's"),
    owner: str | None = typer.Option(None, "--owner", help="提供单位 · whose records they are"),
    as_of: str | None = typer.Option(None, "--as-of", metavar="DATE", help="数据截止日 · day up to which they tell"),
    grade: str | None = typer.Option(None, "--grade", help="general | sensitive | restricted"),
    replace: bool = typer.Option(
        False, "--replace", help="全量：表中没有的行将被移除 · the table is all there is: other rows go"
    ),
    rejects: Annotated[Path | None, typer.Option("--rejects", help="被拒行的文件 · file for rejected rows")] = None,
    sheet: str | None = _SHEET,
    db_table: str | None = _DB_TABLE,
    query: str | None = _QUERY,
    as_json: JsonOption = False,
) -> None:
    """载入表格：入库、识别主体、写入图谱；可中断，再次运行即续。 Load a table; the same command goes on."""
    from anmai.api.cli.app import SKIPPED
    from anmai.api.cli.db import start_server
    from anmai.api.cli.ingest import PhaseBars
    from anmai.api.services.sources import LoadOptions, load_source
    from anmai.errors import UsageError
    from anmai.settings import settings

    if grade not in (None, "general", "sensitive", "restricted"):
        raise UsageError(f"{grade!r} is no grade.", remedy="Use general, sensitive or restricted.")
    options = LoadOptions(name, owner, grade, as_of, replace, rejects)  # type: ignore[arg-type]
    start_server(settings())
    with PhaseBars(PHASES) as bars:
        result = load_source(settings(), _choice(table, sheet, db_table, query), kind, options, bars.show)
    if as_json:
        print_json(result.as_json())
    else:
        typer.echo("\n".join(load_lines(result)))
    if result.counts["rejected"]:
        raise typer.Exit(SKIPPED)


def remove(
    name: str = typer.Argument(help="数据源名称 · name of the source"),
    yes: bool = typer.Option(False, "--yes", help="不再询问 · don't ask"),
) -> None:
    """移除一个数据源带来的全部内容，其他不动。 Remove all that came from a source, and nothing else."""
    from anmai.api.cli.db import start_server
    from anmai.api.cli.ingest import PhaseBars
    from anmai.api.services.sources import remove_source
    from anmai.settings import settings

    if not yes:
        typer.confirm(f"移除数据源 {name}？ Remove the source {name}?", abort=True)
    start_server(settings())
    with PhaseBars(PHASES) as bars:
        rows = remove_source(settings(), name, bars.show)
    typer.echo(f"已移除 {name}：{rows} 行。 Removed {name}: {rows} rows.")


def _choice(address: str, sheet: str | None, table: str | None, query: str | None) -> TableChoice:
    from anmai.api.services.sources import TableChoice

    return TableChoice(address, sheet, table, query)
