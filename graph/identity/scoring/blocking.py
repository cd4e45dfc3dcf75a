"""Keys that two mentions must share to be compared at all. A function of one mention: nothing is counted or capped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any


def blocks_of(row: Mapping[str, Any]) -> list[int]:
    """The keys of a feature row, hashed to 64 bits with a sign, sorted; none for masks, which no score may merge."""
    if row["masked"] or not row["name"]:
        return []
    texts = _person(row) if row["kind"] == "person" else _organization(row)
    return sorted({_hashed(text) for text in texts})


def _hashed(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _person(row: Mapping[str, Any]) -> Iterator[str]:
    born, tail = row["born"], row["tail"]
    whole = born is not None and len(born) == 10
    for name in row["names"]:
        if born:
            yield f"ny|{name}|{born[:4]}"
        if tail and "*" not in tail:
            yield f"nt|{name}|{tail}"
        for city in row["cities"]:
            yield f"nc|{name}|{city}"
        for kin in row["kin"]:
            yield f"nk|{name}|{kin}"
    if whole:
        yield f"py|{row['pinyin']}|{born}"
        yield f"sh|{row['shape']}|{born}"
        if tail and "*" not in tail:
            yield f"bt|{born}|{tail}"
        for part in row["parts"]:
            yield f"pt|{part}|{born}"


def _organization(row: Mapping[str, Any]) -> Iterator[str]:
    for name in row["names"]:
        yield f"on|{name}"
    if row["code"]:
        yield f"oc|{row['code']}"
    if row["core"] and not row["branch"]:
        for head in row["heads"]:
            yield f"oh|{row['core']}|{head}"
        for city in row["cities"]:
            yield f"ok|{row['core']}|{city}"
    if row["address"]:
        for head in row["heads"]:
            yield f"oa|{row['address']}|{head}"
