"""A package that was changed anywhere is refused; so is one of an office that is not recognised."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest
from tests.ledger.conftest import Decided

from anmai.cypher_models.form import Model
from anmai.cypher_models.packages import Offices, pack, read_package
from anmai.errors import ConfigurationError, Conflict, ModelError, NotFound, UsageError
from anmai.settings import Settings
from anmai.store import Store

OFFICE = "西湖区人民检察院"


@pytest.fixture
def package(home_settings: Settings, store: Store, model: Model, decided: Decided) -> bytes:
    decided("my-model", confirmed=3, dismissed=1)
    offices = Offices(home_settings)
    offices.make_own(OFFICE)
    return pack(store, offices, model, "王检察官")


def _rewritten(content: bytes, *, drop: str | None = None, add: dict[str, bytes] | None = None, **how: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", **how) as new:  # type: ignore[call-overload]
        for entry in old.infolist():
            if entry.filename != drop:
                new.writestr(entry.filename, old.read(entry))
        for name, text in (add or {}).items():
            new.writestr(name, text)
    return made.getvalue()


def test_a_package_reads_back_as_it_was_packed(package: bytes, model: Model, home_settings: Settings) -> None:
    read = read_package(package)

    assert read.files == model.files
    assert (read.manifest.slug, read.manifest.version, read.manifest.office) == ("my-model", "0.1.0", OFFICE)
    assert (read.manifest.outcomes.confirmed, read.manifest.outcomes.dismissed) == (3, 1)
    own = Offices(home_settings).own()
    assert own is not None
    assert read.key_id == own.key_id


def test_one_byte_changed_anywhere_is_refused(package: bytes) -> None:
    taken = []
    for at in range(len(package)):
        changed = bytearray(package)
        changed[at] ^= 0x01
        try:
            read_package(bytes(changed))
            taken.append(at)
        except ModelError:
            pass

    assert taken == []
    assert len(package) > 5000


@pytest.mark.parametrize("mask", [0x20, 0x80, 0xFF])
def test_other_bits_changed_are_refused(package: bytes, mask: int) -> None:
    taken = []
    for at in range(0, len(package), 7):
        changed = bytearray(package)
        changed[at] ^= mask
        try:
            read_package(bytes(changed))
            taken.append(at)
        except ModelError:
            pass

    assert taken == []


@pytest.mark.parametrize("cut", [1, 100, 5000])
def test_a_package_cut_or_continued_is_refused(package: bytes, cut: int) -> None:
    for content in (package[:-cut], package[cut:], package + b"x" * cut, b"x" * cut + package, b""):
        with pytest.raises(ModelError, match="The package is refused"):
            read_package(content)


@pytest.mark.parametrize(
    "name", ["model/extra.cypher", "../model.yaml", "/etc/passwd", "model/../../x", "model\\x", "C:x", "model/"]
)
def test_a_file_more_is_refused_wherever_it_would_go(package: bytes, name: str) -> None:
    with pytest.raises(ModelError, match="no package holds"):
        read_package(_rewritten(package, add={name: b"x"}))


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
@pytest.mark.parametrize("name", ["model/findings.cypher", "manifest.json", "manifest.sig"])
def test_a_name_that_stands_twice_is_refused(package: bytes, name: str) -> None:
    with pytest.raises(ModelError, match="or not twice"):
        read_package(_rewritten(package, add={name: b"x"}))


@pytest.mark.parametrize("name", ["model/findings.cypher", "manifest.json", "manifest.sig"])
def test_a_file_less_is_refused(package: bytes, name: str) -> None:
    with pytest.raises(ModelError, match=f"lacks {name}"):
        read_package(_rewritten(package, drop=name))


def test_the_same_files_packed_in_another_way_are_refused(package: bytes) -> None:
    with pytest.raises(ModelError, match="The package is refused"):
        read_package(_rewritten(package))
    with pytest.raises(ModelError, match="packed in another way"):
        read_package(_rewritten(package, compression=zipfile.ZIP_DEFLATED))


def test_files_and_manifest_changed_together_are_refused_without_the_key(package: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["version"] = "9.9.9"
    told = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    changed = _rewritten(_rewritten(package, drop="manifest.json"), add={"manifest.json": told})

    with pytest.raises(ModelError, match="changed after the key"):
        read_package(changed)


def test_the_own_key_is_for_its_owner_alone(home_settings: Settings) -> None:
    offices = Offices(home_settings)
    offices.make_own(OFFICE)

    assert stat.S_IMODE((offices.folder / "own.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(offices.folder.stat().st_mode) == 0o700
    (offices.folder / "own.key").chmod(0o640)
    with pytest.raises(ConfigurationError, match="can be read by others"):
        offices.sign(b"x")


def test_a_key_is_not_replaced(home_settings: Settings) -> None:
    offices = Offices(home_settings)
    before = offices.make_own(OFFICE)

    with pytest.raises(Conflict):
        offices.make_own("另一院")

    assert offices.own() == before


def test_offices_are_added_listed_and_removed(home_settings: Settings, tmp_path: Path) -> None:
    offices, other = Offices(home_settings), Offices(Settings(home=tmp_path / "other", neo4j_uri=None))
    key = other.make_own("萧山区人民检察院").public_key

    added = offices.add("萧山区人民检察院", key)

    assert offices.by_key(added.key_id) == added == offices.recognised()[0]
    with pytest.raises(Conflict):
        offices.add("改名", key)
    assert offices.remove(added.key_id[:8]) == added
    assert offices.recognised() == []
    with pytest.raises(NotFound):
        offices.remove("萧山区人民检察院")


@pytest.mark.parametrize("key", ["", "zz" * 32, "ab" * 31, "AB CD", "ab" * 33])
def test_what_is_no_key_is_not_added(home_settings: Settings, key: str) -> None:
    with pytest.raises(UsageError, match="no Ed25519 public key"):
        Offices(home_settings).add("某院", key)


def test_an_experimental_version_is_not_packed(home_settings: Settings, store: Store, model: Model) -> None:
    from tests.ledger.conftest import loaded

    from anmai.cypher_models.scaffold import new_model

    Offices(home_settings).make_own(OFFICE)

    with pytest.raises(Conflict, match="experimental"):
        pack(store, Offices(home_settings), loaded(new_model(home_settings, "draft")), "王检察官")
