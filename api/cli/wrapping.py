"""Chinese help texts at their full length: Rich counts characters where a line's end needs columns."""

from __future__ import annotations

from rich.text import Text


def _rstrip_end(self: Text, size: int) -> None:
    over = self.cell_len - size
    if over > 0:
        spaces = len(self.plain) - len(self.plain.rstrip())
        # Nothing to drop must not be asked for: Rich reads right_crop(0) as the whole line.
        if spaces:
            self.right_crop(min(spaces, over))


def keep_last_letters() -> None:
    """Let Rich drop the space after a line's last word by the line's width in columns.

    Rich wraps by columns but decides by ``len`` whether that space goes. A Chinese character is one of ``len`` and two
    columns, so a full line keeps the space, is too wide by one, and its last letter becomes an ellipsis.
    """
    Text.rstrip_end = _rstrip_end  # type: ignore[method-assign]
