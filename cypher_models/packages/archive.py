"""The bytes of a package: a zip that follows from what it holds, so that one byte changed anywhere shows."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from anmai.cypher_models.form import FILES
from anmai.cypher_models.packages.offices import key_id, signature_holds
from anmai.errors import ModelError, UsageError

#: Bytes of a package and of one file in it.
MOST_BYTES: Final = 4_000_000
_MANIFEST: Final = "manifest.json"
_SIGNATURE: Final = "manifest.sig"
_NAMES: Final = (_MANIFEST, _SIGNATURE, *(f"model/{name}" for name in FILES))
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Told(_Strict):
    """What the packing office's people made of the model's leads: counts alone."""

    confirmed: int = Field(ge=0, le=10_000_000)
    dismissed: int = Field(ge=0, le=10_000_000)


class Certificate(_Strict):
    """A certificate of the packing office; it tells where the model stands there, and certifies nothing here."""

    side: Literal["business", "data"]
    who: str = Field(max_length=64)
    at: str = Field(max_length=32)


class Manifest(_Strict):
    """manifest.json: what is signed."""

    form: Literal["anmai-model-package/1"] = "anmai-model-package/1"
    slug: str = Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)
    version: str = Field(pattern=r"^\d{1,6}\.\d{1,6}\.\d{1,6}$")
    model_id: str = Field(max_length=36)
    files: dict[str, str] = Field(description="File name → SHA-256 (hex)")
    office: str = Field(min_length=1, max_length=128)
    public_key: str
    made: str = Field(max_length=32)
    status: str
    level: str
    certificates: list[Certificate] = []
    outcomes: Told


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose bytes, hashes and signature hold.

    Attributes:
        manifest: What was signed.
        files: File name → text.
        sha256: Of the whole package.
    """

    manifest: Manifest
    files: dict[str, str]
    sha256: str

    @property
    def key_id(self) -> str:
        """The id of the key that signed it."""
        return key_id(self.manifest.public_key)


def write_package(manifest: Manifest, files: Mapping[str, str], sign: Callable[[bytes], bytes]) -> bytes:
    """The package's bytes: the same for the same manifest, files and key."""
    told = _canonical(manifest.model_dump(mode="json"))
    parts = {_MANIFEST: told, _SIGNATURE: sign(told).hex().encode("ascii")}
    parts |= {f"model/{name}": files[name].encode("utf-8") for name in FILES}
    return _zipped(parts)


def read_package(content: bytes) -> Package:
    """Check a package's bytes, hashes and signature; who signed it is for the caller to judge.

    Raises:
        ModelError: Anything in it is not as it was packed; the message says what.
    """
    if len(content) > MOST_BYTES:
        raise _refused(f"it has more than {MOST_BYTES} bytes")
    parts = _unzipped(content)
    try:
        manifest = Manifest.model_validate_json(parts[_MANIFEST])
        key = key_id(manifest.public_key)
    except (ValidationError, UsageError) as error:
        raise _refused(f"its manifest is none: {str(error).splitlines()[0]}") from error
    try:
        signature = bytes.fromhex(parts[_SIGNATURE].decode("ascii"))
    except ValueError as error:
        raise _refused("its signature is none") from error
    if not signature_holds(manifest.public_key, signature, parts[_MANIFEST]):
        raise _refused(f"its manifest was changed after the key {key[:16]} signed it, or another key signed it")
    if set(manifest.files) != set(FILES):
        raise _refused("its manifest lists other files than a model has")
    for name, digest in manifest.files.items():
        if hashlib.sha256(parts[f"model/{name}"]).hexdigest() != digest:
            raise _refused(f"{name} was changed after it was signed")
    if _zipped(parts) != content or _canonical(manifest.model_dump(mode="json")) != parts[_MANIFEST]:
        raise _refused("its bytes are not those that were packed")
    try:
        files = {name: parts[f"model/{name}"].decode("utf-8") for name in FILES}
    except UnicodeDecodeError as error:
        raise _refused("a file of it is no UTF-8") from error
    return Package(manifest, files, hashlib.sha256(content).hexdigest())


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name in _NAMES:
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            archive.writestr(entry, parts[name])
    return made.getvalue()


def _unzipped(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            if sorted(names) != sorted(_NAMES):
                odd = sorted({name for name in names if name not in _NAMES or names.count(name) > 1})
                lacking = sorted(set(_NAMES) - set(names))
                told = [f"holds {name!r}, which no package holds or not twice" for name in odd[:1]]
                raise _refused("; ".join([*told, *(f"lacks {name}" for name in lacking[:1])]))
            if any(entry.file_size > MOST_BYTES or entry.compress_type != zipfile.ZIP_STORED for entry in entries):
                raise _refused("a file of it is packed in another way than packages are")
            return {entry.filename: archive.read(entry) for entry in entries}
    except ModelError:
        raise
    except Exception as error:  # a damaged zip raises whatever it happens to hit
        raise _refused(f"it is no zip that can be read ({type(error).__name__})") from error


def _canonical(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _refused(why: str) -> ModelError:
    return ModelError(f"The package is refused: {why}.", remedy="Ask the office that sent it to send it again.")
