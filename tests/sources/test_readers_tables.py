"""Tables of every form give the same rows: encodings, delimiters, workbooks, objects, databases."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.sources.tables import HEADERS, visit, write_csv

from anmai.errors import SourceError, UsageError
from anmai.extraction.readers.encoding import encoding_of
from anmai.graph.sources.check import check_table
from anmai.graph.sources.form import Mapping
from anmai.graph.sources.readers import Table, open_table
from anmai.graph.sources.rows import ReadRow, RowReader

ROWS = [visit(n, 备注="的是不在人民法院有一个", 卡号=f"KA-{n:05}") for n in range(1, 4)]


def read(table: Table, mapping: Mapping) -> list[ReadRow]:
    reader = RowReader(mapping, serials=table.serials)
    return [reader.read(row) for row in table.rows()]


def _values(asked: str, mapping: Mapping, **more: Any) -> list[dict[str, Any]]:
    found = read(open_table(asked, mapping, encoding_of, **more), mapping)
    assert [row.reasons for row in found] == [[]] * len(found)
    return [row.values for row in found]


@pytest.fixture
def expected(tmp_path: Path, visits: Mapping) -> list[dict[str, Any]]:
    return _values(str(write_csv(tmp_path / "plain.csv", ROWS)), visits)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le", "utf-32"])
def test_encodings_give_the_same_rows(
    tmp_path: Path, visits: Mapping, encoding: str, expected: list[dict[str, Any]]
) -> None:
    rows, wanted = ROWS, expected
    if encoding == "big5":
        # Traditional characters alone: Big5 has no others.
        rows = [
            row | {"姓名": "孔令馳", "备注": "的是不在人民法院有一個", "机构名称": "杭州市西湖區翠苑第三診所有限公司"}
            for row in ROWS
        ]
        rows = [
            {name: cell for name, cell in row.items() if name not in ("就诊方式", "是否参保", "户籍地")} for row in rows
        ]
        names = {
            "就诊流水号": "visit_no",
            "姓名": "patient_name",
            "备注": "note",
            "机构名称": "clinic",
            "就诊日期": "admitted",
        }
        rows = [{names[name]: cell for name, cell in row.items() if name in names} for row in rows]
        path = write_csv(tmp_path / "v.csv", rows, encoding=encoding, headers=tuple(names.values()))
        assert [row["patient_name"] for row in _values(str(path), visits)] == ["孔令馳"] * 3
        return

    path = write_csv(tmp_path / "v.csv", rows, encoding=encoding)

    assert _values(str(path), visits) == wanted


def test_text_that_begins_in_ascii_and_goes_on_in_gb18030(tmp_path: Path, visits: Mapping) -> None:
    names = ("visit_no", "patient_name", "clinic", "admitted")
    plain = [dict(zip(names, (f"V{n}", "Kong", "Clinic", "2021-05-06"), strict=True)) for n in range(12_000)]
    last = dict(zip(names, ("V-last", "孔令驰", "杭州市西湖区人民法院的诊所", "2021-05-06"), strict=True))
    path = write_csv(tmp_path / "v.csv", [*plain, last], encoding="gb18030", headers=names)
    assert path.stat().st_size > 256 * 1024

    assert _values(str(path), visits)[-1]["patient_name"] == "孔令驰"


def test_bytes_that_are_no_text_spoil_their_own_row_alone(tmp_path: Path, visits: Mapping) -> None:
    path = write_csv(tmp_path / "v.csv", ROWS)
    raw = path.read_bytes()
    at = raw.rindex("孔令驰".encode())
    path.write_bytes(raw[:at] + b"\xff\xfe" + raw[at + 2 :])

    report = check_table(open_table(str(path), visits, lambda *_a, **_k: ("utf-8", 0)), visits)

    assert (report.good, report.rejected) == (2, 1)
    assert report.faults["patient_name"].rows == [4]
    assert "bytes that are no text" in report.faults["patient_name"].examples[0]


@pytest.mark.parametrize(("delimiter", "name"), [("\t", "v.tsv"), (";", "v.csv"), ("|", "v.txt")])
def test_delimiters(tmp_path: Path, visits: Mapping, expected: list[dict[str, Any]], delimiter: str, name: str) -> None:
    assert _values(str(write_csv(tmp_path / name, ROWS, delimiter=delimiter)), visits) == expected


def test_titles_above_the_header_and_units_in_it(tmp_path: Path, visits: Mapping) -> None:
    path = tmp_path / "v.csv"
    header = ",".join("费用（万元）" if each == "费用" else each for each in HEADERS)
    row = ",".join({**visit(1), "费用": "0.29"}.get(each, "") for each in HEADERS)
    path.write_text(f"某区诊所就诊登记表,,,\n导出日期：2021-06-30,,\n{header}\n{row}\n", encoding="utf-8")

    found = read(open_table(str(path), visits, encoding_of), visits)

    assert [row.values["cost"] for row in found] == [2900.0]
    assert [row.number for row in open_table(str(path), visits, encoding_of).rows()] == [4]


def test_workbook_with_dates_serials_and_numbers(tmp_path: Path, visits: Mapping) -> None:
    book = openpyxl.Workbook()
    book.active.title = "空表"
    sheet = book.create_sheet("登记")
    sheet.append(["就诊登记", None, None])
    sheet.append(["就诊流水号", "姓名", "机构名称", "就诊日期", "离院日期", "费用", "卡号"])
    sheet.append([10001, "孔令驰", "第三诊所", datetime.date(2021, 5, 6), 44324, 1234.5, 77120])
    path = tmp_path / "v.xlsx"
    book.save(path)

    table = open_table(str(path), visits, encoding_of)

    assert table.sheet == "登记"
    (row,) = read(table, visits)
    assert (row.key, row.values) == (
        "10001",
        {"visit_no": "10001", "patient_name": "孔令驰", "clinic": "第三诊所", "admitted": "2021-05-06",
         "discharged": "2021-05-08", "cost": 1234.5, "card_no": "77120"},
    )  # fmt: skip
    with pytest.raises(UsageError, match="空表、登记"):
        open_table(str(path), visits, encoding_of, sheet_name="没有")


def test_objects_nested_lists_and_broken_lines(tmp_path: Path, transfers: Mapping, visits: Mapping) -> None:
    path = tmp_path / "v.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) for row in ROWS]
    path.write_text("\n".join([*lines[:2], "{broken", "[1]", lines[2]]) + "\n", encoding="utf-8")

    report = check_table(open_table(str(path), visits, encoding_of), visits)

    assert (report.good, report.rejected, report.faults[""].rows) == (3, 2, [3, 4])
    unix = tmp_path / "t.jsonl"
    unix.write_text('{"交易时间": 1614562200, "付款户名": "孔令驰", "金额": 0.5}\n', encoding="utf-8")
    (row,) = read(open_table(str(unix), transfers, encoding_of), transfers)
    assert row.values == {"at": "2021-03-01T09:30:00", "payer": "孔令驰", "amount": 5000.0}


def test_parquet(tmp_path: Path, visits: Mapping, expected: list[dict[str, Any]]) -> None:
    path = tmp_path / "v.parquet"
    pq.write_table(pa.Table.from_pylist(ROWS), path)

    assert _values(str(path), visits) == expected


def _sqlite(path: Path) -> str:
    with sqlite3.connect(path) as connection:
        _fill(connection.execute)
    return f"sqlite:///{path}"


def _duckdb(path: Path) -> str:
    with duckdb.connect(str(path)) as connection:
        _fill(connection.execute)
    return str(path)


def _fill(execute: Callable[..., Any]) -> None:
    names = [name for name in HEADERS if name in ROWS[0]]
    columns = ", ".join(f'"{name}" VARCHAR' for name in names)
    execute(f"CREATE TABLE visits ({columns})")
    for row in ROWS:
        execute(f"INSERT INTO visits VALUES ({', '.join('?' * len(names))})", [row[name] for name in names])


@pytest.mark.parametrize(("make", "name"), [(_sqlite, "v.db"), (_duckdb, "v.duckdb")])
def test_databases_are_read_and_never_written(
    tmp_path: Path, visits: Mapping, expected: list[dict[str, Any]], make: Callable[[Path], str], name: str
) -> None:
    asked = make(tmp_path / name)

    assert _values(asked, visits, table="visits") == expected
    assert _values(asked, visits, query="SELECT * FROM visits WHERE 就诊流水号 = 'V0002'") == expected[1:2]
    with pytest.raises(SourceError, match="refused"):
        read(open_table(asked, visits, encoding_of, query="DELETE FROM visits"), visits)
    with pytest.raises(UsageError, match="--table or --query"):
        open_table(asked, visits, encoding_of)
    assert _values(asked, visits, table="visits") == expected


def test_password_of_a_database_is_not_shown(visits: Mapping) -> None:
    table = open_table("postgresql://reader:s3cret@host/db", visits, encoding_of, table="visits")

    assert "s3cret" not in table.address + table.name
    assert table.address == "postgresql://reader:***@host/db"
