"""Every value of a civil record names the passage it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anmai.extraction import extract

SAMPLES = ["FIRST_INSTANCE", "SECOND_INSTANCE", "MEDIATION", "WITHDRAWAL", "ENFORCEMENT", "ADMINISTRATIVE"]
#: Fields about the reading itself, and defaults that say that nothing was read.
NOT_READ = {"id", "status", "reason", "warnings", "provenance"}


def leaves(tree: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if path.startswith("/mentions/"):  # a mention is one value
        yield path, tree
    elif isinstance(tree, dict):
        for key, item in tree.items():
            if path or key not in NOT_READ:
                yield from leaves(item, f"{path}/{key}")
    elif isinstance(tree, list):
        for number, item in enumerate(tree):
            yield from leaves(item, f"{path}/{number}")
    elif tree is not None and tree is not False:
        yield path, tree


@pytest.mark.parametrize("name", SAMPLES)
def test_every_value_has_spans_inside_the_source(samples: ModuleType, name: str) -> None:
    text: str = getattr(samples, name)
    record = extract(text, "x").as_json()
    known = {row["path"]: row for row in record["provenance"]}
    for path, value in leaves(record):
        assert path in known, f"{path} = {value!r} has no provenance"
        for start, end in known[path]["spans"]:
            assert 0 <= start < end <= len(text)
        assert known[path]["component"] and known[path]["version"]


@pytest.mark.parametrize("name", SAMPLES)
def test_names_that_are_called_by_name_stand_in_their_span(samples: ModuleType, name: str) -> None:
    text: str = getattr(samples, name)
    record = extract(text, "x").as_json()
    for row in record["provenance"]:
        head, _, rest = row["path"].lstrip("/").partition("/")
        if head == "parties" and rest.endswith("/name"):
            start, end = row["spans"][0]
            assert text[start:end] == record["parties"][int(rest.split("/")[0])]["name"]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_cut_and_shuffled_rulings_never_raise_and_stay_inside_the_text(
    samples: ModuleType, data: st.DataObject
) -> None:
    text: str = getattr(samples, data.draw(st.sampled_from(SAMPLES)))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = text[start:end].split("\n")
    piece = "\n".join(data.draw(st.permutations(lines)) if len(lines) < 30 else lines)
    record = extract(piece, "x", fragment=data.draw(st.booleans()))
    assert all(0 <= a <= b <= len(piece) for row in record.provenance for a, b in row.spans)
