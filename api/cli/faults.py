"""What the command line says of faults that nobody raised on purpose: disks, rights, the store, the unforeseen."""

from __future__ import annotations

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

#: Words of SQLite's messages, and what they mean to whoever runs the command. The first that fits is told.
_STORE: Final = (
    (
        "disk is full",
        "磁盘已满，请腾出空间后重新运行同一命令。 The disk is full: free some space and run the same again.",
    ),
    ("readonly database", "没有写入权限，请检查数据目录的权限。 It can't be written: check the folder's rights."),
    (
        "unable to open database",
        "打不开，请检查数据目录及其权限。 It can't be opened: check the folder and its rights.",
    ),
    ("is locked", "另一个命令正在使用，请稍后再试。 Another command uses it: try again in a moment."),
)


def told(error: Exception) -> str:
    """One or two lines for a fault, in both languages: which place, what is wrong, what to do.

    Faults of disks and rights, and what SQLite says of them, are told without Python's traceback, which would hide
    them. Of anything else the traceback is kept in a file and the message names it.
    """
    if isinstance(error, OSError) and error.filename is not None:
        return (
            f"{error.filename}: {error.strerror}。请检查路径、权限和磁盘空间，或另设 ANMAI_HOME。 "
            "Check the path, its rights and the space on its disk, or set ANMAI_HOME to another folder."
        )
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}。请检查磁盘空间和权限。 Check the space on the disk and your rights."
    if type(error).__module__.partition(".")[0] in ("sqlalchemy", "sqlite3"):
        for words, meaning in _STORE:
            if words in str(error):
                return f"数据目录中的数据库 · the store in ANMAI_HOME: {meaning}"
    return _kept(error)


def _kept(error: Exception) -> str:
    """Write the traceback to a file of the home; where that fails too, it is shown."""
    from anmai.settings import settings

    shown = "".join(traceback.format_exception(error))
    last = f"{type(error).__name__}: {error}"
    try:
        folder = Path(settings().home) / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"fault-{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.log"
        path.write_text(shown, encoding="utf-8")
    except Exception:  # whatever else is wrong, the first fault must reach the user
        return shown
    return (
        f"意外错误 · unexpected fault: {last}\n"
        f"详情见 details: {path}。可再运行一次；若仍出现，请附此文件反馈。 "
        "Run it once more; if it comes back, report it with that file."
    )
