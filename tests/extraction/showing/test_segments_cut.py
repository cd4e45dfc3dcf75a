from hypothesis import given
from hypothesis import strategies as st

from anmai.extraction.showing.segments import Passage, Segment, cut

LENGTH = 30
passages = st.lists(
    st.builds(
        lambda start, size, value: Passage(start, start + size, value),
        st.integers(-3, LENGTH + 3),
        st.integers(0, 12),
        st.integers(1, 6),
    ),
    max_size=12,
)


def test_a_passage_inside_another_keeps_both() -> None:
    inner, outer = Passage(2, 4, 1), Passage(1, 6, 2)

    told = list(cut(8, [outer, inner]))

    assert [(one.start, one.end, [p.value for p in one.passages]) for one in told] == [
        (0, 1, []),
        (1, 2, [2]),
        (2, 4, [1, 2]),
        (4, 6, [2]),
        (6, 8, []),
    ]


def test_overlapping_passages_share_the_middle() -> None:
    told = list(cut(6, [Passage(0, 4, 1), Passage(2, 6, 2)]))

    assert [(one.start, one.end, {p.value for p in one.passages}) for one in told] == [
        (0, 2, {1}),
        (2, 4, {1, 2}),
        (4, 6, {2}),
    ]


def test_an_empty_passage_at_the_end_can_still_be_scrolled_to() -> None:
    assert list(cut(3, [Passage(3, 3, 7)]))[-1] == Segment(3, 3, (), (7,))


@given(passages)
def test_segments_tile_the_text_and_every_passage_is_covered(spans: list[Passage]) -> None:
    told = list(cut(LENGTH, spans))

    assert "".join(f"{one.start}-{one.end} " for one in told if one.end > one.start)
    covered = [index for one in told for index in range(one.start, one.end)]
    assert covered == list(range(LENGTH))
    for span in spans:
        inside = {index for one in told if span in one.passages for index in range(one.start, one.end)}
        clipped = span.start >= 0 and span.end <= LENGTH
        if clipped:
            assert inside == set(range(span.start, span.end))
    assert {number for one in told for number in one.begins} == {span.value for span in spans}
