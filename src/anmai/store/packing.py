"""How the store writes JSON: short, and read fast. Also read: what earlier versions wrote."""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import from_json


def as_json(value: Any) -> str:
    """A value as JSON text: characters as they are, no blanks."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        # Half of a surrogate pair, which a broken document may hold, can stand in a database only as an escape.
        return json.dumps(value, separators=(",", ":"))
    return text


def read_json(text: str | bytes) -> Any:
    """The value of JSON text."""
    try:
        return from_json(text)
    except ValueError:
        # It refuses escapes of half a surrogate pair, which the standard library reads.
        return json.loads(text)
