"""Decoding: what courts and offices write must come out without loss, and damage must be told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anmai.errors import DocumentError
from anmai.extraction.readers.encoding import decode

RULING = "云溪县人民法院\r\n民事判决书\r\n（2021）云0199民初7号\r\n原告：卫长青，男。本院认为，被告应当偿还借款。"
TRADITIONAL = "雲溪縣人民法院\n民事判決書\n原告：衛長青。本院認為，被告應當償還借款。書記員"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32", "utf-16-le", "utf-16-be"]
)
def test_chinese_encodings_come_out_whole(encoding: str) -> None:
    assert decode(RULING.encode(encoding), "a.txt") == RULING


def test_big5_is_told_from_gb18030() -> None:
    assert decode(TRADITIONAL.encode("big5"), "a.txt") == TRADITIONAL


def test_declared_gb2312_page_may_hold_characters_of_gb18030() -> None:
    text = "原告：钱㐂、朱镕。" * 3
    assert decode(text.encode("gb18030"), "a.html", declared="gb2312") == text


def test_damaged_utf8_is_reported_and_not_turned_into_nonsense() -> None:
    damaged = RULING.encode()[:-1]
    with pytest.raises(DocumentError) as error:
        decode(damaged, "cut.txt")
    assert error.value.reason == "encoding"
    assert "cut.txt" in str(error.value)


@pytest.mark.parametrize(
    "raw",
    [b"%PDF-1.7 \xe2\xe3", b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, bytes(range(256)) * 8],
)
def test_what_is_no_text_is_binary(raw: bytes) -> None:
    with pytest.raises(DocumentError) as error:
        decode(raw, "a.txt")
    assert error.value.reason == "binary"


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=300))
def test_any_text_in_utf8_comes_out_unchanged(text: str) -> None:
    text = text.lstrip("\ufeff")
    assert decode(text.encode(), "a.txt") == text


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_one_clear_reason(raw: bytes) -> None:
    try:
        text = decode(raw, "a.txt")
    except DocumentError as error:
        assert error.reason in {"binary", "encoding"}
    else:
        assert isinstance(text, str)
