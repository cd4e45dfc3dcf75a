"""Word documents: text of honest ones; hostile ones are refused with one clear reason."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from anmai.errors import DocumentError
from anmai.extraction.readers import docx, read_inputs
from anmai.extraction.readers.docx_numbering import written
from anmai.extraction.readers.limits import MAX_ARCHIVE_MEMBERS, MAX_XML_DEPTH

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def archive(body: str, *, prolog: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    root = f'<w:document xmlns:w="{WORD}" xmlns:mc="{COMPATIBILITY}"><w:body>{body}</w:body></w:document>'
    xml = f'<?xml version="1.0"?>{prolog}{root}'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", xml)
        for name, data in (extra or {}).items():
            packed.writestr(name, data)
    return buffer.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def reason(raw: bytes) -> str:
    with pytest.raises(DocumentError) as error:
        docx.read(raw, "a.docx")
    return error.value.reason


def test_paragraphs_tables_tabs_and_breaks_of_a_real_file() -> None:
    document = Document()
    document.add_paragraph("云溪县人民法院")
    run = document.add_paragraph("审判员").add_run("\t卫长青")
    run.add_break()
    run.add_text("书记员")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "本金", "3000元"
    buffer = io.BytesIO()
    document.save(buffer)
    assert docx.read(buffer.getvalue(), "a.docx").text == "云溪县人民法院\n审判员\t卫长青\n书记员\n本金\t3000元"


def test_a_text_box_is_read_once_and_deleted_text_not_at_all() -> None:
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent>"
        + paragraph("框内")
        + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        + paragraph("框内")
        + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框外</w:t></w:r></w:p>"
    )
    deleted = "<w:p><w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:r><w:t>留下</w:t></w:r></w:p>"
    assert docx.read(archive(box + deleted), "a.docx").text.split("\n") == ["框内", "框外", "留下"]


def test_an_external_entity_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("机密")
    prolog = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    assert reason(archive(paragraph("&x;"), prolog=prolog)) == "unsafe_archive"


def test_entity_expansion_is_refused() -> None:
    entities = '<!ENTITY a "文文文文文文文文文文">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert reason(archive(paragraph("&i;"), prolog=f"<!DOCTYPE d [{entities}]>")) == "unsafe_archive"


def test_a_zip_bomb_is_refused() -> None:
    assert reason(archive(paragraph("文" * 4) + " " * 90_000_000)) in {"unsafe_archive", "too_large"}


def test_too_many_members_and_paths_that_leave_the_archive_are_refused() -> None:
    many = {f"word/media/{number}.png": b"" for number in range(MAX_ARCHIVE_MEMBERS + 1)}
    assert reason(archive(paragraph("文"), extra=many)) == "unsafe_archive"
    assert reason(archive(paragraph("文"), extra={"../../evil.txt": b"x"})) == "unsafe_archive"
    assert reason(archive(paragraph("文"), extra={"C:/evil.txt": b"x"})) == "unsafe_archive"


def test_deep_nesting_is_refused() -> None:
    deep = "<w:sdt>" * (MAX_XML_DEPTH + 10) + paragraph("文") + "</w:sdt>" * (MAX_XML_DEPTH + 10)
    assert reason(archive(deep)) == "too_nested"


def test_damaged_wrong_and_foreign_archives_have_their_reasons() -> None:
    honest = archive(paragraph("文"))
    assert reason(honest[: len(honest) // 2]) == "malformed"
    assert reason("这是纯文本".encode()) == "binary"
    assert reason(archive("<w:p>")) == "malformed"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("a.txt", "文")
    assert reason(buffer.getvalue()) == "malformed"


def test_a_relation_to_a_document_outside_is_not_followed() -> None:
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" TargetMode="External" Target="http://example.org/document.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    )
    assert docx.read(archive(paragraph("文"), extra={"_rels/.rels": relations.encode()}), "a.docx").text == "文"


def list_number(list_: int, level: int = 0) -> str:
    return f"<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list_}'/></w:numPr></w:pPr>"


def test_list_numbers_are_part_of_the_text() -> None:
    levels = (
        "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCountingThousand'/><w:lvlText w:val='%1、'/>"
        "</w:lvl>"
        "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='（%1.%2）'/></w:lvl>"
        "<w:lvl w:ilvl='2'><w:numFmt w:val='bullet'/><w:lvlText w:val='•'/></w:lvl>"
    )
    numbering = (
        f"<w:numbering xmlns:w='{WORD}'><w:abstractNum w:abstractNumId='4'>{levels}</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='4'/></w:num>"
        "<w:num w:numId='2'><w:abstractNumId w:val='4'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='9'/>"
        "</w:lvlOverride></w:num></w:numbering>"
    )
    styles = (
        f"<w:styles xmlns:w='{WORD}'><w:style w:styleId='L'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
        "</w:style></w:styles>"
    )
    changed = "<w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange></w:pPr>"
    body = "".join(
        f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"
        for properties, text in (
            (list_number(1), "偿还本金"), (list_number(1, 1), "三万元"), (list_number(1, 1), "二万元"),
            (list_number(1, 2), "利息"), (list_number(1), "驳回"), (list_number(1, 1), "其他"),
            (list_number(2), "另列"), (list_number(2), "再列"), ("<w:pPr><w:pStyle w:val='L'/></w:pPr>", "按样式"),
            (changed, "无编号"), (list_number(0), "零"),
        )
    )  # fmt: skip
    extra = {"word/numbering.xml": numbering.encode(), "word/styles.xml": styles.encode()}
    assert docx.read(archive(body, extra=extra), "a.docx").text.split("\n") == [
        "一、偿还本金", "（一.1）三万元", "（一.2）二万元", "利息", "二、驳回", "（二.1）其他", "九、另列", "十、再列",
        "三、按样式", "无编号", "零",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (12, "chineseCountingThousand", "十二"),
        (20, "japaneseCounting", "二十"), (101, "chineseCounting", "一百零一"), (110, "chineseCounting", "一百一十"),
        (1005, "chineseCounting", "一千零五"), (4, "upperRoman", "IV"), (28, "lowerLetter", "bb"),
        (3, "decimalEnclosedCircle", "③"), (20, "ideographDigital", "二〇"), (2, "ideographTraditional", "乙"),
    ],
)  # fmt: skip
def test_numbers_as_lists_write_them(number: int, form: str, expected: str) -> None:
    assert written(number, form) == expected


def test_moved_hidden_and_running_text_is_left_out_and_footnotes_follow() -> None:
    body = (
        "<w:p><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:t>判决</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr>"
        "<w:t>如下</w:t></w:r>"
        "<w:ruby><w:rt><w:r><w:t>zhù</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>注</w:t></w:r></w:rubyBase></w:ruby></w:p>"
    )
    notes = (
        f"<w:footnotes xmlns:w='{WORD}'><w:footnote w:id='-1'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
        "<w:footnote w:id='1'><w:p><w:r><w:t>脚注一</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    header = f"<w:hdr xmlns:w='{WORD}'>{paragraph('页眉')}</w:hdr>"
    extra = {"word/footnotes.xml": notes.encode(), "word/header1.xml": header.encode()}
    assert docx.read(archive(body, extra=extra), "a.docx").text == "判决如下注\n脚注一"


def test_two_rulings_in_one_file_are_two_documents(tmp_path: Path) -> None:
    document = Document()
    for number in (1, 2):
        for line in (
            "云溪县人民法院", "民 事 判 决 书", f"（2021）云0199民初{number}号", "原告：卫长青，男。",
            "本院认为，被告应当偿还借款。" * 12, "审　判　员　　沈　平", "二〇二一年三月一日", "书　记　员　　韩　雪",
        ):  # fmt: skip
            document.add_paragraph(line)
    document.save(str(tmp_path / "two.docx"))
    documents = list(read_inputs([tmp_path]))
    assert [d.key for d in documents] == ["two.docx", "two.docx#2"]
    assert "民初2号" in (documents[1].text or "")
