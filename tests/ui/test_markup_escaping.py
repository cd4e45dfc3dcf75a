from __future__ import annotations

from anmai.ui.markup import bullets, esc, facts, heading
from anmai.ui.screens.leads import found, number, rate

HOSTILE = '<img src=x onerror="alert(1)">\x00\x1b[31m'


def test_data_never_becomes_markup() -> None:
    for made in (heading(HOSTILE), bullets([HOSTILE]), facts([(HOSTILE, esc(HOSTILE))])):
        assert "<img" not in made
        assert "\x00" not in made and "\x1b" not in made
        assert "&lt;img" in made


def test_a_share_is_never_rounded_to_zero_and_none_is_no_zero() -> None:
    assert rate(3, 1_000_000) == "0.0003%"
    assert rate(0, 10) == "0.0%"
    assert found(31, 18_234) == "31 · 0.17%"
    assert found(0, 59) == "0"
    assert number(None) is None
    assert number(0) == "0"
