"""Words that bring a place, and how sure a person's name is."""

from __future__ import annotations

import threading

import pytest

from anmai.extraction import extract
from anmai.extraction.fragments.sureness import sureness
from anmai.extraction.fragments.word_lists import finder, words


def test_a_word_inside_a_longer_one_is_passed_over() -> None:
    text = "被告人把手机放在桌上后前往于都县城"

    found = finder("place_leads", "no_place_leads").all(text)

    assert [text[start:end] for start, end in found] == ["前往"]


def test_every_wanted_word_is_found_alone() -> None:
    leads = finder("place_leads", "no_place_leads")

    assert all(leads.all(word) for word in words("place_leads"))


def test_the_end_is_given_where_no_word_stands() -> None:
    assert finder("place_stops", "no_place_stops").first("青禾村三组", 0, 5) == 5


@pytest.mark.parametrize(
    ("before", "name", "after", "sure"),
    [
        ("被告人", "卫某某", "在", True),
        ("被告人", "卫×", "在", True),
        ("被告人", "卫某明", "在", False),
        ("被告人", "卫某甲", "在", False),
        ("被告人", "卫某1", "在", False),
        ("被告人", "卫某某", "处", False),
        ("遂与", "卫某某", "在", False),
    ],
)
def test_only_a_name_that_ends_with_its_mask_behind_a_role_is_sure(
    before: str, name: str, after: str, sure: bool
) -> None:
    text = before + name + after

    confidence = sureness(text, "PERSON", (len(before), len(before) + len(name)))

    assert (confidence >= 0.9) == sure


def test_threads_read_fragments_beside_one_another() -> None:
    texts = [f"被告人卫某{stem}在青禾镇盗窃手机一部。" for stem in "甲乙丙丁" * 25]
    alone = [extract(text, "x", fragment=True).as_line() for text in texts]
    together: dict[int, list[str]] = {}

    def read(number: int) -> None:
        together[number] = [extract(text, "x", fragment=True).as_line() for text in texts]

    threads = [threading.Thread(target=read, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(together[number] == alone for number in range(3))
