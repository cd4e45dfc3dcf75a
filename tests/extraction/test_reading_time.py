"""Reading takes time in proportion to a text's length, whatever is repeated in it."""

import time

import pytest

from anmai.extraction import extract

UNITS = (
    "被告人罗某、",
    "被告人罗某与被害人陈某发生口角，",
    "原告张三诉被告李四，",
    "上诉人（原审被告）",
    "2019年5月3日至同年6月，",
    "共计人民币3000元，其中",
    "犯盗窃罪，判处有期徒刑一年；",
    "（2019）浙0106刑初123号、",
    "《中华人民共和国刑法》第六十七条第三款、",
    "审判员李四\n",
    "被告李四于本判决生效之日起十日内支付原告张三借款3000元；",
    "贩卖给吸毒人员",
    "有限公司",
    "某某",
    "一、二、",
    "（",
    "不起诉",
    "罚款",
    "v. State ",
    "the Petitioner ",
)
BEFORE = "某某市人民法院刑事判决书\n（2019）例0101刑初1号\n公诉机关某某市人民检察院。\n被告人张三，男。\n"
AFTER = "\n判决如下：\n被告人张三犯盗窃罪，判处有期徒刑一年。\n审判长李四\n二〇一九年五月三日\n"


def spent(text: str, fragment: bool) -> float:
    """The better of two readings, in seconds of this process."""
    tries = []
    for _ in range(2):
        began = time.process_time()
        extract(text, "long", fragment=fragment)
        tries.append(time.process_time() - began)
    return min(tries)


@pytest.mark.parametrize("fragment", [False, True], ids=["whole", "fragment"])
@pytest.mark.parametrize("unit", UNITS)
def test_four_times_the_text_takes_no_more_than_eight_times_as_long(unit: str, fragment: bool) -> None:
    def text(length: int) -> str:
        middle = unit * (length // len(unit))
        return middle if fragment else BEFORE + middle + AFTER

    short, long = spent(text(4_000), fragment), spent(text(16_000), fragment)

    # Short readings are lost in the clock's noise: what takes no time at all needs no proportion.
    assert long < max(8 * short, 0.25), f"{short:.3f} s for 4,000 characters, {long:.3f} s for 16,000"
