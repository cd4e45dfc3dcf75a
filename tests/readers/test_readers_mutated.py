"""Damaged files of every format: nothing raises out of read_inputs, each gives a text or one reason with a message."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from anmai.extraction.readers import read_inputs
from anmai.forms.record import SKIP_REASONS

RULING = "云溪县人民法院\n民事判决书\n（2021）云0199民初7号\n原告：卫长青，男。\n本院认为，被告应当偿还借款。\n"
#: Mutants of each format.
EACH = 60


def mutate(raw: bytes, chance: random.Random) -> bytes:
    """Cut, flip, double, drop or overwrite parts."""
    data = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 6))):
        at, length = chance.randrange(len(data) + 1), chance.choice((1, 2, 8, 64, 400))
        kind = chance.randrange(6)
        if kind == 0:
            del data[at:]
        elif kind == 1 and data:
            data[at % len(data)] ^= 1 << chance.randrange(8)
        elif kind == 2:
            data[at:at] = data[at : at + length] * chance.choice((1, 2, 50))
        elif kind == 3:
            del data[at : at + length]
        elif kind == 4:
            data[at : at + length] = chance.randbytes(length)
        else:
            data[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"))
        if not data:
            break
    return bytes(data)


@pytest.fixture(scope="module")
def originals(
    ole: Callable[..., bytes], word: Callable[..., dict[str, bytes]], printed: Callable[..., bytes], files: Path
) -> dict[str, bytes]:
    packed, document, picture = io.BytesIO(), Document(), io.BytesIO()
    document.add_paragraph(RULING)
    document.add_table(1, 2).cell(0, 0).text = "本金"
    made = io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("一.txt", RULING)
        target.writestr("二.docx", made.getvalue())
    Image.new("L", (8, 8), 255).save(picture, "TIFF")
    return {
        "txt": RULING.encode("gb18030"),
        "html": f"<html><body><nav>首页</nav><table><tr><td>{RULING}</td></tr></table></body></html>".encode(),
        "mht": b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<html>" + RULING.encode() + b"</html>",
        "docx": made.getvalue(),
        "doc": ole(word([(RULING.replace("\n", "\r"), "utf-16-le"), ("A B\r", "cp1252")])),
        "wps": (files / "ruling.doc").read_bytes(),
        "rtf": (files / "ruling.rtf").read_bytes()[-9_000:].join([b"{\\rtf1 ", b"}"]),
        "pdf": printed([RULING.replace("\n", "")] * 3),
        "tif": picture.getvalue(),
        "csv": f'id,text\n1,"{RULING}"\n2,短\n'.encode("utf-16"),
        "jsonl": '{"id": 1, "text": "原告"}\n'.encode() * 3,
        "zip": packed.getvalue(),
    }


def test_mutants_of_every_format_are_read_or_refused(
    originals: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from anmai.extraction.readers import ocr

    # Recognition has tests of its own; a page that lost its text would take seconds here.
    monkeypatch.setenv("ANMAI_OCR", "off")
    assert not ocr.available()
    chance = random.Random(7)
    for ending, raw in originals.items():
        for number in range(EACH):
            (tmp_path / f"{ending}-{number:03}.{ending}").write_bytes(mutate(raw, chance))
    seen: dict[str, set[str | None]] = {}
    files = set()
    for document in read_inputs([tmp_path], processes=2):
        name = Path(document.path).name
        files.add(name)
        seen.setdefault(name.split("-")[0], set()).add(document.reason)
        if document.reason is None:
            assert (document.text or "").strip()
        else:
            assert document.text is None
            assert document.reason in SKIP_REASONS
            assert document.reason != "reader_died"
            assert name in (document.message or "")
    missing = {path.name for path in tmp_path.iterdir()} - files
    assert all(name.endswith((".jsonl", ".csv", ".zip")) for name in missing), missing
    assert set(seen) == set(originals)
    for ending in ("docx", "doc", "wps", "pdf", "zip", "tif"):
        assert seen[ending] - {None}, ending


def test_the_originals_themselves_are_read(originals: dict[str, bytes], tmp_path: Path) -> None:
    for ending, raw in originals.items():
        if ending != "tif":
            (tmp_path / f"a.{ending}").write_bytes(raw)
    assert {d.reason for d in read_inputs([tmp_path])} == {None}
