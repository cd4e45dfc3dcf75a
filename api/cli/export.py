"""``anmai export``: a lead's subgraph or a selection of nodes as a file."""

from __future__ import annotations

import getpass
from contextlib import closing
from pathlib import Path
from typing import Annotated, cast

import typer

from anmai.api.cli.outputs import write_bytes
from anmai.api.cli.words import JsonOption, LangOption, Words, print_json


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    output: Annotated[Path, typer.Option("-o", "--output", help="输出文件。 The file to write.")],
    lead: Annotated[str | None, typer.Argument(help="线索编号或其开头。 A lead's id, or its beginning.")] = None,
    nodes: Annotated[list[str] | None, typer.Option("--nodes", help="<Label>:<id>，可多次。 May be repeated.")] = None,
    form: Annotated[str, typer.Option("--format", help="json | graphml | csv | cypher")] = "json",
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """导出线索的子图或选定的节点。 Export a lead's subgraph, or chosen nodes with what ties them."""
    from anmai.api.graph_reader import GraphReader
    from anmai.api.services import exports
    from anmai.api.services.graph_view import Lang
    from anmai.api.services.lead_view import Leads
    from anmai.api.services.regions import CaseRegions
    from anmai.errors import UsageError
    from anmai.graph.export import FORMATS, Format
    from anmai.settings import settings
    from anmai.store import open_store

    if (lead is None) == (not nodes):
        raise UsageError("Name a lead or nodes.", remedy="anmai export LEAD -o FILE, or --nodes Person:P-… -o FILE.")
    if form not in FORMATS:
        raise UsageError(f"There is no format {form!r}.", remedy=f"Use one of {', '.join(FORMATS)}.")
    words, chosen = Words(lang), settings()
    wanted: Format = form
    language, who = cast(Lang, words.lang), getpass.getuser()
    with closing(open_store(chosen)) as store, closing(GraphReader(chosen)) as graph:
        if lead is not None:
            leads = Leads(chosen, store, graph, CaseRegions(graph))
            made = exports.export_lead(leads, lead, wanted, language, who)
        else:
            made = exports.export_selection(graph, store, nodes or [], wanted, language, who)
        write_bytes(output, made.content)
    if as_json:
        print_json({"file": str(output), "media_type": made.media_type, "bytes": len(made.content)})
        return
    typer.echo(words("graph_exported", size=len(made.content), path=output), err=True)
