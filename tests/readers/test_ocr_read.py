"""Scans: what is recognised is right, is marked as recognised, and makes values less sure."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from anmai.errors import DocumentError
from anmai.extraction.batch import extract_documents
from anmai.extraction.readers import Reading, formats, guarded, image, ocr, pdf, read_inputs
from anmai.extraction.readers.kept import KeptReadings
from anmai.forms.document import SourceDocument
from anmai.forms.record import Provenance, Record

Scan = Callable[[list[str]], bytes]
Printed = Callable[..., bytes]
FIRST_PAGE = "云溪县人民法院民事判决书的第一页文字。"
LINES = ["原告：卫长青，男，1980年5月1日出生，汉族，", "住云溪县城关镇。", "被告：蒋小满，女，汉族。"]


@pytest.fixture(scope="module")
def scanned(scan: Scan) -> bytes:
    return scan(LINES)


@pytest.fixture(scope="module")
def read(scanned: bytes, printed: Printed, tmp_path_factory: pytest.TempPathFactory) -> dict[str, SourceDocument]:
    """A picture, and a .pdf of a page of text and a scanned one, read in one go."""
    from pypdfium2 import PdfDocument

    folder = tmp_path_factory.mktemp("scans")
    (folder / "scan.png").write_bytes(scanned)
    scan, joined = io.BytesIO(), io.BytesIO()
    Image.open(io.BytesIO(scanned)).save(scan, "PDF", resolution=150)
    both = PdfDocument(printed([FIRST_PAGE]))
    both.import_pages(PdfDocument(scan.getvalue()))
    both.save(joined)
    (folder / "both.pdf").write_bytes(joined.getvalue())
    return {document.key: document for document in read_inputs([folder])}


def test_a_picture_is_recognised_and_marked(read: dict[str, SourceDocument]) -> None:
    document = read["scan.png"]
    text = document.text or ""
    assert text.split("\n") == [LINES[0] + LINES[1], LINES[2]]
    assert document.reader == "image+ocr"
    assert "rapidocr" in document.reader_version
    assert [text[start:end] for start, end, _ in document.recognised] == LINES
    assert all(0.5 < sure <= 1 for _, _, sure in document.recognised)


def test_values_of_a_recognised_text_say_how_sure_it_was(read: dict[str, SourceDocument]) -> None:
    document = read["scan.png"]
    ((_, record),) = extract_documents([document], workers=1, fragment=True)
    assert record.parties[0].name == "卫长青"
    assert record.warnings[0] == document.notes[0]
    assert record.provenance
    for row in record.provenance:
        told = row.model_dump()
        assert 0.5 < told["ocr"] <= 1
        assert row.confidence <= told["ocr"]


def test_a_page_of_pictures_after_one_of_text(read: dict[str, SourceDocument]) -> None:
    document = read["both.pdf"]
    lines = (document.text or "").split("\n")
    assert document.reader == "pdf+ocr"
    assert lines[0] == FIRST_PAGE
    assert lines[-1] == LINES[2]
    assert document.recognised[0][0] == len(lines[0]) + 1


def test_without_the_extra_scans_are_refused_and_text_is_read(
    scanned: bytes, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(DocumentError, match=r"anmai\[ocr\]") as error:
        image.read(scanned, "scan.png")
    assert error.value.reason == "needs_ocr"
    buffer = io.BytesIO()
    Image.open(io.BytesIO(scanned)).save(buffer, "PDF")
    with pytest.raises(DocumentError, match=r"anmai\[ocr\]"):
        pdf.read(buffer.getvalue(), "scan.pdf")
    assert pdf.read(printed(["云溪县人民法院民事判决书。"]), "a.pdf").text == "云溪县人民法院民事判决书。"


def test_damaged_and_oversized_pictures_are_refused(scanned: bytes) -> None:
    for raw in (scanned[: len(scanned) // 2], b"\x89PNG\r\n\x1a\n" + b"\0" * 200, b"BM" + b"\1" * 400):
        with pytest.raises(DocumentError) as error:
            image.read(raw, "a.png")
        assert error.value.reason == "malformed"
    buffer = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(buffer, "PNG")
    with pytest.raises(DocumentError) as error:
        image.read(buffer.getvalue(), "a.png")
    assert error.value.reason == "too_large"


def test_a_scan_is_recognised_once_while_its_reading_is_kept(
    read: dict[str, SourceDocument], scanned: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = read["scan.png"]
    reading = Reading(
        source.text or "", source.notes, source.recognised, reader=source.reader, version=source.reader_version
    )
    folder, keep = tmp_path / "in", tmp_path / "readings"
    folder.mkdir()
    (folder / "scan.png").write_bytes(scanned)
    KeptReadings(keep).keep(formats.IMAGE, scanned, reading)
    # No program that reads: whatever comes out was kept.
    monkeypatch.setattr(guarded, "PROGRAM", ["false"])
    (again,) = read_inputs([folder], keep=keep)
    assert (again.text, again.recognised, again.reader, again.reader_version) == (
        source.text, source.recognised, source.reader, source.reader_version,
    )  # fmt: skip
    assert {path.stat().st_mode & 0o077 for path in keep.rglob("*")} == {0}
    for path in keep.glob("*/*"):
        path.write_bytes(b"damaged")
    assert [d.reason for d in read_inputs([folder], keep=keep)] == ["reader_died"]
    (folder / "scan.png").write_bytes(scanned + b"x")
    KeptReadings(keep).keep(formats.IMAGE, scanned, reading)
    assert [d.reason for d in read_inputs([folder], keep=keep)] == ["reader_died"]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP"])
def test_mutants_of_pictures_give_pixels_or_one_reason(form: str) -> None:
    chance = random.Random(form)
    buffer = io.BytesIO()
    frames = [Image.new("L", (40, 30), shade) for shade in (255, 40)]
    more = {"save_all": True, "append_images": frames[1:]} if form == "TIFF" else {}
    frames[0].save(buffer, form, **more)
    whole = buffer.getvalue()
    assert len(list(image.pictures(whole, "a"))) == (2 if form == "TIFF" else 1)
    refused = 0
    for _ in range(150):
        raw = bytearray(whole)
        for _ in range(chance.choice((1, 3, 9))):
            at = chance.randrange(len(raw))
            raw[at : at + chance.choice((0, 1, 4))] = chance.randbytes(chance.choice((1, 4)))
        del raw[chance.choice((len(raw), len(raw), chance.randrange(len(raw)))) :]
        try:
            assert all(frame.shape[2] == 3 for frame in image.pictures(bytes(raw), "a"))
        except DocumentError as error:
            assert error.reason in {"malformed", "too_large"}
            refused += 1
    assert refused


def test_only_values_in_recognised_passages_lose_confidence() -> None:
    from anmai.extraction.recognition import as_read

    rows = [
        Provenance(path="/a", spans=[(0, 3)], component="c", version="1", confidence=0.9),
        Provenance(path="/b", spans=[(2, 12), (30, 31)], component="c", version="1", confidence=0.9),
        Provenance(path="/c", spans=[(40, 44)], component="c", version="1", confidence=0.9),
    ]
    document = SourceDocument(
        "a.pdf", "a", "a.pdf", "pdf+ocr", "1", b"", "文" * 50, notes=("由图片识别",),
        recognised=((10, 20, 0.8), (21, 32, 0.6), (33, 40, 0.7)),
    )  # fmt: skip
    record = as_read(Record(id="a", warnings=["先前"], provenance=rows), document)
    assert record.warnings == ["由图片识别", "先前"]
    assert [row.confidence for row in record.provenance] == [0.9, 0.54, 0.9]
    assert [row.model_dump().get("ocr") for row in record.provenance] == [None, 0.6, None]
    assert record.as_json()["provenance"][1]["ocr"] == 0.6
