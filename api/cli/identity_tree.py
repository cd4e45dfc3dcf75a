"""What ``anmai identity explain`` and ``unsure`` draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from rich.markup import escape
from rich.tree import Tree

from anmai.graph.identity.review import levels_told
from anmai.graph.identity.wording import said

Language = Literal["zh", "en"]


def entity_tree(told: dict[str, Any], lang: Language) -> Tree:
    """The tree of what ``anmai.graph.identity.explain`` answers."""
    kind = said(told["kind"], lang)
    tree = Tree(_line("entity", lang, entity=told["entity"], kind=kind, count=len(told["mentions"])))
    if told["redirected"]:
        tree.add(_line("redirected", lang, ids=", ".join(told["redirected"])))
    for mention in told["mentions"]:
        roles = "、".join(mention["roles"])
        tree.add(_line("mention", lang, **(mention | {"roles": roles})))
    for held in told["held_by"]:
        branch = tree.add(_line("held_by", lang, title=held["title"], rule=held["rule"]))
        for decision in held["decisions"]:
            leaf = branch.add(_line("link", lang, decision=decision["decision"], mention=decision["left"]))
            _add_evidence(leaf, decision["evidence"], lang)
            _add_score(leaf, decision, told["kind"], lang)
    if not told["held_by"] and not told["people"] and len(told["mentions"]) < 2:
        tree.add(_line("alone", lang))
    _add_pairs(tree, "people", told["people"], lang)
    for quarrel in told["contested"]:
        _add_quarrel(tree, quarrel, lang)
    _add_pairs(tree, "history", told["taken_back"], lang)
    return tree


def questions_tree(questions: Sequence[dict[str, Any]], orphans: Sequence[dict[str, Any]], lang: Language) -> Tree:
    """The tree of open questions, and of decisions whose mentions are gone."""
    if not questions and not orphans:
        return Tree(_line("no_questions", lang))
    tree = Tree(_line("unsure", lang))
    for question in questions:
        if question["right"] is not None:
            tree.add(_line("pair", lang, **(question | {"judgement": said("unsure", lang)})))
            continue
        branch = tree.add(escape(str(question["evidence"]["entity"])))
        _add_quarrel(branch, question["evidence"], lang)
    _add_pairs(tree, "orphans", orphans, lang)
    return tree


def _add_score(tree: Tree, decision: dict[str, Any], kind: str, lang: Language) -> None:
    """What a score rests on, what says most first."""
    evidence = decision["evidence"]
    if "levels" not in evidence:
        return
    values = {"score": decision["score"], "version": decision["rule_version"], "other": evidence["other"]}
    branch = tree.add(_line("score", lang, **values))
    for each in levels_told(kind, evidence["levels"], lang):
        if each["bits"]:
            branch.add(_line("comparison", lang, **each))


def review_tree(pairs: Sequence[dict[str, Any]], total: int, lang: Language) -> Tree:
    """The tree of pairs that wait for a decision."""
    if not pairs:
        return Tree(_line("no_pairs", lang))
    tree = Tree(_line("pairs_waiting", lang, total=total, shown=len(pairs)))
    for pair in pairs:
        branch = tree.add(_line("open_pair", lang, **(pair | {"leads": len(pair["leads"])})))
        for each in pair["comparisons"]:
            if each["bits"]:
                branch.add(_line("comparison", lang, **each))
    return tree


def model_tree(told: dict[str, Any], lang: Language) -> Tree:
    """The tree of what ``anmai.graph.identity.training.model_told`` answers."""
    tree = Tree(_line("model", lang, version=told["version"], by=told["by"] or "—", created=told["created"] or "—"))
    for kind in told["kinds"]:
        branch = tree.add(_line("model_kind", lang, **(kind | {"kind": said(kind["kind"], lang)})))
        for comparison in kind["comparisons"]:
            leaf = branch.add(escape(comparison["title"]))
            for level in comparison["levels"]:
                leaf.add(_line("model_level", lang, **level))
    return tree


def _add_evidence(tree: Tree, evidence: dict[str, Any], lang: Language) -> None:
    spans = {passage["value"]: passage["spans"] for passage in evidence.get("passages", ())}
    for name in evidence.get("used", ()):
        value = evidence["values"][name]
        shown = "、".join(value) if isinstance(value, list) else str(value)
        where = ", ".join(f"{start}–{end}" for start, end in spans.get(name, ()))
        line = "value_passage" if where else "value_alone"
        tree.add(_line(line, lang, value=said(name, lang), said_=shown, spans=where))


def _add_quarrel(tree: Tree, quarrel: dict[str, Any], lang: Language) -> None:
    for other in quarrel["others"]:
        reasons = [f"{said(each['value'], lang)} {each['here']} / {each['there']}" for each in other["contradicts"]]
        if other["decided"]:
            reasons.append(said("decided_different", lang))
        told = "；".join(reasons) or said("through_chain", lang)
        tree.add(_line("quarrel", lang, entity=other["entity"], reasons=told))


def _add_pairs(tree: Tree, title: str, decisions: Sequence[dict[str, Any]], lang: Language) -> None:
    if not decisions:
        return
    branch = tree.add(_line(title, lang))
    for decision in decisions:
        values = {"right": decision["right"] or decision.get("key"), "why": decision["why"] or "—"}
        branch.add(_line("pair", lang, **(decision | values | {"judgement": said(decision["judgement"], lang)})))


def _line(key: str, lang: Language, /, **values: Any) -> str:
    # Names come from documents: their brackets are no markup.
    return escape(said(key, lang, **values))
