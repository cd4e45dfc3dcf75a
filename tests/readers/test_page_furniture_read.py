"""What stands around the text of printed pages never gets into it: heads, feet, page numbers, watermarks."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from anmai.extraction.readers import pdf
from anmai.extraction.readers.page_edges import Line, Page
from anmai.extraction.readers.page_layout import join_pages


class Around(NamedTuple):
    """What is printed beside the text of pages; ``{n}`` and ``{of}`` stand for the page's number and their count."""

    text: str
    y: float = 805
    x: float = 70
    size: float = 10
    side: str = "left"
    pages: str = "all"

    def is_on(self, page: int) -> bool:
        return {"all": True, "odd": page % 2 == 1, "even": page % 2 == 0, "later": page > 1}[self.pages]


PARAGRAPHS = [
    "云溪县人民法院",
    "刑 事 判 决 书",
    "（2021）云0199刑初7号",
    *(
        f"经审理查明，2019年3月{number}日，被告人卫长青以投资为名向被害人蒋小满借款人民币{number}3600元，约定月利率百分之二，后将该款"
        "用于偿还赌债，至今未还。上述事实，有借条、银行流水、证人沈平的证言等证据予以证实，足以认定，被告人亦无异议。"
        for number in range(1, 17)
    ),
]


def pages(paragraphs: list[str], *around: Around, size: float = 16, watermark: str = "") -> bytes:
    """Paragraphs printed on A4, indented, 28 characters a line, with what stands around them."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    sheets: list[list[tuple[float, float, str]]] = [[]]
    y = 770.0
    for paragraph in paragraphs:
        lines, line, used = [], "", 2 * size
        for character in paragraph:
            wide = size / 2 if ord(character) < 128 else size
            if used + wide > 28 * size and character not in "，。、；：”）":
                lines.append(line)
                line, used = "", 0
            line, used = line + character, used + wide
        for number, printed in enumerate([*lines, line]):
            if y < 95:
                sheets.append([])
                y = 770.0
            sheets[-1].append((70 + (0 if number else 2 * size), y, printed))
            y -= 1.75 * size
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, invariant=1)
    for number, printed_lines in enumerate(sheets, start=1):
        for each in around:
            if each.is_on(number):
                sheet.setFont("STSong-Light", each.size)
                sides = {"left": sheet.drawString, "right": sheet.drawRightString, "centre": sheet.drawCentredString}
                sides[each.side](each.x, each.y, each.text.format(n=number, of=len(sheets)))
        if watermark:
            sheet.saveState()
            sheet.translate(120, 300)
            sheet.rotate(35)
            sheet.setFont("STSong-Light", 40)
            sheet.drawString(0, 0, watermark)
            sheet.restoreState()
        sheet.setFont("STSong-Light", size)
        for x, at, printed in printed_lines:
            sheet.drawString(x, at, printed)
        sheet.showPage()
    sheet.save()
    return buffer.getvalue()


@pytest.mark.parametrize(("size", "y"), [(10, 40), (14, 66)])
@pytest.mark.parametrize(
    "foot",
    [
        "- {n} -", "－{n}－", "— {n} —", "第{n}页 共{of}页", "第 {n} 页（共 {of} 页）", "共{of}页 第{n}页", "第{n}页",
        "{n}/{of}", "{n}", "Page {n} of {of}", "页码：{n}/{of}",
    ],
)  # fmt: skip
def test_page_numbers_in_every_habit_are_left_out(foot: str, size: float, y: float) -> None:
    raw = pages(PARAGRAPHS, Around(foot, y, 300, size, "centre"))
    assert pdf.read(raw, "a.pdf").text.split("\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "around",
    [
        [Around("云溪县人民法院刑事判决书")],
        [Around("云溪县人民法院"), Around("第{n}页 共{of}页", x=520, side="right")],
        [Around("云溪县人民法院", pages="odd"), Around("刑事判决书", x=520, side="right", pages="even")],
        [Around("（2021）云0199刑初7号", pages="later")],
        [Around("云溪县人民法院", 820), Around("（2021）云0199刑初7号")],
        [Around("云溪县人民法院", 812, 300, 16, "centre")],
    ],
    ids=["every page", "with the number", "odd and even", "not on the first", "two lines", "in the text's size"],
)
def test_running_heads_are_left_out_and_paragraphs_stay_whole(around: Sequence[Around]) -> None:
    assert pdf.read(pages(PARAGRAPHS, *around), "a.pdf").text.split("\n") == PARAGRAPHS


def test_a_head_that_stands_on_the_second_of_two_pages_alone_is_left_out() -> None:
    short = PARAGRAPHS[:9]
    raw = pages(short, Around("（2021）云0199刑初7号", pages="later"))
    assert pdf.read(raw, "a.pdf").text.split("\n") == short


def test_a_watermark_across_the_pages_is_left_out() -> None:
    raw = pages(PARAGRAPHS, watermark="内部资料 严禁外传")
    assert pdf.read(raw, "a.pdf").text.split("\n") == PARAGRAPHS


def test_titles_of_two_rulings_of_a_page_each_are_no_running_heads() -> None:
    def sheet(number: int) -> Page:
        lines = [
            ("云溪县人民法院", 180, 260, 100), ("民事判决书", 190, 250, 130),
            (f"（2021）云0199民初{number}号", 260, 350, 150),
            ("原告卫长青，男，汉族，住云溪县城关镇。", 70, 350, 170), ("判决如下：被告归还借款。", 70, 250, 190),
        ]  # fmt: skip
        return Page(tuple(Line(text, left, right, top, 12) for text, left, right, top in lines), 900)

    text, _ = join_pages([sheet(1), sheet(2)])
    assert text.split("\n").count("云溪县人民法院") == 2
    assert text.split("\n").count("民事判决书") == 2


def test_a_bare_number_inside_the_text_is_not_taken_for_a_page_s() -> None:
    lines = [("本金", 50, 90, 60), ("3600", 50, 90, 80), ("利息", 50, 90, 100), ("20", 50, 90, 120)]
    sheet = Page(tuple(Line(text, left, right, top, 12) for text, left, right, top in lines), 180)
    assert join_pages([sheet])[0].replace("\n", "") == "本金3600利息20"
