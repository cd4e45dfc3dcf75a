import pytest

from anmai.extraction import extract


def relations(text: str) -> set[tuple[str, str, str]]:
    record = extract(text, "x", fragment=True)
    return {(row.type, row.source, row.target) for row in record.relations}


@pytest.mark.parametrize(
    "text",
    [
        "被告人罗某在南桥街向吸毒人员周某贩卖冰毒一包，后被民警抓获。",
        "被告人罗某将一包冰毒以200元的价格贩卖给周某。",
        "周某打电话给被告人罗某购买冰毒，双方约定交易，后罗某被抓获。",
        "被告人罗某接到周某向其购买冰毒的电话后赶到约定地点。",
        "周某在被告人罗某处购买冰毒一包，罗某收取毒资200元。",
    ],
)
def test_a_sale_is_read_however_it_is_told(text: str) -> None:
    assert relations(text) == {("sell_drugs_to", "罗某", "周某"), ("traffic_in", "罗某", "冰毒")}


def test_a_drug_named_twice_in_one_breath_counts_once() -> None:
    text = "被告人罗某向周某贩卖甲基苯丙胺（俗称“冰毒”）一包，经鉴定检出咖啡因成分。"

    assert ("traffic_in", "罗某", "甲基苯丙胺") in relations(text)
    assert not {("traffic_in", "罗某", "冰毒"), ("traffic_in", "罗某", "咖啡因")} & relations(text)


def test_sellers_in_a_list_all_sell_and_a_host_s_home_sells_nothing() -> None:
    text = "被告人罗某、韩某在冯某家楼下向周某出售海洛因。"

    assert {row for row in relations(text) if row[0] == "sell_drugs_to"} == {
        ("sell_drugs_to", "罗某", "周某"),
        ("sell_drugs_to", "韩某", "周某"),
    }


def test_guests_are_those_of_the_list_behind_the_word() -> None:
    text = "被告人罗某在其家中容留吸毒人员周某（已处罚）、韩某吸食冰毒，后冯某报警。"

    assert relations(text) == {("provide_shelter_for", "罗某", "周某"), ("provide_shelter_for", "罗某", "韩某")}


def test_what_is_found_on_the_accused_is_possessed_unless_he_sells() -> None:
    held = "民警将被告人罗某抓获，当场从其身上查获冰毒三包，经鉴定均检出甲基苯丙胺成分。"
    sold = "被告人罗某向周某贩卖冰毒一包后被抓获，民警从罗某身上查获冰毒三包。"

    assert relations(held) == {("possess", "罗某", "冰毒")}
    assert not any(row[0] == "possess" for row in relations(sold))


def test_the_laboratory_names_what_nobody_named_before() -> None:
    text = "民警从被告人罗某的背包内查获白色晶体一包，净重3克。经鉴定，检出氯胺酮成分。"

    assert relations(text) == {("possess", "罗某", "氯胺酮")}


def test_a_text_without_drugs_tells_no_relations() -> None:
    assert relations("被告人罗某向周某出售摩托车一辆。") == set()
