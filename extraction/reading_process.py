"""A process that reads documents for ``anmai.extraction.batch``: it may die, the batch goes on.

Run as ``python -m anmai.extraction.reading_process``. Frames of pickled tuples come on its standard input and go to its
standard output; whatever a library prints goes to standard error.
"""

from __future__ import annotations

import gc
import os
import pickle
import struct
from typing import IO, Any, Final

#: Address space of one reading process in bytes: the pipeline needs about 400 MB, and the longest ruling as much again.
MAX_MEMORY_BYTES: Final = 4 * 1024**3
#: Objects made between two collections of garbage (Python's own 700 are reached several times in one ruling).
VALUES_BETWEEN_COLLECTIONS: Final = 20_000
#: Leading length of a frame.
LENGTH: Final = struct.Struct(">Q")


def send(stream: IO[bytes], message: Any) -> None:
    """Write one frame."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one frame.

    Raises:
        EOFError: The other side is gone, between frames or inside one.
    """
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    size = LENGTH.unpack(head)[0]
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)


def limit_memory() -> None:
    """Keep one document from taking the machine's memory; where the platform has no such limit, nothing is done."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MAX_MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MAX_MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def collect_seldom() -> None:
    """Keep the collection of garbage from taking a fifth of the time of reading and more.

    What is there now stays: collections needn't go through it again. And a document makes thousands of values that are
    gone with it: they needn't be gone through while it is read.
    """
    gc.freeze()
    gc.set_threshold(VALUES_BETWEEN_COLLECTIONS)


def main() -> None:
    """Answer each (text, id, options of ``extract``) with (line, None) or (None, error text) until the input ends."""
    inbox = os.fdopen(os.dup(0), "rb")
    outbox = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit_memory()
    from anmai.extraction import extract
    from anmai.extraction.record_line import RecordLine

    extract("原告：卫某，男。", "warm-up", fragment=True)
    collect_seldom()
    send(outbox, "ready")
    while True:
        try:
            text, id_, options = receive(inbox)
        except EOFError:
            return
        try:
            answer: tuple[RecordLine | None, str | None] = (RecordLine.of(extract(text, id_, **options)), None)
        except MemoryError:
            # The heap is in no state to go on with; the batch starts another process.
            os._exit(70)
        except Exception as error:
            answer = (None, f"{type(error).__name__}: {error}")
        send(outbox, answer)


if __name__ == "__main__":
    main()
