"""Endings lie: content decides where that is safe, with a note; the rest is refused with the remedy."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from anmai.extraction.readers import read_inputs

PAGE = "<!DOCTYPE html><html><body><p>云溪县人民法院</p></body></html>".encode()
MHT = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://example.org/\r\nSubject: =?utf-8?B?5paH?=\r\n"
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
    b'Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><meta charset=3D"utf-8"><p>=E4=BA=91=E6=BA=AA=E5=8E=BF'
    b"=E4=BA=BA=E6=B0=91=E6=B3=95=E9=99=A2</p></html>\r\n--b\r\nContent-Type: image/png\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
)


def word() -> bytes:
    buffer = io.BytesIO()
    document = Document()
    document.add_paragraph("云溪县人民法院")
    document.save(buffer)
    return buffer.getvalue()


def package(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "reader"),
    [
        ("a.doc", PAGE, "html"),
        ("a.txt", PAGE, "html"),
        ("a.txt", PAGE.decode().encode("utf-16"), "html"),
        ("a.doc", b"{\\rtf1\\ansi \\u20113?\\u28330?\\u21439?\\u20154?\\u27665?\\u27861?\\u38498?}", "rtf"),
        ("a.doc", MHT, "mht"),
        ("a.doc", "云溪县人民法院".encode("gbk"), "txt"),
        ("a.docx", "云溪县人民法院".encode(), "txt"),
    ],
)
def test_what_is_safe_is_read_as_what_it_is(tmp_path: Path, name: str, raw: bytes, reader: str) -> None:
    (tmp_path / name).write_bytes(raw)
    (document,) = read_inputs([tmp_path])
    assert (document.text, document.reader) == ("云溪县人民法院", reader)
    assert any("ending" in note for note in document.notes)


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.pdf", "a.txt", "a.zip"])
def test_a_docx_under_another_name_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(word())
    (document,) = read_inputs([tmp_path])
    assert (document.text, document.reader) == ("云溪县人民法院", "docx")
    assert document.notes


def test_a_pdf_named_doc_and_a_doc_named_docx_are_read(
    tmp_path: Path, printed: Callable[..., bytes], files: Path
) -> None:
    (tmp_path / "a.doc").write_bytes(printed(["云溪县人民法院民事判决书。"]))
    (tmp_path / "b.docx").write_bytes((files / "ruling.doc").read_bytes())
    (tmp_path / "c").write_bytes(printed(["没有扩展名的文书正文内容。"]))
    documents = list(read_inputs([tmp_path]))
    assert [d.reader for d in documents] == ["pdf", "doc", "pdf"]
    assert [bool(d.notes) for d in documents] == [True, True, False]
    assert all(d.text for d in documents)


def test_right_endings_carry_no_note(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "b.docx").write_bytes(word())
    (tmp_path / "c.mht").write_bytes(MHT)
    (tmp_path / "d.txt").write_text("BM公司与MZ公司，PK赛。", encoding="utf-8")
    documents = list(read_inputs([tmp_path]))
    assert [(d.reason, d.notes) for d in documents] == [(None, ())] * 4


@pytest.mark.parametrize(
    ("name", "raw", "reason", "remedy"),
    [
        ("a.docx", package("a.txt"), "binary", ".zip"),
        ("a.docx", package("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"), "unsupported", ".csv"),
        ("a.doc", package("mimetype", "content.xml"), "unsupported", ".docx"),
        ("a.pdf", package("OFD.xml", "Doc_0/Document.xml"), "unsupported", ".pdf"),
        ("a.txt", b"Rar!\x1a\x07\x01\x00data", "unsupported", ".zip"),
        ("a.doc", b"MZ\x90\0\3\0\0\0", "unsupported", "not opened"),
        ("a.gif", b"GIF89a", "unsupported", ".pdf"),
        ("a.xlsx", package("xl/workbook.xml"), "unsupported", "formats"),
        ("a.pdf", b"just words", "malformed", "again"),
        ("a.txt", bytes(range(256)) * 8, "binary", "format"),
    ],
)
def test_the_rest_is_refused_with_a_remedy(tmp_path: Path, name: str, raw: bytes, reason: str, remedy: str) -> None:
    (tmp_path / name).write_bytes(raw)
    (document,) = read_inputs([tmp_path])
    assert (document.text, document.reason) == (None, reason)
    assert name in (document.message or "")
    assert remedy in (document.message or "")


def test_macros_of_a_docm_are_not_run_and_told(tmp_path: Path) -> None:
    raw = io.BytesIO(word())
    with zipfile.ZipFile(raw, "a") as target:
        target.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    (tmp_path / "a.docm").write_bytes(raw.getvalue())
    (document,) = read_inputs([tmp_path])
    assert document.text == "云溪县人民法院"
    assert any("macros" in note for note in document.notes)
