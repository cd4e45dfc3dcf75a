"""``anmai show``: a page with one ruling beside all that was read from it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anmai.api.cli.words import LangOption, Words


def register(app: typer.Typer) -> None:
    """Add the command to the root."""
    app.command("show")(show_command)


def show_command(
    file: Annotated[Path, typer.Argument(help="文书文件。 A file with a ruling.", metavar="FILE")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="写入的 .html 文件。 File to write; default: FILE.read.html.")
    ] = None,
    document: Annotated[
        str | None, typer.Option("--document", help="文件含多份文书时的编号。 Id, where FILE holds several documents.")
    ] = None,
    text_field: Annotated[str | None, typer.Option(help=".jsonl 中正文的字段。 Field of the text in .jsonl.")] = None,
    id_field: Annotated[str | None, typer.Option(help=".jsonl 中编号的字段。 Field of the id in .jsonl.")] = None,
    fragment: Annotated[bool, typer.Option("--fragment", help="文书片段。 The text is part of a ruling.")] = False,
    language: Annotated[str, typer.Option(help="文书语言：zh、en、auto。 Language of the text.")] = "auto",
    profile: Annotated[str, typer.Option(help="fast：仅规则；full：加上较慢的组件。 fast: rules; full: all.")] = "fast",
    open_: Annotated[bool, typer.Option("--open", help="在浏览器中打开。 Open it in the browser.")] = False,
    lang: LangOption = None,
) -> None:
    """一份文书与从中读出的内容并排，点击可跳到原文。 One ruling beside what was read from it, as a page of its own."""
    from anmai.api.cli.outputs import write_bytes
    from anmai.errors import DocumentError, NotFound
    from anmai.extraction import extract
    from anmai.extraction.data.tables import table
    from anmai.extraction.readers import read_inputs
    from anmai.extraction.showing.page import ruling_page
    from anmai.forms.record import SKIP_REASONS

    words = Words(lang)
    found, others = None, 0
    for one in read_inputs([file], text_field=text_field, id_field=id_field, split_rulings=not fragment):
        if found is None and document in (None, one.id, one.key):
            found = one
        else:
            others += 1
    if found is None:
        raise NotFound(f"{file.name} holds no document {document}.", remedy="Leave out --document for the first one.")
    if found.text is None:
        raise DocumentError(found.reason or "empty", found.message or f"{found.key}: no text.")
    record = extract(found.text, found.id, fragment=fragment, language=language, profile=profile)
    target = output or file.with_name(f"{file.name}.read.html")
    write_bytes(target, ruling_page(found.text, record, "zh" if words.lang == "zh" else "en").encode())
    typer.echo(words("page_written", path=target, values=len(record.provenance)))
    if record.status == "skipped" and record.reason is not None:
        told = table("skip_reasons").get(record.reason) if words.lang == "zh" else SKIP_REASONS.get(record.reason)
        typer.echo(words("nothing_read", document=found.key, reason=(told or record.reason).rstrip(".")), err=True)
    if others and document is None:
        typer.echo(words("page_others", count=others))
    if open_:
        typer.launch(target.resolve().as_uri())
