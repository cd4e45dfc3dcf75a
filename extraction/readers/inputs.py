"""From files and folders to documents: which reader reads what, under which key, and what can't be read and why."""

from __future__ import annotations

import io
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from anmai.errors import DocumentError, UsageError
from anmai.extraction.readers import archive, delimited, jsonl, rows
from anmai.extraction.readers.formats import PLAIN, READERS, is_archive, no_reader, reader_for, stem
from anmai.extraction.readers.guarded import GuardedReaders, Run, affordable
from anmai.extraction.readers.kept import KeptReadings
from anmai.extraction.readers.limits import MAX_INNER_ZIP_BYTES, MAX_ZIP_DEPTH
from anmai.extraction.readers.notes import refused_archive
from anmai.extraction.readers.reading import Reader, Reading
from anmai.extraction.readers.splitting import split
from anmai.forms.document import SourceDocument

#: Endings of tables of texts, read row by row.
TABLES: Final = frozenset({".jsonl", ".csv", ".tsv"})
#: Everything that is read.
ENDINGS: Final = (*READERS, *sorted(TABLES), ".zip")
#: Guarded documents that are read ahead of the one that is handed out, for each process, and their bytes in all.
_AHEAD: Final = 2
_BYTES_AHEAD: Final = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Source:
    """A file on disk or a member of an archive.

    Attributes:
        key: Its key.
        path: The file on disk.
        unpack: Its bytes, at most as many as its reader takes.
        open: Opens it for reading in a stream.
        depth: Archives around it.
        budget: What the archive around it may still unpack to.
    """

    key: str
    path: Path
    unpack: Callable[[int], bytes]
    open: Callable[[], BinaryIO]
    depth: int = 0
    budget: archive.Budget | None = None

    @property
    def ending(self) -> str:
        return os.path.splitext(self.key)[1].lower()


@dataclass(frozen=True, slots=True)
class _Options:
    fields: rows.Fields
    split_rulings: bool


#: A document that is there, or one that is being read.
_Pending = SourceDocument | Future[SourceDocument]
#: Has a document finished now, or later in a process of its own when its reader is a guarded one.
_Runs = Callable[[Reader, Callable[[Run], SourceDocument]], _Pending]


def read_inputs(
    inputs: Iterable[Path | str],
    *,
    text_field: str | None = None,
    id_field: str | None = None,
    split_rulings: bool = True,
    processes: int = 1,
    keep: Path | None = None,
) -> Iterator[SourceDocument]:
    """Every document in the given files and folders, in a fixed order, one at a time.

    Folders are read with all folders below them, names in code point order; hidden files are left out. A document
    that can't be read is yielded with its reason, and the rest goes on.

    Args:
        inputs: Files and folders.
        text_field: For tables (.jsonl, .csv, .tsv): field of the text; default: text, full_text, content, 正文 …
        id_field: For tables: field of the id, or several joined by commas; default: id, 编号 …
        split_rulings: Whether a text that holds two rulings becomes two documents (``key`` and ``key#2``); switch it
            off for fragments.
        processes: Processes that read .doc, .pdf and pictures, a few documents ahead.
        keep: Folder where recognised readings are kept, and looked up first; None: every scan is recognised anew.

    Yields:
        Documents. A key is the path relative to its input, ``zip/member`` in an archive, ``table:id`` in a table; where
        two inputs hold the same relative path, the later ones are led by their input's name.

    Raises:
        UsageError: an input doesn't exist; raised before anything is read.
    """
    roots = [Path(item) for item in inputs]
    for root in roots:
        if not root.exists():
            raise UsageError(f"{root} does not exist.", remedy="Name a file or folder that does.")
    return _read_roots(
        roots,
        _Options(rows.Fields.named(text_field, id_field), split_rulings),
        affordable(processes),
        KeptReadings(keep) if keep else None,
    )


