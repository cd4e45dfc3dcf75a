"""Real files that the readers' tests make: OLE containers with Word text, printed pages, scans."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def ole_container(streams: dict[str, bytes]) -> bytes:
    """A compound file ([MS-CFB], version 3) with streams in its root; each is padded past the mini stream's cutoff."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    sectors: list[bytes] = []
    table: list[int] = []
    starts: dict[str, int] = {}

    def put(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        for number, piece in enumerate(pieces):
            sectors.append(piece)
            table.append(first + number + 1 if number + 1 < len(pieces) else END)
        return first

    for name, data in padded.items():
        starts[name] = put(data)
    names = sorted(padded, key=lambda name: (len(name), name.upper()))

    def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        return (
            text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + struct.pack("<III", FREE, right, child)
            + b"\0" * 36 + struct.pack("<IQ", start, size)
        )  # fmt: skip

    entries = [entry("Root Entry", 5, FREE, 1 if names else FREE, END, 0)]
    for number, name in enumerate(names, start=1):
        right = number + 1 if number < len(names) else FREE
        entries.append(entry(name, 2, right, FREE, starts[name], len(padded[name])))
    while len(entries) % 4:
        entries.append(b"\0" * 64 + struct.pack("<HBB", 0, 0, 0) + struct.pack("<III", FREE, FREE, FREE) + b"\0" * 48)
    directory = put(b"".join(entries))
    fat_sectors = 1
    while (len(table) + fat_sectors) > fat_sectors * 128:
        fat_sectors += 1
    fat_start = len(sectors)
    table.extend([FAT] * fat_sectors)
    packed = struct.pack(f"<{len(table)}I", *table).ljust(fat_sectors * SECTOR, b"\xff")
    sectors.extend(packed[at : at + SECTOR] for at in range(0, len(packed), SECTOR))
    difat = [fat_start + n for n in range(fat_sectors)] + [FREE] * (109 - fat_sectors)
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
        + struct.pack("<IIIIIIIII", 0, fat_sectors, directory, 0, 4096, END, 0, END, 0) + struct.pack("<109I", *difat)
    )  # fmt: skip
    return header + b"".join(sectors)


def word_streams(pieces: list[tuple[str, str]], *, flags: int = 0, version: int = 0xC1) -> dict[str, bytes]:
    """The streams of a Word 97 document whose text comes in pieces: (text, "utf-16-le", "cp1252" or "gb18030")."""
    body, rows, borders, at = bytearray(), [], [0], 0x400
    for text, encoding in pieces:
        data = text.encode(encoding)
        narrow = encoding != "utf-16-le"
        rows.append((at * 2) | 0x40000000 if narrow else at)
        borders.append(borders[-1] + (len(data) if narrow else len(data) // 2))
        body += data
        at += len(data)
    plc = struct.pack(f"<{len(borders)}I", *borders) + b"".join(struct.pack("<HIH", 0, row, 0) for row in rows)
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    fib = bytearray(0x400)
    struct.pack_into("<HH", fib, 0, 0xA5EC, version)
    struct.pack_into("<H", fib, 10, 0x0200 | flags)
    struct.pack_into("<II", fib, 0x18, 0x400, 0x400 + len(body))
    struct.pack_into("<i", fib, 0x4C, borders[-1])
    struct.pack_into("<II", fib, 0x1A2, 0, len(clx))
    return {"WordDocument": bytes(fib) + bytes(body), "1Table": clx}


def printed_pdf(
    paragraphs: list[str], *, indent: bool = True, head: str = "", numbers: bool = True, password: str | None = None,
    size: int = 16, **encryption: object,
) -> bytes:  # fmt: skip
    """Paragraphs printed on A4 as a court's program prints them: 28 characters a line, page numbers below."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    lock = None if password is None else StandardEncryption(password, ownerPassword="owner", strength=128)
    sheet = canvas.Canvas(buffer, encrypt=lock, invariant=1)
    width, top, bottom, step = 28 * size, 770, 90, round(1.75 * size)
    y, page = top, 1

    def finish() -> None:
        sheet.setFont("STSong-Light", 10)
        if head:
            sheet.drawString(70, 810, head)
        if numbers:
            sheet.drawCentredString(300, 40, f"- {page} -")

    for paragraph in paragraphs:
        lines, line, used = [], "", 2 * size if indent else 0
        for character in paragraph:
            wide = size / 2 if ord(character) < 128 else size
            if used + wide > width and character not in "，。、；：”）":
                lines.append(line)
                line, used = "", 0
            line += character
            used += wide
        for number, printed in enumerate([*lines, line]):
            if y < bottom:
                finish()
                sheet.showPage()
                y, page = top, page + 1
            sheet.setFont("STSong-Light", size)
            sheet.drawString(70 + (2 * size if indent and number == 0 else 0), y, printed)
            y -= step
    finish()
    sheet.save()
    return buffer.getvalue()


@pytest.fixture(scope="session")
def ole() -> Callable[[dict[str, bytes]], bytes]:
    return ole_container


@pytest.fixture(scope="session")
def word() -> Callable[..., dict[str, bytes]]:
    return word_streams


@pytest.fixture(scope="session")
def printed() -> Callable[..., bytes]:
    return printed_pdf


@pytest.fixture(scope="session")
def files() -> Path:
    return Path(__file__).parent / "files"


@pytest.fixture(scope="session")
def scan() -> Callable[[list[str]], bytes]:
    """Lines of text as a picture (.png), in whatever font for Chinese the machine has."""
    import shutil
    import subprocess

    from PIL import Image, ImageDraw, ImageFont

    found = ""
    if shutil.which("fc-match"):
        command = ["fc-match", "-f", "%{file}", "Noto Serif CJK SC:lang=zh-cn"]
        found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    if "CJK" not in found:
        pytest.skip("this machine has no Noto CJK font to draw a scan with")

    def draw(lines: list[str]) -> bytes:
        font = ImageFont.truetype(found, 30)
        page = Image.new("L", (60 + max(len(line) for line in lines) * 31, 80 + 56 * len(lines)), 245)
        pen = ImageDraw.Draw(page)
        for number, line in enumerate(lines):
            pen.text((30, 30 + 56 * number), line, font=font, fill=20)
        buffer = io.BytesIO()
        page.save(buffer, "PNG")
        return buffer.getvalue()

    return draw
