"""Tables of texts with columns: whatever the encoding and the delimiter; broken rows cost themselves."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from anmai.extraction.readers import delimited, read_inputs

ROWS = [
    {"编号": "甲一", "案由": "借款", "正文": "原告：卫长青，男。\n被告：“蒋小满”，女。\n本院认为，应当偿还。"},
    {"编号": "甲二", "案由": "诈骗", "正文": '被告人罗一，又名"小罗"，男，汉族。本院认为，其行为构成诈骗罪。'},
]


def table(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(("ending", "delimiter"), [(".csv", ","), (".csv", ";"), (".csv", "\t"), (".tsv", "\t")])
def test_rows_are_documents_in_any_encoding(tmp_path: Path, encoding: str, ending: str, delimiter: str) -> None:
    path = tmp_path / f"案件{ending}"
    path.write_bytes(table(ROWS, delimiter).encode(encoding))
    documents = list(read_inputs([path]))
    assert [(d.key, d.id, d.text, d.reader) for d in documents] == [
        (f"案件{ending}:{row['编号']}", row["编号"], row["正文"], "csv") for row in ROWS
    ]
    assert len({d.sha256 for d in documents}) == 2


def test_fields_are_named_and_ids_joined(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b,words\n1,x,甲\n1,y,乙\n", encoding="utf-8")
    documents = list(read_inputs([tmp_path], text_field="words", id_field="a,b"))
    assert [(d.id, d.text) for d in documents] == [("1-x", "甲"), ("1-y", "乙")]


def test_rows_without_an_id_are_known_by_their_line_and_broken_ones_told(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('text,b\n甲,1\n乙,1,2,3\n\n丙,"2"x\n丁,3\n,4\n', encoding="utf-8")
    documents = list(read_inputs([tmp_path]))
    assert [(d.id, d.reason) for d in documents] == [
        ("line-2", None), ("line-3", "malformed"), ("line-5", "malformed"), ("line-6", None), ("line-7", "empty"),
    ]  # fmt: skip


def test_a_table_without_its_column_says_which_option_names_it(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,x\n", encoding="utf-8")
    (document,) = read_inputs([tmp_path])
    assert document.reason == "no_id"
    assert "--text-field" in (document.message or "")


def test_a_cell_as_long_as_a_ruling_is_read_and_an_endless_one_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "原告诉称，" * 400_000
    (tmp_path / "long.csv").write_text(table([{"id": "1", "text": long}, {"id": "2", "text": "短"}]), encoding="utf-8")
    assert [len(d.text or "") for d in read_inputs([tmp_path])] == [len(long), 1]
    monkeypatch.setattr(delimited, "MAX_LINE_BYTES", 100_000)
    (tmp_path / "long.csv").write_text('id,text\n1,甲\n2,"' + "没有结束\n" * 60_000, encoding="utf-8")
    assert [d.reason for d in read_inputs([tmp_path])] == [None, "too_large"]


@pytest.mark.parametrize("raw", [b"PK\x03\x04" + b"\0" * 50, b"\x89PNG\r\n\x1a\n\0\0", b"\xff\x00\xfe" * 40])
def test_what_is_no_table_is_told(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "t.csv").write_bytes(raw)
    (document,) = read_inputs([tmp_path])
    assert document.reason in {"binary", "encoding"}


def test_damage_in_the_middle_ends_the_table_with_one_reason(tmp_path: Path) -> None:
    good = table(ROWS * 3_000).encode()
    (tmp_path / "t.csv").write_bytes(good[:700_000] + b"\xff\xfe\xff" + good[700_000:])
    documents = list(read_inputs([tmp_path]))
    assert documents[-1].reason == "encoding"
    assert sum(d.reason is None for d in documents) > 1_000
