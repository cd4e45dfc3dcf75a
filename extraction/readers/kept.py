"""Keeps what was recognised in scans: a stopped run, or the next one over the same folder, doesn't recognise it again.

A page takes seconds; a thousand scans take hours. Readings lie in a folder of their own with the owner's rights alone,
under the digest of the bytes and the reader's version: neither a changed file nor a newer reader gets an old one.
"""

from __future__ import annotations

import json
import os
import zlib
from hashlib import sha256
from pathlib import Path
from typing import Final

from anmai.extraction.readers import ocr
from anmai.extraction.readers.answers import as_reading, as_words
from anmai.extraction.readers.reading import Reader, Reading

_FORM: Final = 1


class KeptReadings:
    """Recognised readings in a folder; a damaged or missing one is simply read again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, reader: Reader, raw: bytes) -> Reading | None:
        """The reading of these bytes by this version of the reader and the recognition; None when it isn't kept.

        Args:
            reader: The reader that would read them.
            raw: The bytes.
        """
        try:
            return as_reading(json.loads(zlib.decompress(self._path(reader, raw).read_bytes())))
        except (OSError, ValueError, KeyError, TypeError, zlib.error):
            return None

    def keep(self, reader: Reader, raw: bytes, reading: Reading) -> None:
        """Keep a reading if anything in it was recognised; a full disk costs no document.

        Args:
            reader: The reader that read the bytes.
            raw: The bytes.
            reading: What came out.
        """
        if not reading.recognised:
            return
        path = self._path(reader, raw)
        part = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(zlib.compress(json.dumps(as_words(reading)).encode("ascii")))
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)

    def _path(self, reader: Reader, raw: bytes) -> Path:
        by = f"{_FORM} {reader.name} {ocr.version(reader.version) if ocr.available() else reader.version} "
        digest = sha256(by.encode() + raw).hexdigest()
        return self._folder / digest[:2] / digest