def _read_roots(
    roots: list[Path], options: _Options, processes: int, kept: KeptReadings | None
) -> Iterator[SourceDocument]:
    guards = GuardedReaders(processes)
    pool = ThreadPoolExecutor(processes, thread_name_prefix="anmai-guard")
    ahead: deque[tuple[_Pending, int]] = deque()
    held = 0

    def read_guarded(reader: Reader, raw: bytes, place: str) -> Reading:
        if kept is None:
            return guards.read(reader, raw, place)
        reading = kept.find(reader, raw)
        if reading is None:
            reading = guards.read(reader, raw, place)
            kept.keep(reader, raw, reading)
        return reading

    def run(reader: Reader, finish: Callable[[Run], SourceDocument]) -> _Pending:
        if reader.guarded:
            return pool.submit(finish, read_guarded)
        return finish(lambda each, data, key: each.read(data, key))

    try:
        for source in _sources(roots):
            for pending, size in _pending(source, options, run):
                ahead.append((pending, size))
                held += size
                while ahead and _is_due(ahead, held, processes):
                    first, its_size = ahead.popleft()
                    held -= its_size
                    yield from _handed_out(first, options)
        while ahead:
            yield from _handed_out(ahead.popleft()[0], options)
    finally:
        guards.close()
        pool.shutdown(wait=True, cancel_futures=True)
        guards.close()


def _is_due(ahead: deque[tuple[_Pending, int]], held: int, processes: int) -> bool:
    """Whether the first document is to be handed out now: it is there, or enough is being read ahead."""
    first = ahead[0][0]
    return not isinstance(first, Future) or first.done() or len(ahead) > _AHEAD * processes or held > _BYTES_AHEAD


def _handed_out(pending: _Pending, options: _Options) -> Iterator[SourceDocument]:
    document = pending.result() if isinstance(pending, Future) else pending
    yield from _split(document) if options.split_rulings else (document,)


def _sources(roots: list[Path]) -> Iterator[_Source]:
    taken: set[str] = set()
    for number, root in enumerate(roots, start=1):
        for path in _files(root):
            key = path.relative_to(root).as_posix() if root.is_dir() else path.name
            if len(roots) > 1:
                if key in taken:
                    key = f"{root.resolve().parent.name if root.is_file() else root.resolve().name}/{key}"
                if key in taken:
                    key = f"{number}/{key}"
                taken.add(key)
            yield _on_disk(path, key)


def _files(root: Path) -> Iterator[Path]:
    """Files below a folder: one folder's names in memory at a time, whatever the number of folders."""
    if not root.is_dir():
        yield root
        return
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")):  # "~$" leads the lock files of open Word documents
                yield Path(folder) / name


def _on_disk(path: Path, key: str) -> _Source:
    def checked() -> None:
        if not path.is_file():
            raise DocumentError("unsupported", f"{key}: this is no regular file.", remedy="Add the file itself.")

    def unpack(limit: int) -> bytes:
        checked()
        if (size := path.stat().st_size) > limit:
            raise DocumentError("too_large", f"{key}: {size} bytes, the limit is {limit}.", remedy="Split the file.")
        return path.read_bytes()

    def opened() -> BinaryIO:
        checked()
        return path.open("rb")

    return _Source(key, path, unpack, opened)


def _in_archive(member: archive.Member, path: Path, depth: int) -> _Source:
    def opened() -> BinaryIO:
        return io.BytesIO(member.unpack(MAX_INNER_ZIP_BYTES))

    return _Source(member.key, path, member.unpack, opened, depth, member.budget)


def _pending(source: _Source, options: _Options, run: _Runs) -> Iterator[tuple[_Pending, int]]:
    """The documents of one file: one, the rows of a table, the members of an archive; with the bytes that they hold."""
    try:
        if source.ending in TABLES:
            for document in _rows(source, options.fields):
                yield document, 0
        elif source.ending == ".zip":
            yield from _members(source, options, run)
        else:
            yield _one(source, run)
    except DocumentError as error:
        yield _unread(source, error), 0
    except OSError as error:
        told = DocumentError(
            "unreadable", f"{source.key}: can't be opened ({error.strerror}).", remedy="Check its rights, or copy it."
        )
        yield _unread(source, told), 0


