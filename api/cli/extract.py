"""``anmai extract``: from files and folders to records, one JSON object a line."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import IO, TYPE_CHECKING, Annotated, Final, TypedDict

import typer

from anmai.api.cli.words import Lang, LangOption, Words

if TYPE_CHECKING:
    from anmai.extraction.evaluation.overview import Overview
    from anmai.extraction.record_line import RecordLine
    from anmai.forms.document import SourceDocument


class Options(TypedDict):
    """How the documents of one run are read; see ``anmai.extraction.batch.extract_lines``."""

    fragment: bool
    language: str
    profile: str


#: Skipped documents that are listed one by one; beyond, only their counts are shown.
_LISTED: Final = 200


def register(app: typer.Typer) -> None:
    """Add the command to the root."""
    app.command("extract")(extract_command)


@dataclass
class Tally:
    """What a run did."""

    documents: int = 0
    read: int = 0
    partial: int = 0
    skipped: int = 0
    resumed: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    overview: Overview | None = None
    listed: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, document: SourceDocument, line: RecordLine) -> None:
        """Count one document's record."""
        self.documents += 1
        setattr(self, line.status, getattr(self, line.status) + 1)
        if line.status == "read" and self.overview is None:
            return
        record = line.record
        if record.reason:
            self.reasons[record.reason] += 1
        if record.status == "skipped" and len(self.listed) < _LISTED:
            self.listed.append((document.key, record.reason or "", " ".join(record.warnings)))
        if self.overview is not None:
            self.overview.add(document.key, record)

    def as_json(self) -> dict[str, object]:
        """The tally as JSON-ready plain data."""
        return {
            "documents": self.documents,
            "read": self.read,
            "partial": self.partial,
            "skipped": self.skipped,
            "resumed": self.resumed,
            "reasons": dict(self.reasons.most_common()),
            "skips": [{"document": key, "reason": reason, "message": text} for key, reason, text in self.listed],
            **({} if self.overview is None else {"report": self.overview.as_json()}),
        }


def extract_command(
    inputs: Annotated[
        list[Path], typer.Argument(help="文件、文件夹、表格、.zip。 Files, folders, tables, .zip.", metavar="INPUT...")
    ],
    output: Annotated[
        str,
        typer.Option("-o", "--output", help="写入的 .jsonl 文件；- 为标准输出。 File to write; - is standard output."),
    ],
    text_field: Annotated[
        str | None, typer.Option(help="表格中正文的字段。 Field of the text in .jsonl, .csv.")
    ] = None,
    id_field: Annotated[
        str | None, typer.Option(help="编号的字段，可用逗号连接。 Field of the id, or several with commas.")
    ] = None,
    fragment: Annotated[
        bool,
        typer.Option("--fragment", help="文本为文书片段或单句。 The texts are parts of rulings or single sentences."),
    ] = False,
    language: Annotated[
        str,
        typer.Option(help="语言：zh、en、auto（按文字）。 Language: zh, en, auto (by its characters)."),
    ] = "auto",
    profile: Annotated[
        str,
        typer.Option(help="读取方式：fast 仅规则，full 另加复查。 Profile: fast, the rules; full, a second look too."),
    ] = "full",
    workers: Annotated[
        int | None, typer.Option(min=1, help="进程数。 Processes; default: the setting workers.")
    ] = None,
    report: Annotated[
        bool,
        typer.Option(
            "--report",
            help="汇总原因、自检、填充率等。 Sum up reasons, self-checks, fill rates, unsure fields.",
        ),
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="以 JSON 输出汇总。 The summary as JSON.")] = False,
    lang: LangOption = None,
) -> None:
    """从裁判文书中抽取要素，每份一行 JSON。 Read rulings into records, one JSON object a line.

    A run that was stopped goes on where it ended when the same command is given again.
    """
    from anmai.errors import UsageError
    from anmai.extraction.evaluation.overview import Overview
    from anmai.extraction.languages import AUTO, language_pack
    from anmai.extraction.profiles import check_profile
    from anmai.extraction.readers import read_inputs
    from anmai.settings import settings

    if language != AUTO:
        language_pack(language)
    check_profile(profile)
    if json_ and output == "-":
        raise UsageError("--json and -o - both want standard output.", remedy="Write the records to a file.")
    count = workers or settings().workers
    documents = read_inputs(
        inputs,
        text_field=text_field,
        id_field=id_field,
        split_rulings=not fragment,
        processes=count,
        keep=None if output == "-" else _scans(Path(output)),
    )
    tally = Tally(overview=Overview() if report else None)
    options: Options = {"fragment": fragment, "language": language, "profile": profile}
    if output == "-":
        _to_stream(documents, sys.stdout, count, options, tally)
    else:
        _to_file(documents, Path(output), count, options, tally)
    _report(tally, lang, as_json=json_)
    if tally.skipped:
        raise typer.Exit(3)


def _records(
    documents: Iterable[SourceDocument], workers: int, options: Options, tally: Tally
) -> Iterator[tuple[SourceDocument, str]]:
    from anmai.extraction.batch import extract_lines

    with _progress() as advance:
        for document, line in extract_lines(documents, workers=workers, **options):
            tally.add(document, line)
            advance(tally)
            yield document, line.text


