"""``anmai sources`` as a user calls it, in processes of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.sources.conftest import MAPPINGS
from tests.sources.tables import HEADERS, visit, write_csv

KIND = str(MAPPINGS / "clinic-visits.yaml")


def anmai(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "anmai.api.cli", *arguments], env=env, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip


@pytest.mark.timeout(600)
def test_check_load_list_and_remove(graph_env: dict[str, str], tmp_path: Path) -> None:
    path = write_csv(tmp_path / "v.csv", [visit(1), visit(2, 就诊日期="前天")])

    checked = anmai(graph_env, "sources", "check", str(path), "--as", KIND, "--json")
    assert checked.returncode == 3
    assert json.loads(checked.stdout)["faults"]["admitted"]["rows"] == [3]
    assert json.loads(anmai(graph_env, "sources", "list", "--json").stdout) == []

    loaded = anmai(graph_env, "sources", "load", str(path), "--as", KIND, "--name", "west-lake", "--json")
    assert loaded.returncode == 3, loaded.stderr
    assert json.loads(loaded.stdout)["counts"]["new"] == 1
    assert (tmp_path / "v.csv.rejects.csv").is_file()

    (listed,) = json.loads(anmai(graph_env, "sources", "list", "--json").stdout)
    assert (listed["name"], listed["kind"], listed["rows"], listed["rejected"]) == ("west-lake", "clinic-visits", 1, 1)

    assert anmai(graph_env, "sources", "remove", "west-lake", "--yes").returncode == 0
    assert json.loads(anmai(graph_env, "sources", "list", "--json").stdout) == []
    gone = anmai(graph_env, "sources", "remove", "west-lake", "--yes")
    assert gone.returncode == 1
    assert "west-lake" in gone.stderr


def test_drafted_mapping_reads_the_table_that_it_was_drafted_from(tmp_path: Path) -> None:
    rows = [
        visit(n, 卡号=f"KA-{n:05}", 就诊方式="门诊" if n % 2 else "住院", 备注="复诊" * 50, 姓名=f"孔{chr(0x4E00 + n)}")
        for n in range(40)
    ]
    path = write_csv(tmp_path / "v.csv", rows, headers=HEADERS[:15])
    env = {"ANMAI_HOME": str(tmp_path / "home"), "PATH": ""}

    drafted = anmai(env, "sources", "new", "clinic-register", "--from", str(path))
    assert drafted.returncode == 0, drafted.stderr
    assert drafted.stdout.strip() == str(tmp_path / "home" / "sources" / "clinic-register.yaml")

    checked = anmai(env, "sources", "check", str(path), "--as", "clinic-register", "--json")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    report = json.loads(checked.stdout)
    assert (report["good"], report["unknown"]) == (40, [])
    kind = json.loads(anmai(env, "sources", "kinds", "clinic-register", "--json").stdout)["kinds"][0]
    assert kind["entry"]["key"] == [kind["columns"][0]["name"]]
    types = {column["headers"][0]: column["type"] for column in kind["columns"]}
    assert (types["就诊日期"], types["费用"], types["备注"], types["联系电话"]) == ("date", "money", "text", "phone")
    assert {party["kind"] for party in kind["parties"]} == {"person", "organization"}
