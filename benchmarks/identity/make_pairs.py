"""Writes pairs.jsonl: hard pairs of mentions, invented, labelled by how they were made. Seeded: the same file each time.

    python benchmarks/identity/make_pairs.py

A family of pairs makes its same and its different ones as alike as it can: only what really tells people apart differs.
See README.md for the families and the form.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from anmai.sample.organizations import credit_code
from anmai.sample.people import identity_number

Side = dict[str, Any]
Pair = tuple[bool, Side, Side]

RANDOM = random.Random(20261122)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
COMMON = (
    "伟",
    "强",
    "军",
    "敏",
    "静",
    "丽",
    "磊",
    "洋",
    "勇",
    "艳",
    "杰",
    "涛",
    "建国",
    "志强",
    "秀英",
    "桂兰",
    "小红",
    "海燕",
    "文华",
    "建华",
)
RARE = ("逸琛", "云岫", "柏峤", "若谷", "砚秋", "景洐", "沐阑", "知遥", "攸宁", "祎晗", "朴方", "屹岚", "聿修", "纾妍", "骁骐", "蔚澜", "荇之", "疏桐", "令仪",
        "泊舟", "既白", "望舒", "扶苏", "昭野", "岱宗", "湛露", "启元", "松筠", "映雪", "凌霄")  # fmt: skip
COUNTIES = (("330106", "浙江省杭州市西湖区"), ("330402", "浙江省嘉兴市南湖区"), ("410105", "河南省郑州市金水区"), ("510107", "四川省成都市武侯区"),
            ("350203", "福建省厦门市思明区"), ("420106", "湖北省武汉市武昌区"), ("220102", "吉林省长春市南关区"), ("440106", "广东省广州市天河区"),
            ("370102", "山东省济南市历下区"), ("610113", "陕西省西安市雁塔区"))  # fmt: skip
STREETS = ("文渊路", "听涛路", "紫薇大道", "北固街", "东陵路", "望江街", "桐荫巷", "槐树街")
SOUNDS = {"逸琛": "逸深", "云岫": "云秀", "柏峤": "柏乔", "若谷": "若古", "知遥": "知瑶", "攸宁": "悠宁", "屹岚": "毅岚", "望舒": "旺舒", "启元": "启园", "映雪": "应雪",
          "建国": "健国", "志强": "智强", "文华": "文骅", "海燕": "海艳", "伟": "玮", "军": "君", "静": "婧", "涛": "韬", "丽": "莉", "磊": "雷"}  # fmt: skip
SHAPES = {"逸琛": "逸探", "柏峤": "柏桥", "砚秋": "砚和", "景洐": "景衍", "沐阑": "沐澜", "祎晗": "祎哈", "朴方": "朴芳", "纾妍": "纾研", "骁骐": "骁骥", "凌霄": "凌宵",
          "昭野": "绍野", "湛露": "谌露", "松筠": "忪筠", "伟": "炜", "杰": "木", "洋": "样", "勇": "湧", "建国": "健国", "海燕": "诲燕", "小红": "小虹"}  # fmt: skip
TRADITIONAL = str.maketrans(
    "张刘陈杨赵黄吴孙马罗郑谢韩冯萧许邓苏叶卢伟强军静丽涛国华兰红燕云宁遥启苏纾骁骐荇",
    "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭許鄧蘇葉盧偉強軍靜麗濤國華蘭紅燕雲寧遙啟蘇紓驍騏荇",
)
NAMES_DOTTED = (("阿卜杜热合曼·麦麦提", "阿卜杜热合曼·吐尔逊", "阿不都热合曼·麦麦提"), ("古丽娜尔·买买提江", "古丽娜尔·艾合买提", "古丽娜·买买提江"), ("玉素甫江·斯迪克", "玉素甫江·卡德尔", "玉素甫·斯迪克"),
                ("帕提古丽·艾山", "帕提古丽·热西提", "帕提古力·艾山"), ("吾买尔江·肉孜", "吾买尔江·司马义", "吾买尔·肉孜"), ("阿依努尔·托合提", "阿依努尔·伊明", "阿依奴尔·托合提"),
                ("艾尼瓦尔·达吾提", "艾尼瓦尔·赛买提", "艾尼瓦·达吾提"), ("迪丽努尔·阿布力孜", "迪丽努尔·克里木", "迪力努尔·阿布力孜"))  # fmt: skip
TRADES = (
    "云栖",
    "鼎泽",
    "禾润",
    "瑞岚",
    "恒砺",
    "晟屿",
    "朗庭",
    "沐川",
    "泓远",
    "璟辰",
    "仁筑",
    "拓野",
    "翰澜",
    "柏悦达",
    "金穗隆",
    "宏峰源",
)
KINDS = ("贸易", "建材", "建筑工程", "科技", "物流", "食品", "装饰工程", "机械设备")
CITIES = (("杭州", "330106", "浙江省杭州市西湖区"), ("郑州", "410105", "河南省郑州市金水区"), ("成都", "510107", "四川省成都市武侯区"), ("厦门", "350203", "福建省厦门市思明区"),
          ("武汉", "420106", "湖北省武汉市武昌区"), ("济南", "370102", "山东省济南市历下区"))  # fmt: skip


def name(*, common: bool | None = None) -> str:
    rare = RANDOM.random() < 0.5 if common is None else not common
    return RANDOM.choice(SURNAMES) + RANDOM.choice(RARE if rare else COMMON)


def born(low: int = 1955, high: int = 2000) -> date:
    return date(RANDOM.randint(low, high), 1, 1) + timedelta(days=RANDOM.randint(0, 364))


def other_day(day: date) -> date:
    return day + timedelta(days=RANDOM.choice((-1, 1)) * RANDOM.randint(40, 2500))


def hidden(number: str) -> str:
    return f"{number[:6]}********{number[14:]}"


def house(place: str) -> str:
    return f"{place}{RANDOM.choice(STREETS)}{RANDOM.randint(1, 300)}号{RANDOM.randint(1, 20)}幢{RANDOM.randint(101, 1804)}室"


def person(**told: Any) -> Side:
    return {"kind": "person", "roles": [RANDOM.choice(("被告人", "被告", "原告"))]} | told


def whole(who: str | None = None, **more: Any) -> tuple[Side, date, tuple[str, str], str]:
    """A person told in full: the side, birth date, county, number."""
    county, day, sex = RANDOM.choice(COUNTIES), born(), RANDOM.choice(("男", "女"))
    number = identity_number(county[0], day, RANDOM.randint(1, 499), sex)
    side = person(name=who or name(), sex=sex, birth_date=day.isoformat(), ethnicity="汉族", household=county[1]) | more
    return side, day, county, number


def company(trade: str | None = None, city: tuple[str, str, str] | None = None, kind: str | None = None) -> Side:
    where = city or RANDOM.choice(CITIES)
    registered = f"{where[0]}{trade or RANDOM.choice(TRADES)}{kind or RANDOM.choice(KINDS)}有限公司"
    return {"kind": "organization", "roles": [RANDOM.choice(("原告", "被告"))], "name": registered, "address": house(where[2]),
            "representative": name(), "credit_code": credit_code(where[1], RANDOM.randint(1, 99_999_999))}  # fmt: skip


def traditional(same: bool) -> Pair:
    left, day, _, _ = whole()
    while left["name"].translate(TRADITIONAL) == left["name"]:
        left["name"] = name()
    right = left | {"name": left["name"].translate(TRADITIONAL), "roles": ["被告"]}
    return same, left, right if same else right | {"birth_date": other_day(day).isoformat()}


def homophone(same: bool) -> Pair:
    given = RANDOM.choice(list(SOUNDS))
    surname = RANDOM.choice(SURNAMES)
    left, _, _, number = whole(surname + given, id_number=None)
    right = left | {"name": surname + SOUNDS[given]}
    if same:
        return (
            True,
            left | {"id_number": hidden(number)},
            right | {"id_number": RANDOM.choice((hidden(number), number))},
        )
    place = RANDOM.choice([one for one in COUNTIES if one[1] != left["household"]])
    return False, left, right | {"household": place[1]}


def look_alike(same: bool) -> Pair:
    given = RANDOM.choice(list(SHAPES))
    surname = RANDOM.choice(SURNAMES)
    left, day, _, number = whole(surname + given)
    right = left | {"name": surname + SHAPES[given]}
    if same:
        return True, left | {"id_number": hidden(number)}, right | {"id_number": hidden(number)}
    return False, left, right | {"birth_date": other_day(day).isoformat()}


def dotted(same: bool) -> Pair:
    full, other, short = RANDOM.choice(NAMES_DOTTED)
    left, _, _county, number = whole(full, ethnicity="维吾尔族")
    left["household"] = "新疆维吾尔自治区喀什地区疏附县"
    if same:
        written = RANDOM.choice((full.replace("·", "•"), short))
        return True, left | {"id_number": hidden(number)}, left | {"name": written, "id_number": hidden(number)}
    return (
        False,
        left,
        left | {"name": other, "birth_date": other_day(date.fromisoformat(left["birth_date"])).isoformat()},
    )


def former(same: bool) -> Pair:
    left, day, _, _ = whole()
    new = left["name"][0] + RANDOM.choice([one for one in RARE if one != left["name"][1:]])
    if same:
        return True, left, left | {"name": new, "aliases": [left["name"]], "roles": ["被告人"]}
    nick = RANDOM.choice(("阿强", "老三", "小胖", "大头"))
    return False, left | {"aliases": [nick], "roles": ["被告人"]}, left | {
        "name": new, "aliases": [nick], "roles": ["被告人"], "birth_date": other_day(day).isoformat()}  # fmt: skip


def partial_number(same: bool) -> Pair:
    left, day, county, number = whole()
    right = dict(left) | {"birth_date": RANDOM.choice((str(day.year), f"{day:%Y-%m}"))}
    if same:
        return True, left | {"id_number": hidden(number)}, right | {"id_number": hidden(number)}
    other = identity_number(county[0], day, RANDOM.randint(1, 499), left["sex"])
    while other[14:] == number[14:]:
        other = identity_number(county[0], day, RANDOM.randint(1, 499), left["sex"])
    return False, left | {"id_number": hidden(number)}, right | {"id_number": hidden(other)}


def one_county(same: bool) -> Pair:
    """A common name in one county."""
    left, day, _, _ = whole(name(common=True))
    if same:
        return True, left, left | {"roles": ["被告"], "ethnicity": None}
    changed = RANDOM.choice(({"birth_date": other_day(day).isoformat()}, {"birth_date": f"{day.year + 3}"}))
    return False, left, left | changed


def birth_coarse(same: bool) -> Pair:
    """Birth date at year or month; the same people beside, or nobody known."""
    left, day, _county, _ = whole()
    mate = [{"name": name(common=False), "kind": "person", "roles": ["被告"]} for _ in range(2)]
    right = left | {"birth_date": RANDOM.choice((str(day.year), f"{day:%Y-%m}"))}
    if same:
        return True, left | {"beside": mate}, right | {"beside": [dict(one) for one in mate]}
    others = [{"name": name(common=False), "kind": "person", "roles": ["被告"]} for _ in range(2)]
    return False, left | {"beside": mate}, right | {"beside": others, "birth_date": str(day.year + 2)}


def no_birth(same: bool) -> Pair:
    """Neither birth date nor number: house, or nothing but the county."""
    who = name()
    county = RANDOM.choice(COUNTIES)
    where = house(county[1])
    if same:
        return True, person(name=who, address=where), person(name=who, address=where)
    who = name(common=True)
    return False, person(name=who, address=house(county[1])), person(name=who, address=house(county[1]))


def represents(same: bool) -> Pair:
    who, firm = name(), company()
    other = firm if same else company()
    head = [person(name=who, roles=["法定代表人"], represents=one["name"], beside=[one]) for one in (firm, other)]
    return same, head[0], head[1]


def household(same: bool) -> Pair:
    """Father and son, or brothers, in one house: names alike. The same ones: the same person moved within the house's county."""
    left, _day, county, _ = whole()
    where = house(county[1])
    left["address"] = where
    if same:
        return True, left, left | {"address": house(county[1]), "ethnicity": None}
    given = RANDOM.choice(RARE)
    brother = left["name"][0] + given[0] + RANDOM.choice("川岳原坪")
    left["name"] = left["name"][0] + given
    return False, left, left | {"name": brother, "birth_date": None, "sex": left["sex"]}


