"""How a register's file writes its cells: headers, dates, sums, yes and no, gaps. Each file has habits of its own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from anmai.sample.dice import Dice
from anmai.sample.records.kinds import RecordColumn, RecordKind

Cell = str | int | float | bool | date | list[str] | None

_DATES: Final = ("{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}年{m}月{d}日", "{y}.{m:02}.{d:02}", "{y}{m:02}{d:02}")
_TIMES: Final = ("{y}-{m:02}-{d:02} {H:02}:{M:02}:{S:02}", "{y}/{m}/{d} {H}:{M:02}", "{y}年{m}月{d}日{H}时{M}分")
_BOOLEANS: Final = (("是", "否"), ("1", "0"), ("Y", "N"))
#: Columns that nothing depends on: now and then a clerk leaves them out.
_LEFT_OUT: Final = frozenset({
    "sex", "birth_date", "bed", "ward", "cell", "viewers", "remark", "engine_no", "model", "insurer", "policy_no",
    "physical_checked", "industry", "title", "operator", "courier", "doctor",
})  # fmt: skip
_PLACEHOLDERS: Final = ("", "", "", "", "-", "/", "不详")
_WAN: Final = 10_000


class FileStyle:
    """The habits of one file.

    Args:
        dice: The file's own.
        kind: What it holds.
    """

    def __init__(self, dice: Dice, kind: RecordKind) -> None:
        self.kind = kind
        self._date, self._time, self._yes = dice.pick(_DATES), dice.pick(_TIMES), dice.pick(_BOOLEANS)
        self._commas, self._lower_x = dice.chance(0.25), dice.chance(0.2)
        self.numbered = dice.chance(0.3)
        self._wan = {
            column.name
            for column in kind.columns
            if column.type == "money" and (column.unit == "wan_yuan" or dice.chance(0.12))
        }
        self._words = {
            column.name: {stored: dice.pick(words) for stored, words in column.written.items()}
            for column in kind.columns
        }
        self.headers = [self._header(dice, column) for column in kind.columns]

    def _header(self, dice: Dice, column: RecordColumn) -> str:
        header = dice.pick(column.headers[:-1] or column.headers) if dice.chance(0.5) else column.headers[0]
        if column.type == "money" and column.unit != "wan_yuan" and column.name in self._wan:
            return f"{header}（万元）"
        return header

    def row(self, dice: Dice, values: dict[str, Cell]) -> list[str]:
        """The cells of a row as this file writes them."""
        return [self._cell(dice, column, values.get(column.name)) for column in self.kind.columns]

    def _cell(self, dice: Dice, column: RecordColumn, value: Cell) -> str:
        if value is None or (column.name in _LEFT_OUT and dice.chance(0.06)):
            return "" if column.type == "text" else dice.pick(_PLACEHOLDERS)
        if isinstance(value, list):
            return "、".join(value)
        if isinstance(value, bool):
            return self._yes[0] if value else self._yes[1]
        if isinstance(value, date):
            return self._day(dice, column, value)
        if column.type == "money":
            assert isinstance(value, int | float)
            return self._sum(column, float(value))
        if isinstance(value, float):
            return f"{value:g}" if abs(value) < 1e5 else f"{value:.2f}"
        if column.type == "enum":
            return self._words[column.name].get(str(value), str(value))
        if column.type == "id_number" and self._lower_x:
            return str(value).replace("X", "x")
        if column.type == "case_number" and dice.chance(0.4):
            return str(value).translate(str.maketrans("()（）", "（）()"))
        return str(value)

    def _day(self, dice: Dice, column: RecordColumn, value: date) -> str:
        parts = {"y": value.year, "m": value.month, "d": value.day}
        if column.type == "datetime" and isinstance(value, datetime):
            form = dice.pick(_TIMES) if dice.chance(0.04) else self._time
            return form.format(**parts, H=value.hour, M=value.minute, S=value.second)
        return (dice.pick(_DATES) if dice.chance(0.04) else self._date).format(**parts)

    def _sum(self, column: RecordColumn, value: float) -> str:
        if column.name in self._wan:
            return f"{value / _WAN:.6f}".rstrip("0").rstrip(".")
        text = f"{value:,.2f}" if self._commas else f"{value:.2f}"
        return text.removesuffix(".00")