def _one(source: _Source, run: _Runs) -> tuple[_Pending, int]:
    named = READERS.get(source.ending)
    if named is None and source.ending not in {"", ".zip"}:
        raise no_reader(source.ending, source.key)
    limit = max(reader.max_bytes for reader in READERS.values())
    raw = source.unpack(named.max_bytes if named and not named.guarded else limit)
    try:
        reader, note = reader_for(raw, source.ending, source.key)
        if len(raw) > reader.max_bytes:
            raise DocumentError(
                "too_large", f"{source.key}: {len(raw)} bytes, the limit for {reader.name} is {reader.max_bytes}.",
                remedy="Split the file.",
            )  # fmt: skip
    except DocumentError as error:
        return _unread(source, error, raw=raw, reader=named), 0

    def finish(call: Run) -> SourceDocument:
        return _document(source.key, source.path, raw, reader, note, call)

    return run(reader, finish), len(raw)


def _document(key: str, path: Path | str, raw: bytes, reader: Reader, note: str | None, call: Run) -> SourceDocument:
    """Bytes as one document, read by the given reader; the reason stands in it when they can't be read."""
    document = SourceDocument(
        key=key, id=stem(key), path=str(path), reader=reader.name, reader_version=reader.version, raw=raw,
        notes=(note,) if note else (),
    )  # fmt: skip
    try:
        reading = call(reader, raw, key)
    except DocumentError as error:
        return replace(document, reason=error.reason, message=str(error))
    return _empty_checked(
        replace(
            document,
            text=reading.text,
            notes=(*document.notes, *reading.notes),
            recognised=reading.recognised,
            reader=reading.reader or reader.name,
            reader_version=reading.version or reader.version,
        )
    )


def _rows(source: _Source, fields: rows.Fields) -> Iterator[SourceDocument]:
    json = source.ending == ".jsonl"
    with source.open() as stream:
        read = jsonl.read_rows(stream, source.key) if json else delimited.read_rows(
            stream, source.key, tabs=source.ending == ".tsv"
        )  # fmt: skip
        name, version = (jsonl.NAME, jsonl.VERSION) if json else (delimited.NAME, delimited.VERSION)
        for document in rows.documents(
            read, fields, path=str(source.path), key=source.key, reader=name, version=version, needs_id=json
        ):
            yield _empty_checked(document)


def _members(source: _Source, options: _Options, run: _Runs) -> Iterator[tuple[_Pending, int]]:
    if source.depth >= MAX_ZIP_DEPTH:
        raise refused_archive(source.key, "depth", most=str(MAX_ZIP_DEPTH))
    with source.open() as stream:
        head = stream.read(4)
        stream.seek(0)
        if not head.startswith(b"PK"):
            raise DocumentError("binary", f"{source.key}: this is no .zip.", remedy="Pack the files again.")
        if source.depth == 0 and not _is_plain_archive(source):
            yield _one(source, run)
            return
        budget = source.budget or archive.Budget()
        with archive.open_archive(stream, source.key) as packed:
            for member in archive.members(packed, source.key, budget):
                yield from _pending(_in_archive(member, source.path, source.depth + 1), options, run)


def _is_plain_archive(source: _Source) -> bool:
    with source.open() as stream:
        return is_archive(stream)


def _empty_checked(document: SourceDocument) -> SourceDocument:
    if document.text is None or document.text.strip():
        return document
    message = f"{document.key}: holds no text. Check the file."
    return replace(document, text=None, reason="empty", message=message, recognised=())


def _unread(source: _Source, error: DocumentError, raw: bytes = b"", reader: Reader | None = None) -> SourceDocument:
    return SourceDocument(
        key=source.key,
        id=stem(source.key),
        path=str(source.path),
        reader=reader.name if reader else "none",
        reader_version=reader.version if reader else PLAIN.version,
        raw=raw,
        reason=error.reason,
        message=str(error),
    )


def _split(document: SourceDocument) -> Iterator[SourceDocument]:
    spans = split(document.text) if document.text is not None else []
    if len(spans) < 2:
        yield document
        return
    for number, (start, end) in enumerate(spans, start=1):
        mark = "" if number == 1 else f"#{number}"
        inside = tuple((max(s, start) - start, min(e, end) - start, sure)
                       for s, e, sure in document.recognised if s < end and e > start)  # fmt: skip
        text = (document.text or "")[start:end]
        yield replace(document, key=document.key + mark, id=document.id + mark, text=text, recognised=inside)
