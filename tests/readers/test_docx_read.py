"""Word documents: text of honest ones; hostile ones are refused with one clear reason."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from anmai.errors import DocumentError
from anmai.extraction.readers import docx
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
