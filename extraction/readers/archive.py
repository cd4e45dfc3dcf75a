"""Archives of documents (.zip): members one at a time, within limits that a bomb runs into first.

Nothing is written to disk, so a member's path can lead nowhere; it only becomes part of a key, cleaned.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import BinaryIO, Final

from anmai.errors import DocumentError
from anmai.extraction.readers.limits import (
    MAX_MEMBER_PATH,
    MAX_ZIP_BYTES,
    MAX_ZIP_MEMBERS,
    MAX_ZIP_RATIO,
    RATIO_FLOOR_BYTES,
)
from anmai.extraction.readers.notes import refused_archive

NAME: Final = "zip"
VERSION: Final = "1"

#: Members that a refusal names.
_NAMED: Final = 3
_UTF8: Final = 0x800
_ENCRYPTED: Final = 0x1
#: Extra field of Info-ZIP that holds a name in UTF-8.
_UNICODE_PATH: Final = 0x7075
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    struct.error,
)


@dataclass(slots=True)
class Budget:
    """What one archive on disk may still unpack to, archives inside it included."""

    bytes: int = MAX_ZIP_BYTES
    members: int = MAX_ZIP_MEMBERS
    #: Keys given so far: two members may carry one name.
    keys: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive.

    Attributes:
        key: The archive's key, a slash, the member's cleaned path.
        size: Unpacked bytes, as the directory tells.
        archive: The open archive.
        info: Its entry.
        budget: What the whole may still unpack to.
    """

    key: str
    size: int
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo
    budget: Budget

    def unpack(self, limit: int) -> bytes:
        """Its bytes, counted while they come: the directory may lie.

        Args:
            limit: Most bytes that its reader takes.

        Raises:
            DocumentError: reason ``encrypted``, ``unsafe_archive``, ``too_large`` or ``malformed``.
        """
        if self.info.flag_bits & _ENCRYPTED:
            raise DocumentError(
                "encrypted",
                f"{self.key}: the archive is locked with a password.",
                remedy="Unpack it, and add the files.",
            )
        by_ratio = max(RATIO_FLOOR_BYTES, self.info.compress_size * MAX_ZIP_RATIO)
        most = min(limit, by_ratio, self.budget.bytes)
        try:
            with self.archive.open(self.info) as stream:
                data = stream.read(most + 1)
        except _DAMAGE as error:
            raise damaged(self.key, error) from error
        self.budget.bytes -= len(data)
        if len(data) > most:
            raise self._beyond(limit, most)
        return data

    def _beyond(self, limit: int, most: int) -> DocumentError:
        if most == limit:
            return DocumentError("too_large", f"{self.key}: more than {limit} bytes.", remedy="Split the file.")
        return DocumentError(
            "unsafe_archive", f"{self.key}: unpacks to more than {most} bytes.", remedy="Unpack it, and add the files."
        )


def open_archive(stream: BinaryIO | bytes, key: str) -> zipfile.ZipFile:
    """An archive whose directory could be read.

    Raises:
        DocumentError: reason ``malformed``.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(stream) if isinstance(stream, bytes) else stream)
    except _DAMAGE as error:
        raise damaged(key, error) from error


def members(archive: zipfile.ZipFile, key: str, budget: Budget) -> Iterator[Member]:
    """The files of an archive, in the order of their names; folders and hidden files are left out.

    Raises:
        DocumentError: reason ``unsafe_archive``: too many members; or, once for all and after the harmless ones,
            members that grow as in a bomb, or that go beyond what the archive may unpack to.
    """
    infos = [info for info in archive.infolist() if not info.is_dir()]
    budget.members -= len(infos)
    if budget.members < 0:
        raise refused_archive(key, "members", most=f"{MAX_ZIP_MEMBERS:,}")
    named = sorted(((clean_path(member_name(info)), info) for info in infos), key=lambda each: each[0])
    named = [each for each in named if not _is_hidden(each[0])]
    bombs = [each for each in named if _is_bomb(each[1])]
    harmless = [each for each in named if not _is_bomb(each[1])] if bombs else named
    for number, (path, info) in enumerate(harmless):
        if info.file_size > budget.bytes:
            left = len(harmless) - number
            raise refused_archive(key, "total", most=_size(MAX_ZIP_BYTES), count=f"{left:,}", names=path)
        yield Member(_own_key(f"{key}/{path}", budget), info.file_size, archive, info, budget)
    if bombs:
        ratio = max(info.file_size // max(1, info.compress_size) for _, info in bombs)
        names = "、".join(path for path, _ in bombs[:_NAMED]) + (" …" if len(bombs) > _NAMED else "")
        raise refused_archive(
            key, "bomb", count=f"{len(bombs):,}", ratio=f"{ratio:,}", most=str(MAX_ZIP_RATIO), names=names
        )


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in path.split("/"))


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > max(RATIO_FLOOR_BYTES, info.compress_size * MAX_ZIP_RATIO)


def _size(count: int) -> str:
    return f"{count / 1024**3:g} GB" if count >= 1024**3 else f"{count / 1024**2:.0f} MB"


def _own_key(key: str, budget: Budget) -> str:
    own, number = key, 2
    while own in budget.keys:
        own, number = f"{key}@{number}", number + 1
    budget.keys.add(own)
    return own


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name in the encoding that its packer used: old Chinese programs write GBK and don't say so."""
    if info.flag_bits & _UTF8:
        return info.filename
    told = _unicode_path(info.extra)
    if told is not None:
        return told
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _unicode_path(extra: bytes) -> str | None:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH and size > 5:
            try:
                return extra[at + 9 : at + 4 + size].decode("utf-8")
            except UnicodeDecodeError:
                return None
        at += 4 + size
    return None


def clean_path(name: str) -> str:
    r"""A member's path as part of a key: no root, no drive, no way up, no control characters.

    Example:
        >>> clean_path("../../etc/判决书.txt"), clean_path("C:\\案件\\一.txt")
        ('etc/判决书.txt', 'C/案件/一.txt')
    """
    path = "".join(c for c in name.replace("\\", "/").replace(":", "") if c.isprintable())
    parts = [part for part in path.split("/") if part.strip() and part not in {".", ".."}]
    path = "/".join(parts) or "unnamed"
    if len(path) <= MAX_MEMBER_PATH:
        return path
    # Cut in the middle: the ending decides the reader, the digest keeps two long names apart.
    digest = sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    half = (MAX_MEMBER_PATH - 14) // 2
    return f"{path[:half]}~{digest}~{path[-half:]}"


def damaged(key: str, error: Exception) -> DocumentError:
    """The refusal of an archive or member that can't be unpacked."""
    return DocumentError(
        "malformed", f"{key}: the archive is damaged ({error}).", remedy="Get it again from its source."
    )
