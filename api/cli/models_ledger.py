"""``anmai models ledger | certify | promote | demote | overlap``: the ledger of supervision models 台账."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from anmai.api.cli.words import JsonOption, print_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy.orm import Session

    from anmai.cypher_models import Model

Slug = Annotated[str, typer.Argument(help="模型名 · slug")]
Who = Annotated[str | None, typer.Option("--who", help="经办人（默认当前用户）· who does it")]
Note = Annotated[str | None, typer.Option("--note", help="说明 · why")]
To = Annotated[str | None, typer.Option("--to", help="stable | test | retired | county | city | province")]

_SIDES = {"business": "业务部门 · business", "data": "数据部门 · data"}
_MOVES = {"promote": "建议升级 · promote", "demote": "建议降级 · demote", "retire": "建议停用 · retire"}


def register(group: typer.Typer) -> None:
    """Add the commands to the group ``models``."""
    group.command("ledger")(ledger)
    group.command("certify")(certify)
    group.command("promote")(promote)
    group.command("demote")(demote)
    group.command("overlap")(overlap)


def ledger(
    slug: Annotated[str | None, typer.Argument(help="模型名，不写则全部 · a slug; none means all")] = None,
    as_json: JsonOption = False,
) -> None:
    """模型台账：版本、认证、层级、成效与升降级建议。 Versions, certificates, level, outcomes, proposals."""
    from anmai.cypher_models.ledger import ledger_view

    with _opened(write=False) as (session, models, office):
        from anmai.cypher_models import find_model

        chosen = [find_model(models, slug)] if slug else models
        views = [ledger_view(session, model, models, office) for model in chosen]
    if as_json:
        print_json(views)
        return
    for view in views:
        for line in lines(view):
            typer.echo(line)


def lines(view: dict[str, Any]) -> list[str]:
    """A model's page of the ledger as lines of text."""
    head = f"{view['slug']:32} {view['version']:8} {view['status']:13} {view['level']}"
    given = [f"{_SIDES[each['side']]} {each['who']} {each['at'][:10]}" for each in view["certificates"]]
    lacking = [f"{_SIDES[side]} —" for side in view["lacking"]]
    told = [head, f"  认证 certificates: {'; '.join(given + lacking)}"]
    told += [f"  ！{problem}" for problem in view["problems"]]
    for part in view["outcomes"]:
        who = part["office"] or "本单位 · this office"
        counts = f"属实 confirmed {part['confirmed']} · 不属实 dismissed {part['dismissed']}"
        rate = (
            f"{part['rate']:.0%}（95% {part['low']:.0%}–{part['high']:.0%}）" if part["rate"] is not None
            else "数量太少，不计比率 · too few for a rate"
        )  # fmt: skip
        told.append(f"  {who}: {counts} · {rate}")
    for each in view["proposals"]:
        lack = f"（缺 lacks: {', '.join(each['lacking'])}）" if each["lacking"] else ""
        told.append(f"  {_MOVES[each['move']]} → {each['to']}: {each['zh']} · {each['en']}{lack}")
    told += [
        f"  {row['at'][:10]} {row['by']}: {row['before']} → {row['after']}"
        + (f"（{row['note']}）" if row["note"] else "")
        for row in view["moves"]
    ]
    return told


def certify(
    slug: Slug,
    side: Annotated[str, typer.Option("--as", help="business（业务部门）| data（数据部门）")],
    who: Annotated[str, typer.Option("--who", help="认证人 · who certifies")],
    note: Note = None,
) -> None:
    """认证一个版本：业务部门与数据部门各一人，缺一不可。 Certify a version; both sides, different people."""
    from anmai.cypher_models import find_model
    from anmai.cypher_models.ledger import certify as give
    from anmai.cypher_models.ledger import register as registered

    with _opened() as (session, models, _office):
        model = find_model(models, slug)
        registered(session, model)
        made = give(session, model, side, who, note)
        said = f"{model.slug} {model.version}: {_SIDES[made.side]} {made.who}"
    typer.echo(said)


def promote(slug: Slug, to: To = None, who: Who = None, note: Note = None) -> None:
    """升级：试用→稳定（须两方认证），县→市→省。 Move a model up; stable needs both certificates."""
    _move(slug, to, who, note, up=True)


def demote(slug: Slug, to: To = None, who: Who = None, note: Note = None) -> None:
    """降级或停用。 Move a model down, or retire it."""
    _move(slug, to, who, note, up=False)


def _move(slug: str, to: str | None, who: str | None, note: str | None, *, up: bool) -> None:
    from anmai.cypher_models import find_model
    from anmai.cypher_models.ledger import move
    from anmai.cypher_models.ledger import register as registered
    from anmai.cypher_models.ledger.outcomes import outcomes

    with _opened() as (session, models, office):
        model = find_model(models, slug)
        registered(session, model)
        ground = {"outcomes": [part.as_json() for part in outcomes(session, slug, office)]}
        made = move(session, model, to, who or getpass.getuser(), note, ground, up=up)
        said = f"{model.slug} {model.version}: {made.before} → {made.after}"
    typer.echo(said)


def overlap(slug: Slug, as_json: JsonOption = False) -> None:
    """与其他模型的重合：查询相似度与共同对象。 How much a model repeats the others."""
    from anmai.cypher_models import find_model
    from anmai.cypher_models.ledger.overlap import overlaps

    with _opened(write=False) as (session, models, _office):
        found = overlaps(session, find_model(models, slug), models)
    if as_json:
        print_json([each.as_json() for each in found])
        return
    for each in found:
        share = f"{each.share:.0%}" if each.share is not None else "—"
        typer.echo(
            f"{'！' if each.near_copy else '  '}{each.slug:32} 查询 query {each.query:.0%} "
            f"(要件 clauses {each.clauses:.0%}, 词组 shingles {each.shingles:.0%})  "
            f"共同对象 common targets {each.common}/{each.own} {share}"
        )


def _opened(*, write: bool = True) -> AbstractContextManager[tuple[Session, list[Model], str | None]]:
    """A session of the store, the models, and this office's name."""
    from contextlib import contextmanager

    from anmai.cypher_models import catalogue
    from anmai.cypher_models.packages import Offices
    from anmai.settings import settings
    from anmai.store import open_store

    @contextmanager
    def opened() -> Iterator[tuple[Session, list[Model], str | None]]:
        models, own = catalogue(settings()), Offices(settings()).own()
        store = open_store(settings())
        try:
            with store.session(write=write) as session:
                yield session, models, own.name if own else None
        finally:
            store.close()

    return opened()
