"""Decoding: what courts and offices write must come out without loss, and damage must be told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anmai.errors import DocumentError
from anmai.extraction.readers.encoding import decode, encoding_of

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


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    ["原告卫长青诉称，被告蒋小满应当偿还借款。", "审　判　员　　沈　平\n书　记　员　　韩　雪\n二〇二一年三月一日"],
)
def test_utf16_without_a_mark_needs_no_zero_bytes_on_one_side(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["原告：卫长青，男。", "2021年3月1日", "本院认为", "　　", "\r\n", "被告人", "ABC", "镕㐂"]),
        min_size=8, max_size=40,
    ),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]),
)  # fmt: skip
def test_texts_of_legal_words_come_out_in_every_encoding(words: list[str], encoding: str) -> None:
    text = "本院判决如下，" + "".join(words)
    assert decode(text.encode(encoding), "a.txt") == text


def test_the_encoding_of_a_beginning_is_that_of_the_whole() -> None:
    for encoding in ("utf-8", "gb18030", "utf-16-le"):
        whole = (RULING * 50).encode(encoding)
        for length in range(1_000, 1_012):
            assert encoding_of(whole[:length], "a.csv", whole=False) == (encoding, 0)


def test_a_page_names_no_codec_but_those_of_texts() -> None:
    raw = "原告：卫长青。本院判决如下。".encode("gb18030")
    for declared in ("unicode_escape", "punycode", "utf-7", "no-such"):
        assert decode(raw, "a.html", declared=declared) == "原告：卫长青。本院判决如下。"
