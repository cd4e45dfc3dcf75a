"""Every passage of an English record points at its words, on whole and on damaged texts."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anmai.extraction import extract
from anmai.extraction.languages.en.plain_text import normalise

TEXTS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "judgments").glob("*.txt"))]


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("text", TEXTS)
def test_the_words_of_a_passage_give_the_name(text: str) -> None:
    record = extract(text, "x")
    body = record.as_json()

    for row in record.provenance:
        parts = row.path.split("/")[1:]
        if parts[-1] == "name":
            value = body[parts[0]][int(parts[1])]["name"]
            assert next(words(text[start:end]).lower() for start, end in row.spans) == value.lower()
    for mention in record.mentions:
        assert text[mention.start : mention.end] == mention.text


@given(text=st.text(max_size=300))
def test_plain_characters_keep_every_offset(text: str) -> None:
    assert len(normalise(text).text) == len(text)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 80)))
        put = draw(
            st.sampled_from(["", text[start:end] * 2, "\x00", "\ud800", "\n\n", "中文", "(((", " v. ", "No. 1/2019"])
        )
        text = text[:start] + put + text[end:]
    return text


@settings(max_examples=150, deadline=None)
@given(text=damaged(), fragment=st.booleans())
def test_damaged_judgments_never_raise_and_passages_stay_inside(text: str, fragment: bool) -> None:
    record = extract(text, "x", fragment=fragment, language="en")

    for row in record.provenance:
        assert all(0 <= start < end <= len(text) for start, end in row.spans)


@pytest.mark.parametrize(
    "piece",
    [
        "respondent          ",
        "A. ",
        "Mr. Abc Def ",
        "Versus\n",
        "and\n",
        "High Court of ",
        "W.P. No. 1, ",
        "Act ",
        "(",
        ") \n",
    ],
)
def test_odd_texts_take_time_in_proportion_to_their_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = "High Court order petitioner\n" + piece * (length // len(piece))
        best = float("inf")
        for _ in range(3):
            begun = time.process_time()
            extract(text, "x", fragment=True, language="en")
            best = min(best, time.process_time() - begun)
        return best

    # six times the length; a rule that looks back over all of it would take thirty-six times as long
    assert seconds(48_000) < 20 * max(seconds(8_000), 0.01)
