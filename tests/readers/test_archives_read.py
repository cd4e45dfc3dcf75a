"""Archives: members under keys of their own, names in old encodings, and bombs that run into limits."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from anmai.extraction.readers import archive, read_inputs
from anmai.forms.record import SKIP_REASONS

UTF8_FLAG = 0x800


def packed(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return buffer.getvalue()


def packed_as(encoding: str, members: dict[str, bytes]) -> bytes:
    """As old programs pack: names in an encoding of their own, without the flag for UTF-8."""
    stands = {
        name.encode(encoding): f"m{number}".ljust(len(name.encode(encoding)), "_").encode()
        for number, name in enumerate(members)
    }
    raw = packed({stand.decode(): members[name.decode(encoding)] for name, stand in stands.items()})
    for name, stand in stands.items():
        raw = raw.replace(stand, name)
    return raw


def reasons(path: Path) -> dict[str, str | None]:
    documents = list(read_inputs([path]))
    for document in documents:
        assert document.reason is None or (document.reason in SKIP_REASONS and document.key in (document.message or ""))
    return {document.key: document.reason for document in documents}


def test_members_of_nested_folders_and_archives_are_documents(tmp_path: Path) -> None:
    inner = packed({"二.html": "<p>第二份</p>".encode(), "rows.jsonl": '{"id":"甲","text":"第三份"}\n'.encode()})
    (tmp_path / "all.zip").write_bytes(packed({"2021/一.txt": "第一份".encode(), "2021/inner.zip": inner, "空/": b""}))
    documents = list(read_inputs([tmp_path]))
    assert [(d.key, d.id, d.text) for d in documents] == [
        ("all.zip/2021/inner.zip/rows.jsonl:甲", "甲", "第三份"),
        ("all.zip/2021/inner.zip/二.html", "二", "第二份"),
        ("all.zip/2021/一.txt", "一", "第一份"),
    ]
    assert {d.path for d in documents} == {str(tmp_path / "all.zip")}
    assert documents[2].raw == "第一份".encode()


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_without_the_flag_are_read_in_their_packers_encoding(tmp_path: Path, encoding: str) -> None:
    name = "判决书/一审.txt"
    (tmp_path / "old.zip").write_bytes(packed_as(encoding, {name: "文".encode()}))
    keys = list(reasons(tmp_path))
    assert keys == [f"old.zip/{name}"]


def test_paths_that_lead_out_stay_inside_the_key_and_write_nothing(tmp_path: Path) -> None:
    members = {
        "../../up.txt": b"a",
        "/etc/root.txt": b"b",
        "C:\\windows\\x.txt": b"c",
        "same.txt": b"d",
        "./same.txt": b"e",
    }
    (tmp_path / "evil.zip").write_bytes(packed(members))
    assert set(reasons(tmp_path)) == {
        "evil.zip/up.txt", "evil.zip/etc/root.txt", "evil.zip/C/windows/x.txt", "evil.zip/same.txt",
        "evil.zip/same.txt@2",
    }  # fmt: skip
    assert [path.name for path in tmp_path.rglob("*")] == ["evil.zip"]
    assert not (tmp_path.parent / "up.txt").exists()


def test_endless_names_are_cut_and_kept_apart(tmp_path: Path) -> None:
    names = ["甲" * 900 + end + "乙" * 900 + ".txt" for end in ("一", "二")]
    (tmp_path / "long.zip").write_bytes(packed(dict.fromkeys(names, b"a")))
    documents = list(read_inputs([tmp_path]))
    assert len({d.key for d in documents}) == 2
    assert all(len(d.key) < 250 and d.key.endswith(".txt") and d.reason is None for d in documents)


def test_bombs_run_into_ratio_total_count_and_depth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ratio.zip").write_bytes(packed({"a.txt": b"a" * 40_000_000, "b.txt": b"ok"}))
    told = reasons(tmp_path)
    assert told == {"ratio.zip/b.txt": None, "ratio.zip": "unsafe_archive"}
    deep = b"x"
    for level in range(6):
        deep = packed({f"{level}.zip" if level else "x.txt": deep})
    (tmp_path / "deep.zip").write_bytes(deep)
    (tmp_path / "many.zip").write_bytes(packed({f"{n}.txt": b"x" for n in range(30)}, method=zipfile.ZIP_STORED))
    total = packed({f"{n}.txt": b"case " * 200_000 for n in range(6)}, method=zipfile.ZIP_STORED)
    (tmp_path / "total.zip").write_bytes(total)
    monkeypatch.setattr(archive, "MAX_ZIP_MEMBERS", 20)
    whole = archive.Budget
    monkeypatch.setattr(archive, "Budget", lambda: whole(bytes=3_000_000, members=20))
    told = reasons(tmp_path)
    assert told["deep.zip/5.zip/4.zip/3.zip"] == "unsafe_archive"
    assert told["many.zip"] == "unsafe_archive"
    assert [told.get(f"total.zip/{n}.txt", "not read") for n in range(6)] == [None, None, None, *["not read"] * 3]
    assert told["total.zip"] == "unsafe_archive"


def test_a_bomb_of_many_members_is_refused_in_one_line_that_says_why_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "bomb.zip").write_bytes(packed({f"{n:02}.txt": b"a" * 4_000_000 for n in range(20)}))
    (refused,) = read_inputs([tmp_path])
    message = refused.message or ""
    assert (refused.key, refused.reason, message.count("\n")) == ("bomb.zip", "unsafe_archive", 0)
    for said in (
        "20 个文件",
        "上限 100 倍",
        "00.txt、01.txt、02.txt …",
        "zip bomb",
        "not unpacked",
        "自行解压",
        "add the folder",
    ):
        assert said in message


def test_locked_and_damaged_members_are_told_and_the_others_read(tmp_path: Path) -> None:
    raw = bytearray(packed({"a.txt": b"a" * 50, "b.txt": b"b" * 50}))
    # Flag bit 0 of the first entry, in its own header and in the directory: locked with a password.
    raw[6] |= 1
    directory = raw.index(b"PK\x01\x02")
    raw[directory + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(raw)
    hurt = bytearray(packed({"a.txt": b"a" * 5_000 + bytes(range(200)), "b.txt": b"b"}))
    hurt[40] ^= 0xFF
    (tmp_path / "hurt.zip").write_bytes(hurt)
    (tmp_path / "cut.zip").write_bytes(bytes(hurt)[:60])
    (tmp_path / "text.zip").write_bytes(b"no archive at all")
    assert reasons(tmp_path) == {
        "cut.zip": "malformed", "hurt.zip/a.txt": "malformed", "hurt.zip/b.txt": None,
        "locked.zip/a.txt": "encrypted", "locked.zip/b.txt": None, "text.zip": "binary",
    }  # fmt: skip


def test_a_member_whose_directory_lies_is_counted_while_it_unpacks(tmp_path: Path) -> None:
    raw = bytearray(packed({"a.txt": b"a" * 30_000_000}))
    directory = raw.index(b"PK\x01\x02")
    raw[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    (tmp_path / "liar.zip").write_bytes(raw)
    (told,) = reasons(tmp_path).values()
    assert told in {"unsafe_archive", "malformed"}