def twins(same: bool) -> Pair:
    left, _, county, number = whole(id_number=None)
    left["address"] = house(county[1])
    given = RANDOM.choice(RARE)
    left["name"] = left["name"][0] + given
    right = left | {"name": left["name"][0] + given[0] + RANDOM.choice("川岳原坪")}
    if same:
        return True, left | {"id_number": hidden(number)}, right | {"id_number": hidden(number)}
    return False, left, right


def far_namesake(same: bool) -> Pair:
    """A common name with one birth date: one county, or two provinces."""
    left, _, county, _ = whole(name(common=True), ethnicity=None)
    if same:
        return True, left, left | {"household": county[1] + "白沙镇石门村"}
    other = RANDOM.choice([one for one in COUNTIES if one[0][:2] != county[0][:2]])
    return False, left, left | {"household": other[1]}


def branch(same: bool) -> Pair:
    parent = company()
    city = RANDOM.choice(("嘉兴", "宁波", "绍兴", "洛阳", "绵阳"))
    ours = parent | {"name": f"{parent['name']}{city}分公司", "credit_code": None}
    if same:
        return True, ours, ours | {"roles": ["原告"], "address": None, "representative": ours["representative"]}
    if RANDOM.random() < 0.5:
        return False, parent | {"credit_code": None}, ours
    return False, ours, ours | {"name": f"{parent['name']}{'台州' if city != '台州' else '金华'}分公司"}


