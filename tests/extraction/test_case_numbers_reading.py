import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmai.extraction.text.normal import normalise
from anmai.extraction.values.case_numbers import comparable, iter_case_numbers

BRACKETS = st.sampled_from(["（）", "()", "〔〕", "[]", "［］", "【】"])


@given(
    BRACKETS,
    st.integers(1990, 2030),
    st.sampled_from(["浙0106刑初{}号", "云01民终{}号", "杭西刑初字第{}号", "宁刑二终字第{}号", "最高法民申{}号"]),
    st.integers(1, 99999),
    st.sampled_from(["", " ", "　"]),
)
def test_case_numbers_round_trip_with_any_brackets_and_spaces(
    brackets: str, year: int, form: str, figure: int, space: str
) -> None:
    written = f"{brackets[0]}{year}{brackets[1]}{space}" + form.format(f"{space}{figure}")
    normal = normalise(f"作出{written}刑事判决")

    hits = list(iter_case_numbers(normal.text))

    assert len(hits) == 1
    assert hits[0].year == year
    assert normal.words(hits[0].start, hits[0].end) == "".join(written.split())
    assert comparable(written) == comparable(f"（{year}）" + form.format(figure))


@pytest.mark.parametrize("text", ["青临检刑诉〔2018〕288号起诉书", "（2016）第JD294号《毒品检验鉴定书》"])
def test_numbers_of_other_papers_are_no_case_numbers(text: str) -> None:
    assert list(iter_case_numbers(normalise(text).text)) == []


def test_a_masked_figure_is_kept() -> None:
    hits = list(iter_case_numbers(normalise("(2018)云民终×××号").text))

    assert [hit.kind for hit in hits] == ["民终"]
