"""``anmai leads list | show | status | export``: leads without the explorer."""

from __future__ import annotations

import getpass
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anmai.api.cli.outputs import write_lines
from anmai.api.cli.words import JsonOption, LangOption, Words, print_json

if TYPE_CHECKING:
    from anmai.api.services.leads import LeadFilter

ModelOption = Annotated[str | None, typer.Option("--model", help="模型。 Slug of the model.")]
StatusOption = Annotated[str | None, typer.Option("--status", help="状态，或 open。 A status, or open.")]
QueryOption = Annotated[
    str | None, typer.Option("--query", "-q", help="标题、对象或案号。 Title, target or case number.")
]
ReasonOption = Annotated[str | None, typer.Option("--reason", help="理由代码。 A reason code.")]


def register(app: typer.Typer) -> None:
    """Add the group ``leads``."""
    group = typer.Typer(no_args_is_help=True, help="线索：列表、查看、状态、导出。 Leads.")
    group.command("list")(list_command)
    group.command("show")(show)
    group.command("status")(status)
    group.command("export")(export)
    app.add_typer(group, name="leads")


def list_command(
    model: ModelOption = None,
    status: StatusOption = None,
    query: QueryOption = None,
    reason: ReasonOption = None,
    region: Annotated[str | None, typer.Option(help="区划名称或代码。 Name or code of a region.")] = None,
    sort: Annotated[str, typer.Option(help="changed | created | title | cases，前加 - 为降序")] = "-changed",
    offset: Annotated[int, typer.Option(min=0)] = 0,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 50,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """线索列表。 List leads."""
    from rich.console import Console
    from rich.table import Table

    from anmai.api.graph_reader import GraphReader
    from anmai.api.services import leads, models
    from anmai.api.services.regions import CaseRegions
    from anmai.settings import settings
    from anmai.store import open_store

    words, chosen = Words(lang), settings()
    wanted = _filter(model, status, query, reason, region, sort)
    with (
        closing(open_store(chosen)) as store,
        closing(GraphReader(chosen)) as graph,
        store.session(write=False) as session,
    ):
        places = CaseRegions(graph)
        total, rows = leads.list_leads(
            session,
            wanted,
            offset,
            limit,
            titles=lambda slug: models.titles(chosen, slug),
            regions=places.required if region else places.if_there,
        )
    if as_json:
        print_json({"total": total, "offset": offset, "limit": limit, "leads": [row.model_dump() for row in rows]})
        return
    if not total:
        typer.echo(words("no_leads"))
        return
    table = Table()
    for key in ("lead", "model", "state", "title", "cases", "changed"):
        # A long title goes on in the next line: an ellipsis would hide what tells leads apart.
        table.add_column(words(key), overflow="fold", no_wrap=key in {"lead", "changed"})
    for row in rows:
        name = row.model_title_zh if words.lang == "zh" else row.model_title_en
        mark = " *" if row.changed_since_review else ""
        title = row.title_en or row.title if words.lang == "en" else row.title
        table.add_row(row.id[:12], name, words.status(row.status) + mark, title, str(row.cases), row.changed[:10])
    console = Console()
    console.print(table)
    console.print(words("shown", shown=len(rows), total=total))


def show(
    lead: Annotated[str, typer.Argument(help="线索编号或其开头。 Id, or its beginning.")],
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """一条线索及其依据的原文。 A lead with the passages that it rests on."""
    from anmai.api.cli.lead_told import lead_lines
    from anmai.api.services import lead_steps, leads, models
    from anmai.api.services.evidence import evidence
    from anmai.settings import settings
    from anmai.store import open_store

    words, chosen = Words(lang), settings()
    with closing(open_store(chosen)) as store, store.session(write=False) as session:
        row, finding = leads.find_lead(session, lead)
        told = leads.to_lead(row, finding, leads.related_leads(session, row))
        shown = [] if as_json else evidence(session, told.passages)
        steps = lead_steps.history(session, row.id)
    if as_json:
        print_json({**told.model_dump(mode="json"), "history": [step.model_dump() for step in steps]})
        return
    typer.echo("\n".join(lead_lines(words, told, models.models_by_slug(chosen).get(told.model), shown, steps)))


def status(
    lead: Annotated[str, typer.Argument(help="线索编号或其开头。 Id, or its beginning.")],
    to: Annotated[str, typer.Argument(help="in_review | confirmed | dismissed | unreviewed")],
    reason: Annotated[str | None, typer.Option(help="排除理由。 Why it is dismissed.")] = None,
    note: Annotated[str | None, typer.Option(help="备注。 A note.")] = None,
    who: Annotated[str | None, typer.Option("--as", help="以谁的名义。 Who acts; default: you.")] = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """改变线索状态。 Take a lead one step on."""
    from anmai.api.services import lead_steps, leads
    from anmai.settings import settings
    from anmai.store import open_store

    words = Words(lang)
    with closing(open_store(settings())) as store, store.session() as session:
        before = leads.find_lead(session, lead)[0].status
        changed = lead_steps.change_status(session, lead, to, who or getpass.getuser(), reason=reason, note=note)
    if as_json:
        print_json({"id": changed, "before": before, "status": to})
        return
    typer.echo(words("status_set", lead=changed[:12], before=words.status(before), after=words.status(to)))


def export(
    output: Annotated[
        Path, typer.Option("-o", "--output", help="JSONL 文件，- 为标准输出。 A file; - is standard output.")
    ],
    model: ModelOption = None,
    status: StatusOption = None,
    query: QueryOption = None,
    reason: ReasonOption = None,
    lang: LangOption = None,
) -> None:
    """每行一条线索，写成 JSONL。 Write leads as JSON, one a line."""
    from anmai.api.services.leads import iter_leads
    from anmai.settings import settings
    from anmai.store import open_store

    words = Words(lang)
    wanted = _filter(model, status, query, reason, None, "created")
    with closing(open_store(settings())) as store, store.session(write=False) as session:
        lines = (lead.model_dump_json() for lead in iter_leads(session, wanted))
        if str(output) == "-":
            for line in lines:
                sys.stdout.write(line + "\n")
            return
        count = write_lines(output, lines)
    typer.echo(words("exported", count=count, path=output), err=True)


def _filter(
    model: str | None, status: str | None, query: str | None, reason: str | None, region: str | None, sort: str
) -> LeadFilter:
    from anmai.api.services.leads import LeadFilter

    wanted = LeadFilter(model=model, status=status, asked=query, reason=reason, region=region, sort=sort)
    wanted.check()
    return wanted
