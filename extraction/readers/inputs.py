"""From files and folders to documents: which reader reads what, under which key, and what can't be read and why."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from anmai.errors import DocumentError, UsageError
from anmai.extraction.readers import docx, html, jsonl, plain
from anmai.extraction.readers.limits import MAX_DOCX_BYTES, MAX_HTML_BYTES, MAX_TEXT_BYTES
from anmai.extraction.readers.splitting import split
from anmai.forms.document import SourceDocument


class Reader(NamedTuple):
    """A reader of one format: its name and version go with every text that it made."""

    name: str
    version: str
    read: Callable[[bytes, str], str]
    max_bytes: int


_PLAIN: Final = Reader(plain.NAME, plain.VERSION, plain.read, MAX_TEXT_BYTES)
_HTML: Final = Reader(html.NAME, html.VERSION, html.read, MAX_HTML_BYTES)
_DOCX: Final = Reader(docx.NAME, docx.VERSION, docx.read, MAX_DOCX_BYTES)
#: Readers by the file's ending, lower case. ``.jsonl`` is read line by line, see the module of that name.
READERS: Final[dict[str, Reader]] = {".txt": _PLAIN, ".html": _HTML, ".htm": _HTML, ".docx": _DOCX}
ENDINGS: Final = (*READERS, ".jsonl")


def read_inputs(
    inputs: Iterable[Path | str],
    *,
    text_field: str | None = None,
    id_field: str | None = None,
    split_rulings: bool = True,
) -> Iterator[SourceDocument]:
    """Every document in the given files and folders, in a fixed order, one at a time.

    Folders are read with all folders below them, names in code point order; hidden files are left out. A document
    that can't be read is yielded with its reason, and the rest goes on.

    Args:
        inputs: Files and folders.
        text_field: For .jsonl: field of the text; default: text, full_text or content.
        id_field: For .jsonl: field of the id, or several joined by commas; default: id.
        split_rulings: Whether a text that holds two rulings becomes two documents (``key`` and ``key#2``); switch it
            off for fragments.

    Yields:
        Documents. A key is the path relative to its input; where two inputs hold the same relative path, the later
        ones are led by their input's name.

    Raises:
        UsageError: an input doesn't exist; raised before anything is read.
    """
    roots = [Path(item) for item in inputs]
    for root in roots:
        if not root.exists():
            raise UsageError(f"{root} does not exist.", remedy="Name a file or folder that does.")
    return _read_roots(roots, text_field, id_field, split_rulings)


def _read_roots(
    roots: list[Path], text_field: str | None, id_field: str | None, split_rulings: bool
) -> Iterator[SourceDocument]:
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
            if path.suffix.lower() == ".jsonl":
                documents = _read_table(path, key, text_field, id_field)
            else:
                documents = iter((read_file(path, key),))
            for document in documents:
                yield from _split(document) if split_rulings else (document,)


def _files(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        yield root
        return
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(folder) / name


def read_file(path: Path, key: str) -> SourceDocument:
    """One .txt, .html or .docx file as one document (not split), under the given key."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        return _unread(
            path,
            key,
            "unsupported",
            f"{key}: no reader for {path.suffix or 'files without an ending'}. Readers: {', '.join(ENDINGS)}.",
        )
    try:
        if not path.is_file():
            return _unread(path, key, "unsupported", f"{key}: this is no regular file.", reader)
        if (size := path.stat().st_size) > reader.max_bytes:
            message = f"{key}: {size} bytes, the limit for {reader.name} is {reader.max_bytes}."
            return _unread(path, key, "too_large", message, reader)
        raw = path.read_bytes()
    except OSError as error:
        return _unread(path, key, "unreadable", f"{key}: can't be opened ({error.strerror}).", reader)
    return read_bytes(raw, key, reader, path=path)


def read_bytes(raw: bytes, key: str, reader: Reader, *, path: Path | str) -> SourceDocument:
    """Bytes as one document, read by the given reader; the reason stands in it when they can't be read."""
    text, reason, message = None, None, None
    try:
        text = reader.read(raw, key)
    except DocumentError as error:
        reason, message = error.reason, str(error)
    document = SourceDocument(
        key=key,
        id=Path(key).stem,
        path=str(path),
        reader=reader.name,
        reader_version=reader.version,
        raw=raw,
        text=text,
        reason=reason,
        message=message,
    )
    return _empty_checked(document)


def _read_table(path: Path, key: str, text_field: str | None, id_field: str | None) -> Iterator[SourceDocument]:
    try:
        for document in jsonl.read_lines(path, key, text_field=text_field, id_field=id_field):
            yield _empty_checked(document)
    except OSError as error:
        yield _unread(path, key, "unreadable", f"{key}: can't be opened ({error.strerror}).")


def _empty_checked(document: SourceDocument) -> SourceDocument:
    if document.text is None or document.text.strip():
        return document
    return replace(document, text=None, reason="empty", message=f"{document.key}: holds no text.")


def _unread(path: Path, key: str, reason: str, message: str, reader: Reader | None = None) -> SourceDocument:
    return SourceDocument(
        key=key,
        id=Path(key).stem,
        path=str(path),
        reader=reader.name if reader else "none",
        reader_version=reader.version if reader else "1",
        raw=b"",
        reason=reason,
        message=message,
    )


def _split(document: SourceDocument) -> Iterator[SourceDocument]:
    spans = split(document.text) if document.text is not None else []
    if len(spans) < 2:
        yield document
        return
    for number, (start, end) in enumerate(spans, start=1):
        mark = "" if number == 1 else f"#{number}"
        text = (document.text or "")[start:end]
        yield replace(document, key=document.key + mark, id=document.id + mark, text=text)
