"""Runs guarded readers in processes of their own: what kills or hangs its reader costs that document alone."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import psutil

from anmai.errors import DocumentError
from anmai.extraction.readers.answers import as_reading, hear
from anmai.extraction.readers.reading import Reader, Reading
from anmai.extraction.reading_process import send

#: How often a document may kill its reader before it is set aside (design, Commands).
ATTEMPTS: Final = 3
#: Seconds of silence after which a reader is taken to hang. Each page is a sign of life; recognising a dense page takes
#: 3 s on an idle core and under 30 s on a busy one.
SILENCE: Final = 120.0
#: Seconds that the process may take to start (imports on a cold, slow disk).
START: Final = 120.0

#: Bytes of memory of the machine for each process.
MEMORY_EACH: Final = 2 * 1024**3

#: The program that reads.
PROGRAM: list[str] = [sys.executable, "-m", "anmai.extraction.readers.reader_process"]


class ReaderDied(Exception):
    """The process ended, or was ended because nothing came from it for too long."""


class GuardedReader:
    """One process that reads, started when the first document comes and again when one killed it."""

    def __init__(self, *, silence: float = SILENCE, threads: int = 0) -> None:
        self._silence = silence
        self._threads = threads
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def read(self, reader: Reader, raw: bytes, place: str) -> Reading:
        """What the reader gets out of the bytes.

        Raises:
            DocumentError: The reader's refusal, or reason ``reader_died``.
        """
        cause = "its process ended"
        for _ in range(ATTEMPTS):
            if self._stopped:
                raise DocumentError("reader_died", f"{place}: reading was stopped.", remedy="Start it again.")
            try:
                return self._ask(reader, raw, place)
            except ReaderDied as died:
                cause = str(died)
                self._end()
        raise DocumentError(
            "reader_died",
            f"{place}: set aside, its reader failed ({ATTEMPTS} times, {cause}).",
            remedy="Open it, save it in another format, and add that.",
        )

    def _ask(self, reader: Reader, raw: bytes, place: str) -> Reading:
        if self._process is None:
            environment = os.environ | ({"ANMAI_OCR_THREADS": str(self._threads)} if self._threads else {})
            self._process = subprocess.Popen(
                PROGRAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
            )
            self._answer(self._process, START)
        process = self._process
        # A process that never takes its input would block this thread: the watch runs from the first byte on.
        with self._watched(process, self._silence):
            assert process.stdin is not None
            send(process.stdin, (reader.name, raw, place))
        while (answer := self._answer(process, self._silence))["kind"] == "beat":
            continue
        if answer["kind"] == "refused":
            raise DocumentError(str(answer.get("reason")), str(answer.get("message")))
        try:
            return as_reading(answer["reading"])
        except (KeyError, TypeError, ValueError) as error:
            raise ReaderDied("it gave no answer") from error

    def _answer(self, process: subprocess.Popen[bytes], seconds: float) -> dict[str, Any]:
        with self._watched(process, seconds):
            assert process.stdout is not None
            return hear(process.stdout)

    @contextmanager
    def _watched(self, process: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        watch = threading.Timer(seconds, end)
        watch.start()
        try:
            yield
        except (OSError, EOFError, ValueError) as error:
            process.kill()  # a process that answers nonsense still lives
            code = process.wait()
            raise ReaderDied(f"silent for {seconds:g} s" if late.is_set() else f"exit code {code}") from error
        finally:
            watch.cancel()

    def stop(self) -> None:
        """End the process for good."""
        self._stopped = True
        self._end()

    def _end(self) -> None:
        """End the process and free its pipes."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream:
                try:
                    stream.close()
                except OSError:  # unsent bytes of a process that is gone
                    continue
        process.wait()


def affordable(count: int) -> int:
    """How many of the processes asked for the machine's memory allows: one that recognises takes 0.9 GB."""
    return max(1, min(count, psutil.virtual_memory().total // MEMORY_EACH))


class GuardedReaders:
    """A few of them, for several threads; each call takes a free one."""

    def __init__(self, count: int, *, silence: float = SILENCE) -> None:
        threads = max(1, (os.cpu_count() or 1) // count)
        self._all = [GuardedReader(silence=silence, threads=threads) for _ in range(count)]
        self._free: queue.SimpleQueue[GuardedReader] = queue.SimpleQueue()
        for each in self._all:
            self._free.put(each)

    def read(self, reader: Reader, raw: bytes, place: str) -> Reading:
        """As ``GuardedReader.read``; waits until one is free."""
        mine = self._free.get()
        try:
            return mine.read(reader, raw, place)
        finally:
            self._free.put(mine)

    def close(self) -> None:
        """End all processes."""
        for each in self._all:
            each.stop()


#: Reads bytes with a reader: ``Reader.read`` itself, or a guarded one's.
Run = Callable[[Reader, bytes, str], Reading]
