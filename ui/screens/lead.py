"""线索详情 A lead: why, the graph, the passages in the rulings, what speaks against it, and its way through people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from anmai.forms.views import LeadView
from anmai.ui.markup import bullets, chip, empty, esc, facts, heading, section, small_table
from anmai.ui.parts.decision_words import decision_columns, decision_row
from anmai.ui.parts.evidence import evidence
from anmai.ui.parts.graph_block import graph_block, written
from anmai.ui.parts.leads_table import leads_table, reason_names
from anmai.ui.parts.legal import legal_basis
from anmai.ui.parts.moments import moment, zone
from anmai.ui.parts.notes import notes
from anmai.ui.parts.second_reading import lead_needs, readers_cell
from anmai.ui.parts.sections import sections
from anmai.ui.parts.table import Column, Row, chips, lines, link, quiet, table
from anmai.ui.screens.lead_actions import exports, status_step
from anmai.ui.screens.models import reason
from anmai.ui.session import client, go, in_lang, label, listed, param, t, word

#: Keys of a row in the order in which a ruling is named; others follow as they come.
_NAMED_FIRST: Final = ("date", "case_number", "court", "charges", "penalty", "months")

#: Pixels of a lead's graph: as high as the reasons beside it mostly are.
GRAPH_HEIGHT: Final = 540


def page() -> None:
    """Draw the page of the lead ``?id=``."""
    lead_id = param("id")
    if not lead_id:
        st.html(empty(t("lead.none")))
        return
    lead = client().lead(lead_id)
    _head(lead)
    why, picture = st.columns([5, 7], gap="medium")
    with why:
        _why(lead)
    with picture:
        st.html(section(t("lead.graph"), t("lead.graph_note")))
        graph_block(f"lead-{lead.id}", lead.graph, [f"{lead.target.kind}:{lead.target.id}"], height=GRAPH_HEIGHT)
    names = ("evidence", "cases", "persons", "against", "related", "notes", "history")
    counts = {
        "evidence": sum(len(case.rows) for case in lead.evidence),
        "cases": len(lead.cases_view) or len(lead.cases),
        "persons": len(lead.persons) + len(lead.organizations),
        "related": len(lead.related_view),
        "notes": len(lead.notes),
    }
    titles = {name: t(f"lead.tab.{name}") + (f" {counts[name]}" if name in counts else "") for name in names}
    elements = {element.id: in_lang(element.zh, element.en) for element in lead.model_view.elements}
    draw = {
        "evidence": lambda: evidence(f"lead-{lead.id}", lead.evidence, elements),
        "cases": lambda: _cases(lead),
        "persons": lambda: _persons(lead),
        "against": lambda: _against(lead),
        "related": lambda: _related(lead),
        "notes": lambda: notes("lead", lead.id, lead.notes),
        "history": lambda: _history(lead),
    }
    sections(f"lead-{lead.id}", titles, draw, t("common.sections"))


def _related(lead: LeadView) -> None:
    reasons = reason_names([lead.model_view])
    leads_table(f"related:{lead.id}", lead.related_view, reasons=reasons, empty=t("lead.no_related"))


def _head(lead: LeadView) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="lead_head"):
        labels = [chip(label("status", lead.status), lead.status)]
        if lead.changed_since_review:
            labels.append(chip(t("leads.changed_since_review"), "warn"))
        if stands := client().lead_footing(lead.id).title:
            labels.append(chip(stands, "warn"))
        model = lead.model_view
        sub = (
            f"<b>{esc(in_lang(model.title_zh, model.title_en))}</b> {esc(lead.version)} · "
            f"{esc(t('lead.found', at=moment(lead.created)))} · {esc(t('lead.changed', at=moment(lead.changed)))} · "
            f"{esc(t('lead.number', id=lead.id))}"
        )
        st.html(heading(in_lang(lead.title, lead.title_en), *labels, sub=sub), width="stretch")
        with st.container(horizontal=True, width="content", key="lead_do"):
            status_step(lead)
            exports(lead)
    if lead.changed_since_review:
        st.html(f'<div class="am-banner quiet">{esc(t("lead.changed_note"))}</div>')


def _why(lead: LeadView) -> None:
    model = lead.model_view
    codes = {code["id"]: code for code in model.reason_codes}
    st.html(section(t("lead.why")))
    st.html("".join(reason(codes.get(code, {"id": code})) for code in lead.reason_codes))
    st.html(_sentences(in_lang_list(lead.why_zh, lead.why_en)))
    if lead.columns:
        st.html(columns(lead))
    basis = section(t("lead.basis")) + legal_basis(model.legal_basis, sources=False)
    with st.expander(t("lead.law"), key="lead_law"):
        st.html(section(t("lead.elements"), t("lead.elements_note")) + _elements(lead) + basis)


def columns(lead: LeadView) -> str:
    """What the model listed and counted, in the words of its columns: each list of rows, then the single values."""
    names = {one["name"]: in_lang(one["zh"], one["en"]) for one in lead.model_view.columns}
    names |= {name: label("properties", name) for name in lead.columns if name not in names}
    # The model's order: findings keep their columns by the alphabet.
    codes = reason_names([lead.model_view])
    told = {name: lead.columns[name] for name in names if lead.columns.get(name) not in (None, "", [])}
    filled = {name: decoded(value, codes) for name, value in told.items()}
    tables = {name: value for name, value in filled.items() if isinstance(value, list) and isinstance(value[0], dict)}
    single = [(names[name], esc(written(value))) for name, value in filled.items() if name not in tables]
    return "".join(section(names[name]) + rows_table(rows) for name, rows in tables.items()) + facts(single)


def decoded(value: Any, names: Mapping[str, str]) -> Any:
    """A column's value with the model's reason codes in words, wherever they stand in it."""
    if isinstance(value, list):
        return [decoded(item, names) for item in value]
    if isinstance(value, dict):
        return {key: decoded(item, names) for key, item in value.items()}
    return names.get(value, value) if isinstance(value, str) else value


def rows_table(rows: list[dict[str, Any]]) -> str:
    """Rows of a finding as a table, the earliest first; keys that no row fills are left out."""
    keys = [
        key
        for key in dict.fromkeys([*_NAMED_FIRST, *(key for row in rows for key in row)])
        if any(row.get(key) not in (None, "", []) for row in rows)
    ]
    # By date, as a reader tells a story; the finding itself keeps its lists in an order of its own.
    told = sorted(rows, key=lambda row: str(row.get("date") or row.get("from") or ""))
    cells = [["" if row.get(key) is None else written(row[key]) for key in keys] for row in told]
    return small_table([label("properties", key) for key in keys], cells)


def _sentences(told: list[str]) -> str:
    """Sentences; an indented one belongs to the sentence before it."""
    rows = []
    for sentence in told:
        inner = sentence[:1].isspace()
        rows.append(f'<div class="{"am-why-sub" if inner else "am-why"}">{esc(sentence.strip())}</div>')
    return "".join(rows)


def _elements(lead: LeadView) -> str:
    """The elements whose passages the lead quotes, then the others of its model, folded."""
    quoted = {passage.element for passage in lead.passages if passage.element}
    rows = {True: [""], False: [""]}
    for element in lead.model_view.elements:
        mark = chip(t("lead.element_shown"), "good") if element.id in quoted else ""
        rows[element.id in quoted].append(f'<div class="am-basis">{mark}{esc(in_lang(element.zh, element.en))}</div>')
    others = "".join(rows[False])
    if not others:
        return "".join(rows[True])
    more = esc(t("lead.other_elements", n=len(rows[False]) - 1))
    opened = " open" if not quoted else ""
    return f'{"".join(rows[True])}<details class="am-more"{opened}><summary>{more}</summary>{others}</details>'


def in_lang_list(zh: list[str], en: list[str]) -> list[str]:
    """Sentences in the visitor's language, the other one's where they are missing."""
    return (in_lang("zh", "en") == "en" and en) or zh or en


def _cases(lead: LeadView) -> None:
    columns = [
        Column("number", t("cases.number"), "21%"),
        Column("court", t("cases.court"), "20%"),
        Column("region", t("cases.region"), "12%"),
        Column("date", t("cases.date"), "92px", "nowrap"),
        Column("procedure", t("cases.procedure"), "62px"),
        Column("charges", t("cases.charges")),
        Column("penalty", t("cases.penalty"), "15%"),
        Column("document", t("cases.document"), "76px"),
    ]
    rows = []
    for position, case in enumerate(lead.cases_view):
        document = str(case.get("document") or "")
        charges = case.get("charges") or case.get("cause")
        rows.append(
            Row(
                str(case.get("id", position)),
                {
                    "number": {"text": str(case.get("number") or t("cases.no_number")), "tone": "strong"},
                    "court": case.get("court"),
                    "region": quiet(str(case.get("region") or "")),
                    "date": case.get("date"),
                    "procedure": word(case.get("procedure")),
                    "charges": listed(charges) if isinstance(charges, list) else charges,
                    "penalty": case.get("penalty") or word(case.get("result")),
                    "document": link("document", t("cases.read"), id=document) if document else None,
                },
                go={"page": "document", "id": document} if document else None,
            )
        )
    table(f"cases:{lead.id}", columns, rows, empty=t("cases.empty"), go=go)


def _persons(lead: LeadView) -> None:
    columns = [
        Column("name", t("persons.name")),
        Column("kind", t("persons.kind"), "18%"),
        Column("id", t("persons.id"), "26%"),
    ]
    people = [(entity, "Person") for entity in lead.persons] + [
        (entity, "Organization") for entity in lead.organizations
    ]
    rows = [
        Row(
            entity.entity_id,
            {
                "name": link("entity", entity.name, id=entity.entity_id),
                "kind": label("kinds", kind),
                "id": {"text": entity.entity_id, "mono": True, "tone": "quiet"},
            },
            go={"page": "entity", "id": entity.entity_id},
        )
        for entity, kind in people
    ]
    table(f"persons:{lead.id}", columns, rows, empty=t("persons.empty"), go=go)


def _against(lead: LeadView) -> None:
    st.html(section(t("lead.false_positives"), t("lead.false_positives_note")))
    alarms = [in_lang(alarm.get("zh", ""), alarm.get("en", "")) for alarm in lead.model_view.false_positives]
    st.html(bullets(alarms) if alarms else empty(t("lead.no_false_positives")))
    st.html(section(t("lead.weak_links"), t("lead.weak_links_note")))
    rows = [decision_row(decision) for decision in lead.weak_links]
    table(f"weak:{lead.id}", decision_columns(), rows, empty=t("lead.no_weak_links"), go=go)
    _footing(lead)


def _footing(lead: LeadView) -> None:
    """The decisions that the lead hangs on, the weakest first, and what is left of it without each."""
    footing = client().lead_footing(lead.id)
    st.html(section(t("footing.title"), t("footing.note")))
    columns = [
        Column("strength", t("footing.strength"), "110px"),
        Column("rule", t("decisions.rule"), "26%"),
        Column("entity", t("footing.entity"), "20%"),
        Column("kept", t("footing.kept")),
        Column("lost", t("footing.lost")),
        Column("readers", t("second.readers"), "18%"),
    ]
    names = {one.entity_id: one.name for one in (*lead.persons, *lead.organizations)}
    rows = [
        Row(
            str(hold["decision"]),
            {
                "strength": chips((t(f"footing.{hold['strength']}"), "warn" if hold["strength"] == "score" else "")),
                "rule": lines(hold["title"], quiet(None if hold["score"] is None else f"{hold['score']:.5f}")),
                "entity": link("entity", names.get(hold["entity_id"], hold["entity_id"]), id=hold["entity_id"]),
                "kept": t("footing.documents", n=len(hold["kept"])),
                "lost": lines(*[link("document", document, id=document) for document in hold["lost"]]),
                "readers": readers_cell(
                    hold["agreeing"], [(one["by"], one["why"], one["at"]) for one in hold["disagreeing"]]
                ),
            },
        )
        for hold in footing.holds
    ]
    table(f"footing:{lead.id}", columns, rows, empty=t("footing.empty"), go=go)
    lead_needs(lead.id, footing)


def _history(lead: LeadView) -> None:
    if not lead.history:
        st.html(empty(t("lead.no_history")))
    else:
        st.caption(t("common.zone", zone=zone()))
    for step in lead.history:
        before = f"{label('status', step.before)} → " if step.before else ""
        reason = f" · {label('dismiss_reasons', step.reason)}" if step.reason else ""
        note = f"<br>{esc(step.note)}" if step.note else ""
        st.html(
            f'<div class="am-step"><time>{esc(moment(step.at))}</time>{esc(before)}{esc(label("status", step.after))}'
            f"{esc(reason)} · {esc(step.by)}{note}</div>"
        )
