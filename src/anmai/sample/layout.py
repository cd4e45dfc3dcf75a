"""How a ruling's paragraphs become a published text: line breaks or one line, a website's head, a cut."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from anmai.sample.cases import Ruling
from anmai.sample.dice import Dice
from anmai.sample.wording import days_after

#: Share of documents that are published cut off before their operative part.
CUT_SHARE: Final = 0.012
_OPERATIVE: Final = re.compile("判决如下|裁定如下|如下协议")
#: What a reader can still tell of a document that is cut off.
_HEADER_FIELDS: Final[tuple[str, ...]] = (
    "doc_type",
    "case_number",
    "court",
    "prosecution",
    "defendants",
    "defenders",
    "parties",
    "agents",
)


def lay_out(dice: Dice, ruling: Ruling, *, cut: bool) -> list[str]:
    """The paragraphs as published; ``cut`` loses the end, the operative part and the signature with it."""
    lines = list(ruling.lines)
    if len(lines) < 5:
        return lines
    if lines[0].endswith("书") and dice.chance(0.25):
        shown = days_after(date.fromisoformat(ruling.record["judgment_date"]), dice.between(20, 400))
        lines.insert(1, f"发布日期：{shown.isoformat()} 浏览：{dice.between(8, 320)}次")
    if cut:
        return _cut(dice, lines)
    if dice.chance(0.2):
        return [" ".join(lines)]
    return lines if dice.chance(0.85) else [line if len(line) < 40 else f"　　{line}" for line in lines]


def _cut(dice: Dice, lines: list[str]) -> list[str]:
    text = "\n".join(lines)
    found = _OPERATIVE.search(text)
    end = found.start() if found else len(text) * 3 // 4
    return text[: end * dice.between(70, 92) // 100].split("\n")


def cut_record(record: dict[str, Any]) -> dict[str, Any]:
    """What remains of the true record when the end of the text is lost."""
    kept = {name: record[name] for name in _HEADER_FIELDS if name in record}
    return {"status": "partial", "reason": "cut_off", **kept}
