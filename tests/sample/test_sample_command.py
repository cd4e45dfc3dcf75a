from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from anmai.api.cli.app import main

_SCORE = Path(__file__).parents[2] / "tools" / "score_sample.py"


def test_the_command_makes_a_sample_and_prints_its_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["sample", "--rulings", "250", "--seed", "4", "-o", str(tmp_path / "s"), "--json"])

    summary = json.loads(capsys.readouterr().out)
    assert summary["rulings"] == sum(summary["formats"].values()) == 250
    assert summary["plantings"]["improper-probation"]["positive"] == 2
    assert (tmp_path / "s" / "truth" / "README.md").read_text(encoding="utf-8").count("250") >= 2


def test_a_full_folder_ends_with_the_usage_code_and_a_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["sample", "-n", "5", "-o", str(tmp_path)])

    with pytest.raises(SystemExit) as left:
        main(["sample", "-n", "5", "-o", str(tmp_path)])

    assert left.value.code == 2
    assert "--force" in capsys.readouterr().err


def test_the_scoring_tool_prints_the_tables(tmp_path: Path) -> None:
    main(["sample", "-n", "300", "-o", str(tmp_path / "s"), "--quiet"])
    truth = tmp_path / "s" / "truth"
    mentions = [json.loads(line) for line in (truth / "mentions.jsonl").read_text(encoding="utf-8").splitlines()]
    identity = tmp_path / "identity.jsonl"
    lines = ({"document": m["document"], "name": m["name"], "entity_id": m["true_id"]} for m in mentions)
    identity.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (tmp_path / "leads.jsonl").write_text("", encoding="utf-8")

    done = subprocess.run(
        [
            sys.executable, str(_SCORE), str(tmp_path / "s"), "--identity", str(identity),
            "--leads", str(tmp_path / "leads.jsonl"), "--records", str(truth / "records.jsonl"),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "missed T0" in done.stdout
    assert "masked mentions merged with somebody else: 0 entities" in done.stdout
    assert "verdicts.months" in done.stdout


def test_the_scoring_tool_names_what_is_missing(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, str(_SCORE), str(tmp_path)], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "plantings.jsonl" in done.stderr
