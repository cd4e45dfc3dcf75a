"""Pure parts of loading: case numbers, sides and kinds of parties, penalties in words, addresses, places of courts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmai.graph.loading.addresses import precise_address
from anmai.graph.loading.case_numbers import case_id, case_kind, is_whole, normal_number, supplemented, year_of
from anmai.graph.loading.charges import article_of
from anmai.graph.loading.parties import category_of, kind_of_name, side_of
from anmai.graph.loading.penalties import read_penalty
from anmai.graph.regions import court_place, divisions, place_at_start


@pytest.mark.parametrize(
    ("written", "normal", "whole", "year", "kind"),
    [
        ("（２０１９） 浙0106刑初 123号", "(2019)浙0106刑初123号", True, 2019, "criminal"),
        ("〔2013〕杭西民初字第7号", "(2013)杭西民初字第7号", True, 2013, "civil"),
        ("(2020)浙01行终5号", "(2020)浙01行终5号", True, 2020, "administrative"),
        ("(2020)浙0106执保9号", "(2020)浙0106执保9号", True, 2020, "enforcement"),
        ("(2019)浙0106刑初××号", "(2019)浙0106刑初××号", False, 2019, "other"),
        ("(2019)某刑初8号", "(2019)某刑初8号", False, 2019, "criminal"),
        ("无编号", "无编号", False, None, "other"),
    ],
)
def test_case_number_forms(written: str, normal: str, whole: bool, year: int | None, kind: str) -> None:
    assert normal_number(written) == normal
    assert is_whole(normal) is whole
    assert year_of(normal) == year
    assert case_kind(None, normal) == kind


@given(st.text(alphabet="()（）〔〕2019浙刑初民第号0123 \u3000", max_size=30))
def test_normal_number_is_its_own_normal_form(text: str) -> None:
    assert normal_number(normal_number(text)) == normal_number(text)


def test_title_of_the_document_tells_the_kind_before_the_number() -> None:
    assert case_kind("执行裁定书", "(2019)浙0106民初1号") == "enforcement"


def test_supplement_leads_to_its_main_number() -> None:
    assert supplemented("(2019)浙0106执5号之二") == "(2019)浙0106执5号"
    assert supplemented("(2019)浙0106执5号") is None


def test_case_without_a_whole_number_is_its_document() -> None:
    assert case_id("杭州市西湖区人民法院", "（2019）浙0106刑初1号") == "浙江省杭州市西湖区人民法院|(2019)浙0106刑初1号"
    assert case_id("杭州市西湖区人民法院", "（2019）浙0106刑初×号", "s/a.txt") == "document:s/a.txt"
    assert case_id(None, "（2019）浙0106刑初1号") is None


@pytest.mark.parametrize(
    ("roles", "side"),
    [
        (["原告"], "claimant"),
        (["被告", "反诉原告"], "respondent"),
        (["上诉人", "原审被告"], "respondent"),
        (["被上诉人", "一审原告"], "claimant"),
        (["再审申请人", "一审被告", "二审上诉人"], "respondent"),
        (["申请执行人"], "claimant"),
        (["上诉人"], "claimant"),
        (["第三人"], "third"),
        (["审判长"], None),
        ([], None),
    ],
)
def test_side_goes_by_the_role_at_first_instance(roles: list[str], side: str | None) -> None:
    assert side_of(roles) == side


@pytest.mark.parametrize(
    ("name", "kind", "category"),
    [
        ("方海棠", "person", "other"),
        ("欧阳建社", "person", "other"),
        ("杭州青荇商贸有限公司", "organization", "company"),
        ("中国农业银行股份有限公司杭州支行", "organization", "bank"),
        ("义乌市恒泽小额贷款股份有限公司", "organization", "licensed_lender"),
        ("浙江明允律师事务所", "organization", "law_firm"),
        ("杭州市西湖区转塘街道双流村村民委员会", "organization", "village"),
        ("杭州市公安局", "organization", "government"),
    ],
)
def test_kind_and_category_by_name(name: str, kind: str, category: str) -> None:
    assert kind_of_name(name) == kind
    assert category_of(name) == category


@pytest.mark.parametrize(
    ("words", "penalty", "months", "probation", "suspended"),
    [
        ("有期徒刑一年六个月，缓刑二年，并处罚金五千元", "有期徒刑", 18, 24, True),
        ("有期徒刑二十年零六个月", "有期徒刑", 246, None, False),
        ("有期徒刑两年半", "有期徒刑", 30, None, False),
        ("有期徒刑11个月，缓刑1年6个月", "有期徒刑", 11, 18, True),
        ("拘役五个月", "拘役", 5, None, False),
        ("死刑，缓期二年执行", "死缓", None, None, False),
        ("单处罚金人民币二千元", "单处罚金", None, None, False),
        ("行政拘留十五日", None, None, None, None),
        (None, None, None, None, None),
    ],
)
def test_penalty_of_a_prior(
    words: str | None, penalty: str | None, months: int | None, probation: int | None, suspended: bool | None
) -> None:
    told = read_penalty(words)

    assert (told.penalty, told.months, told.probation_months, told.suspended) == (penalty, months, probation, suspended)


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("浙江省杭州市西湖区文三路 一号２幢301室（现）", "浙江省杭州市西湖区文三路1号2幢301室"),
        ("杭州市西湖区某路3号", None),
        ("杭州市西湖区××路3号", None),
        ("临安区河桥镇学川村三组", None),
        (None, None),
    ],
)
def test_address_ties_only_where_it_is_precise(written: str | None, form: str | None) -> None:
    assert precise_address(written) == form


@pytest.mark.parametrize(
    ("court", "level", "county", "city", "province"),
    [
        ("杭州市西湖区人民法院", "basic", "330106", "330100", "330000"),
        ("浙江省杭州市西湖区人民法院", "basic", "330106", "330100", "330000"),
        ("杭州市江干区人民法院", "basic", "330104", "330100", "330000"),
        ("义乌市人民法院", "basic", "330782", "330700", "330000"),
        ("广西横县人民法院", "basic", "450127", "450100", "450000"),
        ("仙桃市人民法院", "basic", "429004", None, "420000"),
        ("北京市第一中级人民法院", "intermediate", None, "110000", "110000"),
        ("北京市海淀区人民法院", "basic", "110108", "110000", "110000"),
        ("吉林市昌邑区人民法院", "basic", "220202", "220200", "220000"),
        ("吉林省高级人民法院", "high", None, None, "220000"),
        ("芜湖经济技术开发区人民法院", "basic", None, "340200", "340000"),
        ("上海铁路运输法院", "special", None, "310000", "310000"),
        ("朝阳区人民法院", "basic", None, None, None),
        ("最高人民法院", "supreme", None, None, None),
    ],
)
def test_court_place(court: str, level: str, county: str | None, city: str | None, province: str | None) -> None:
    place = court_place(court)

    assert (place.level, place.county, place.city, place.province) == (level, county, city, province)


def test_road_that_begins_like_a_city_is_no_place() -> None:
    assert place_at_start("长春路12号") is None


def test_every_division_lies_in_one_that_exists() -> None:
    table = divisions()

    assert all(each.part_of is None or each.part_of in table for each in table.values())
    assert {each.code for each in table.values() if each.municipality} == {"110000", "120000", "310000", "500000"}


def test_charges_know_their_articles() -> None:
    assert article_of("盗窃罪") == "264"
    assert article_of("危险驾驶罪") == "133-1"
    assert article_of("没有这个罪") is None
