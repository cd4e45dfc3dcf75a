"""The generated page of scores holds figures and places, and no text of what was measured."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_the_page_is_written_from_gold_of_ones_own(tmp_path: Path, ruling: Callable[..., str]) -> None:
    gold = {"id": "r1", "court": "云溪省青禾市临江区人民法院", "defendants": [{"name": "罗大海", "sex": "女"}]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold, ensure_ascii=False) + "\n", encoding="utf-8")
    text = {"id": "r1", "text": ruling()}
    (tmp_path / "texts.jsonl").write_text(json.dumps(text, ensure_ascii=False) + "\n", encoding="utf-8")
    arguments = ["--records", "our own set", str(tmp_path / "gold.jsonl"), str(tmp_path / "texts.jsonl")]
    output = tmp_path / "page.md"

    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "write_extraction_docs.py"), *arguments, "-o", str(output)],
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    page = output.read_text(encoding="utf-8")
    assert "| Court `court` * | 1 | 1.000 | 1.000 | 1.000 |" in page
    assert "| Defendant · Sex `defendant.sex` | value | 1 | r1 `/defendants/0/sex` |" in page
    assert '--records "our own set" gold.jsonl texts.jsonl' in page
    assert "罗大海" not in page and "苏小梅" not in page
    assert str(tmp_path) not in page and str(ROOT) not in page


def test_it_asks_for_a_set_and_knows_its_tasks(tmp_path: Path) -> None:
    tool = str(ROOT / "tools" / "write_extraction_docs.py")
    for arguments in ([], ["--fragments", "arson", "gold.jsonl"]):
        done = subprocess.run(
            [sys.executable, tool, *arguments], capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 2
