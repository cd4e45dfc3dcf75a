"""Roles, penalties and codes of a page in the reader's language."""

from __future__ import annotations

import pytest

from anmai.forms.wording import value_words
from anmai.ui.screens.lead import decoded


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("原告", "原告", "plaintiff"),
        ("上诉人、原审被告", "上诉人、原审被告", "appellant, first-instance defendant"),
        ("claimant", "原告一方", "claimant's side"),
        ("张三、李四", "张三、李四", "张三、李四"),
        ("2019-05-24", "2019-05-24", "2019-05-24"),
    ],
)
def test_a_value_is_told_in_the_readers_language_and_names_stay(value: str, zh: str, en: str) -> None:
    assert (value_words(value, "zh"), value_words(value, "en")) == (zh, en)


def test_reason_codes_are_told_in_words_wherever_they_stand() -> None:
    names = {"needs-release-date": "需要释放日期"}

    shown = decoded([{"date": "2019", "needs": ["needs-release-date", "other"]}, "needs-release-date"], names)

    assert shown == [{"date": "2019", "needs": ["需要释放日期", "other"]}, "需要释放日期"]
