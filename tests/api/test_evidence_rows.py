"""A lead's passages as sentences with the names of what they show; pure parts, no server."""

from __future__ import annotations

import pytest

from anmai.api.services.evidence import field_of, label_of, quote


@pytest.mark.parametrize(
    ("path", "field", "zh", "en"),
    [
        ("/verdicts/0/months", "verdicts", "判决结果", "Verdicts"),
        ("/agents/1/firm", "agents", "代理人", "Agents"),
        ("/parties/1/address", "parties/address", "住所地", "Address"),
        ("/parties/0/representative", "parties/representative", "法定代表人", "Legal representative"),
        ("/parties/0/roles/0", "parties", "当事人", "Parties"),
        ("/default_parties/0", "default_parties", "缺席当事人", "Parties in default"),
        (None, "", "原文", "Words"),
    ],
)
def test_a_value_is_named_by_its_list_and_a_persons_by_itself(path: str | None, field: str, zh: str, en: str) -> None:
    assert field_of(path) == field
    assert label_of(field) == (zh, en)


def test_a_quote_marks_its_words_and_leaves_out_what_is_far() -> None:
    text = "甲" * 100 + "【一】" + "乙" * 300 + "【二】" + "丙" * 100
    spans = [(100, 103), (403, 406)]

    parts = quote(text, spans, 0, len(text))

    assert [part.text for part in parts if part.mark] == ["【一】", "【二】"]
    shown = "".join(part.text for part in parts)
    assert shown == "…" + "甲" * 48 + "【一】" + "乙" * 48 + "…" + "乙" * 48 + "【二】" + "丙" * 48 + "…"


def test_a_short_sentence_is_quoted_whole() -> None:
    text = "前一句。被告人石坚犯盗窃罪。后一句。"

    parts = quote(text, [(7, 9), (10, 13)], 4, 13)

    assert "".join(part.text for part in parts) == "被告人石坚犯盗窃罪"
    assert [part.text for part in parts if part.mark] == ["石坚", "盗窃罪"]
