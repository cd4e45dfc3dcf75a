"""Errors are told in Chinese where the reader reads it; the Chinese sentences are those that the code raises."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import anmai.api
import anmai.cypher_models
import anmai.extraction
import anmai.graph
import anmai.locks
import anmai.ui
from anmai import errors
from anmai.api.cli import main
from anmai.errors import NotFound, UsageError
from anmai.forms.error_words import in_chinese, in_words, sentences
from anmai.settings import Settings, settings

_ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type)} | {"Unauthorized", "QueryTimeout"}
_PARTS = [Path(str(part.__file__)).parent for part in (anmai.api, anmai.cypher_models, anmai.graph, anmai.extraction)]
_SOURCES = [path for part in _PARTS for path in sorted(part.rglob("*.py"))] + [Path(str(anmai.locks.__file__))]
#: What whoever runs demo, up, ingest, extract, models and leads meets most.
_TRANSLATED = (
    *("cli/models.py", "cli/leads.py", "cli/outputs.py", "services/leads.py", "cypher_models/catalogue.py"),
    *("cypher_models/scaffold.py", "graph/connection.py", "server/machine.py", "api/background.py", "locks.py"),
)


def _sentence(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def _raised(path: Path) -> set[str]:
    """Messages and remedies of the errors that a module raises, with {} for values."""
    found: set[str] = set()
    for call in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
        if getattr(call.func, "id", getattr(call.func, "attr", "")) in _ERRORS:
            told = [*call.args, *(word.value for word in call.keywords if word.arg == "remedy")]
            found |= {sentence for part in told if (sentence := _sentence(part)) and " " in sentence}
    return found


def _bare(sentence: str) -> str:
    return re.sub(r"\{\w*\}", "{}", sentence)


def test_every_sentence_in_the_table_is_raised_somewhere() -> None:
    raised = {_bare(sentence) for path in _SOURCES for sentence in _raised(path)}

    assert [en for en, _ in sentences() if _bare(en) not in raised] == []


@pytest.mark.parametrize("module", _TRANSLATED)
def test_what_users_meet_most_is_told_in_chinese(module: str) -> None:
    known = {_bare(en) for en, _ in sentences()}
    paths = [path for path in _SOURCES if path.as_posix().endswith(module)]

    assert len(paths) == 1
    assert [sentence for sentence in _raised(paths[0]) if _bare(sentence) not in known] == []


def test_both_languages_name_the_same_values() -> None:
    def places(sentence: str) -> list[str]:
        return sorted(re.findall(r"\{(\w+)\}", sentence))

    assert [en for en, zh in sentences() if places(en) != places(zh)] == []


@pytest.mark.parametrize(
    ("message", "remedy", "zh"),
    [
        (
            "There is no lead 'abc'.",
            "`anmai leads list` shows the leads.",
            "没有线索 “abc”。anmai leads list 列出全部线索。",
        ),
        ("a.b. c does not exist.", None, "a.b. c 不存在。"),
        ("Nobody translated this.", "Give a number.", "Nobody translated this. 请写数字。"),
    ],
)
def test_an_error_is_told_with_its_values(message: str, remedy: str | None, zh: str) -> None:
    error = NotFound(message, remedy=remedy)

    assert in_words(error, "zh") == zh
    assert in_words(error, "en") == str(error)
    assert in_chinese(str(error)) == (zh if "Nobody" not in message else str(error))


def test_the_command_line_tells_it_in_the_users_language(
    home_settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ANMAI_HOME", str(home_settings.home))
    told = {}
    for lang in ("zh", "en"):
        monkeypatch.setenv("ANMAI_LANG", lang)
        settings.cache_clear()
        with pytest.raises(SystemExit) as left:
            main(["leads", "show", "nope"])
        told[lang] = capsys.readouterr().err
        assert left.value.code == 1
    settings.cache_clear()

    assert "没有线索" in told["zh"]
    assert "There is no lead" in told["en"]


def test_the_option_lang_counts_more_than_the_settings(
    home_settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ANMAI_HOME", str(home_settings.home))
    settings.cache_clear()
    with pytest.raises(SystemExit):
        main(["leads", "show", "nope", "--lang", "en"])
    settings.cache_clear()

    assert "There is no lead" in capsys.readouterr().err
    assert UsageError.exit_code == 2
