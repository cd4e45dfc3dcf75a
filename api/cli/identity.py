"""``anmai identity``: who is who and why; what waits for people. Deciding is in ``identity_changes``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from anmai.api.cli import identity_changes
from anmai.api.cli.outputs import write_lines
from anmai.api.cli.words import JsonOption, Lang, LangOption, Words, print_json

if TYPE_CHECKING:
    from rich.tree import Tree
    from sqlalchemy.orm import Session


def register(app: typer.Typer) -> None:
    """Add the group ``identity``."""
    group = typer.Typer(no_args_is_help=True, help="同一性认定：导出、解释、合并、拆分、存疑、撤回、复核。 Who is who.")
    group.command("export")(export)
    group.command("explain")(explain)
    group.command("review")(review)
    group.command("second")(second)
    group.command("model")(model)
    identity_changes.register(group)
    app.add_typer(group, name="identity")


def export(
    output: Annotated[Path, typer.Option("-o", "--output", help="输出文件；- 为标准输出。 File, or -.")],
    lang: LangOption = None,
) -> None:
    """每处记载属于哪个主体（JSONL）。Which entity each mention belongs to, one JSON object a line."""
    from anmai.graph.identity import export_rows
    from anmai.graph.identity.wording import said

    with _reading() as session:
        lines = (json.dumps(row, ensure_ascii=False) for row in export_rows(session))
        if str(output) == "-":
            for line in lines:
                typer.echo(line)
            return
        count = write_lines(output, lines)
    typer.echo(said("exported", _language(lang), count=count, path=output), err=True)


def explain(
    asked: Annotated[str, typer.Argument(metavar="ID", help="主体、记载或决定的编号。 Entity, mention or decision.")],
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """为何认定为同一主体：依据、原文位置、人工决定与矛盾。Why an entity is one, as a tree."""
    from anmai.api.cli.identity_tree import entity_tree
    from anmai.graph.identity import explain as explain_entity

    with _reading() as session:
        told = explain_entity(session, asked, lang=_language(lang))
    _show(told, as_json, lambda: entity_tree(told, _language(lang)))


def review(
    entity: Annotated[str | None, typer.Argument(help="只列此主体的。 Only pairs of this entity.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="列多少对。 How many pairs.")] = 20,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """待人工复核的记载对，关联线索多者在前。Pairs that the score leaves open, those with most leads first."""
    from anmai.api.cli.identity_tree import review_tree
    from anmai.graph.identity.review import named_pairs

    with _reading() as session:
        total, pairs = named_pairs(session, limit=limit, entity=entity, lang=_language(lang))
    _show({"total": total, "pairs": pairs}, as_json, lambda: review_tree(pairs, total, _language(lang)))


def second(
    lead: Annotated[
        str | None, typer.Argument(help="线索编号或其开头：列出确认前须复核的认定。 A lead: what it still needs.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=200, help="列多少项。 How many.")] = 20,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """待第二人复核的认定。Decisions that lack a second reader, and those on which readers disagree."""
    from anmai.api.cli.identity_tree import needs_tree, waiting_tree
    from anmai.api.services.lead_identity import lead_footing
    from anmai.api.services.second_readers import waiting

    language = _language(lang)
    with _reading() as session:
        if lead is not None:
            footing = lead_footing(session, lead, language)
            told = footing.model_dump(include={"ready", "title", "needs"})
            _show(told, as_json, lambda: needs_tree(footing, language))
            return
        listed = waiting(session, offset=0, limit=limit, lang=language)
    _show(listed.model_dump(), as_json, lambda: waiting_tree(listed, language))


def model(as_json: JsonOption = False, lang: LangOption = None) -> None:
    """评分参数：每项比较的每一级说明多少。The scores' parameters in force, level by level."""
    from anmai.api.cli.identity_tree import model_tree
    from anmai.graph.identity.training import model_told

    with _reading() as session:
        told = model_told(session, lang=_language(lang))
    _show(told, as_json, lambda: model_tree(told, _language(lang)))


@contextmanager
def _reading() -> Iterator[Session]:
    """A read transaction of the home's store."""
    from anmai.settings import settings
    from anmai.store import open_store

    with closing(open_store(settings())) as store, store.session(write=False) as session:
        yield session


def _show(told: Any, as_json: bool, draw: Any) -> None:
    from rich.console import Console

    if as_json:
        print_json(told)
        return
    tree: Tree = draw()
    Console().print(tree)


def _language(lang: Lang | None) -> Literal["zh", "en"]:
    return cast(Literal["zh", "en"], Words(lang).lang)
