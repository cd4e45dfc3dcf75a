import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from anmai.api.cli.app import build_app
from anmai.errors import UsageError
from anmai.extraction import extract

TEXT = "梁志远进入仓库，由周海生在外望风。得手后，梁志远先离开，周海生随后跟上，二人在大桥下会合。"


def people(profile: str) -> list[str]:
    return [m.text for m in extract(TEXT, "x", fragment=True, profile=profile).mentions if m.label == "PERSON"]


def test_full_takes_a_second_look_for_names_that_recur() -> None:
    assert people("fast") == []
    assert people("full") == ["梁志远", "周海生", "梁志远", "周海生"]


def test_the_provenance_names_the_component_that_read_a_mention() -> None:
    record = extract(TEXT + "被告人韩某投案。", "x", fragment=True, profile="full")

    by_path = {row.path: row.component for row in record.provenance}
    told = {mention.text: by_path[f"/mentions/{n}"] for n, mention in enumerate(record.mentions)}
    assert told["梁志远"] == "recurring_names"
    assert told["韩某"] == "mentions"


def test_part_of_a_longer_word_is_no_name() -> None:
    record = extract("他在高建华路停车，又沿高建华路返回。", "x", fragment=True, profile="full")

    assert [m.text for m in record.mentions if m.label == "PERSON"] == []


def test_an_unknown_profile_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as told:
        extract(TEXT, "x", profile="slow")

    assert "fast, full" in told.value.remedy


def test_the_command_reads_in_the_profile_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}, ensure_ascii=False), encoding="utf-8")

    def names(*options: str) -> list[str]:
        arguments = ["extract", str(tmp_path / "in.jsonl"), "--text-field", "text", "--id-field", "id", "--fragment"]
        out = tmp_path / "out.jsonl"
        answer = CliRunner().invoke(build_app(), [*arguments, *options, "--workers", "1", "-o", str(out)])
        assert answer.exit_code == 0, answer.output
        mentions = json.loads(out.read_text(encoding="utf-8"))["mentions"]
        return [mention["text"] for mention in mentions if mention["label"] == "PERSON"]

    assert names("--profile", "fast") == []
    assert names("--profile", "full") == names() == ["梁志远", "周海生", "梁志远", "周海生"]
