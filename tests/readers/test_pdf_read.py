"""Printed pages: paragraphs come out whole, running heads and page numbers don't, locked and damaged files are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anmai.errors import DocumentError
from anmai.extraction.readers import pdf
from anmai.extraction.readers.page_layout import Line, Page, join_pages

Printed = Callable[..., bytes]
PARAGRAPHS = [
    "云溪县人民法院",
    "（2021）云0199刑初7号",
    "被告人卫长青，男，1980年5月1日出生，汉族，初中文化，农民，住云溪县城关镇。因涉嫌犯诈骗罪于2020年7月2日被刑事拘留。",
    *(
        f"{number}、经审理查明，2019年3月{number}日，被告人卫长青以投资为名向被害人蒋小满借款人民币{number}3600元，约定月利率百分之二，"
        f"后将该款用于偿还赌债，至今未还。上述事实，有第{number}份借条、银行流水、证人沈平的证言等证据予以证实，足以认定。"
        for number in range(1, 26)
    ),
    "依照《中华人民共和国刑法》第二百六十六条之规定，判决如下：",
    "被告人卫长青犯诈骗罪，判处有期徒刑一年六个月，并处罚金人民币五千元。",
]


def reason(raw: bytes) -> str:
    with pytest.raises(DocumentError) as error:
        pdf.read(raw, "a.pdf")
    assert "a.pdf" in str(error.value)
    assert error.value.remedy
    return error.value.reason


@pytest.mark.parametrize("indent", [True, False])
def test_paragraphs_over_lines_and_pages_come_out_whole(printed: Printed, indent: bool) -> None:
    reading = pdf.read(printed(PARAGRAPHS, indent=indent, head="云溪县人民法院刑事判决书"), "a.pdf")
    assert reading.text.split("\n") == PARAGRAPHS
    assert (reading.recognised, reading.reader, reading.notes) == ((), None, ())


def test_a_single_page_loses_its_number_and_nothing_else(printed: Printed) -> None:
    assert pdf.read(printed(PARAGRAPHS[:3]), "a.pdf").text.split("\n") == PARAGRAPHS[:3]


def test_a_locked_file_is_refused_and_one_with_an_empty_password_read(printed: Printed) -> None:
    assert reason(printed(PARAGRAPHS[:3], password="geheim")) == "encrypted"
    assert pdf.read(printed(PARAGRAPHS[:3], password=""), "a.pdf").text.split("\n") == PARAGRAPHS[:3]


def test_damaged_files_are_told(printed: Printed) -> None:
    whole = printed(PARAGRAPHS[:3])
    assert reason(b"%PDF-1.7\n") == "malformed"
    assert reason(whole[:300]) == "malformed"


def test_a_text_layer_that_another_program_laid_over_a_picture_is_never_sure() -> None:
    import io

    from reportlab.pdfgen import canvas

    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer)
    words = sheet.beginText(80, 700)
    words.setFont("Helvetica", 14)
    words.setTextRenderMode(3)
    words.textLine("Recognised by another program")
    sheet.drawText(words)
    sheet.save()
    reading = pdf.read(buffer.getvalue(), "a.pdf")
    assert (reading.text, reading.reader) == ("Recognised by another program", None)
    assert reading.recognised == ((0, len(reading.text), 0.85),)
    assert reading.notes[0].startswith("foreign_layer: ")


def test_nothing_is_fetched_and_no_script_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import socket

    from reportlab.pdfgen import canvas

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, pageCompression=0)
    sheet.drawString(100, 700, "text of the page")
    sheet.linkURL("http://example.org/", (100, 700, 200, 720))
    sheet.save()
    script = b"/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://example.org'\\)) >> /Type /Catalog"
    raw = buffer.getvalue().replace(b"/Type /Catalog", script, 1)
    assert pdf.read(raw, "a.pdf").text == "text of the page"


def page(*lines: tuple[str, float, float], start: float = 100.0) -> Page:
    """A page of lines (text, left, right) at a distance of 20, 10 high."""
    return Page(tuple(Line(t, left, right, start + 20 * n, 10) for n, (t, left, right) in enumerate(lines)), 800)


def test_titles_signatures_and_short_lines_stay_lines_of_their_own() -> None:
    sheet = page(
        ("判决书", 180, 220), ("第一段甲乙丙丁甲乙丙丁", 70, 350), ("续行。", 50, 80), ("第二段甲乙丙丁", 70, 350),
        ("续完。", 50, 80), ("审判员　沈平", 250, 350), ("二〇二一年三月一日", 240, 350),
    )  # fmt: skip
    text, _ = join_pages([sheet])
    assert text.split("\n") == [
        "判决书", "第一段甲乙丙丁甲乙丙丁续行。", "第二段甲乙丙丁续完。", "审判员　沈平", "二〇二一年三月一日",
    ]  # fmt: skip


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    lines = [
        Line("2026/11/22 12:47  云溪县人民法院 - 裁判文书", 20, 300, 15, 10),
        Line("云溪县人民法院", 180, 260, 90, 10),
        Line("民事判决书", 190, 250, 110, 10),
        Line("https://wenshu.example.org/content?id=7    1/1", 20, 300, 780, 10),
    ]
    assert join_pages([Page(tuple(lines), 800)])[0] == "云溪县人民法院\n民事判决书"


def test_foreign_words_keep_the_blank_between_lines() -> None:
    text, _ = join_pages([page(("  the Supreme", 50, 350), ("Court found", 50, 340))])
    assert text == "the Supreme Court found"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(
                st.text(st.characters(whitelist_categories=["Lo", "Nd", "Po"]), min_size=1, max_size=30),
                st.floats(0, 300), st.floats(0, 300), st.one_of(st.none(), st.floats(0.5, 1)),
            ),
            max_size=12,
        ),
        max_size=4,
    )
)  # fmt: skip
def test_recognised_parts_point_at_their_lines(
    sheets: list[list[tuple[str, float, float, float | None]]],
) -> None:
    pages = [
        Page(tuple(Line(t, a, a + b, 150 + 20 * n, 12, sure) for n, (t, a, b, sure) in enumerate(lines)), 700)
        for lines in sheets
    ]
    text, spans = join_pages(pages)
    recognised = [line.text.strip() for sheet in pages for line in sheet.lines if line.confidence is not None]
    assert [text[start:end] for start, end, _ in spans] == [line for line in recognised if line]
    assert "".join(text.split()) == "".join("".join(line.text.split()) for sheet in pages for line in sheet.lines)
