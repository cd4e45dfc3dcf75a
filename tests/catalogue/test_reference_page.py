"""docs/models.md says what the models' files say."""

from __future__ import annotations

from pathlib import Path

import pytest

from anmai.cypher_models.reference import shipped_page

_PAGE = Path(__file__).parents[2] / "docs" / "models.md"


def test_the_page_is_up_to_date() -> None:
    if not _PAGE.exists():
        pytest.skip("no docs folder beside the tests (installed package)")

    assert _PAGE.read_text(encoding="utf-8") == shipped_page(), "run `make docs`"
