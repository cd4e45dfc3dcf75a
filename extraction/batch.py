"""Reads many documents in several processes: in order, in bounded memory, through documents that kill their reader.

Each reading process is a program of its own (no fork, and the caller's main module isn't imported again), so that it
works from the command line, the API's server and a notebook alike. One document is with a process at a time: when the
process dies, that document alone is suspect.
"""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from typing import Any, Final

from anmai.extraction.profiles import DEFAULT_PROFILE
from anmai.extraction.reading_process import receive, send
from anmai.extraction.recognition import as_read
from anmai.extraction.record_line import RecordLine
from anmai.forms.document import SourceDocument
from anmai.forms.record import Record

#: How often a document may kill its reader before it is set aside (design, Commands).
ATTEMPTS: Final = 3
#: Seconds that one document may take. The longest real rulings take under 10 s on a slow core.
TIMEOUT: Final = 120.0
#: Seconds that a reading process may take to start (imports on a cold, slow disk).
START_TIMEOUT: Final = 180.0
#: Documents read ahead for each worker, and characters read ahead in all: they bound memory.
AHEAD: Final = 16
MAX_CHARACTERS_AHEAD: Final = 32_000_000

#: The program that reads: it speaks the frames of ``anmai.extraction.reading_process``.
READER: list[str] = [sys.executable, "-m", "anmai.extraction.reading_process"]

_Options = dict[str, Any]  # keyword arguments of ``anmai.extraction.extract``
_Task = tuple[SourceDocument, _Options, "Future[RecordLine]"]


def extract_documents(
    docs: Iterable[SourceDocument],
    *,
    workers: int,
    fragment: bool,
    language: str = "auto",
    profile: str = DEFAULT_PROFILE,
    timeout: float = TIMEOUT,
) -> Iterator[tuple[SourceDocument, Record]]:
    """Read documents; the results come in the order of the documents.

    Args:
        docs: Documents, taken one at a time as work goes on.
        workers: Processes. With 1, everything runs in the calling process, which a document can then kill.
        fragment: The texts are parts of rulings or single sentences.
        language: Code of a language pack, or ``auto``: told from each document's characters.
        profile: One of ``anmai.extraction.profiles.PROFILES``.
        timeout: Seconds that one document may take in a reading process.

    Yields:
        Each document with its record; one that can't be read with a record whose status is skipped, with its reason.
    """
    options: _Options = {"fragment": fragment, "language": language, "profile": profile}
    if workers <= 1:
        yield from _read_all_here(docs, options)
        return
    for document, line in _read_in_pool(docs, workers, options, timeout):
        yield document, as_read(line.record, document)


def extract_lines(
    docs: Iterable[SourceDocument],
    *,
    workers: int,
    fragment: bool,
    language: str = "auto",
    profile: str = DEFAULT_PROFILE,
    timeout: float = TIMEOUT,
) -> Iterator[tuple[SourceDocument, RecordLine]]:
    """Read documents into lines of JSON; as ``extract_documents``, but the calling process parses no record.

    The caller's share of the work is what limits how many reading processes help, and parsing was most of it.
    """
    options: _Options = {"fragment": fragment, "language": language, "profile": profile}
    if workers <= 1:
        for document, record in _read_all_here(docs, options):
            yield document, RecordLine.of(record)
        return
    for document, line in _read_in_pool(docs, workers, options, timeout):
        if document.notes or document.recognised:
            line = RecordLine.of(as_read(line.record, document))
        yield document, line


def skipped(document: SourceDocument) -> Record | None:
    """The record of a document that its reader couldn't read; None when it has a text."""
    if document.reason is None and document.text is not None:
        return None
    message = [document.message] if document.message else []
    return Record(id=document.id, status="skipped", reason=document.reason or "empty", warnings=message)


def _read_all_here(docs: Iterable[SourceDocument], options: _Options) -> Iterator[tuple[SourceDocument, Record]]:
    for document in docs:
        yield document, skipped(document) or as_read(_read_here(document, options), document)