def renamed(same: bool) -> Pair:
    old = company() | {"credit_code": None}
    city = next(one for one in CITIES if old["name"].startswith(one[0]))
    new = company(city=city) | {"credit_code": None}
    if same:
        told = RANDOM.choice((f"{new['name']}（原名：{old['name']}）", f"{new['name']}（曾用名{old['name']}）"))
        return True, old, new | {"name": told, "representative": old["representative"]}
    return False, old, new | {"representative": old["representative"]}


def legal_form(same: bool) -> Pair:
    left = company()
    trade = next(one for one in TRADES if one in left["name"])
    city = next(one for one in CITIES if left["name"].startswith(one[0]))
    kind = left["name"].removeprefix(city[0] + trade).removesuffix("有限公司")
    if same:
        written = RANDOM.choice((f"{city[0]}{trade}{kind}有限责任公司", f"{trade}（{city[0]}）{kind}有限公司"))
        return True, left | {"credit_code": None}, left | {"name": written, "credit_code": None}
    other = RANDOM.choice([one for one in CITIES if one is not city])
    return False, left, company(trade, other, kind)


def counsel(same: bool) -> Pair:
    who = name()
    firms = [f"{city}{trade}律师事务所" for city in ("浙江", "河南", "四川") for trade in ("衡正", "允执", "博观")]
    first, second = RANDOM.sample(firms, 2)
    left = person(name=who, roles=["委托诉讼代理人"], firm=first)
    return same, left, left | {"firm": first if same else second, "roles": ["辩护人"]}