def _to_stream(
    documents: Iterable[SourceDocument], stream: IO[str], workers: int, options: Options, tally: Tally
) -> None:
    try:
        for _, line in _records(documents, workers, options, tally):
            stream.write(f"{line}\n")
        stream.flush()
    except BrokenPipeError:
        # The reader of the pipe (head, less) has enough; Python would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _to_file(documents: Iterator[SourceDocument], path: Path, workers: int, options: Options, tally: Tally) -> None:
    """Write to ``path.part`` with a list of what is done beside it, and rename at the end."""
    from anmai.errors import UsageError

    part, done = path.with_name(path.name + ".part"), path.with_name(path.name + ".done")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        documents, written = _resume(documents, part, done, options, tally)
        with part.open("r+b" if written else "wb") as lines, done.open("r+b" if written else "wb") as marks:
            for stream, offset in zip((lines, marks), written or (0, 0), strict=True):
                stream.seek(offset)
                stream.truncate()
            for document, line in _records(documents, workers, options, tally):
                lines.write(f"{line}\n".encode())
                lines.flush()
                marks.write(f"{_mark(document, options)}\n".encode())
                marks.flush()
        part.replace(path)
        done.unlink()
        rmtree(_scans(path), ignore_errors=True)
    except OSError as error:
        raise UsageError(
            f"{path} can't be written ({error.strerror}).", remedy="Free space or name another file; then run again."
        ) from error


def _scans(path: Path) -> Path:
    """Where a run keeps what it recognised in scans, until it is done."""
    return path.with_name(path.name + ".scans")


def _mark(document: SourceDocument, options: Options) -> str:
    """What must be the same for a line that is there already to be kept."""
    from anmai.extraction.assembly import VERSION

    parts = (VERSION, str(options), document.key, document.sha256, document.text_sha256 or "")
    return sha256("\0".join(parts).encode()).hexdigest()


def _resume(
    documents: Iterator[SourceDocument], part: Path, done: Path, options: Options, tally: Tally
) -> tuple[Iterator[SourceDocument], tuple[int, int] | None]:
    """Pass over documents whose records a stopped run has written; the offsets where writing goes on."""
    from itertools import chain

    from anmai.extraction.record_line import RecordLine
    from anmai.forms.record import Record

    if not part.exists() or not done.exists():
        return documents, None
    offsets = [0, 0]
    with part.open("rb") as lines, done.open("rb") as marks:
        while True:
            line, mark = lines.readline(), marks.readline()
            if not (line.endswith(b"\n") and mark.endswith(b"\n")):
                return documents, (offsets[0], offsets[1])
            document = next(documents, None)
            if document is None:
                return documents, (offsets[0], offsets[1])
            if _mark(document, options) != mark.decode().strip():
                return chain((document,), documents), (offsets[0], offsets[1])
            tally.add(document, RecordLine.of(Record.model_validate_json(line)))
            tally.resumed += 1
            offsets[0] += len(line)
            offsets[1] += len(mark)


class _Advance:
    """Moves the progress bar; called with the tally after each document."""

    def __init__(self, update: object = None) -> None:
        self._update = update

    def __call__(self, tally: Tally) -> None:
        if callable(self._update):
            self._update(tally)


def _progress() -> AbstractContextManager[_Advance]:
    """A bar on standard error; nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        return nullcontext(_Advance())
    return _bar()


def _bar() -> AbstractContextManager[_Advance]:
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    @contextmanager
    def bar() -> Iterator[_Advance]:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("抽取 extract", total=None)

            def update(tally: Tally) -> None:
                progress.update(
                    task, description=f"抽取 extract: {tally.documents} 份 documents, {tally.skipped} 跳过 skipped"
                )

            yield _Advance(update)

    return bar()


def _report(tally: Tally, lang: Lang | None, *, as_json: bool) -> None:
    """Counts at the end, on standard error; skipped documents with their reasons; the report where it was asked for."""
    from anmai.forms.record import SKIP_REASONS

    for key, reason, message in tally.listed:
        typer.echo(f"跳过 skipped {key}: {reason}. {message or SKIP_REASONS.get(reason, '')}".rstrip(), err=True)
    if tally.skipped > len(tally.listed):
        typer.echo(f"… 另有 and {tally.skipped - len(tally.listed)} 份未列出 more not listed", err=True)
    if tally.overview is not None:
        from anmai.api.cli.extract_report import print_report

        print_report(tally.overview, "zh" if Words(lang).lang == "zh" else "en")
    if as_json:
        typer.echo(json.dumps(tally.as_json(), ensure_ascii=False))
        return
    resumed = f"（其中 {tally.resumed} 份上次已完成 done before）" if tally.resumed else ""
    typer.echo(
        f"共 {tally.documents} 份 documents: {tally.read} 读出 read, {tally.partial} 部分 partial, "
        f"{tally.skipped} 跳过 skipped{resumed}",
        err=True,
    )
