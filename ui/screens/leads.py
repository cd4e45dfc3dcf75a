"""线索 Leads: the funnel of every model, then the leads with filters, sorting and pages."""

from __future__ import annotations

from math import ceil
from typing import Final

import streamlit as st

from anmai.forms.lead import STATUS_STEPS
from anmai.forms.views import Funnel, ModelView
from anmai.ui.markup import heading, section
from anmai.ui.parts.leads_table import leads_table, reason_names
from anmai.ui.parts.table import Cell, Column, Row, link, table
from anmai.ui.session import client, go, in_lang, label, param, t

PER_PAGE: Final = 20
_SORT: Final = "leads_sort"


def page() -> None:
    """Draw the page."""
    models = client().models()
    st.html(heading(t("leads.title"), sub=t("leads.intro")))
    wanted = param("model")
    if wanted and st.session_state.get("leads_model_seen") != wanted:
        st.session_state["leads_model"] = wanted
        st.session_state["leads_model_seen"] = wanted
    overview = st.container()
    chosen = _filters(models)
    sort = str(st.session_state.setdefault(_SORT, "-changed"))
    number = int(st.session_state.get("leads_page") or 1)
    answer = client().leads(
        model=chosen["model"],
        status=chosen["status"],
        query=chosen["text"] or "",
        region=chosen["region"],
        reason=chosen["reason"],
        sort=sort,
        offset=(number - 1) * PER_PAGE,
        limit=PER_PAGE,
    )
    filtered = any(chosen.values())
    with overview:
        funnels(models, answer.models)
    st.html(section(t("leads.list"), t("leads.total", n=answer.total)))
    leads_table(
        "leads_table",
        answer.leads,
        reasons=reason_names(models),
        empty=t("leads.empty_filtered") if filtered else t("leads.empty"),
        sort=sort,
        on_sort=_sort_by,
    )
    if not answer.leads and not filtered:
        with st.container(horizontal=True):
            if st.button(t("leads.go_import"), key="leads_go_import", type="primary"):
                go({"page": "import"})
            if st.button(t("leads.go_models"), key="leads_go_models"):
                go({"page": "models"})
    pages = ceil(answer.total / PER_PAGE)
    if pages > 1:
        st.pagination(pages, key="leads_page", persist_state="session")


def funnels(models: list[ModelView], counts: dict[str, Funnel]) -> None:
    """How many of all were found, reviewed, confirmed and put right, model by model."""
    stages = ("population", "findings", "unreviewed", "in_review", "confirmed", "dismissed", "outcome")
    columns = [Column("model", t("funnel.model"))]
    columns += [Column(stage, t(f"funnel.{stage}"), "10%", "right") for stage in stages]
    rows = []
    for model in models:
        funnel = counts.get(model.slug, model.funnel)
        cells: dict[str, object] = {
            "model": link("models", in_lang(model.title_zh, model.title_en), slug=model.slug),
            **{stage: number(getattr(funnel, stage)) for stage in stages},
        }
        if funnel.cannot_conclude:
            # No count that was never made may look like a zero.
            cells |= {stage: None for stage in stages if not getattr(funnel, stage)}
            cells["findings"] = {"text": t("funnel.cannot_conclude"), "tone": "warn"}
            cells["model"] = {"lines": [cells["model"], {"text": funnel.cannot_conclude, "tone": "warn"}]}
        elif funnel.findings is None:
            cells |= {stage: None for stage in stages if not getattr(funnel, stage)}
            cells["findings"] = {"text": t("funnel.never_ran"), "tone": "quiet"}
        elif funnel.population and funnel.findings is not None:
            cells["findings"] = found(funnel.findings, funnel.population)
        rows.append(Row(model.slug, cells))
    table("funnels", columns, rows, empty=t("funnel.empty"), go=go)


def found(findings: int, population: int) -> Cell:
    """How many were found, and out of a hundred how many that is."""
    return f"{number(findings)} · {rate(findings, population)}" if findings else "0"


def number(value: int | None) -> str | None:
    """A count with thousands marked; None stays None, which is drawn as a dash and never as zero."""
    return None if value is None else f"{value:,}"


def rate(part: int, whole: int) -> str:
    """A share in per cent with enough digits to be told from zero."""
    share = 100 * part / whole
    return f"{share:.1f}%" if share >= 1 or not part else f"{share:.2g}%"


def _filters(models: list[ModelView]) -> dict[str, str | None]:
    titles = {model.slug: in_lang(model.title_zh, model.title_en) for model in models}
    reasons = reason_names([m for m in models if st.session_state.get("leads_model") in (None, m.slug)])
    boxes = st.columns([2.2, 1.3, 2.2, 1.4, 1.8], vertical_alignment="bottom")
    everything = t("common.all")
    with boxes[0]:
        model = st.selectbox(
            t("leads.filter.model"), list(titles), index=None, placeholder=everything, key="leads_model",
            format_func=lambda slug: titles.get(slug, slug), on_change=_first_page, persist_state="session",
        )  # fmt: skip
    with boxes[1]:
        status = st.selectbox(
            t("leads.filter.status"), list(STATUS_STEPS), index=None, placeholder=everything, key="leads_status",
            format_func=lambda code: label("status", code), on_change=_first_page, persist_state="session",
        )  # fmt: skip
    with boxes[2]:
        text = st.text_input(
            t("leads.filter.text"), key="leads_text", placeholder=t("leads.filter.text_hint"), on_change=_first_page,
            persist_state="session",
        )  # fmt: skip
    with boxes[3]:
        region = st.text_input(
            t("leads.filter.region"), key="leads_region", placeholder=t("leads.filter.region_hint"),
            on_change=_first_page, persist_state="session",
        )  # fmt: skip
    with boxes[4]:
        reason = st.selectbox(
            t("leads.filter.reason"), list(reasons), index=None, placeholder=everything, key="leads_reason",
            format_func=lambda code: reasons.get(code, code), on_change=_first_page, persist_state="session",
        )  # fmt: skip
    return {
        "model": model,
        "status": status,
        "text": (text or "").strip() or None,
        "region": (region or "").strip() or None,
        "reason": reason,
    }


def _first_page() -> None:
    st.session_state["leads_page"] = 1


def _sort_by(wanted: str) -> None:
    if wanted != st.session_state.get(_SORT):
        st.session_state[_SORT] = wanted
        st.session_state["leads_page"] = 1
        st.rerun()
