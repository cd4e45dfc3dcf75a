"""Rows of leads, as the list of leads and the related leads of a lead show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from anmai.forms.views import LeadSummary, ModelView
from anmai.ui.parts.moments import moment
from anmai.ui.parts.table import Column, Row, chips, lines, link, quiet, table
from anmai.ui.session import go, in_lang, label, listed, t


def leads_table(
    key: str,
    leads: Sequence[LeadSummary],
    *,
    reasons: Mapping[str, str],
    empty: str,
    sort: str = "",
    on_sort: Callable[[str], None] | None = None,
) -> None:
    """Draw leads; a click on a row opens the lead. ``reasons``: what the models' reason codes mean."""
    columns = [
        Column("title", t("leads.column.title"), sort="title"),
        Column("model", t("leads.column.model"), "17%"),
        Column("status", t("leads.column.status"), "92px"),
        Column("cases", t("leads.column.cases"), "66px", "right", sort="cases"),
        Column("persons", t("leads.column.persons"), "66px", "right"),
        Column("regions", t("leads.column.regions"), "16%"),
        Column("created", t("leads.column.created"), "96px", "nowrap", sort="created"),
        Column("changed", t("leads.column.changed"), "96px", "nowrap", sort="changed"),
    ]
    table(key, columns, [_row(lead, reasons) for lead in leads], empty=empty, go=go, sort=sort, on_sort=on_sort)


def _row(lead: LeadSummary, reasons: Mapping[str, str]) -> Row:
    title = in_lang(lead.title, lead.title_en)
    # A title that is made of its reasons need not say them twice.
    said = [reasons.get(code, code) for code in lead.reason_codes if reasons.get(code, code) not in title]
    status = [(label("status", lead.status), lead.status)]
    if lead.changed_since_review:
        status.append((t("leads.changed_since_review"), "warn"))
    return Row(
        lead.id,
        {
            "title": lines(
                link("lead", title, id=lead.id),
                chips(*((one, "") for one in said)) if said else None,
            ),
            "model": in_lang(lead.model_title_zh, lead.model_title_en),
            "status": chips(*status),
            "cases": lead.cases,
            "persons": lead.persons,
            "regions": quiet(listed(lead.regions)),
            "created": quiet(moment(lead.created)[:10]),
            "changed": quiet(moment(lead.changed)[:10]),
        },
        go={"page": "lead", "id": lead.id},
        tone="off" if lead.status in {"dismissed", "withdrawn"} else "",
    )


def reason_names(models: Sequence[ModelView]) -> dict[str, str]:
    """What the reason codes of the models mean, in the visitor's language."""
    return {
        code["id"]: in_lang(code.get("zh", ""), code.get("en", "")) or code["id"]
        for model in models
        for code in model.reason_codes
    }


def lead_title(lead: Mapping[str, object]) -> str:
    """The title of a lead that another page lists ({id, title, title_en, …}), in the visitor's language."""
    return in_lang(str(lead.get("title") or ""), str(lead.get("title_en") or "")) or str(lead["id"])
