"""A process that runs guarded readers (.doc, .pdf, pictures): hostile bytes may crash it, hang it or fill its memory.

Run as ``python -m anmai.extraction.readers.reader_process``. Frames come on its standard input and go to its standard
output: (reader, bytes, place) is answered by any number of ("beat",) and one ("text", reading) or ("refused", reason,
message).
"""

from __future__ import annotations

import os
import sys

from anmai.errors import DocumentError
from anmai.extraction.reading_process import limit_memory, receive, send


def main() -> None:
    """Answer until the input ends."""
    inbox = os.fdopen(os.dup(0), "rb")
    outbox = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit_memory()
    from anmai.extraction.readers.formats import BY_NAME
    from anmai.extraction.readers.heartbeat import listen

    listen(lambda: send(outbox, ("beat",)))
    send(outbox, ("ready",))
    while True:
        try:
            name, raw, place = receive(inbox)
        except EOFError:
            return
        try:
            answer: tuple[object, ...] = ("text", BY_NAME[name].read(raw, place))
        except DocumentError as error:
            answer = ("refused", error.reason, str(error))
        except MemoryError:
            # The heap is in no state to go on with; another process is started.
            os._exit(70)
        except Exception as error:
            # A library's own failure on damaged bytes; the document is refused, the process lives.
            answer = ("refused", "malformed", f"{place}: {name} can't read it ({type(error).__name__}: {error}).")
        send(outbox, answer)


if __name__ == "__main__":
    sys.setrecursionlimit(3_000)
    main()
