"""What the shipped models can say has words: read from their files, as their authors wrote them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from anmai.ui.wording import LANGUAGES, texts

CATALOG = Path(str(resources.files("anmai.cypher_models").joinpath("catalog")))
FOLDERS = sorted(path.parent for path in CATALOG.rglob("model.yaml"))


def about(folder: Path) -> Mapping[str, Any]:
    told: Mapping[str, Any] = yaml.safe_load((folder / "model.yaml").read_text("utf-8"))
    return told


def returned_keys(folder: Path) -> set[str]:
    """The names in the map that findings.cypher returns AS columns, those of rows inside it too."""
    query = (folder / "findings.cypher").read_text("utf-8")
    end = query.index("} AS columns")
    start = query.rindex("\n  {\n", 0, end)
    return set(re.findall(r"[{,\s](\w+): ", query[start:end]))


def test_the_catalogue_is_found() -> None:
    assert {folder.name for folder in FOLDERS} >= {
        "repeat-offender-cross-region",
        "false-litigation-ring",
        "improper-probation",
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_column_and_reason_code_has_words_in_both_languages(folder: Path) -> None:
    told = about(folder)

    assert told["columns"]
    assert told["reason_codes"]
    lacking = [
        (code.get("id") or code.get("name"), lang)
        for code in (*told["columns"], *told["reason_codes"])
        for lang in LANGUAGES
        if not str(code.get(lang, "")).strip()
    ]
    assert lacking == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_returned_name_is_a_column_with_words_or_a_known_property(folder: Path, lang: str) -> None:
    columns = {column["name"] for column in about(folder)["columns"]}
    known = texts(lang)
    keys = returned_keys(folder)

    assert columns <= keys
    assert [key for key in sorted(keys - columns) if f"properties.{key}" not in known] == []
