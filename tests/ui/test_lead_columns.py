"""A lead's columns as its page shows them: in the model's words, lists of rows as a table."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from anmai.ui.parts.moments import moment, zone
from anmai.ui.screens.lead import rows_table


def test_rows_become_a_table_in_order_of_their_dates_with_safe_cells() -> None:
    shown = rows_table(
        [
            {
                "case_number": "（2019）浙0402刑初22号",
                "date": "2019-04-02",
                "charges": ["盗窃罪", "诈骗罪"],
                "months": None,
            },
            {"case_number": "<b>（2017）</b>", "date": "2017-01-09", "charges": [], "months": None},
        ]
    )

    assert shown.startswith('<table class="am-table">')
    assert shown.index("2017-01-09") < shown.index("2019-04-02")
    assert "盗窃罪、诈骗罪" in shown
    assert "&lt;b&gt;（2017）&lt;/b&gt;" in shown
    assert "刑期" not in shown, "a column that no row fills is left out"


@pytest.mark.parametrize("told", ["2026-03-01T23:30:00+00:00", "2026-03-01T23:30:00Z", "2026-03-01T23:30:00"])
def test_moments_are_told_in_local_time(told: str) -> None:
    local = datetime(2026, 3, 1, 23, 30, tzinfo=UTC).astimezone()

    assert moment(told) == f"{local:%Y-%m-%d %H:%M}"


def test_no_moment_is_no_text_and_the_zone_is_an_offset() -> None:
    assert moment(None) == ""
    assert zone().startswith("UTC")
    assert len(zone()) == len("UTC+08:00")
