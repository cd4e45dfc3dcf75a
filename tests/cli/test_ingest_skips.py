"""A skipped document is told in one line that says its name once, in the reader's language."""

from __future__ import annotations

import pytest

from anmai.api.cli.ingest import skip_line
from anmai.api.cli.words import Lang, Words, forget
from anmai.settings import settings


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("court/a.bin", "court/a.bin: the bytes are not text. Check the file's name and format."),
        ("court/a.bin", "a.bin: the bytes are not text. Check the file's name and format."),
    ],
)
def test_the_name_is_said_once_in_both_languages(document: str, message: str) -> None:
    told = {}
    for lang in Lang:
        Words(lang)
        told[lang.value] = skip_line(document, "binary", message)
    forget()

    assert {line.count("a.bin") for line in told.values()} == {1}
    assert "内容不是文字。请核对文件名和格式。" in told["zh"]
    assert told["en"].endswith("the bytes are not text. Check the file's name and format.")
    assert settings().lang in told
