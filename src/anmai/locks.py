"""The one writer lock of a home: two ingests, model runs or identity changes never write at once."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from anmai.errors import BusyError


@contextlib.contextmanager
def writer_lock(home: Path, purpose: str, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the home's writer lock for the duration of the block.

    The operating system drops the lock when its holder dies, so a stale process id never blocks anybody; the file
    beside it only tells who holds it.

    Args:
        home: ANMAI_HOME.
        purpose: What the holder does, shown to whoever is refused ("ingest", "models run").
        wait: Seconds to wait for the lock before giving up.

    Raises:
        BusyError: Somebody else holds it; the message names the process and its purpose.
    """
    lock = FileLock(home / "writer.lock")
    holder = home / "writer.json"
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        who = ""
        with contextlib.suppress(OSError, ValueError):
            told = json.loads(holder.read_text(encoding="utf-8"))
            who = f" (process {told['pid']}: {told['purpose']})"
        raise BusyError(
            f"Another anmai process is writing to {home}{who}.", remedy="Wait until it ends, or stop it, and try again."
        ) from None
    try:
        holder.write_text(json.dumps({"pid": os.getpid(), "purpose": purpose, "since": time.time()}), encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()
