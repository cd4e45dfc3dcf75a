"""This office's own key, and the offices whose packages are recognised (ANMAI_HOME/offices, owner-only)."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from anmai.errors import ConfigurationError, Conflict, NotFound, UsageError
from anmai.settings import Settings
from anmai.store.engine import now

#: Characters of a key's id that people compare and type.
SHORT: Final = 16
_LONGEST_NAME: Final = 128


@dataclass(frozen=True, slots=True)
class Office:
    """A recognised office.

    Attributes:
        name: Its name, as people know it.
        public_key: Its Ed25519 public key, 64 hex digits.
        added: When it was recognised here.
    """

    name: str
    public_key: str
    added: str

    @property
    def key_id(self) -> str:
        """SHA-256 (hex) of the public key."""
        return key_id(self.public_key)


def key_id(public_key: str) -> str:
    """The id of a public key: SHA-256 (hex) of its 32 bytes.

    Raises:
        UsageError: It is no Ed25519 public key in hex.
    """
    try:
        raw = bytes.fromhex(public_key)
        Ed25519PublicKey.from_public_bytes(raw)
    except ValueError:
        raw = b""
    if len(raw) != 32 or public_key != raw.hex():
        raise UsageError("That is no Ed25519 public key.", remedy="Give its 64 hex digits, as `offices list` shows it.")
    return hashlib.sha256(raw).hexdigest()


def signature_holds(public_key: str, signature: bytes, signed: bytes) -> bool:
    """Whether a key made this signature over these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True


class Offices:
    """The list of a home. Every change is written at once, whole or not at all.

    Args:
        settings: Which home.
    """

    def __init__(self, settings: Settings) -> None:
        self._home = settings
        self.folder = settings.home / "offices"
        self._list = self.folder / "recognised.json"
        self._own = self.folder / "own.json"
        self._key = self.folder / "own.key"

    def recognised(self) -> list[Office]:
        """The recognised offices, by name.

        Raises:
            ConfigurationError: The list can't be read.
        """
        if not self._list.exists():
            return []
        try:
            told = [Office(**each) for each in json.loads(self._list.read_text(encoding="utf-8"))]
            return sorted(told, key=lambda office: (office.name, office.key_id))
        except (OSError, ValueError, TypeError, UsageError) as error:
            raise ConfigurationError(
                f"{self._list} can't be read: {error}.", remedy="Restore it from a copy."
            ) from error

    def add(self, name: str, public_key: str) -> Office:
        """Recognise an office.

        Raises:
            UsageError: No name, or no key.
            Conflict: The key is recognised already, under this name or another.
        """
        office = Office(_name(name), public_key.strip().lower(), now())
        added = office.key_id
        for known in self.recognised():
            if known.key_id == added:
                raise Conflict(
                    f"That key is {known.name}'s already.", remedy="Remove it first to give it another name."
                )
        self._write(self._list, json.dumps([asdict(one) for one in (*self.recognised(), office)], ensure_ascii=False))
        return office

    def remove(self, which: str) -> Office:
        """Forget an office, by its name or a beginning of its key's id.

        Raises:
            NotFound: There is none, or more than one of that name.
        """
        known = self.recognised()
        found = [one for one in known if one.name == which or (len(which) >= 8 and one.key_id.startswith(which))]
        if len(found) != 1:
            raise NotFound(
                f"{len(found)} recognised offices are {which!r}.",
                remedy="`anmai models offices list` shows names and keys; a key's first 8 digits will do.",
            )
        kept = [asdict(one) for one in known if one.key_id != found[0].key_id]
        self._write(self._list, json.dumps(kept, ensure_ascii=False))
        return found[0]

    def by_key(self, key: str) -> Office | None:
        """The recognised office of a key's id."""
        return next((office for office in self.recognised() if office.key_id == key), None)

    def own(self) -> Office | None:
        """This office, where it has made itself a key."""
        if not self._own.exists():
            return None
        return Office(**json.loads(self._own.read_text(encoding="utf-8")))

    def make_own(self, name: str) -> Office:
        """Make this office's key, readable by its owner alone.

        Raises:
            UsageError: No name.
            Conflict: It has one; packages signed with it are recognised elsewhere, so it isn't replaced.
        """
        if self.own() is not None or self._key.exists():
            raise Conflict(
                f"This office has a key already ({self._key}).",
                remedy="Others recognise it; move the folder away to begin anew.",
            )
        key = Ed25519PrivateKey.generate()
        office = Office(_name(name), key.public_key().public_bytes_raw().hex(), now())
        self._write(self._key, key.private_bytes_raw().hex())
        self._write(self._own, json.dumps(asdict(office), ensure_ascii=False))
        return office

    def sign(self, message: bytes) -> bytes:
        """This office's signature (64 bytes) over a message.

        Raises:
            ConfigurationError: It has no key, others may read it, or it doesn't fit its public key.
        """
        own = self.own()
        if own is None or not self._key.exists():
            raise ConfigurationError(
                "This office has no key to sign with.", remedy="Make one: `anmai models offices own --name NAME`."
            )
        if os.name == "posix" and self._key.stat().st_mode & 0o077:
            raise ConfigurationError(
                f"{self._key} can be read by others than its owner.",
                remedy="If nobody has read it: chmod 600. If somebody may have, make a new key and tell other offices.",
            )
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self._key.read_text(encoding="utf-8").strip()))
        if key.public_key().public_bytes_raw().hex() != own.public_key:
            raise ConfigurationError(f"{self._key} doesn't fit {self._own}.", remedy="Restore both from one copy.")
        return key.sign(message)

    def _write(self, path: Path, text: str) -> None:
        self._home.ensure_home()
        self.folder.mkdir(mode=0o700, exist_ok=True)
        if os.name == "posix":
            self.folder.chmod(0o700)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        part.replace(path)


def _name(name: str) -> str:
    clean = " ".join(name.split())
    if not clean or len(clean) > _LONGEST_NAME or not clean.isprintable():
        raise UsageError("An office needs a name.", remedy=f"Give 1 to {_LONGEST_NAME} printable characters.")
    return clean
