"""``anmai reports``: citizens' reports under a number, what became of them, and telling the graph of them."""

from __future__ import annotations

import getpass
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, cast

import typer

from anmai.api.cli.words import JsonOption, print_json
from anmai.errors import UsageError

if TYPE_CHECKING:
    from anmai.forms.report import Channel, ReportAnswer, ReportStatus, ReportView

#: Statuses in the words of both languages.
STATUS = {
    "received": "已登记 received",
    "accepted": "已受理 accepted",
    "transferred": "已移送 transferred",
    "refused": "不予受理 refused",
    "answered": "已答复 answered",
}
_CHANNELS = ("counter", "phone", "letter", "web", "referred")
NumberArgument = Annotated[str, typer.Argument(metavar="NUMBER", help="举报编号 · number of the report")]
TextOption = Annotated[str | None, typer.Option("--text", "-t", help="告知举报人的内容 · what the reporter hears")]


def register(app: typer.Typer) -> None:
    """Add the group ``reports``."""
    group = typer.Typer(no_args_is_help=True, help="群众举报：登记编号、办理、答复、入图。 Citizens' reports.")
    group.command("add")(add)
    group.command("list")(list_command)
    group.command("show")(show)
    group.command("answer")(answer)
    group.command("load")(load)
    app.add_typer(group, name="reports")


def add(
    content: Annotated[str, typer.Option("--content", "-c", help="举报内容 · what was reported")],
    name: Annotated[str | None, typer.Option("--name", help="举报人，匿名则不填 · reporter; none: anonymous")] = None,
    phone: Annotated[str | None, typer.Option("--phone", help="联系电话 · telephone")] = None,
    subject: Annotated[str | None, typer.Option("--subject", help="被举报单位 · whom it complains of")] = None,
    address: Annotated[str | None, typer.Option("--address", help="事发地址 · where it is about")] = None,
    region: Annotated[str | None, typer.Option("--region", help="行政区划 · administrative division")] = None,
    channel: Annotated[str, typer.Option("--channel", help=" | ".join(_CHANNELS))] = "counter",
    as_json: JsonOption = False,
) -> None:
    """登记一件举报，给出编号。 Take a report down and give it a number."""
    from anmai.api.services import reports
    from anmai.forms.report import NewReport
    from anmai.settings import settings
    from anmai.store import open_store

    if channel not in _CHANNELS:
        raise UsageError(f"--channel {channel} 未知。 --channel {channel} is unknown.", remedy=" | ".join(_CHANNELS))
    told = NewReport(content=content, reporter=name, phone=phone, subject=subject, address=address, region=region,
                     channel=cast("Channel", channel))  # fmt: skip
    with closing(open_store(settings())) as store, store.session() as session:
        made = reports.add_report(session, told, getpass.getuser())
    if as_json:
        print_json(made.model_dump())
        return
    typer.echo(f"{made.number}　已登记，请将编号告知举报人。 Taken down; tell the reporter this number.")


def list_command(
    status: Annotated[str | None, typer.Option("--status", help=" | ".join(STATUS))] = None,
    offset: Annotated[int, typer.Option(min=0)] = 0,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 50,
    as_json: JsonOption = False,
) -> None:
    """列出举报，新者在前。 List reports, the newest first."""
    from anmai.api.services import reports
    from anmai.settings import settings
    from anmai.store import open_store

    wanted = _status(status) if status else None
    with closing(open_store(settings())) as store, store.session(write=False) as session:
        found = reports.list_reports(session, wanted, offset, limit)
    if as_json:
        print_json(found.model_dump())
        return
    if not found.total:
        typer.echo("没有举报。 There are no reports.")
    for report in found.reports:
        typer.echo(f"{report.number}  {STATUS[report.status]}  {_short(report.content)}")
    if found.total > len(found.reports):
        typer.echo(f"共 {found.total} 件，显示 {len(found.reports)} 件。 {len(found.reports)} of {found.total} shown.")


def show(
    number: NumberArgument,
    for_reporter: Annotated[
        bool, typer.Option("--for-reporter", help="只显示可告知举报人的内容 · only what the reporter may be told")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """查看一件举报及其办理经过。 Show a report and what became of it."""
    from anmai.api.services import reports
    from anmai.settings import settings
    from anmai.store import open_store

    with closing(open_store(settings())) as store, store.session(write=False) as session:
        found: ReportView | ReportAnswer
        found = reports.answer_to(session, number) if for_reporter else reports.find_report(session, number)
    if as_json:
        print_json(found.model_dump())
        return
    typer.echo(f"{found.number}  {STATUS[found.status]}")
    if not for_reporter:
        for label, value in _details(cast("ReportView", found)):
            typer.echo(f"  {label}：{value}")
    for one in found.steps:
        typer.echo(
            f"  {one.at[:16].replace('T', ' ')} UTC  {STATUS[one.after]}" + (f"：{one.told}" if one.told else "")
        )


def answer(
    number: NumberArgument,
    text: TextOption = None,
    status: Annotated[str, typer.Option("--status", help="accepted | transferred | refused | answered")] = "answered",
    as_json: JsonOption = False,
) -> None:
    """办理并答复一件举报。 Take a report a step further and tell its reporter."""
    from anmai.api.services import reports
    from anmai.settings import settings
    from anmai.store import open_store

    chosen = _status(status)
    with closing(open_store(settings())) as store, store.session() as session:
        done = reports.step(session, number, chosen, text, getpass.getuser())
    if as_json:
        print_json(done.model_dump())
        return
    typer.echo(f"{done.number}  {STATUS[done.status]}")


def load(as_json: JsonOption = False) -> None:
    """将举报作为数据源 citizen-reports 写入图谱。 Tell the graph of all reports, as the source citizen-reports."""
    from anmai.api.services import reports
    from anmai.settings import settings
    from anmai.store import open_store

    with closing(open_store(settings())) as store:
        done = reports.load_reports(settings(), store)
    if as_json:
        print_json({"source": reports.KIND, "counts": done.counts if done else {}})
        return
    if done is None:
        typer.echo("没有举报可载入。 There are no reports to load.")
        return
    typer.echo("，".join(f"{name} {count}" for name, count in done.counts.items()))


def _status(asked: str) -> ReportStatus:
    if asked not in STATUS:
        raise UsageError(f"--status {asked} 未知。 --status {asked} is unknown.", remedy=" | ".join(STATUS))
    return cast("ReportStatus", asked)


def _details(report: ReportView) -> list[tuple[str, str]]:
    told = (
        ("内容 content", report.content), ("举报人 reporter", report.reporter), ("电话 phone", report.phone),
        ("被举报单位 subject", report.subject), ("地址 address", report.address), ("区划 region", report.region),
        ("主题 theme", report.theme), ("地点 place", report.place),
    )  # fmt: skip
    return [(label, value) for label, value in told if value]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:40]}…"
