"""A process that runs guarded readers (.doc, .pdf, pictures): hostile bytes may crash it, hang it or fill its memory.

Run as ``python -m anmai.extraction.readers.reader_process``. Frames come on its standard input and go to its standard
output: (reader, bytes, place), pickled, is answered in JSON by any number of "beat" and one "text" or "refused".
"""

from __future__ import annotations

import os
import sys

from anmai.errors import DocumentError
from anmai.extraction.readers.answers import as_words, tell
from anmai.extraction.reading_process import limit_memory, receive


def main() -> None:
    """Answer until the input ends."""
    inbox = os.fdopen(os.dup(0), "rb")
    outbox = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit_memory()
    from anmai.extraction.readers.formats import BY_NAME
    from anmai.extraction.readers.heartbeat import listen

    listen(lambda: tell(outbox, "beat"))
    tell(outbox, "ready")
    while True:
        try:
            name, raw, place = receive(inbox)
        except EOFError:
            return
        try:
            tell(outbox, "text", reading=as_words(BY_NAME[name].read(raw, place)))
        except DocumentError as error:
            tell(outbox, "refused", reason=error.reason, message=str(error))
        except MemoryError:
            # The heap is in no state to go on with; another process is started.
            os._exit(70)
        except Exception as error:
            # A library's own failure on damaged bytes; the document is refused, the process lives.
            why = f"{place}: {name} can't read it ({type(error).__name__}: {error})."
            tell(outbox, "refused", reason="malformed", message=f"{why} Get the file again from its source.")


if __name__ == "__main__":
    sys.setrecursionlimit(3_000)
    main()
