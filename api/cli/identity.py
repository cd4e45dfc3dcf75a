"""``anmai identity``: who is who, why, and people's decisions about it."""

from __future__ import annotations

import getpass
import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from anmai.api.cli.outputs import write_lines
from anmai.api.cli.words import JsonOption, Lang, LangOption, Words, print_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from anmai.graph.identity import Outcome
    from anmai.settings import Settings
    from anmai.store import Store

WhyOption = Annotated[str, typer.Option("--why", help="理由，随决定保存。 The reason, stored with the decision.")]
WhoOption = Annotated[str | None, typer.Option("--as", help="以谁的名义；默认当前用户。 Who decides; default: you.")]
PartyArgument = Annotated[str, typer.Argument(help="主体或记载的编号。 Id of an entity (P-…, O-…) or mention.")]
DecisionArgument = Annotated[str, typer.Argument(help="决定编号。 Id of a decision (D-…, H-…).")]


def register(app: typer.Typer) -> None:
    """Add the group ``identity``."""
    group = typer.Typer(no_args_is_help=True, help="同一性认定：导出、解释、合并、拆分、存疑、撤回。 Who is who.")
    group.command("export")(export)
    group.command("explain")(explain)
    group.command("join")(join)
    group.command("split")(split)
    group.command("differ")(differ)
    group.command("unsure")(unsure)
    group.command("undo")(undo)
    group.command("redo")(redo)
    group.command("review")(review)
    group.command("train")(train)
    group.command("model")(model)
    app.add_typer(group, name="identity")


def export(
    output: Annotated[Path, typer.Option("-o", "--output", help="输出文件；- 为标准输出。 File, or -.")],
    lang: LangOption = None,
) -> None:
    """每处记载属于哪个主体（JSONL）。Which entity each mention belongs to, one JSON object a line."""
    from anmai.graph.identity import export_rows
    from anmai.settings import settings
    from anmai.store import open_store

    with closing(open_store(settings())) as store, store.session(write=False) as session:
        lines = (json.dumps(row, ensure_ascii=False) for row in export_rows(session))
        if str(output) == "-":
            for line in lines:
                typer.echo(line)
            return
        count = write_lines(output, lines)
    typer.echo(_said(lang, "exported", count=count, path=output), err=True)


