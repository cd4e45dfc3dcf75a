"""English judgments of our own, with invented people, courts and cases, in the layouts that courts use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from anmai.extraction import extract
from anmai.forms.record import Record

FOLDER = Path(__file__).parent / "judgments"


@pytest.fixture(scope="session")
def judgment() -> Callable[[str], str]:
    """The text of judgments/<name>.txt."""
    return lambda name: (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def read_judgment(judgment: Callable[[str], str]) -> Callable[[str], Record]:
    """The record of judgments/<name>.txt, as a whole judgment in a language that nobody named."""
    return lambda name: extract(judgment(name), name)
