"""What ``anmai identity``'s listings draw as trees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from rich.markup import escape
from rich.tree import Tree

from anmai.api.cli.moments import local_moment
from anmai.forms.views import DecisionView, LeadFooting, WaitingList
from anmai.graph.identity.keys import rule_of, rules
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
            _add_readers(leaf, decision, lang)
            _add_evidence(leaf, decision["evidence"], lang)
            _add_score(leaf, decision, told["kind"], lang)
    if not told["held_by"] and not told["people"] and len(told["mentions"]) < 2:
        tree.add(_line("alone", lang))
    _add_pairs(tree, "people", told["people"], lang)
    _add_pairs(tree, "opposed", told["opposed"], lang)
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
        if question["right"] is not None or "others" not in question["evidence"]:
            _add_decision(tree, question | {"judgement": "unsure"}, lang)
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


def waiting_tree(told: WaitingList, lang: Language) -> Tree:
    """The tree of decisions that wait for a second reader."""
    if not told.decisions:
        return Tree(_line("second_none", lang))
    tree = Tree(_line("second_total", lang, total=told.total, shown=len(told.decisions)))
    for each in told.decisions:
        decision = each.decision
        leaf = tree.add(escape(f"{decision.id}  {each.title}"))
        _add_readers(leaf, decision.model_dump() | {"disagreeing": _against(decision)}, lang)
        for side in (each.left, each.right):
            if side is not None:
                mention = side.mention
                case = mention.case_number or mention.given_id
                leaf.add(
                    _line("side", lang, mention=mention.id, name=side.name, roles="、".join(mention.roles), case=case)
                )
        if each.leads:
            leaf.add(_line("second_lead", lang, count=len(each.leads), leads=" ".join(one[:12] for one in each.leads)))
    return tree


def needs_tree(footing: LeadFooting, lang: Language) -> Tree:
    """The tree of what a lead needs before it is confirmed."""
    if footing.ready:
        return Tree(_line("second_ready", lang))
    tree = Tree(_line("second_needs", lang))
    for need in footing.needs:
        names = "、".join(need.agreeing) or said("nobody", lang)
        values = {"left": need.left, "right": need.right or "—", "names": names, "missing": need.missing}
        leaf = tree.add(_line(f"need_{need.state}", lang, decision=need.decision, **values))
        for each in need.disagreeing:
            leaf.add(_line("disagreeing", lang, by=each.by, at=local_moment(each.at), why=each.why))
    return tree


def _against(decision: DecisionView) -> list[dict[str, str]]:
    return [{"by": each.by, "why": each.why, "at": each.at} for each in decision.readings if not each.agrees]


def model_tree(told: dict[str, Any], lang: Language) -> Tree:
    """The tree of what ``anmai.graph.identity.training.model_told`` answers."""
    tree = Tree(
        _line("model", lang, version=told["version"], by=told["by"] or "—", created=local_moment(told["created"]))
    )
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
        _add_decision(branch, decision, lang)


def _add_decision(tree: Tree, decision: dict[str, Any], lang: Language) -> None:
    """A decision with who stands behind it and what was done to it."""
    values = {"why": decision["why"] or "—", "by": _by(decision["by"], lang), "at": local_moment(decision["created"])}
    if decision["right"] is None:
        rule = rules()[rule_of(decision["key"])]
        leaf = tree.add(_line("link_of", lang, **(decision | values | {"title": rule.zh if lang == "zh" else rule.en})))
    else:
        values["judgement"] = said(decision["judgement"], lang)
        leaf = tree.add(_line("pair", lang, **(decision | values)))
    _add_readers(leaf, decision, lang)
    for step in decision.get("history", ()):
        told = {"by": step["by"], "at": local_moment(step["at"]), "why": step["why"] or "—"}
        leaf.add(_line(f"step_{step['act']}", lang, **told))


def _add_readers(tree: Tree, decision: dict[str, Any], lang: Language) -> None:
    if names := decision.get("agreeing"):
        tree.add(_line("agreeing", lang, names="、".join(names)))
    for each in decision.get("disagreeing", ()):
        tree.add(_line("disagreeing", lang, by=each["by"], at=local_moment(each["at"]), why=each["why"]))


def _by(by: str, lang: Language) -> str:
    """Who decided: a person's name, or words for a rule and a score."""
    if by.startswith("rule:"):
        return said("by_rule", lang)
    return said("by_model", lang) if by.startswith("model:") else by


def _line(key: str, lang: Language, /, **values: Any) -> str:
    # Names come from documents: their brackets are no markup.
    return escape(said(key, lang, **values))
