"""JSON in the store: short, read as it was written, whatever a document holds."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from anmai.store.packing import as_json, read_json

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_is_read_and_what_earlier_versions_wrote(value: Any) -> None:
    assert read_json(as_json(value)) == value
    assert read_json(json.dumps(value)) == value


def test_chinese_characters_stand_as_they_are() -> None:
    assert as_json({"name": "柯若岚", "spans": [[1, 4]]}) == '{"name":"柯若岚","spans":[[1,4]]}'


def test_half_a_surrogate_pair_is_kept_and_can_be_encoded() -> None:
    text = as_json({"name": "柯\ud800"})

    assert text.encode()
    assert read_json(text) == {"name": "柯\ud800"}
