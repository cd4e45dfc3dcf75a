"""Old Word documents: text in order from pieces of any width; what is deleted, locked or no Word text is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from anmai.errors import DocumentError
from anmai.extraction.readers import doc, formats, rtf

Ole = Callable[[dict[str, bytes]], bytes]
Word = Callable[..., dict[str, bytes]]
RULING = "云溪县人民法院\r民事判决书\r（2021）云0199民初7号\r原告：卫长青，男。\r本院认为，被告应当偿还借款。\r"


def reason(raw: bytes) -> str:
    with pytest.raises(DocumentError) as error:
        doc.read(raw, "a.doc")
    assert "a.doc" in str(error.value)
    assert error.value.remedy
    return error.value.reason


def test_a_file_of_libreoffice_without_deleted_hidden_and_running_text(files: Path) -> None:
    text = doc.read((files / "ruling.doc").read_bytes(), "ruling.doc").text
    assert text.split("\n")[:6] == [
        "云溪县人民法院", "民 事 判 决 书", "（2021）云0199民初7号", "原告：卫长青，男，汉族。",
        "被告：蒋小满，女，汉族。", "本院认为，被告应当偿还借款三万元。",
    ]  # fmt: skip
    assert "本金\t3000元\n利息\t20元\n" in text
    for absent in ("删去", "隐藏", "页眉", "页脚"):
        assert absent not in text


def test_pieces_of_two_widths_and_an_astral_character_come_in_order(ole: Ole, word: Word) -> None:
    pieces = [("原告：", "utf-16-le"), ("Smith \x96 Co", "latin-1"), ("，男。\r被告：𠮷田。\r", "utf-16-le")]
    text = doc.read(ole(word(pieces)), "a.doc").text
    assert text == "原告：Smith – Co，男。\n被告：𠮷田。"


def test_single_byte_pieces_may_hold_gb18030(ole: Ole, word: Word) -> None:
    assert doc.read(ole(word([(RULING, "gb18030")])), "a.doc").text == RULING.strip().replace("\r", "\n")


def test_fields_keep_their_result_and_rows_their_cells(ole: Ole, word: Word) -> None:
    text = (
        '见\x13 HYPERLINK "http://example.org/x" \x14附件\x15。\r本金\x073000元\x07\x07利息\x0720元\x07\x07第二\x1e三\r'
    )
    assert doc.read(ole(word([(text, "utf-16-le")])), "a.doc").text == "见附件。\n本金\t3000元\n利息\t20元\n第二-三"


def test_a_web_page_in_an_ole_container_is_read_as_a_page(ole: Ole) -> None:
    page = "<html><body><p>云溪县人民法院</p><p>原告：卫长青。本院判决如下。</p><script>x()</script></body></html>"
    reading = doc.read(ole({"WordDocument": page.encode("gb18030")}), "a.doc")
    assert reading.text == "云溪县人民法院\n原告：卫长青。本院判决如下。"
    assert any("web page" in note for note in reading.notes)


def test_locked_damaged_and_foreign_files_have_their_reason(ole: Ole, word: Word) -> None:
    locked = ole(word([(RULING, "utf-16-le")], flags=0x0100))
    outside = word([(RULING, "utf-16-le")])
    outside["1Table"] = outside["1Table"].replace((0x400).to_bytes(4, "little"), (0x4000000).to_bytes(4, "little"))
    assert reason(locked) == "encrypted"
    assert reason(ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"})) == "encrypted"
    assert reason(ole({"Workbook": b"x"})) == "unsupported"
    assert reason(ole({"Other": b"x"})) == "unsupported"
    assert reason(ole({"WordDocument": b"\1\2" * 600})) == "malformed"
    assert reason(ole({"WordDocument": outside["WordDocument"]})) == "malformed"
    assert reason(ole(outside)) == "malformed"
    assert reason(locked[:700]) == "malformed"


def test_macros_are_told_and_not_looked_at(ole: Ole, word: Word) -> None:
    reading = doc.read(ole(word([(RULING, "utf-16-le")]) | {"Macros": b"Sub AutoOpen"}), "a.doc")
    assert "AutoOpen" not in reading.text
    assert any("macros" in note for note in reading.notes)


def test_the_version_of_a_guarded_reader_is_told_before_its_library_is_loaded() -> None:
    from anmai.extraction.readers import image, pdf

    for reader, module in ((formats.DOC, doc), (formats.PDF, pdf), (formats.IMAGE, image)):
        assert (reader.name, reader.version) == (module.NAME, module.VERSION)


def test_real_rulings_from_the_shared_set_read_whole() -> None:
    folder = Path(__file__).parents[3] / "shared" / "data" / "civil_word_docs"
    if not folder.is_dir():
        pytest.skip("the shared set civil_word_docs is not here")
    for path in sorted(folder.glob("*.doc")):
        text = doc.read(path.read_bytes(), path.name).text
        assert "法院" in text.split("\n")[0]
        assert "裁定如下" in text or "判决如下" in text
        assert text.rstrip().split("\n")[-1].replace(" ", "").replace("\u3000", "").startswith("书记员")


def test_rtf_of_libreoffice_and_of_old_programs(files: Path) -> None:
    text = rtf.read((files / "ruling.rtf").read_bytes(), "ruling.rtf").text
    assert "本院认为，被告应当偿还借款三万元。\n" in text
    assert "本金\t3000元\n利息\t20元\n" in text
    for absent in ("删去", "隐藏", "页眉", "页脚", "Times"):
        assert absent not in text
    bytes_ = "".join(f"\\'{byte:02x}" for byte in "原告：卫长青".encode("gbk"))
    old = "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}}\\f0 " + bytes_
    pair = "\\u-10174 ?\\u-8265 ?"  # 𠮷 as the two halves that RTF writes
    field = "{\\field{\\*\\fldinst HYPERLINK y}{\\fldrslt 3000}}"
    raw = f"{old}\\par \\uc1\\u30007?{{\\*\\secret x}}{field}{pair}{{\\deleted x}}\\bin4 }}}}}}}}\\line y}}".encode()
    assert rtf.read(raw, "a.rtf").text == "原告：卫长青\n男3000𠮷\ny"


def test_rtf_nested_beyond_reason_is_refused() -> None:
    with pytest.raises(DocumentError) as error:
        rtf.read(b"{\\rtf1" + b"{" * 100_000, "deep.rtf")
    assert error.value.reason == "too_nested"
