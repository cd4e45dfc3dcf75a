"""Mappings and tables that tests of sources share."""

from __future__ import annotations

from pathlib import Path

import pytest

from anmai.graph.sources.catalogue import find_mapping
from anmai.graph.sources.form import Mapping
from anmai.sample.make import make_sample

MAPPINGS = Path(__file__).parent / "mappings"


@pytest.fixture
def visits() -> Mapping:
    """A mapping with a key, parties, identifiers, a place and a case."""
    return find_mapping(str(MAPPINGS / "clinic-visits.yaml"))


@pytest.fixture
def transfers() -> Mapping:
    """A mapping without a key."""
    return find_mapping(str(MAPPINGS / "transfers.yaml"))


@pytest.fixture(scope="session")
def rulings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 30 made-up rulings."""
    folder = tmp_path_factory.mktemp("sample")
    make_sample(30, 7, folder / "s")
    return folder / "s" / "rulings"
