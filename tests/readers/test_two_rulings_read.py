"""Two rulings in one file are two documents, whatever the format, and law texts appended to the first are nobody's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from anmai.extraction import extract
from anmai.extraction.readers import read_inputs
from anmai.extraction.readers.splitting import split
from anmai.forms.record import Record

LAW = [
    "《中华人民共和国刑法》",
    "第六十五条　被判处有期徒刑以上刑罚的犯罪分子，刑罚执行完毕或者赦免以后，在五年以内再犯应当"
    "判处有期徒刑以上刑罚之罪的，是累犯，应当从重处罚，但是过失犯罪除外。",
    "第六十七条　犯罪以后自动投案，如实供述自己的罪行的，是自首。对于自首的犯罪分子，可以从轻或者减轻处罚。",
    "第二百六十六条　诈骗公私财物，数额较大的，处三年以下有期徒刑、拘役或者管制，并处或者单处罚金；"
    "数额特别巨大或者有其他特别严重情节的，处十年以上有期徒刑或者无期徒刑，并处罚金或者没收财产。",
]


def ruling(number: int, who: str, *, heading: str = "附相关法律条文", head: tuple[str, ...] = ()) -> list[str]:
    """The paragraphs of a criminal judgment with law texts appended."""
    return [
        *(head or ("云溪县人民法院", "刑 事 判 决 书", f"（2021）云0199刑初{number}号")),
        "公诉机关云溪县人民检察院。",
        f"被告人{who}，男，1980年5月1日出生，汉族，初中文化，农民，住云溪县城关镇北街十二号。因涉嫌犯诈骗罪于2020年7月2日被刑事拘留，"
        "同年8月1日被逮捕。现羁押于云溪县看守所。",
        f"云溪县人民检察院以云检刑诉〔2021〕{number}号起诉书指控被告人{who}犯诈骗罪，于2021年1月4日向本院提起公诉。本院依法适用简易程序，"
        "公开开庭审理了本案。现已审理终结。",
        f"经审理查明，2019年3月{number}日，被告人{who}以投资为名向被害人蒋小满借款人民币53600元，后将该款用于偿还赌债，至今未还。",
        f"本院认为，被告人{who}以非法占有为目的，骗取他人财物，数额较大，其行为已构成诈骗罪。依照《中华人民共和国刑法》第二百六十六条之规定，"
        "判决如下：",
        f"被告人{who}犯诈骗罪，判处有期徒刑一年{'一二三四五六七八九'[number - 1]}个月，并处罚金人民币五千元。",
        "如不服本判决，可在接到判决书的第二日起十日内，通过本院或者直接向云溪市中级人民法院提出上诉。",
        "审　判　长　　陈二洪",
        "人民陪审员　　高云霞",
        "二〇二一年三月一日",
        "书　记　员　　韩　雪",
        heading,
        *LAW,
    ]


TWO = [*ruling(7, "卫长青"), *ruling(8, "郭小满")]


def rtf(lines: list[str]) -> bytes:
    body = "".join(
        "".join(f"\\u{ord(c) - (65536 if ord(c) > 32767 else 0)}?" for c in line) + "\\par\n" for line in lines
    )
    return b"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 SimSun;}}\\f0 " + body.encode() + b"}"


def docx(lines: list[str]) -> bytes:
    document, made = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(made)
    return made.getvalue()


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def written(
    tmp_path_factory: pytest.TempPathFactory,
    ole: Callable[[dict[str, bytes]], bytes],
    word: Callable[..., dict[str, bytes]],
    printed: Callable[..., bytes],
) -> dict[str, Record]:
    """The records of both rulings, written by a writer of each format into one file each."""
    folder = tmp_path_factory.mktemp("two")
    pdf = printed(TWO, head="云溪县人民法院刑事判决书")
    html = "<html><body>" + "".join(f"<p>{line}</p>" for line in TWO) + "</body></html>"
    files = {
        "two.pdf": pdf,
        "narrow.pdf": printed(TWO, size=22, indent=False),
        "two.doc": ole(word([("\r".join([*TWO, ""]), "utf-16-le")])),
        "two.rtf": rtf(TWO),
        "two.docx": docx(TWO),
        "two.html": html.encode(),
        "all.zip": packed({"内/two.txt": "\n".join(TWO).encode("gb18030"), "two.pdf": pdf}),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return {document.key: extract(document.text or "", id=document.id) for document in read_inputs([folder])}


FILES = ["two.pdf", "narrow.pdf", "two.doc", "two.rtf", "two.docx", "two.html", "all.zip/内/two.txt", "all.zip/two.pdf"]


def test_each_file_gives_two_documents_and_no_more(written: dict[str, Record]) -> None:
    assert sorted(written) == sorted(key + mark for key in FILES for mark in ("", "#2"))


@pytest.mark.parametrize("key", FILES)
def test_each_ruling_is_read_as_if_it_stood_alone(written: dict[str, Record], key: str) -> None:
    for number, who, mark, months in ((7, "卫长青", "", 19), (8, "郭小满", "#2", 20)):
        record = written[key + mark]
        assert record.case_number == f"（2021）云0199刑初{number}号"
        assert [defendant.name for defendant in record.defendants] == [who]
        assert [(v.defendant, v.months, v.fine_yuan) for v in record.verdicts] == [(who, months, 5000)]
        assert [(judge.name, judge.role) for judge in record.judges] == [
            ("陈二洪", "审判长"), ("高云霞", "人民陪审员"), ("韩雪", "书记员"),
        ]  # fmt: skip
        assert record.judgment_date == "2021-03-01"


@pytest.mark.parametrize("key", FILES)
def test_nothing_is_read_from_the_appended_law_texts(written: dict[str, Record], key: str) -> None:
    for mark in ("", "#2"):
        record = written[key + mark]
        assert [(article.law, article.article) for article in record.articles] == [("中华人民共和国刑法", 266)]
        assert record.circumstances == []
        assert record.warnings == []


@pytest.mark.parametrize(
    "heading",
    [
        "附相关法律条文", "附：本案适用的法律条文", "附 ： 相 关 法 律 条 文", "附录：", "附：",
        "（附：相关法律条文）", "相关法律条文", "法律链接", "法条链接：", "相关法条链接",
        "附页：本判决适用的法律条文", "附 件", "裁判依据", "本案适用的相关法律条文",
    ],
)  # fmt: skip
def test_headings_of_appended_law_texts_in_every_habit(
    printed: Callable[..., bytes], tmp_path: Path, heading: str
) -> None:
    (tmp_path / "a.pdf").write_bytes(printed(ruling(7, "卫长青", heading=heading)))
    (document,) = read_inputs([tmp_path])
    record = extract(document.text or "", id="a")
    assert [(article.law, article.article) for article in record.articles] == [("中华人民共和国刑法", 266)]
    assert record.circumstances == []
    assert [judge.name for judge in record.judges] == ["陈二洪", "高云霞", "韩雪"]


@pytest.mark.parametrize(
    "head",
    [
        ("云溪县人民法院刑事判决书", "（2021）云0199刑初8号"),
        ("云溪县人民法院", "刑事判决书（2021）云0199刑初8号"),
        (
            "郭小满诈骗罪一审刑事判决书",
            "发布日期：2021-04-01",
            "云溪县人民法院",
            "刑 事 判 决 书",
            "（2021）云0199刑初8号",
        ),
        ("云溪县人民检察院", "起　诉　书", "云检刑诉〔2021〕8号"),
        ("云溪县市场监督管理局", "行政处罚决定书", "云市监处罚〔2021〕8号"),
    ],
)
def test_heads_in_other_habits_begin_a_document(head: tuple[str, ...]) -> None:
    first, second = "\n".join(ruling(7, "卫长青")) + "\n", "\n".join(ruling(8, "郭小满", head=head))
    assert split(first + second) == [(0, len(first)), (len(first), len(first + second))]
