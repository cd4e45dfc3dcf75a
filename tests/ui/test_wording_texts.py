from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
import yaml

import anmai.ui
from anmai.errors import ConfigurationError
from anmai.forms.lead import DISMISS_REASONS, STATUS_STEPS
from anmai.forms.record import SKIP_REASONS, Record
from anmai.ui.wording import LANGUAGES, label, text, texts

RULES = resources.files("anmai.graph.identity").joinpath("data", "rules.yaml")
SOURCES = sorted(Path(anmai.ui.__file__).parent.rglob("*.py"))


def test_both_languages_have_the_same_keys_and_places() -> None:
    zh, en = (texts(lang) for lang in LANGUAGES)

    assert zh.keys() == en.keys()
    differing = [key for key in zh if set(re.findall(r"{(\w+)}", zh[key])) != set(re.findall(r"{(\w+)}", en[key]))]
    assert differing == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_empty(lang: str) -> None:
    assert [key for key, value in texts(lang).items() if not value.strip()] in ([], ["common.before_number"])


def used_keys() -> Iterator[tuple[Path, str]]:
    """The literal keys of all calls of t(…) in the explorer's code; those built with f-strings as patterns."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t" and node.args:
                key = node.args[0]
                if isinstance(key, ast.Constant):
                    yield path, re.escape(str(key.value))
                elif isinstance(key, ast.JoinedStr):
                    parts = (re.escape(p.value) if isinstance(p, ast.Constant) else r"\w+" for p in key.values)
                    yield path, "".join(str(part) for part in parts)


def test_every_key_that_a_page_uses_has_a_text() -> None:
    known = texts("zh")
    keys = list(used_keys())

    assert len(keys) > 200
    assert [(path.name, key) for path, key in keys if not any(re.fullmatch(key, one) for one in known)] == []


def codes() -> list[tuple[str, str]]:
    wanted = [("status", code) for code in STATUS_STEPS]
    wanted += [("dismiss_reasons", code) for code in DISMISS_REASONS]
    wanted += [("skip_reasons", code) for code in SKIP_REASONS]
    wanted += [("rules", rule["id"]) for rule in yaml.safe_load(RULES.read_text("utf-8"))["rules"]]
    unread = {"id", "status", "reason", "warnings", "provenance", "mentions", "relations"}
    wanted += [("fields", name) for name in Record.model_fields if name not in unread]
    return wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_codes_of_the_forms_are_told_in_words(lang: str) -> None:
    known = texts(lang)

    assert [f"{group}.{code}" for group, code in codes() if f"{group}.{code}" not in known] == []


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert label("zh", "status", "something_new") == "something_new"
    assert label("en", "status", None) == "unknown"


def test_a_missing_key_or_value_names_the_file() -> None:
    with pytest.raises(ConfigurationError, match=r"texts/en\.yaml"):
        text("en", "no.such.key")
    with pytest.raises(ConfigurationError, match=r"leads\.total"):
        text("en", "leads.total", other=1)
