"""``anmai sources``: kinds of table sources, what is loaded, checking, loading and removing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from anmai.api.cli.words import JsonOption, print_json

if TYPE_CHECKING:
    from anmai.graph.sources.form import Mapping


def register(app: typer.Typer) -> None:
    """Add the group ``sources``."""
    group = typer.Typer(no_args_is_help=True, help="数据源：类别、清单、检查、载入、移除。 Table sources.")
    group.command("kinds")(kinds)
    app.add_typer(group, name="sources")


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
    found = known(folder)
    chosen = [find_mapping(name, folder)] if name else [each.mapping for each in found if each.mapping is not None]
    problems = [str(problem) for each in found for problem in each.problems] + schema_problems(chosen)
    if as_json:
        told = [mapping.model_dump(mode="json", by_alias=True) for mapping in chosen]
        print_json({"kinds": told, "problems": problems})
    else:
        for mapping in chosen:
            typer.echo("\n".join(_shown(mapping, whole=name is not None)))
    if problems:
        raise SourceError("\n".join(problems), remedy="Correct the mappings (docs/sources.md).")


def _shown(mapping: Mapping, *, whole: bool) -> list[str]:
    lines = [f"{mapping.name:28} {mapping.version:8} {mapping.title.zh} · {mapping.title.en}"]
    if not whole:
        return lines
    lines += [
        f"  {mapping.description.zh}\n  {mapping.description.en}",
        f"  (:Entry:{mapping.entry.label})  {'、'.join(mapping.entry.key) or '-'}",
    ]
    for column in mapping.columns:
        marks = "".join(mark for mark, on in ((" *", column.required), (" 🔒", column.is_personal)) if on)
        unit = f" ({column.measure.en})" if column.measure else ""
        lines.append(f"  {column.name:24} {column.type:12}{unit} {column.title.zh} · {column.title.en}{marks}")
    rest: list[tuple[str, Any]] = [
        *((f"{party.role} {party.title.zh}", "、".join(party.columns().values())) for party in mapping.parties),
        *((f"{each.role} :{each.label}", each.column) for each in mapping.identifiers),
    ]
    return lines + [f"  → {what}: {columns}" for what, columns in rest]
