from collections.abc import Callable
from typing import Any

import pytest

from anmai.extraction import extract

WIDE = str.maketrans({str(digit): chr(0xFF10 + digit) for digit in range(10)})
NARROW = str.maketrans({"，": ",", "：": ":", "；": ";", "（": "(", "）": ")"})
PARTIES = (
    "被告人罗大海，男，1987年3月5日出生，汉族，初中文化，农民，住青禾市临江区。因犯诈骗罪于2012年5月6日被青禾市白"
    "水县人民法院判处有期徒刑一年，"
    "2013年4月1日刑满释放。因本案于2018年2月4日被刑事拘留，同年3月1日被逮捕。\n辩护人石坚，云溪正道律师事务所律师。\n"
)


def wrapped(text: str, width: int) -> str:
    lines = [line[i : i + width] for line in text.split("\n") for i in range(0, max(len(line), 1), width)]
    return "\n".join(lines)


LAYOUTS: dict[str, Callable[[str], str]] = {
    "windows line ends and empty lines": lambda text: text.replace("\n", "\r\n\r\n"),
    "indented paragraphs": lambda text: "　　" + text.replace("\n", "\n　　"),
    "one line with spaces between sections": lambda text: " ".join(text.split("\n")),
    "full-width figures": lambda text: text.translate(WIDE),
    "half-width punctuation": lambda text: text.translate(NARROW),
    "tortoise-shell brackets": lambda text: text.replace("（", "〔").replace("）", "〕"),
    "hard line breaks": lambda text: wrapped(text, 34),
    "byte order mark and zero-width spaces": lambda text: "\ufeff" + text.replace("，", "，\u200b"),
}


def comparable(record: dict[str, Any]) -> dict[str, Any]:
    body = {key: value for key, value in record.items() if key not in ("provenance", "mentions")}
    return {key: eval_width(value) for key, value in body.items()}


def eval_width(value: Any) -> Any:
    if isinstance(value, str):
        narrow = value.translate(NARROW).replace("〔", "(").replace("〕", ")")
        return "".join(chr(ord(c) - 0xFEE0) if "０" <= c <= "９" else c for c in narrow)
    if isinstance(value, list):
        return [eval_width(item) for item in value]
    if isinstance(value, dict):
        return {key: eval_width(item) for key, item in value.items()}
    return value


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_ruling_reads_the_same_in_any_layout(ruling: Callable[..., str], name: str) -> None:
    text = ruling(parties=PARTIES).replace("　", "")

    plain, laid_out = extract(text, "x"), extract(LAYOUTS[name](text), "x")

    assert comparable(laid_out.as_json()) == comparable(plain.as_json())
    assert plain.priors[0].released == "2013-04-01"
