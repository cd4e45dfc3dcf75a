"""``anmai evaluate records | fragments``: extraction against gold of one's own, field by field."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from anmai.api.cli.words import JsonOption, LangOption, Words, print_json

if TYPE_CHECKING:
    from anmai.extraction.evaluation.evaluate import Evaluation
    from anmai.extraction.field_names import Lang

ErrorsOption = Annotated[
    int, typer.Option("--errors", min=0, help="每组列出的错误数。 How many faults of each group to list.")
]
LanguageOption = Annotated[
    str | None, typer.Option("--language", help="文书语言：zh、en、auto。 Language of the texts: zh, en, auto.")
]
ProfileOption = Annotated[
    str | None, typer.Option("--profile", help="fast：仅规则；full：加上较慢的组件。 fast: rules; full: all.")
]


def register(app: typer.Typer) -> None:
    """Add the group ``evaluate``."""
    group = typer.Typer(no_args_is_help=True, help="以人工标注衡量抽取。 Measure extraction against gold.")
    group.command("records")(records)
    group.command("fragments")(fragments)
    app.add_typer(group, name="evaluate")


def records(
    gold: Annotated[
        Path, typer.Argument(help="人工标注的记录，每行一个 JSON。 Records typed by people.", metavar="GOLD.jsonl")
    ],
    texts: Annotated[
        list[Path],
        typer.Argument(help="原文：文件、文件夹、.jsonl。 The texts, as extract takes them.", metavar="TEXTS..."),
    ],
    text_field: Annotated[str | None, typer.Option(help=".jsonl 中正文的字段。 Field of the text in .jsonl.")] = None,
    id_field: Annotated[str | None, typer.Option(help=".jsonl 中编号的字段。 Field of the id in .jsonl.")] = None,
    language: LanguageOption = None,
    profile: ProfileOption = None,
    errors: ErrorsOption = 0,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """完整文书与人工标注逐项比对。 Whole rulings against records that people typed."""
    from anmai.extraction.evaluation.reading import evaluate_records

    told = evaluate_records(gold, texts, text_field=text_field, id_field=id_field, **_options(language, profile))
    _print(told, errors, as_json=as_json, lang=lang, whole=True)


def fragments(
    task: Annotated[str, typer.Argument(help="lending | theft | drugs | english", metavar="TASK")],
    gold: Annotated[Path, typer.Argument(help="含原文的公开标注。 Public gold with its texts.", metavar="GOLD.jsonl")],
    language: LanguageOption = None,
    profile: ProfileOption = None,
    errors: ErrorsOption = 0,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """文书片段与公开标注逐项比对。 Fragments of rulings against public gold."""
    from anmai.errors import UsageError
    from anmai.extraction.evaluation.gold_fragments import tasks
    from anmai.extraction.evaluation.reading import evaluate_fragments

    if task not in tasks():
        raise UsageError(f"No task named {task}.", remedy=f"Choose one of {', '.join(tasks())}.")
    _print(
        evaluate_fragments(task, gold, **_options(language, profile)), errors, as_json=as_json, lang=lang, whole=False
    )


def _options(language: str | None, profile: str | None) -> dict[str, Any]:
    """The options of ``extract`` that were given."""
    given = {"language": language, "profile": profile}
    return {name: value for name, value in given.items() if value is not None}


def _print(told: Evaluation, errors: int, *, as_json: bool, lang: Any, whole: bool) -> None:
    if as_json:
        print_json(told.as_json(errors))
        return
    from rich.console import Console

    from anmai.extraction.evaluation.words import few_note, phrase, summary, sure_sentence

    chosen: Lang = "zh" if Words(lang).lang == "zh" else "en"
    console = Console(highlight=False, soft_wrap=True)
    console.print(_score_table(told, chosen))
    console.print(summary(told.scores, chosen))
    if whole:
        console.print(phrase("macro_note_records", chosen))
    if any(group.few for group in told.scores.groups):
        console.print(few_note(chosen))
    console.print(_reliability_table(told, chosen))
    console.print(sure_sentence(told.reliability.sure, chosen))
    rate = told.characters / told.seconds if told.seconds else 0.0
    console.print(
        phrase("speed", chosen, characters=f"{told.characters:,}", seconds=f"{told.seconds:.2f}", rate=f"{rate:,.0f}")
    )
    for id_, reason in told.unread.items():
        console.print(f"{phrase('unread', chosen)}: {id_} ({reason})")
    _print_faults(console, told, errors, chosen)


def _score_table(told: Evaluation, lang: Lang) -> Any:
    from rich.table import Table

    from anmai.extraction.evaluation.words import figure, interval, phrase
    from anmai.extraction.field_names import field_name

    table = Table(phrase("group", lang))
    for head in ("rows", "precision", "recall", "f1", "interval"):
        table.add_column(phrase(head, lang), justify="right", no_wrap=True)
    for one in told.scores.groups:
        table.add_row(
            f"{field_name(one.group, lang)}{' *' if one.few else ''}",
            str(one.n),
            figure(one.precision),
            figure(one.recall),
            figure(one.f1.value),
            interval(one.f1),
        )
    return table


def _reliability_table(told: Evaluation, lang: Lang) -> Any:
    from rich.table import Table

    from anmai.extraction.evaluation.words import bin_name, percent, phrase

    table = Table(phrase("confidence", lang))
    for head in ("values", "share"):
        table.add_column(phrase(head, lang), justify="right")
    for one in told.reliability.bins:
        if one.n:
            table.add_row(bin_name(one), str(one.n), percent(one.share))
    return table


def _print_faults(console: Any, told: Evaluation, errors: int, lang: Lang) -> None:
    from rich.text import Text

    from anmai.extraction.evaluation.evaluate import first_of_each_group
    from anmai.extraction.evaluation.words import phrase
    from anmai.extraction.field_names import field_name

    shown = sorted(first_of_each_group(told.faults, errors), key=lambda fault: fault.group)
    for fault in shown:
        line = f"{field_name(fault.group, lang)} [{phrase(f'kind_{fault.kind}', lang)}] {fault.document} {fault.path}"
        for name, words in (("expected", fault.expected), ("found", fault.found)):
            line += f"\n    {phrase(name, lang)}: {words}" if words else ""
        console.print(Text(line + (f"\n    {fault.passage}" if fault.passage else "")))
