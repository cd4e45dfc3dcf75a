"""``anmai identity join | split | differ | unsure | undo | redo | agree | disagree | train``: what people decide."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from anmai.api.cli.words import JsonOption, Lang, LangOption, Words, print_json

if TYPE_CHECKING:
    from anmai.graph.identity import Resolution
    from anmai.settings import Settings
    from anmai.store import Store

WhyOption = Annotated[str, typer.Option("--why", help="理由，随决定保存。 The reason, stored with the decision.")]
WhoOption = Annotated[str | None, typer.Option("--as", help="以谁的名义；默认当前用户。 Who decides; default: you.")]
PartyArgument = Annotated[str, typer.Argument(help="主体或记载的编号。 Id of an entity (P-…, O-…) or mention.")]
DecisionArgument = Annotated[str, typer.Argument(help="决定编号。 Id of a decision (D-…, H-…).")]
DecisionsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[DECISION]…", help="决定编号。 Ids of decisions (D-…, H-…).")
]
LeadOption = Annotated[
    str | None, typer.Option("--lead", help="此线索确认前须复核的全部认定。 All that this lead still needs.")
]


@dataclass(frozen=True, slots=True)
class _Done:
    """What a change did, for ``_report``.

    Attributes:
        told: Its own fields of the JSON answer.
        sentence: Key of the sentence that says it, with ``values``.
        resolution: What followed for the entities.
        counted: Whether the entities are told by their number alone: there may be very many.
    """

    told: dict[str, Any]
    sentence: str
    values: dict[str, object]
    resolution: Resolution
    counted: bool = False


def register(group: typer.Typer) -> None:
    """Add the commands that change something to the group ``identity``."""
    for command in (join, split, differ, unsure, undo, redo, agree, disagree, train):
        group.command(command.__name__)(command)


def join(
    left: PartyArgument,
    right: PartyArgument,
    why: WhyOption,
    who: WhoOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """认定两个主体为同一。Decide that two entities are one; outranks every rule."""
    from anmai.graph.identity import join as act

    _decide("decided", lambda store, by: act(store, left, right, by=by, why=why), who, as_json, lang)


def split(
    entity: Annotated[str, typer.Argument(help="主体编号。 Id of the entity.")],
    mentions: Annotated[list[str], typer.Argument(help="要拆出的记载。 The mentions that are somebody else.")],
    why: WhyOption,
    who: WhoOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """把若干记载拆为另一主体。Decide that some mentions of an entity are somebody else."""
    from anmai.graph.identity import split as act

    _decide("decided", lambda store, by: act(store, entity, mentions, by=by, why=why), who, as_json, lang)


def differ(
    left: PartyArgument,
    right: PartyArgument,
    why: WhyOption,
    who: WhoOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """认定两个主体不同（以后也不再合并）。Decide that two entities differ; no rule joins them later."""
    from anmai.graph.identity import differ as act

    _decide("decided", lambda store, by: act(store, left, right, by=by, why=why), who, as_json, lang)


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
    from anmai.graph.identity import unsure as act

    if left is None:
        _list_questions(as_json, lang)
        return
    if right is None:
        raise UsageError("Only one entity was named.", remedy="Name two, or none to list the open questions.")
    other = right
    _decide("decided", lambda store, by: act(store, left, other, by=by, why=why), who, as_json, lang)


def undo(
    decision: DecisionArgument,
    why: WhyOption = "",
    who: WhoOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """撤回一项决定；只有它单独支撑的合并会拆开。Take a decision back; what it alone held falls apart."""
    from anmai.graph.identity import undo as act

    _decide("taken_back", lambda store, by: act(store, decision, by=by, why=why), who, as_json, lang)


def redo(
    decision: DecisionArgument,
    why: WhyOption = "",
    who: WhoOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """使已撤回的决定重新生效。Put a decision that was taken back in force again."""
    from anmai.graph.identity import redo as act

    _decide("made_again", lambda store, by: act(store, decision, by=by, why=why), who, as_json, lang)


def agree(
    decisions: DecisionsArgument = None,
    why: WhyOption = "",
    lead: LeadOption = None,
    who: WhoOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """作为另一名复核人同意认定。Agree with decisions as one more reader; a confirmed lead needs two."""
    from anmai.graph.identity import agree as act

    _say("agreed", act, decisions, lead, why, who, as_json, lang)


def disagree(
    decisions: DecisionsArgument = None,
    why: WhyOption = "",
    lead: LeadOption = None,
    who: WhoOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """作为另一名复核人不同意认定；其合并暂不生效。Disagree: what they alone join falls apart until readers agree."""
    from anmai.graph.identity import disagree as act

    _say("disagreed", act, decisions, lead, why, who, as_json, lang)


def train(as_json: JsonOption = False, who: WhoOption = None, lang: LangOption = None) -> None:
    """用本库的记载重新估计评分参数，存为新版本并重新认定。Train the scores' parameters; decide by them."""
    from anmai.graph.identity.training import retrain

    def act(store: Store, by: str) -> _Done:
        made = retrain(store, by=by)
        told = {"version": made.version, "origin": made.origin}
        return _Done(told, "trained", {"version": made.version}, made.resolution, counted=True)

    _change(act, who, as_json, lang)


