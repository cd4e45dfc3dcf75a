"""模型 Models: what each looks for, on which law it rests, how it is run, and what became of what it found."""

from __future__ import annotations

from typing import Any

import streamlit as st

from anmai.errors import AnmaiError
from anmai.forms.views import ModelView, RunView
from anmai.ui.markup import bullets, chip, empty, esc, facts, heading, section
from anmai.ui.parts.graph_block import written
from anmai.ui.parts.job import follow
from anmai.ui.parts.legal import legal_basis
from anmai.ui.parts.model_ledger import model_ledger
from anmai.ui.parts.moments import moment
from anmai.ui.parts.table import Cell, Column, Row, chips, lines, link, quiet, table
from anmai.ui.screens.leads import found, funnels, number
from anmai.ui.session import client, go, in_lang, label, listed, param, t, told_error


def page() -> None:
    """Draw the list, or the model ``?slug=``."""
    slug = param("slug")
    if slug:
        _model(client().model(slug))
        return
    models = client().models()
    st.html(heading(t("models.title"), sub=t("models.intro")))
    columns = [
        Column("model", t("funnel.model")),
        Column("status", t("models.status"), "110px"),
        Column("last", t("models.last_run"), "150px"),
        Column("population", t("funnel.population"), "8%", "right"),
        Column("findings", t("funnel.findings"), "10%", "right"),
        Column("confirmed", t("funnel.confirmed"), "7%", "right"),
        Column("leads", t("nav.leads"), "90px"),
    ]
    table("models_table", columns, [_row(model) for model in models], empty=t("models.empty"), go=go)


def _row(model: ModelView) -> Row:
    funnel, last = model.funnel, model.last_run
    counts: Cell = funnel.findings
    if funnel.cannot_conclude:
        counts = {"text": t("funnel.cannot_conclude"), "tone": "warn"}
    elif funnel.population and funnel.findings is not None:
        counts = found(funnel.findings, funnel.population)
    return Row(
        model.slug,
        {
            "model": lines(
                link("models", in_lang(model.title_zh, model.title_en), slug=model.slug),
                quiet(brief(in_lang(model.description_zh, model.description_en))),
                {"text": funnel.cannot_conclude, "tone": "warn"} if funnel.cannot_conclude else None,
            ),
            "status": lines(
                chips((label("model_status", model.status), "good" if model.status == "stable" else "in_review")),
                quiet(f"{model.version}{' · ' + t('models.own') if model.own else ''}"),
            ),
            "last": lines(moment(last.started), quiet(label("run_state", last.state))) if last else None,
            "population": number(funnel.population),
            "findings": counts,
            "confirmed": funnel.confirmed if funnel.findings is not None else None,
            "leads": link("leads", t("models.leads"), model=model.slug),
        },
        go={"page": "models", "slug": model.slug},
    )


def brief(description: str) -> str:
    """The first sentence of a description; the model's page has the rest."""
    ends = [at for mark in ("。", ". ") if (at := description.find(mark)) > 0]
    return description[: min(ends) + 1] if ends else description


def _title(model: ModelView) -> str:
    labels = [chip(label("model_status", model.status), "good" if model.status == "stable" else "in_review")]
    labels.append(chip(model.version))
    if model.own:
        labels.append(chip(t("models.own"), "info"))
    return heading(in_lang(model.title_zh, model.title_en), *labels)


def _model(model: ModelView) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="model_head"):
        st.html(_title(model), width="stretch")
        with st.container(horizontal=True, width="content", key="model_do"):
            if st.button(t("models.all"), key="models_all"):
                go({"page": "models"})
            if st.button(t("models.leads"), key="model_leads"):
                go({"page": "leads", "model": model.slug})
            _run(model)
    st.html(f'<div class="am-sub">{esc(in_lang(model.description_zh, model.description_en))}</div>')
    follow(f"run:{model.slug}")
    funnels([model], {})
    left, right = st.columns(2, gap="medium")
    with left:
        st.html(section(t("lead.elements"), t("models.elements_note")))
        st.html(_elements(model))
        st.html(section(t("models.false_positives")))
        alarms = [in_lang(alarm.get("zh", ""), alarm.get("en", "")) for alarm in model.false_positives]
        st.html(bullets(alarms, tone="small") if alarms else empty(t("lead.no_false_positives")))
        st.html(section(t("models.reason_codes")))
        st.html("".join(f'<div class="am-basis">{reason(code)}</div>' for code in model.reason_codes))
    with right:
        st.html(section(t("lead.basis")) + legal_basis(model.legal_basis))
        st.html(section(t("models.parameters"), t("models.parameters_note")))
        _parameters(model.parameters)
        st.html(section(t("models.about")))
        st.html(facts(_about(model)))
    model_ledger(model.slug)
    st.html(section(t("models.runs")))
    runs_table(f"runs:{model.slug}", client().runs(model.slug))
    for name, query in model.queries.items():
        with st.expander(t("models.query", name=label("queries", name)), key=f"query_{name}"):
            st.code(query, language="cypher", wrap_lines=True)