def _read_here(document: SourceDocument, options: _Options) -> Record:
    from anmai.extraction import extract

    try:
        return extract(document.text or "", document.id, **options)
    except Exception as error:
        return _set_aside(document, f"{type(error).__name__}: {error}")


def _set_aside(document: SourceDocument, cause: str) -> Record:
    message = f"{document.key}: set aside, its reader failed ({cause}). The rest was read."
    return Record(id=document.id, status="skipped", reason="reader_died", warnings=[message])


def _read_in_pool(
    docs: Iterable[SourceDocument], workers: int, options: _Options, timeout: float
) -> Iterator[tuple[SourceDocument, RecordLine]]:
    tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
    stop = threading.Event()
    threads = [
        threading.Thread(target=_serve, args=(tasks, stop, timeout), name=f"anmai-reader-{n}", daemon=True)
        for n in range(workers)
    ]
    for thread in threads:
        thread.start()
    ahead: deque[tuple[SourceDocument, Future[RecordLine]]] = deque()
    characters = 0
    try:
        for document in docs:
            future: Future[RecordLine] = Future()
            known = skipped(document)
            if known is not None:
                future.set_result(RecordLine.of(known))
            else:
                tasks.put((document, options, future))
            ahead.append((document, future))
            characters += len(document.text or "")
            while ahead and (len(ahead) > AHEAD * workers or characters > MAX_CHARACTERS_AHEAD or ahead[0][1].done()):
                first, result = ahead.popleft()
                characters -= len(first.text or "")
                yield first, result.result()
        while ahead:
            first, result = ahead.popleft()
            yield first, result.result()
    finally:
        stop.set()
        for _ in threads:
            tasks.put(None)
        for thread in threads:
            thread.join(timeout=10)


def _serve(tasks: queue.SimpleQueue[_Task | None], stop: threading.Event, timeout: float) -> None:
    """One worker's thread: hands documents to its process, one at a time, and starts another when it dies."""
    process: _ReadingProcess | None = None
    try:
        while (task := tasks.get()) is not None and not stop.is_set():
            document, options, future = task
            cause = "its process ended"
            for _ in range(ATTEMPTS):
                try:
                    process = process or _ReadingProcess()
                    future.set_result(process.read(document, options, timeout))
                    break
                except _ReaderDied as died:
                    cause = str(died)
                    if process:
                        process.kill()
                    process = None
                if stop.is_set():
                    break
            if not future.done():
                future.set_result(RecordLine.of(_set_aside(document, f"{ATTEMPTS} times, {cause}")))
    finally:
        if process:
            process.kill()


class _ReaderDied(Exception):
    """The reading process ended, or was ended because the document took too long."""


class _ReadingProcess:
    """A running ``anmai.extraction.reading_process``."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            READER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._exchange(None, START_TIMEOUT)

    def read(self, document: SourceDocument, options: _Options, timeout: float) -> RecordLine:
        """Read one document.

        Raises:
            _ReaderDied: The process ended or was ended.
        """
        line, error = self._exchange((document.text, document.id, options), timeout)
        return line if isinstance(line, RecordLine) else RecordLine.of(_set_aside(document, str(error)))

    def _exchange(self, message: object, timeout: float) -> tuple[object, object]:
        assert self._process.stdin is not None and self._process.stdout is not None
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        watch = threading.Timer(timeout, end)
        watch.start()
        try:
            if message is not None:
                send(self._process.stdin, message)
            answer = receive(self._process.stdout)
        except (OSError, EOFError, ValueError) as error:
            code = self._process.wait()
            raise _ReaderDied(f"longer than {timeout:g} s" if late.is_set() else f"exit code {code}") from error
        finally:
            watch.cancel()
        return answer if isinstance(answer, tuple) else (None, None)

    def kill(self) -> None:
        """End the process and free its pipes."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                try:
                    stream.close()
                except OSError:  # unsent bytes of a process that is gone
                    continue
        self._process.wait()