def _decide(sentence: str, act: Callable[[Store, str], Any], who: str | None, as_json: bool, lang: Lang | None) -> None:
    """One decision that is made, taken back or made again."""

    def change(store: Store, by: str) -> _Done:
        outcome = act(store, by)
        told = {"decision": outcome.decision}
        return _Done(told, sentence, {"decision": outcome.decision}, outcome.resolution)

    _change(change, who, as_json, lang)


def _say(
    sentence: str,
    act: Callable[..., Any],
    decisions: Iterable[str] | None,
    lead: str | None,
    why: str,
    who: str | None,
    as_json: bool,
    lang: Lang | None,
) -> None:
    """One more person's opinion on decisions, or on all that a lead still needs."""

    def change(store: Store, by: str) -> _Done:
        named = [*(decisions or ()), *(_needed(store, lead) if lead else ())]
        said = act(store, named, by=by, why=why)
        told = {"decisions": said.decisions}
        return _Done(told, sentence, {"by": by, "decisions": ", ".join(said.decisions)}, said.resolution)

    _change(change, who, as_json, lang)


def _needed(store: Store, lead: str) -> list[str]:
    from anmai.api.services.lead_identity import lead_footing

    with store.session(write=False) as session:
        return [need.decision for need in lead_footing(session, lead, "zh").needs]


def _change(act: Callable[[Store, str], _Done], who: str | None, as_json: bool, lang: Lang | None) -> None:
    """Run one change under the writer lock, let the graph follow if Neo4j answers, and tell what changed."""
    from anmai.graph.identity.wording import said
    from anmai.locks import writer_lock
    from anmai.settings import settings
    from anmai.store import open_store

    chosen = settings()
    with closing(open_store(chosen)) as store, writer_lock(chosen.ensure_home(), "identity", wait=5.0):
        done = act(store, who or getpass.getuser())
        changed = sorted(done.resolution.affected_entities)
        behind = _project(chosen, store) if changed else None
    if as_json:
        followed: dict[str, Any] = {"entities": len(changed)}
        if not done.counted:
            redirected = dict(sorted(done.resolution.redirected.items()))
            followed = {"entities": changed, "new": sorted(done.resolution.new_entities), "redirected": redirected}
        print_json(done.told | followed | {"graph": behind or "up to date"})
        return
    language = _language(lang)
    lines = [said(done.sentence, language, **done.values)]
    if not changed:
        lines.append(said("nothing_changed", language))
    else:
        shown = ", ".join(changed[:20]) + (" …" if len(changed) > 20 else "")
        lines.append(said("changed_entities", language, count=len(changed), entities=shown))
        lines.append(
            said("graph_updated", language) if behind is None else said("graph_behind", language, reason=behind)
        )
    typer.echo("\n".join(lines))


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
        rows = {"questions": open_questions(session), "orphaned": orphaned(session)}
        told: dict[str, list[dict[str, Any]]] = {
            name: [
                {"decision": row.id, "judgement": row.judgement, "left": row.left, "right": row.right, "key": row.key,
                 "by": row.by, "why": row.why, "created": row.created, "evidence": row.evidence}
                for row in listed
            ]
            for name, listed in rows.items()
        }  # fmt: skip
    if as_json:
        print_json(told)
        return
    Console().print(questions_tree(told["questions"], told["orphaned"], _language(lang)))


def _language(lang: Lang | None) -> Literal["zh", "en"]:
    return cast(Literal["zh", "en"], Words(lang).lang)
