from hypothesis import given
from hypothesis import strategies as st

from anmai.extraction.text.normal import normalise

LEGAL = st.text(alphabet="审判长员张三〔〕（）()[] 　\n\t\u200b０１２12ＡＢ,，。；：:二○〇年月日《》“”", max_size=60)


@given(LEGAL)
def test_words_of_the_whole_text_are_the_source_without_white_space(source: str) -> None:
    normal = normalise(source)

    words = normal.words(0, len(normal.text))

    assert words == "".join(source.replace("\u200b", "").split())


@given(LEGAL, st.data())
def test_a_span_slices_the_source_to_the_same_characters(source: str, data: st.DataObject) -> None:
    normal = normalise(source)
    start = data.draw(st.integers(0, len(normal.text)))
    end = data.draw(st.integers(start, len(normal.text)))

    first, last = normal.span(start, end)

    assert 0 <= first <= last <= len(source)
    again = normalise(source[first:last]).text.replace("\n", "")
    assert again == normal.text[start:end].replace("\n", "")


@given(st.text(max_size=200))
def test_any_text_keeps_its_offsets_in_order(source: str) -> None:
    normal = normalise(source)

    origins = [normal.origin(index) for index in range(len(normal.text))]

    assert origins == sorted(origins)
    assert all(0 <= origin < len(source) for origin in origins)


def test_spaces_inside_words_go_and_paragraphs_stay() -> None:
    text = normalise("审　判　长　　陈 立 新\n人民陪审员　　吴一\n二○一八年七月九日\n").text

    assert text.split("\n") == ["审判长陈立新", "人民陪审员吴一", "二〇一八年七月九日"]


def test_a_name_broken_by_a_wrapped_line_is_joined() -> None:
    text = normalise(
        "被告人李文博于二〇一六年三月四日晚间在本市某某大道与某某路交叉口附近同被害人王\n小华发生争执。"
    ).text

    assert "被害人王小华发生争执" in text


def test_sections_parted_by_single_spaces_become_paragraphs() -> None:
    text = normalise("某市人民法院 刑事判决书 （2019）某01刑初2号 公诉机关某市人民检察院。 被告人张三，男。").text

    assert text.split("\n")[1:3] == ["刑事判决书", "（2019）某01刑初2号"]
