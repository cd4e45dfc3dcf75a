"""The legal basis of a model: article, what it says, and the dates in which it is in force."""

from __future__ import annotations

from collections.abc import Sequence

from anmai.forms.views import LegalBasisView
from anmai.ui.markup import empty, esc
from anmai.ui.session import in_lang, t


def article(number: str) -> str:
    """An article's number as it is cited: "72" → "第72条", "133-1" → "第133条之1"; other words stay."""
    plain, dash, sub = number.partition("-")
    if not plain.isdigit():
        return number
    if dash and sub.isdigit():
        return t("legal.article_sub", n=plain, sub=sub)
    return t("legal.article", n=number) if not dash else number


def legal_basis(articles: Sequence[LegalBasisView], *, sources: bool = True) -> str:
    """HTML of the articles; ``sources`` adds where the text and its dates were taken from."""
    rows = []
    for basis in articles:
        since = t("legal.since", date=basis.in_force_from) if basis.in_force_from else ""
        until = t("legal.until", date=basis.in_force_until) if basis.in_force_until else ""
        dates = " ".join(part for part in (since, until) if part) or t("legal.no_dates")
        source = f"<br><small>{esc(basis.source)}</small>" if basis.source and sources else ""
        rows.append(
            f'<div class="am-basis"><b>{esc(basis.law)} {esc(article(basis.article))}</b> '
            f"<span>{esc(dates)}</span><br>{esc(in_lang(basis.zh, basis.en))}{source}</div>"
        )
    return "".join(rows) or empty(t("legal.empty"))
