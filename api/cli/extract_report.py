"""``anmai extract --report``: the tables that sum up a run, in Chinese or English, on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from anmai.extraction.evaluation.overview import Overview
    from anmai.extraction.field_names import Lang

#: Kinds of document that get a column of their own, and rows of the tables of warnings and of unsure fields.
_COLUMNS: Final = 5
_WARNINGS: Final = 40
_UNSURE: Final = 15


def print_report(overview: Overview, lang: Lang) -> None:
    """Print reasons, warnings, fill rates and the least sure fields.

    Args:
        overview: Sums over the records.
        lang: The language of the tables.
    """
    from rich.console import Console

    from anmai.extraction.evaluation.words import phrase

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    if overview.reasons:
        console.print(_reasons(overview, lang))
    if overview.warnings:
        console.print(_warnings(overview, lang))
        console.print(phrase("report_warned", lang, n=overview.warned))
    else:
        console.print(phrase("report_no_warnings", lang))
    if overview.fills:
        console.print(_fills(overview, lang))
    if overview.sureness:
        console.print(_unsure(overview, lang))


def _table(title: str, lang: Lang, *heads: str) -> Any:
    from rich.table import Table

    from anmai.extraction.evaluation.words import phrase

    shown = Table(title=phrase(title, lang), title_justify="left")
    for head in heads:
        figures = head in ("documents", "values", "mean")
        shown.add_column(phrase(head, lang), justify="right" if figures else "left", overflow="fold")
    return shown


def _reasons(overview: Overview, lang: Lang) -> Any:
    from anmai.extraction.data.tables import table
    from anmai.forms.record import SKIP_REASONS

    meanings = {**SKIP_REASONS, **table("skip_reasons")} if lang == "zh" else SKIP_REASONS
    shown = _table("report_reasons", lang, "reason", "documents", "meaning")
    for reason, count in overview.reasons.most_common():
        shown.add_row(reason, str(count), meanings.get(reason, ""))
    return shown


def _warnings(overview: Overview, lang: Lang) -> Any:
    from anmai.extraction.evaluation.warning_kinds import kind_name

    shown = _table("report_warnings", lang, "kind", "documents", "examples")
    for kind, count in overview.warnings.most_common(_WARNINGS):
        shown.add_row(kind_name(kind, lang), str(count), ", ".join(overview.examples[kind]))
    return shown


def _fills(overview: Overview, lang: Lang) -> Any:
    from anmai.extraction.evaluation.warning_kinds import OTHER
    from anmai.extraction.evaluation.words import percent, phrase
    from anmai.extraction.field_names import field_name

    titles = [title for title, _ in overview.doc_types.most_common(_COLUMNS)]
    shown = _table("report_fields", lang, "field")
    for title in titles:
        name = phrase("other_title", lang) if title == OTHER else title
        shown.add_column(f"{name} ({overview.doc_types[title]})", justify="right")
    for name in dict.fromkeys(field for title in titles for field in overview.fills[title]):
        cells = [overview.fills[title].get(name) for title in titles]
        owner, slash, _ = name.partition("/")
        label = f"{field_name(owner, lang)} · {field_name(name, lang)}" if slash else field_name(name, lang)
        shown.add_row(label, *("" if cell is None else percent(cell.share) for cell in cells))
    return shown


def _unsure(overview: Overview, lang: Lang) -> Any:
    from anmai.extraction.evaluation.reliability import SURE
    from anmai.extraction.evaluation.words import figure, phrase
    from anmai.extraction.field_names import field_name

    shown = _table("report_unsure", lang, "field", "values", "mean")
    shown.add_column(phrase("unsure", lang, sure=SURE), justify="right")
    shown.add_column(phrase("examples", lang), overflow="fold")
    for name, one in overview.least_sure(_UNSURE):
        label = " · ".join(field_name(name.rsplit("/", depth)[0], lang) for depth in range(name.count("/"), -1, -1))
        shown.add_row(label, str(one.n), figure(one.mean), str(one.unsure), one.example)
    return shown
