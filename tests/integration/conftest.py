"""A small made-up sample of rulings, made once a run, for tests of the whole way from files to graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from anmai.sample.make import make_sample


@pytest.fixture(scope="session")
def rulings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 60 made-up rulings in several formats; do not change it, copy it."""
    folder = tmp_path_factory.mktemp("sample")
    make_sample(60, 11, folder / "s")
    return folder / "s" / "rulings"
