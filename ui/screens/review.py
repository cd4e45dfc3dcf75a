"""复核 What waits for people: pairs that the score leaves open, and decisions that need a second reader."""

from __future__ import annotations

import streamlit as st

from anmai.forms.views import MentionView, ReviewPair, ReviewSide, WaitingDecision
from anmai.ui.markup import chip, empty, heading, section
from anmai.ui.parts.graph_block import passage_address, written
from anmai.ui.parts.identity_forms import judge
from anmai.ui.parts.identity_steps import undo_and_redo
from anmai.ui.parts.person_name import person_name
from anmai.ui.parts.second_reading import opinion, readers_cell
from anmai.ui.parts.sections import sections
from anmai.ui.parts.table import Cell, Column, Row, lines, link, quiet, table
from anmai.ui.session import client, go, label, param, t

#: Pairs or decisions on one page.
PAGE = 10
_AT = "_review_at"


def page() -> None:
    """Draw both lists from ``?offset=``."""
    asked = param("offset") or "0"
    offset = int(asked) if asked.isdigit() else 0
    queue = client().review(offset=offset, limit=PAGE)
    waiting = client().waiting(offset=0, limit=1)
    with st.container(horizontal=True, vertical_alignment="bottom", key="review_head"):
        st.html(heading(t("review.title"), sub=t("review.note")))
        st.space("stretch")
        person_name()
    undo_and_redo()
    titles = {
        "pairs": f"{t('review.open')} {queue.total}",
        "second": f"{t('review.second')} {waiting.total}",
    }
    draw = {
        "pairs": lambda: _pairs(queue.pairs, queue.total, offset),
        "second": lambda: _second(offset),
    }
    sections("review", titles, draw, t("common.sections"))


def _pairs(pairs: list[ReviewPair], total: int, offset: int) -> None:
    if not pairs:
        st.html(empty(t("review.empty")))
        return
    at = _current("pairs", len(pairs), t("review.keys"))
    for number, pair in enumerate(pairs):
        with st.container(border=number == at, key=f"pair_{number}"):
            _pair(pair, offset + number + 1, current=number == at)
    _pages(offset, total)


def _second(offset: int) -> None:
    """Decisions with one reader on which leads hang, and those on which readers disagree."""
    listed = client().waiting(offset=offset, limit=PAGE)
    st.caption(t("review.second_note"))
    if not listed.decisions:
        st.html(empty(t("review.second_empty")))
        return
    at = _current("second", len(listed.decisions), t("review.second_keys"))
    for number, waiting in enumerate(listed.decisions):
        with st.container(border=number == at, key=f"second_{number}"):
            _waiting(waiting, offset + number + 1, current=number == at)
    _pages(offset, listed.total)


def _current(name: str, count: int, keys: str) -> int:
    """Which one the keys are for; two buttons (Alt and an arrow) choose another."""
    key = f"{_AT}:{name}"
    at = min(int(st.session_state.get(key, 0)), count - 1)
    with st.container(horizontal=True, vertical_alignment="center", key=f"review_keys_{name}"):
        if st.button(t("review.up"), key=f"{key}:up", disabled=at == 0, shortcut="Alt+Up"):
            at -= 1
        if st.button(t("review.down"), key=f"{key}:down", disabled=at == count - 1, shortcut="Alt+Down"):
            at += 1
        st.html(f'<span class="am-note">{keys}</span>', width="content")
    st.session_state[key] = at
    return at


def _pages(offset: int, total: int) -> None:
    with st.container(horizontal=True, key="review_pages"):
        if offset and st.button(t("review.earlier"), key="review_earlier"):
            go({"page": "review", "offset": str(max(0, offset - PAGE))})
        if offset + PAGE < total and st.button(t("review.later"), key="review_later"):
            go({"page": "review", "offset": str(offset + PAGE)})


def _pair(pair: ReviewPair, number: int, *, current: bool) -> None:
    key = f"review:{pair.left.entity_id}:{pair.right.entity_id}"
    named = f"{pair.left.name} ／ {pair.right.name}"
    st.html(section(named, t("review.pair", n=number, score=f"{pair.score:.4f}", leads=len(pair.leads))))
    _sides(key, pair.left, pair.right)
    weights = [each for each in pair.comparisons if each["bits"]]
    st.caption("；".join(f"{each['comparison']}：{each['level']}（{each['bits']:+.1f}）" for each in weights))
    judge(key, pair.left.entity_id, pair.right.entity_id, named=named, keys=current)


def _waiting(waiting: WaitingDecision, number: int, *, current: bool) -> None:
    decision = waiting.decision
    key = f"waiting:{decision.id}"
    names = " ／ ".join(side.name for side in (waiting.left, waiting.right) if side is not None)
    state = chip(t("second.opposed"), "warn") if decision.opposed else chip(t("second.waits"), "in_review")
    told = t("review.waiting", n=number, title=waiting.title, leads=len(waiting.leads))
    st.html(section(names or decision.id, told) + state)
    _sides(key, waiting.left, waiting.right)
    against = [(each.by, each.why, each.at) for each in decision.readings if not each.agrees]
    reason = decision.why or written(decision.evidence.get("values"))
    columns = [
        Column("by", t("decisions.by"), "20%"),
        Column("why", t("identity.why")),
        Column("readers", t("second.readers")),
    ]
    said = {"by": _author(decision.by), "why": reason, "readers": readers_cell(decision.agreeing, against)}
    table(f"{key}:readers", columns, [Row(decision.id, said)], empty="", go=go)
    opinion(key, [decision.id], keys=current)


def _author(by: str) -> str:
    return t("decisions.by_rule") if by.startswith(("rule:", "model:")) else by


def _sides(key: str, left: ReviewSide | None, right: ReviewSide | None) -> None:
    """Two mentions side by side; one whose document was removed is left out."""
    sides = {name: side for name, side in (("left", left), ("right", right)) if side is not None}
    columns = [Column("what", t("review.what"), "14%"), *(Column(name, t(f"review.{name}")) for name in sides)]
    rows = [
        Row("entity", {"what": t("review.entity")} | {name: _entity(side) for name, side in sides.items()}),
        Row("place", {"what": t("review.document")} | {name: _place(side.mention) for name, side in sides.items()}),
    ]
    for name in dict.fromkeys(name for side in sides.values() for name in side.mention.attributes):
        values = {side: told.mention.attributes.get(name) for side, told in sides.items()}
        tone = "strong" if len({str(value) for value in values.values()}) > 1 else ""
        cells: dict[str, Cell] = {
            side: {"text": written(value), "tone": tone} if value else None for side, value in values.items()
        }
        rows.append(Row(name, {"what": label("properties", name)} | cells))
    rows.append(
        Row("passages", {"what": t("review.passages")} | {name: _said(side.mention) for name, side in sides.items()})
    )
    table(key, columns, rows, empty="", go=go)


def _entity(side: ReviewSide) -> Cell:
    return lines(link("entity", side.name, id=side.entity_id), quiet(t("review.mentions", n=side.mentions)))


def _place(mention: MentionView) -> Cell:
    shown = mention.case_number or mention.given_id
    place = passage_address(mention.passages[0]) if mention.passages else {"id": mention.document}
    told = " · ".join(part for part in (mention.court, mention.judgment_date, "、".join(mention.roles)) if part)
    return lines(link("document", shown, **place), quiet(told))


def _said(mention: MentionView) -> Cell:
    texts = dict.fromkeys(passage.text for passage in mention.passages)
    return lines(*[quiet(text) for text in list(texts)[:12]])
