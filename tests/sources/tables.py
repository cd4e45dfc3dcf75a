"""Small tables of invented clinic visits and transfers for tests of sources."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from stdnum.cn import ric

HEADERS = (
    "就诊流水号", "姓名", "身份证号", "出生日期", "户籍地", "机构名称", "机构信用代码", "就诊方式", "就诊日期",
    "离院日期", "费用", "卡号", "联系电话", "是否参保", "备注", "关联案号", "法院",
)  # fmt: skip
#: A visit that fits; tests change what they are about.
VISIT = {
    "就诊流水号": "V0001",
    "姓名": "孔令驰",
    "出生日期": "1986年3月9日",
    "户籍地": "浙江省杭州市西湖区",
    "机构名称": "杭州市西湖区翠苑第三诊所有限公司",
    "就诊方式": "门诊",
    "就诊日期": "2021/5/6",
    "费用": "1,234.50",
    "卡号": "KA-77120",
    "联系电话": "139 0571 2233",
    "是否参保": "是",
    "备注": "复诊",
}


def id_number(region: str = "330106", born: str = "19860309", serial: str = "127") -> str:
    """A number with a right check digit, of nobody."""
    body = f"{region}{born}{serial}"
    return body + ric.calc_check_digit(body + "0")


def visit(number: int, **changes: str) -> dict[str, str]:
    """A visit under its number, with changes by header."""
    return VISIT | {"就诊流水号": f"V{number:04}"} | changes


def write_csv(
    path: Path, rows: Sequence[dict[str, str]], *, encoding: str = "utf-8", delimiter: str = ",",
    headers: Sequence[str] = HEADERS,
) -> Path:  # fmt: skip
    """Write a table and return its path."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(headers)
        writer.writerows([row.get(header, "") for header in headers] for row in rows)
    return path
