"""Files and folders: keys, ids, order, reasons; one bad document never stops the rest."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from anmai.errors import UsageError
from anmai.extraction.readers import read_inputs
from anmai.forms.record import SKIP_REASONS

HEAD = "云溪县人民法院\n民 事 判 决 书\n（2021）云0199民初{number}号\n"
BODY = "原告：卫长青，男，汉族。\n被告：蒋小满，女，汉族。\n" + "本院认为，被告应当偿还借款。" * 12
TAIL = "\n审　判　员　　沈　平\n二〇二一年三月一日\n书　记　员　　韩　雪\n"


def ruling(number: int) -> str:
    return HEAD.format(number=number) + BODY + TAIL


def test_a_folder_is_read_sorted_with_keys_relative_to_it(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text("第二", encoding="utf-8")
    (tmp_path / "a.html").write_text("<p>第一</p>", encoding="utf-8")
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    documents = list(read_inputs([tmp_path]))
    assert [(d.key, d.id, d.text, d.reader) for d in documents] == [
        ("a.html", "a", "第一", "html"),
        ("b/2.txt", "2", "第二", "txt"),
    ]


def test_every_unreadable_file_has_one_reason_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "1.pdf").write_bytes(b"%PDF")
    (tmp_path / "2.txt").write_bytes(b"")
    (tmp_path / "3.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "4.docx").write_text("不是压缩包", encoding="utf-8")
    (tmp_path / "5.txt").write_text("  \n\t", encoding="utf-8")
    (tmp_path / "6.txt").write_text("可读", encoding="utf-8")
    documents = {d.key: d for d in read_inputs([tmp_path])}
    assert {key: d.reason for key, d in documents.items()} == {
        "1.pdf": "malformed",
        "2.txt": "empty",
        "3.txt": "malformed",
        "4.docx": None,
        "5.txt": "empty",
        "6.txt": None,
    }
    for key, document in documents.items():
        assert document.reason is None or (document.reason in SKIP_REASONS and key in (document.message or ""))


def test_a_special_file_is_not_opened(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this platform has no named pipes")
    os.mkfifo(tmp_path / "pipe.txt")
    assert [d.reason for d in read_inputs([tmp_path])] == ["unsupported"]


def test_jsonl_lines_default_fields_and_reasons(tmp_path: Path) -> None:
    table = tmp_path / "t.jsonl"
    rows = [
        json.dumps({"id": "一", "full_text": "甲"}, ensure_ascii=False),
        "{broken",
        json.dumps({"text": "没有编号"}),
        json.dumps({"id": 3}),
        "[1]",
        json.dumps({"id": 4, "text": ""}),
        "",
        json.dumps({"id": "一", "text": "又一"}, ensure_ascii=False),
    ]
    table.write_text("\n".join(rows), encoding="utf-8")
    documents = list(read_inputs([table]))
    assert [(d.key, d.reason) for d in documents] == [
        ("t.jsonl:一", None),
        ("t.jsonl:line-2", "malformed"),
        ("t.jsonl:line-3", "no_id"),
        ("t.jsonl:3", "no_id"),
        ("t.jsonl:line-5", "malformed"),
        ("t.jsonl:4", "empty"),
        ("t.jsonl:一#2", None),
    ]
    assert [d.id for d in documents if d.text] == ["一", "一#2"]


def test_jsonl_named_fields_join_with_a_dash(tmp_path: Path) -> None:
    table = tmp_path / "t.jsonl"
    table.write_text(json.dumps({"article": 7, "sentence": 2, "words": "文"}) + "\n", encoding="utf-8-sig")
    (document,) = read_inputs([table], text_field="words", id_field="article,sentence")
    assert (document.id, document.text) == ("7-2", "文")


def test_jsonl_nested_beyond_reason_is_one_skipped_line(tmp_path: Path) -> None:
    table = tmp_path / "t.jsonl"
    table.write_text('{"id":1,"text":' + "[" * 200_000 + "\n" + '{"id":2,"text":"文"}\n', encoding="utf-8")
    documents = list(read_inputs([table]))
    assert [d.reason for d in documents][1] is None
    assert documents[0].reason in {"too_nested", "malformed"}


def test_two_rulings_in_one_file_are_two_documents(tmp_path: Path) -> None:
    first, second = ruling(1), ruling(2)
    (tmp_path / "two.txt").write_text(first + second, encoding="utf-8")
    documents = list(read_inputs([tmp_path]))
    assert [(d.key, d.id) for d in documents] == [("two.txt", "two"), ("two.txt#2", "two#2")]
    assert "".join(d.text or "" for d in documents) == first + second
    assert "民初2号" in (documents[1].text or "")
    assert documents[0].sha256 == documents[1].sha256


def test_a_quoted_or_appended_ruling_is_not_split_off(tmp_path: Path) -> None:
    quoted = ruling(1).replace(TAIL, "\n" + HEAD.format(number=9) + "原判如下。" * 40 + TAIL)
    appended = ruling(1) + "附：一审判决书\n" + ruling(3)
    (tmp_path / "quoted.txt").write_text(quoted, encoding="utf-8")
    (tmp_path / "appended.txt").write_text(appended, encoding="utf-8")
    assert [d.key for d in read_inputs([tmp_path])] == ["appended.txt", "quoted.txt"]


def test_fragments_are_not_split(tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text(ruling(1) + ruling(2), encoding="utf-8")
    assert len(list(read_inputs([tmp_path], split_rulings=False))) == 1


def test_equal_paths_of_two_inputs_keep_keys_of_their_own(tmp_path: Path) -> None:
    for name in ("east", "west"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text(name, encoding="utf-8")
    documents = list(read_inputs([tmp_path / "east", tmp_path / "west"]))
    assert [(d.key, d.text) for d in documents] == [("1.txt", "east"), ("west/1.txt", "west")]


def test_a_missing_input_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        read_inputs([tmp_path, tmp_path / "nowhere"])
