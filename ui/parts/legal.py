"""The legal basis of a model: article, what it says, and the dates in which it is in force."""

from __future__ import annotations

from collections.abc import Sequence

from anmai.forms.views import LegalBasisView
from anmai.ui.markup import empty, esc
from anmai.ui.session import in_lang, t


def legal_basis(articles: Sequence[LegalBasisView]) -> str:
    """HTML of the articles."""
    rows = []
    for basis in articles:
        since = t("legal.since", date=basis.in_force_from) if basis.in_force_from else ""
        until = t("legal.until", date=basis.in_force_until) if basis.in_force_until else ""
        dates = " ".join(part for part in (since, until) if part) or t("legal.no_dates")
        source = f" · {esc(basis.source)}" if basis.source else ""
        rows.append(
            f'<div class="am-basis"><b>{esc(basis.law)} {esc(basis.article)}</b> '
            f"<span>{esc(dates)}{source}</span><br>{esc(in_lang(basis.zh, basis.en))}</div>"
        )
    return "".join(rows) or empty(t("legal.empty"))
