from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from anmai.ui.parts.segments import Segment, cut
from anmai.ui.parts.table import marked

TEXT = st.text(alphabet=st.sampled_from("张某𠮷\n a，"), max_size=40)
SPANS = st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50)), max_size=10)


def test_overlapping_passages_are_cut_at_their_borders() -> None:
    assert cut("被告人张某", [("all", 0, 5), ("name", 3, 5)]) == [
        Segment("被告人", ("all",)),
        Segment("张某", ("all", "name")),
    ]


@given(TEXT, SPANS)
def test_segments_give_the_text_again_and_each_passage_its_own_words(text: str, spans: list[tuple[int, int]]) -> None:
    passages = [(f"p{number}", start, end) for number, (start, end) in enumerate(spans)]

    segments = cut(text, passages)

    assert "".join(segment.text for segment in segments) == text
    for name, start, end in passages:
        words = "".join(segment.text for segment in segments if name in segment.passages)
        assert words == text[max(0, start) : max(0, min(end, len(text)))]


@given(TEXT, SPANS)
def test_marked_snippets_lose_nothing(text: str, spans: list[tuple[int, int]]) -> None:
    clipped = [(max(0, start), end) for start, end in spans]

    parts = marked(text, clipped)["parts"]

    assert "".join(part["text"] for part in parts) == text
    covered = {at for start, end in clipped for at in range(start, min(end, len(text)))}
    assert sum(len(part["text"]) for part in parts if part["mark"]) == len(covered)
