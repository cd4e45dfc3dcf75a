"""复核 The review queue: pairs that the score leaves open, side by side with passages, for people to decide."""

from __future__ import annotations

import streamlit as st

from anmai.forms.views import MentionView, ReviewPair, ReviewSide
from anmai.ui.markup import chip, empty, heading, section
from anmai.ui.parts.graph_block import passage_address, written
from anmai.ui.parts.identity_forms import judge
from anmai.ui.parts.table import Cell, Column, Row, lines, link, quiet, table
from anmai.ui.session import client, go, label, param, t

#: Pairs on one page.
PAGE = 10


def page() -> None:
    """Draw the queue from ``?offset=``."""
    asked = param("offset") or "0"
    offset = int(asked) if asked.isdigit() else 0
    queue = client().review(offset=offset, limit=PAGE)
    st.html(heading(t("review.title"), chip(t("review.total", n=queue.total), "info"), sub=t("review.note")))
    if not queue.pairs:
        st.html(empty(t("review.empty")))
    for number, pair in enumerate(queue.pairs, start=offset + 1):
        _pair(pair, number)
    with st.container(horizontal=True, key="review_pages"):
        if offset and st.button(t("review.earlier"), key="review_earlier"):
            go({"page": "review", "offset": str(max(0, offset - PAGE))})
        if offset + PAGE < queue.total and st.button(t("review.later"), key="review_later"):
            go({"page": "review", "offset": str(offset + PAGE)})


def _pair(pair: ReviewPair, number: int) -> None:
    key = f"review:{pair.left.entity_id}:{pair.right.entity_id}"
    told = t("review.pair", n=number, score=f"{pair.score:.4f}", leads=len(pair.leads))
    st.html(section(f"{pair.left.name} ／ {pair.right.name}", told))
    columns = [
        Column("what", t("review.what"), "14%"),
        Column("left", t("review.left")),
        Column("right", t("review.right")),
    ]
    rows = [
        Row("entity", {"what": t("review.entity"), "left": _entity(pair.left), "right": _entity(pair.right)}),
        Row("place", {"what": t("review.document"), "left": _place(pair.left.mention),
                      "right": _place(pair.right.mention)}),
    ]  # fmt: skip
    names = list(dict.fromkeys((*pair.left.mention.attributes, *pair.right.mention.attributes)))
    for name in names:
        values = [side.mention.attributes.get(name) for side in (pair.left, pair.right)]
        cells = [{"text": written(value), "tone": "strong" if values[0] != values[1] else ""} if value else None
                 for value in values]  # fmt: skip
        rows.append(Row(name, {"what": label("properties", name), "left": cells[0], "right": cells[1]}))
    rows.append(
        Row("passages", {"what": t("review.passages"), "left": _passages(pair.left.mention),
                         "right": _passages(pair.right.mention)})
    )  # fmt: skip
    table(key, columns, rows, empty="", go=go)
    weights = [each for each in pair.comparisons if each["bits"]]
    st.caption("；".join(f"{each['comparison']}：{each['level']}（{each['bits']:+.1f}）" for each in weights))
    judge(key, pair.left.entity_id, pair.right.entity_id)


def _entity(side: ReviewSide) -> Cell:
    return lines(link("entity", side.name, id=side.entity_id), quiet(t("review.mentions", n=side.mentions)))


def _place(mention: MentionView) -> Cell:
    shown = mention.case_number or mention.given_id
    place = passage_address(mention.passages[0]) if mention.passages else {"id": mention.document}
    told = " · ".join(part for part in (mention.court, mention.judgment_date, "、".join(mention.roles)) if part)
    return lines(link("document", shown, **place), quiet(told))


def _passages(mention: MentionView) -> Cell:
    texts = dict.fromkeys(passage.text for passage in mention.passages)
    return lines(*[quiet(text) for text in list(texts)[:12]])