def explain(
    asked: Annotated[str, typer.Argument(metavar="ID", help="主体、记载或决定的编号。 Entity, mention or decision.")],
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """为何认定为同一主体：依据、原文位置、人工决定与矛盾。Why an entity is one, as a tree."""
    from rich.console import Console

    from anmai.api.cli.identity_tree import entity_tree
    from anmai.graph.identity import explain as explain_entity
    from anmai.settings import settings
    from anmai.store import open_store

    language = _language(lang)
    with closing(open_store(settings())) as store, store.session(write=False) as session:
        told = explain_entity(session, asked, lang=language)
    if as_json:
        print_json(told)
        return
    Console().print(entity_tree(told, language))


def join(
    left: PartyArgument,
    right: PartyArgument,
    why: WhyOption,
    who: WhoOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """认定两个主体为同一。Decide that two entities are one; outranks every rule."""
    from anmai.graph import identity

    _change(lambda store, by: identity.join(store, left, right, by=by, why=why), who, "decided", as_json, lang)


def split(
    entity: Annotated[str, typer.Argument(help="主体编号。 Id of the entity.")],
    mentions: Annotated[list[str], typer.Argument(help="要拆出的记载。 The mentions that are somebody else.")],
    why: WhyOption,
    who: WhoOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """把若干记载拆为另一主体。Decide that some mentions of an entity are somebody else."""
    from anmai.graph import identity

    _change(lambda store, by: identity.split(store, entity, mentions, by=by, why=why), who, "decided", as_json, lang)


def differ(
    left: PartyArgument,
    right: PartyArgument,
    why: WhyOption,
    who: WhoOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """认定两个主体不同（以后也不再合并）。Decide that two entities differ; no rule joins them later."""
    from anmai.graph import identity

    _change(lambda store, by: identity.differ(store, left, right, by=by, why=why), who, "decided", as_json, lang)


def unsure(
    left: Annotated[str | None, typer.Argument(help="主体或记载；都不写则列出待判断的问题。 None: list.")] = None,
    right: Annotated[str | None, typer.Argument(help="另一个。 The other one.")] = None,
    why: Annotated[str, typer.Option("--why", help="理由。 The reason.")] = "",
    who: WhoOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """列出待判断的问题；或记下对两个主体存疑。List what waits for a decision, or note that two can't be told apart."""
    from anmai.errors import UsageError
    from anmai.graph import identity

    if left is None:
        _list_questions(as_json, lang)
        return
    if right is None:
        raise UsageError("Only one entity was named.", remedy="Name two, or none to list the open questions.")
    other = right
    _change(lambda store, by: identity.unsure(store, left, other, by=by, why=why), who, "decided", as_json, lang)


def undo(
    decision: DecisionArgument,
    why: WhyOption = "",
    who: WhoOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """撤回一项决定；只有它单独支撑的合并会拆开。Take a decision back; what it alone held falls apart."""
    from anmai.graph import identity

    _change(lambda store, by: identity.undo(store, decision, by=by, why=why), who, "taken_back", as_json, lang)


def redo(
    decision: DecisionArgument,
    why: WhyOption = "",
    who: WhoOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """使已撤回的决定重新生效。Put a decision that was taken back in force again."""
    from anmai.graph import identity

    _change(lambda store, by: identity.redo(store, decision, by=by, why=why), who, "made_again", as_json, lang)


def review(
    entity: Annotated[str | None, typer.Argument(help="只列此主体的。 Only pairs of this entity.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="列多少对。 How many pairs.")] = 20,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """待人工复核的记载对，关联线索多者在前。Pairs that the score leaves open, those with most leads first."""
    from rich.console import Console

    from anmai.api.cli.identity_tree import review_tree
    from anmai.graph.identity.review import named_pairs
    from anmai.settings import settings
    from anmai.store import open_store

    language = _language(lang)
    with closing(open_store(settings())) as store, store.session(write=False) as session:
        total, pairs = named_pairs(session, limit=limit, entity=entity, lang=language)
    if as_json:
        print_json({"total": total, "pairs": pairs})
        return
    Console().print(review_tree(pairs, total, language))


def train(as_json: JsonOption = False, who: WhoOption = None, lang: LangOption = None) -> None:
    """用本库的记载重新估计评分参数，存为新版本并重新认定。Train the scores' parameters; decide by them."""
    from anmai.graph.identity.training import retrain
    from anmai.locks import writer_lock
    from anmai.settings import settings
    from anmai.store import open_store

    chosen = settings()
    with closing(open_store(chosen)) as store, writer_lock(chosen.ensure_home(), "identity train", wait=5.0):
        made = retrain(store, by=who or getpass.getuser())
        changed = sorted(made.resolution.affected_entities)
        behind = _project(chosen, store) if changed else None
    if as_json:
        print_json({"version": made.version, "origin": made.origin, "entities": len(changed),
                    "graph": behind or "up to date"})  # fmt: skip
        return
    typer.echo(_said(lang, "trained", version=made.version))
    typer.echo(_said(lang, "entities_moved", count=len(changed)))
    if behind is not None:
        typer.echo(_said(lang, "graph_behind", reason=behind))


def model(as_json: JsonOption = False, lang: LangOption = None) -> None:
    """评分参数：每项比较的每一级说明多少。The scores' parameters in force, level by level."""
    from rich.console import Console

    from anmai.api.cli.identity_tree import model_tree
    from anmai.graph.identity.training import model_told
    from anmai.settings import settings
    from anmai.store import open_store

    with closing(open_store(settings())) as store, store.session(write=False) as session:
        told = model_told(session, lang=_language(lang))
    if as_json:
        print_json(told)
        return
    Console().print(model_tree(told, _language(lang)))


def _change(
    act: Callable[[Store, str], Outcome], who: str | None, sentence: str, as_json: bool, lang: Lang | None
) -> None:
    """Run one change under the writer lock, then let the graph follow if Neo4j answers."""
    from anmai.locks import writer_lock
    from anmai.settings import settings
    from anmai.store import open_store

    chosen = settings()
    with closing(open_store(chosen)) as store, writer_lock(chosen.ensure_home(), "identity", wait=5.0):
        outcome = act(store, who or getpass.getuser())
        changed = sorted(outcome.resolution.affected_entities)
        behind = _project(chosen, store) if changed else None
    if as_json:
        print_json(
            {
                "decision": outcome.decision,
                "entities": changed,
                "new": sorted(outcome.resolution.new_entities),
                "redirected": dict(sorted(outcome.resolution.redirected.items())),
                "graph": behind or "up to date",
            }
        )
        return
    typer.echo(_said(lang, sentence, decision=outcome.decision))
    if not changed:
        typer.echo(_said(lang, "nothing_changed"))
        return
    typer.echo(_said(lang, "changed_entities", entities=", ".join(changed)))
    typer.echo(_said(lang, "graph_updated") if behind is None else _said(lang, "graph_behind", reason=behind))


def _project(chosen: Settings, store: Store) -> str | None:
    """Bring the graph up to the store; None when done, else why it has to wait (the store remembers what is behind)."""
    from anmai.errors import ConfigurationError, ServerUnavailable
    from anmai.graph.connection import connect
    from anmai.graph.loading.base import prepare
    from anmai.graph.loading.projection import project

    try:
        with connect(chosen, wait=0.0) as graph:
            prepare(graph)
            project(store, graph)
    except (ServerUnavailable, ConfigurationError) as error:
        return str(error)
    return None


def _list_questions(as_json: bool, lang: Lang | None) -> None:
    from rich.console import Console

    from anmai.api.cli.identity_tree import questions_tree
    from anmai.graph.identity import open_questions, orphaned
    from anmai.settings import settings
    from anmai.store import open_store

    with closing(open_store(settings())) as store, store.session(write=False) as session:
        questions: list[dict[str, Any]] = [
            {"decision": row.id, "left": row.left, "right": row.right, "by": row.by, "why": row.why,
             "evidence": row.evidence}
            for row in open_questions(session)
        ]  # fmt: skip
        orphans = [
            {"decision": row.id, "judgement": row.judgement, "left": row.left, "right": row.right, "by": row.by,
             "why": row.why}
            for row in orphaned(session)
        ]  # fmt: skip
    if as_json:
        print_json({"questions": questions, "orphaned": orphans})
        return
    Console().print(questions_tree(questions, orphans, _language(lang)))


def _language(lang: Lang | None) -> Literal["zh", "en"]:
    return cast(Literal["zh", "en"], Words(lang).lang)


def _said(lang: Lang | None, key: str, /, **values: object) -> str:
    from anmai.graph.identity.wording import said

    return said(key, _language(lang), **values)
