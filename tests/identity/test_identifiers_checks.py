"""Identity numbers and credit codes: only valid ones count, hidden digits agree or not."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmai.graph.identity.identifiers import (
    dates_agree,
    overlay,
    patterns_agree,
    read_credit_code,
    read_id_number,
)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def with_check(body: str) -> str:
    """The check digit by the sum of the standard (GB 11643-1999), apart from the library under test."""
    return body + "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, body, strict=True)) % 11]


bodies = st.builds(
    "{:06d}{:%Y%m%d}{:03d}".format,
    st.integers(110000, 659999),
    st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2020, 12, 31)),
    st.integers(0, 999),
)


@given(bodies)
def test_a_number_with_the_right_check_digit_is_complete(body: str) -> None:
    number = read_id_number(with_check(body))

    assert number is not None and number.complete
    assert number.birth_date == f"{body[6:10]}-{body[10:12]}-{body[12:14]}"
    assert number.sex == ("男" if int(body[16]) % 2 else "女")


@given(bodies, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_no_number(body: str, place: int, shift: int) -> None:
    right = with_check(body)
    wrong = right[:place] + str((int(right[place]) + shift) % 10) + right[place + 1 :]

    assert read_id_number(wrong) is None


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("330106********1234", "330106********1234"),
        ("330106＊＊＊＊＊＊＊＊１２３４", "330106********1234"),
        ("210225××××××××037x", "210225********037X"),
        ("330106xxxxxxxx1234", "330106********1234"),
        ("33010619800102XXXX", "33010619800102****"),
    ],
)
def test_hidden_digits_give_a_partial_number(written: str, digits: str) -> None:
    number = read_id_number(written)

    assert number is not None and number.digits == digits and not number.complete


@pytest.mark.parametrize("written", [None, "", "×××5910", "330106", "没有", "******************", "33010619801302001X"])
def test_what_tells_nothing_is_no_number(written: str | None) -> None:
    assert read_id_number(written) is None


def test_a_number_of_fifteen_digits_becomes_its_eighteen() -> None:
    number = read_id_number("330106800102001")

    assert number is not None and number.digits == with_check("33010619800102001")


def test_a_partial_number_is_completed_by_the_birth_date_when_its_check_digit_agrees() -> None:
    right = read_id_number("330106********0019")
    wrong = read_id_number("330106********0014")
    assert right is not None and wrong is not None

    completed = right.completed("1980-01-02")

    assert completed is not None and completed.digits == with_check("33010619800102001")
    assert right.completed("1980") is None
    assert wrong.completed("1980-01-02") is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("91330100799655058B", "91330100799655058B"),
        ("９１３３０１００７９９６５５０５８b", "91330100799655058B"),
        ("91330100799655059B", None),
        ("79965505-8", None),
        (None, None),
    ],
)
def test_only_valid_credit_codes_are_read(written: str | None, read: str | None) -> None:
    assert read_credit_code(written) == read


patterns = st.text("01*", min_size=6, max_size=6)


@given(patterns, patterns)
def test_agreeing_patterns_overlay_to_what_both_tell(left: str, right: str) -> None:
    assert patterns_agree(left, right) == patterns_agree(right, left)
    if patterns_agree(left, right):
        whole = overlay(left, right)
        assert patterns_agree(whole, left) and patterns_agree(whole, right)
        assert whole.count("*") <= min(left.count("*"), right.count("*"))


def test_dates_agree_as_far_as_both_go() -> None:
    assert dates_agree("1980", "1980-05-02")
    assert dates_agree("1980-05-02", "1980-05")
    assert not dates_agree("1980-05", "1980-06-01")
