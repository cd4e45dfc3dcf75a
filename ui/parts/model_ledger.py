"""The ledger's part of a model's page: certificates, level, outcomes by office, proposals, overlap."""

from __future__ import annotations

from functools import cache
from importlib import resources

import streamlit as st
import yaml

from anmai.errors import NotFound
from anmai.forms.ledger import LedgerView, OutcomeView
from anmai.ui.markup import bullets, chip, empty, esc, facts, section, small_table
from anmai.ui.session import client, in_lang


@cache
def _texts() -> dict[str, dict[str, str]]:
    told: dict[str, dict[str, str]] = yaml.safe_load(
        resources.files("anmai.ui").joinpath("texts/ledger.yaml").read_text(encoding="utf-8")
    )
    return told


def word(key: str) -> str:
    """A word of the ledger in the page's language; an unknown key stays as it is."""
    told = _texts().get(key)
    return key if told is None else in_lang(told["zh"], told["en"])


def model_ledger(slug: str) -> None:
    """Draw the ledger of a model; nothing where the API knows none."""
    try:
        view = client().ledger(slug)
    except NotFound:
        return
    st.html(section(word("title"), word("note")))
    left, right = st.columns(2, gap="medium")
    with left:
        st.html(facts(standing(view)))
        st.html(section(word("proposals")) + proposed(view))
    with right:
        st.html(outcomes(view))
        st.html(section(word("overlaps")) + overlapping(view))


def standing(view: LedgerView) -> list[tuple[str, str]]:
    """Status, certificates and moves as names and values (HTML)."""
    given = [f"{word(each.side)}：{each.who}（{each.at[:10]}）" for each in view.certificates]
    given += [f"{word(side)}：{word('lacking')}" for side in view.lacking]
    moved = [f"{each.at[:10]} {each.by}：{word(each.before)} → {word(each.after)}" for each in view.moves]
    rows = [
        (word("standing"), chip(word(view.status), "good" if view.status == "stable" else "") + chip(word(view.level))),
        (word("certificates"), "<br>".join(map(esc, given))),
        (word("digest"), f"<code>{esc(view.digest[:16])}</code> {esc(word('frozen' if view.frozen else 'open'))}"),
    ]
    if view.problems:
        rows.append(("!", "<br>".join(chip(problem, "warn") for problem in view.problems)))
    if moved:
        rows.append((word("moves"), "<br>".join(map(esc, moved))))
    return rows


def proposed(view: LedgerView) -> str:
    """HTML of what outcomes speak for."""
    told = []
    for each in view.proposals:
        lacking = f"（{word('needs_certificates')}）" if each.lacking else ""
        told.append(f"{word(each.move)} → {word(each.to)}：{in_lang(each.zh, each.en)}{lacking}")
    return bullets(told) if told else empty(word("no_proposal"))


def outcomes(view: LedgerView) -> str:
    """HTML of a table of outcomes by office; a rate never stands without its counts and interval."""
    rows = [_outcome(part, part.office or word("own")) for part in view.outcomes]
    if len(view.outcomes) > 1:
        rows.append(_outcome(view.pooled, word("pooled")))
    return small_table([word("office"), word("confirmed"), word("dismissed"), word("rate")], rows)


def _outcome(part: OutcomeView, office: str) -> list[str]:
    rate = word("few")
    if part.rate is not None and part.low is not None and part.high is not None:
        rate = f"{part.rate:.0%}（{part.low:.0%}–{part.high:.0%}）"
    return [office, str(part.confirmed), str(part.dismissed), rate]


def overlapping(view: LedgerView) -> str:
    """HTML of a table of the models that are most alike."""
    rows = [
        [
            each.slug + (f" · {word('near_copy')}" if each.near_copy else ""),
            f"{each.query:.0%}",
            f"{each.common}/{each.own}" + (f"（{each.share:.0%}）" if each.share is not None else ""),
        ]
        for each in view.overlaps
    ]
    return small_table([word("overlaps"), word("query"), word("common")], rows)
