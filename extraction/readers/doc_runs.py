"""Which characters of a .doc are deleted or hidden: the character properties of its runs ([MS-DOC] 2.8.5, 2.9.33)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Final

#: (fc, lcb) of PlcBteChpx in the FIB of Word 97 and later.
_RUNS: Final = 0xFA
_PAGE: Final = 512
#: Single property modifiers ([MS-DOC] 2.6.1): marked as deleted, hidden.
_REMOVED: Final = frozenset({0x0800, 0x083C})
#: Bytes of a modifier's operand, by the three highest bits of its code; 6 has its length before it.
_OPERAND: Final = (1, 1, 2, 4, 2, 2, 0, 3)

#: (first character, end, byte offset, one byte a character) of a piece.
Piece = tuple[int, int, int, bool]


def removed_runs(main: bytes, table: bytes, pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Ranges of characters that are marked as deleted or hidden; nothing where the file has no such table.

    Args:
        main: The stream WordDocument.
        table: The table stream.
        pieces: The pieces of the text.
    """
    for first, end in _removed_bytes(main, table):
        for start, stop, where, narrow in pieces:
            width = 1 if narrow else 2
            low, high = max(first, where), min(end, where + (stop - start) * width)
            if low < high:
                yield start + (low - where) // width, start + (high - where) // width


def _removed_bytes(main: bytes, table: bytes) -> Iterator[tuple[int, int]]:
    offset, length = struct.unpack_from("<II", main, _RUNS)
    plc = table[offset : offset + length]
    count = (len(plc) - 4) // 8
    for number in range(max(0, count)):
        page = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * number)[0] & 0x3FFFFF
        yield from _removed_in_page(main[page * _PAGE : (page + 1) * _PAGE])


def _removed_in_page(page: bytes) -> Iterator[tuple[int, int]]:
    if len(page) < _PAGE:
        return
    runs = page[_PAGE - 1]
    if 4 * (runs + 1) + runs > _PAGE - 1:
        return
    borders = struct.unpack_from(f"<{runs + 1}I", page)
    for number in range(runs):
        at = page[4 * (runs + 1) + number] * 2
        if at and _is_removed(page[at + 1 : at + 1 + page[at]]):
            yield borders[number], borders[number + 1]


def _is_removed(modifiers: bytes) -> bool:
    at, removed = 0, False
    while at + 3 <= len(modifiers):
        code = struct.unpack_from("<H", modifiers, at)[0]
        kind = code >> 13
        if code in _REMOVED:
            removed = removed or bool(modifiers[at + 2] & 1)
        at += 2 + (1 + modifiers[at + 2] if kind == 6 else _OPERAND[kind])
    return removed
