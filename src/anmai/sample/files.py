"""Writes documents as files: .txt in three encodings, .html, .docx and .jsonl, a thousand to a folder."""

from __future__ import annotations

import html
import io
import json
import zipfile
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from anmai.sample.dice import Dice

#: Documents of one folder, and lines of one shard when all rulings go to .jsonl.
FOLDER, SHARD = 1_000, 10_000
_encode: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_EPOCH: Final = (2020, 1, 1, 0, 0, 0)
_CONTENT_TYPES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONSHIPS: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)
_DOCUMENT_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)


def docx_bytes(lines: list[str]) -> bytes:
    """A minimal Word document with one paragraph a line; the same bytes for the same lines."""
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{html.escape(line, quote=False)}</w:t></w:r></w:p>' for line in lines
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in (
            ("[Content_Types].xml", _CONTENT_TYPES),
            ("_rels/.rels", _RELATIONSHIPS),
            ("word/document.xml", f"{_DOCUMENT_HEAD}{body}</w:body></w:document>"),
        ):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text, zipfile.ZIP_DEFLATED, 1)
    return stream.getvalue()


def html_bytes(dice: Dice, lines: list[str]) -> bytes:
    """A page as a court's website shows a ruling."""
    title = html.escape(lines[0]) if lines else ""
    tag = dice.pick(("p", "div"))
    body = "\n".join(f"<{tag}>{html.escape(line)}</{tag}>" for line in lines)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        f'<style>p{{text-indent:2em}}</style></head>\n<body>\n<div class="content">\n{body}\n</div>\n</body></html>\n'
    ).encode()


def text_bytes(dice: Dice, lines: list[str]) -> bytes:
    """A text file: UTF-8, with a byte order mark, or GB 18030; now and then with Windows line ends."""
    text = "\n".join(lines) + ("\n" if lines else "")
    throw = dice.between(1, 100)
    if throw <= 3:
        return text.encode("gb18030")
    if throw <= 5:
        return text.encode("utf-8-sig")
    return text.replace("\n", "\r\n").encode() if throw <= 10 else text.encode()


class RulingFiles:
    """The folder ``rulings`` of a sample; documents come in the order of their numbers."""

    def __init__(self, root: Path, *, only_lines: bool) -> None:
        self._root, self._only_lines = root, only_lines
        self._folder: str | None = None
        self._shard: int | None = None
        self._lines: IO[str] | None = None

    def write(self, dice: Dice, index: int, document: str, lines: list[str]) -> str:
        """Write one document and return its format."""
        if self._only_lines:
            self._append(index // SHARD, self._root / f"rulings-{index // SHARD:04d}.jsonl", document, lines)
            return "jsonl"
        if index % FOLDER == 0 or self._folder is None:
            folder = self._root / f"{index // FOLDER:04d}"
            folder.mkdir(parents=True, exist_ok=True)
            self._folder = str(folder)
        throw = dice.between(1, 100)
        if throw <= 5 and lines:
            return self._put(document, "docx", docx_bytes(lines))
        if throw <= 11 and lines:
            return self._put(document, "html", html_bytes(dice, lines))
        if throw <= 15:
            name = f"rulings-{index // FOLDER:04d}.jsonl"
            self._append(index // FOLDER, self._root / f"{index // FOLDER:04d}" / name, document, lines)
            return "jsonl"
        return self._put(document, "txt", text_bytes(dice, lines))

    def _put(self, document: str, ending: str, data: bytes) -> str:
        # Plain strings: building a Path for each of a million files costs as much as writing it.
        with open(f"{self._folder}/{document}.{ending}", "wb") as stream:
            stream.write(data)
        return ending

    def _append(self, shard: int, path: Path, document: str, lines: list[str]) -> None:
        if self._shard != shard or self._lines is None:
            self.close()
            path.parent.mkdir(parents=True, exist_ok=True)
            self._lines, self._shard = path.open("w", encoding="utf-8"), shard
        self._lines.write(_encode({"id": document, "text": "\n".join(lines)}) + "\n")

    def close(self) -> None:
        """Close the shard that is open."""
        if self._lines is not None:
            self._lines.close()
            self._lines = None

    def __enter__(self) -> RulingFiles:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