def mask(same: bool) -> Pair:
    """Masks. Whoever they hide, no score may join them."""
    surname = RANDOM.choice(SURNAMES)
    left, day, _county, _ = whole(surname + RANDOM.choice(("某", "某某", "某甲", "××")))
    right = left | {"name": RANDOM.choice((left["name"], surname + RANDOM.choice(RARE)))}
    return same, left, right if same else right | {"birth_date": other_day(day).isoformat()}


FAMILIES: tuple[tuple[Callable[[bool], Pair], int, int], ...] = (
    (traditional, 24, 16), (homophone, 24, 16), (look_alike, 24, 16), (dotted, 20, 16), (former, 24, 16),
    (partial_number, 24, 20), (one_county, 16, 30), (birth_coarse, 20, 20), (no_birth, 20, 20), (represents, 20, 16),
    (household, 16, 24), (twins, 16, 24), (far_namesake, 18, 22), (branch, 16, 30), (renamed, 24, 16), (legal_form, 20, 20),
    (counsel, 18, 18), (mask, 20, 20),
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, help="other pairs of the same families, to confirm on")
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).parent / "pairs.jsonl")
    options = parser.parse_args()
    if options.seed is not None:
        RANDOM.seed(options.seed)
    with options.output.open("w", encoding="utf-8") as stream:
        for family, same, different in FAMILIES:
            for number in range(same + different):
                label, left, right = family(number < same)
                row = {"id": f"{family.__name__}-{number:02d}", "family": family.__name__, "same": label,
                       "left": left, "right": right}  # fmt: skip
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
