"""Writes records as .csv files, one for each kind, row after row."""

from __future__ import annotations

import csv
from pathlib import Path
from types import TracebackType
from typing import Final

from anmai.sample.dice import Dice
from anmai.sample.people import hash_text
from anmai.sample.records.kinds import record_kind
from anmai.sample.records.style import Cell, FileStyle

#: Between the columns of a key that has several.
KEY_JOINT: Final = "|"
_ENCODINGS: Final = ("utf-8", "utf-8", "utf-8-sig", "gb18030")


class _File:
    def __init__(self, folder: Path, name: str, seed: int) -> None:
        dice = Dice(seed, hash_text(name), 83)
        self.style, self.seed, self.rows = FileStyle(dice, record_kind(name)), mix_name(seed, name), 0
        self._stream = (folder / f"{name}.csv").open("w", encoding=dice.pick(_ENCODINGS), newline="")
        self._writer = csv.writer(self._stream, lineterminator=dice.pick(("\n", "\r\n")))
        self._writer.writerow((["序号"] if self.style.numbered else []) + self.style.headers)

    def write(self, values: dict[str, Cell]) -> int:
        self.rows += 1
        cells = self.style.row(Dice(self.seed, self.rows), values)
        self._writer.writerow(([str(self.rows)] if self.style.numbered else []) + cells)
        return self.rows

    def close(self) -> None:
        self._stream.close()


def mix_name(seed: int, name: str) -> int:
    """A seed for a file's rows."""
    return (hash_text(name) + seed * 7_368_787) & 0xFFFFFFFFFFFFFFFF


class RecordFiles:
    """The folder ``records`` of a sample. Rows are written as they come; nothing is held."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder, self._seed = folder, seed
        self._files: dict[str, _File] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, kind: str, values: dict[str, Cell]) -> tuple[int, str | None]:
        """Write a row.

        Args:
            kind: Name of the mapping.
            values: Column → value; money in yuan, other figures in the unit that the column is written in.

        Returns:
            Number of the row in its file, counted from 1, and its key, None where the content is its key.

        Raises:
            KeyError: A column is none of the kind's.
        """
        form = record_kind(kind)
        unknown = values.keys() - {column.name for column in form.columns}
        if unknown:
            raise KeyError(f"{kind}: {sorted(unknown)}")
        file = self._files.get(kind)
        if file is None:
            file = self._files[kind] = _File(self._folder, kind, self._seed)
        key = KEY_JOINT.join(_key_part(values.get(name)) for name in form.key) if form.key else None
        return file.write(values), key

    @property
    def rows(self) -> dict[str, int]:
        """Rows by kind."""
        return {name: file.rows for name, file in sorted(self._files.items())}

    def close(self) -> None:
        """Close all files."""
        for file in self._files.values():
            file.close()

    def __enter__(self) -> RecordFiles:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _key_part(value: Cell) -> str:
    return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)
