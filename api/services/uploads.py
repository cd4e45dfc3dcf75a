"""Files that came through the page: checked names, bytes on disk before the job is queued."""

from __future__ import annotations

import filecmp
import os
import shutil
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO, Final

from anmai.errors import Conflict, StoreError, UsageError
from anmai.settings import Settings

#: The source that uploaded documents belong to; their key is the file's name.
SOURCE: Final = "uploads"
MAX_FILES: Final = 50
MAX_FILE_BYTES: Final = 20 << 20
_CHUNK: Final = 1 << 20
_MAX_NAME: Final = 120
#: Names that Windows keeps for devices, whatever their ending.
_DEVICES: Final = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


def uploads_folder(settings: Settings) -> Path:
    """Where uploaded files lie."""
    return settings.home / "uploads"


def safe_name(given: str | None) -> str:
    """A file name that stays in its folder on every system: letters, digits, brackets, dots, dashes; the ending kept.

    Example:
        >>> safe_name("../../etc/（2019）浙0106刑初1号.txt")
        '(2019)浙0106刑初1号.txt'
    """
    name = PureWindowsPath(PurePosixPath(given or "").name).name
    folded = unicodedata.normalize("NFKC", name)
    kept = "".join(letter if letter.isalnum() or letter in "()-_. #" else "_" for letter in folded).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        stem, ending = kept, ""
    while len((stem + dot + ending).encode("utf-8")) > _MAX_NAME * 2 or len(stem) > _MAX_NAME:
        if len(stem) > 1:
            stem = stem[:-1]
        else:
            ending = ending[:-1]
    if not stem.strip(" ._") or stem.split(".")[0].lower() in _DEVICES:
        stem = f"upload{stem}"
    return f"{stem}{dot}{ending}" if ending else stem


def keep_uploads(
    settings: Settings, job: str, files: list[tuple[str | None, BinaryIO]], *, replace: bool = False
) -> list[str]:
    """Write the files of one call to ANMAI_HOME/uploads/<job>/, all of them or none.

    A document is known by its file's name: another file of that name would replace what it said, which is right for a
    corrected ruling and wrong for a second "1.txt". So it has to be said.

    Args:
        settings: Which home.
        job: Id of the job that will read them.
        files: Given name and open file of each.
        replace: Files may replace earlier ones of the same name.

    Returns:
        The names under which they lie, in order; equal names get a number.

    Raises:
        UsageError: No file, too many, or one too large.
        Conflict: A file of that name and other content was added before, and ``replace`` is not said.
        StoreError: The disk is full.
    """
    if not files or len(files) > MAX_FILES:
        raise UsageError(f"{len(files)} files in one call.", remedy=f"Send 1 to {MAX_FILES} at a time.")
    uploads_folder(settings).mkdir(mode=0o700, exist_ok=True)
    folder = uploads_folder(settings) / job
    folder.mkdir(mode=0o700)
    names: list[str] = []
    try:
        for given, source in files:
            name = _free(safe_name(given), {kept.casefold() for kept in names})
            _write(folder / name, source, given or name)
            names.append(name)
            if not replace:
                _refuse_other(kept_folder(settings) / name, folder / name)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise StoreError(
            f"The upload can't be kept in {folder}: {error.strerror}.", remedy="Free disk space."
        ) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return names


def kept_folder(settings: Settings) -> Path:
    """Where the files of all uploads lie once their job began."""
    return uploads_folder(settings) / "files"


def settle_uploads(settings: Settings, job: str, names: list[str]) -> list[Path]:
    """Move a job's files to their lasting place; a file that is there already was moved before a kill.

    Returns:
        Where they lie now.
    """
    kept_folder(settings).mkdir(mode=0o700, exist_ok=True)
    folder = uploads_folder(settings) / job
    for name in names:
        if (folder / name).exists():
            (folder / name).replace(kept_folder(settings) / name)
    if folder.exists():
        folder.rmdir()
    return [kept_folder(settings) / name for name in names]


def _refuse_other(kept: Path, new: Path) -> None:
    if kept.exists() and not filecmp.cmp(kept, new, shallow=False):
        raise Conflict(
            f"A file {kept.name!r} with other content was added before.",
            remedy="Rename the new one; or, if it corrects the earlier one, send it with replace=true.",
        )


def _free(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    tried, number = name, 2
    while tried.casefold() in taken:
        tried, number = f"{stem}-{number}{dot}{ending}", number + 1
    return tried


def _write(path: Path, source: BinaryIO, given: str) -> None:
    size = 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > MAX_FILE_BYTES:
                raise UsageError(
                    f"{given[:80]!r} is larger than {MAX_FILE_BYTES >> 20} MB.", remedy="Ingest it with `anmai ingest`."
                )
            file.write(chunk)