def reason(code: dict[str, str]) -> str:
    """A reason code as a label, coloured by whether it is certain, weaker, or needs another record."""
    weight = code.get("weight", "")
    tone = {"certain": "warn", "needs": "info"}.get(weight, "")
    shown = in_lang(code.get("zh", ""), code.get("en", "")) or code["id"]
    return chip(shown, tone) + (f"<span>{esc(label('weights', weight))}</span>" if weight else "")


def _elements(model: ModelView) -> str:
    rows = []
    for element in model.elements:
        shown = esc(in_lang(element.zh, element.en))
        if element.clause:
            shown = f"<details><summary>{shown}</summary><pre>{esc(element.clause)}</pre></details>"
        rows.append(f'<div class="am-basis am-element">{shown}</div>')
    return "".join(rows) or empty(t("models.no_elements"))


def _about(model: ModelView) -> list[tuple[str, str]]:
    return [
        (t("models.slug"), esc(model.slug)),
        (t("models.level"), esc(label("levels", model.level))),
        (t("models.sources"), esc(listed(label("sources", s) for s in model.required_sources)) or "—"),
        (t("models.authors"), esc(listed(model.authors)) or "—"),
        (t("models.references"), "<br>".join(esc(reference) for reference in model.references) or "—"),
    ]


def _parameters(parameters: list[dict[str, Any]]) -> None:
    columns = [
        Column("name", t("models.parameter"), "34%"),
        Column("value", t("models.default"), "26%"),
        Column("about", t("models.meaning")),
    ]
    rows = []
    for parameter in parameters:
        limits = [f"{mark} {written(parameter[key])}" for key, mark in (("minimum", "≥"), ("maximum", "≤"))
                  if parameter.get(key) is not None]  # fmt: skip
        name = str(parameter.get("name", ""))
        about = in_lang(str(parameter.get("zh") or ""), str(parameter.get("en") or ""))
        cells = {
            "name": lines({"text": name, "mono": True}, quiet(" ".join(limits))),
            "value": written(parameter.get("default", "")),
            "about": about,
        }
        rows.append(Row(name, cells))
    table("model_parameters", columns, rows, empty=t("models.no_parameters"), go=go)


def runs_table(key: str, runs: list[RunView]) -> None:
    """Runs, newest first."""
    columns = [
        Column("started", t("runs.started"), "130px", "nowrap"),
        Column("state", t("runs.state"), "110px"),
        Column("mode", t("runs.mode"), "80px"),
        Column("version", t("runs.version"), "80px"),
        Column("anchors", t("runs.anchors"), "130px", "right"),
        Column("population", t("funnel.population"), "90px", "right"),
        Column("found", t("funnel.findings"), "80px", "right"),
        Column("reason", t("runs.reason")),
    ]
    tones = {"done": "good", "failed": "warn", "cannot_conclude": "warn"}
    rows = [
        Row(
            run.id,
            {
                "started": moment(run.started),
                "state": chips((label("run_state", run.state), tones.get(run.state, "info"))),
                "mode": label("run_mode", run.mode),
                "version": run.version,
                "anchors": f"{run.anchors_done:,} / {run.anchors_total if run.anchors_total is not None else '?'}",
                "population": run.population,
                "found": None if run.state == "cannot_conclude" else run.found,
                "reason": run.reason,
            },
        )
        for run in runs
    ]
    table(key, columns, rows, empty=t("runs.empty"), go=go)


def _run(model: ModelView) -> None:
    if st.button(t("models.run"), key=f"run_{model.slug}", type="primary"):
        try:
            job = client().run_model(model.slug)
        except AnmaiError as error:
            st.error(told_error(error))
            return
        st.session_state[f"job:run:{model.slug}"] = job.id
