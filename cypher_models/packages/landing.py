"""A model from elsewhere comes to ANMAI_HOME/models: checked before it lands, landed whole, nothing overwritten."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from anmai.cypher_models.catalogue import load_all
from anmai.cypher_models.check import check_model
from anmai.cypher_models.examples import read_examples
from anmai.cypher_models.form import Model
from anmai.cypher_models.ledger.overlap import Overlap, overlaps
from anmai.cypher_models.ledger.versions import register
from anmai.cypher_models.load import load_model
from anmai.cypher_models.packages.archive import Package, read_package
from anmai.cypher_models.packages.offices import SHORT, Offices
from anmai.cypher_models.refusals import note_refusal
from anmai.errors import Conflict, Forbidden, ModelError
from anmai.graph.connection import Graph
from anmai.settings import Settings
from anmai.store import Store, audit
from anmai.store.engine import new_id, now
from anmai.store.ledger_tables import ModelOutcome
from anmai.store.tables import ModelVersion

#: Where versions are kept that a newer one took the place of (too deep for the catalogue to read them).
KEPT: Final = ".versions"


@dataclass(frozen=True, slots=True)
class Landed:
    """What came of an import.

    Attributes:
        model: The model as it now lies in ANMAI_HOME/models.
        office: Who signed it; None for what was not signed.
        replaced: The version whose place it took, kept aside.
        already: Whether the very same version was here before.
        overlaps: Models that it is much like.
    """

    model: Model
    office: str | None
    replaced: str | None
    already: bool
    overlaps: list[Overlap]


def import_package(
    settings: Settings, store: Store, graph: Graph, content: bytes, who: str, *, trust: bool = False
) -> Landed:
    """Check a package and let its model land.

    Args:
        settings: Which home; its writer lock is the caller's to hold.
        store: Its store.
        graph: The server on which the queries are explained.
        content: The package's bytes.
        who: The person who imports it.
        trust: Take a package of an office that is not recognised; its signature must hold all the same.

    Raises:
        ModelError: The package was changed, or its model doesn't pass the checks.
        Forbidden: The office that signed it is not recognised, or the key is another office's.
        Conflict: Another model, or another content of this version, has its place.
    """
    package = read_package(content)
    office = _recognised(Offices(settings), package, trust=trust)
    landed = land(settings, store, graph, package.manifest.slug, package.files, who, office=office)
    with store.session() as session:
        _note_outcomes(session, package, office)
        detail = {
            "version": landed.model.version, "digest": landed.model.digest, "office": office, "key": package.key_id,
            "sha256": package.sha256, "trusted_once": trust, "replaced": landed.replaced,
        }  # fmt: skip
        audit.append(session, who, "model.import", f"model:{landed.model.slug}", detail)
    return landed


def _recognised(offices: Offices, package: Package, *, trust: bool) -> str:
    known, own = offices.by_key(package.key_id), offices.own()
    if known is None and own is not None and own.key_id == package.key_id:
        known = own
    name = package.manifest.office
    if known is None:
        if trust:
            return name
        raise Forbidden(
            f"{name} (key {package.key_id[:SHORT]}) is not recognised here.",
            remedy="Compare the key with that office, then `anmai models offices add NAME KEY`; or say --trust.",
        )
    if known.name != name:
        raise Forbidden(
            f"The package names {name}, but its key is {known.name}'s.",
            remedy="Ask both offices; `anmai models offices list` shows the keys.",
        )
    return name


def land(
    settings: Settings, store: Store, graph: Graph, slug: str, files: Mapping[str, str], who: str, *, office: str | None
) -> Landed:
    """Check the files of a model and move them to ANMAI_HOME/models/<slug>.

    Raises:
        ModelError: They don't pass the checks (logged, nothing lands).
        Conflict: The slug or id is taken, or this version is here with other files, or a newer one is.
    """
    settings.ensure_home()
    waiting = settings.models_dir / KEPT / f"incoming-{new_id()}"
    folder = waiting / slug
    folder.mkdir(parents=True, mode=0o700)
    try:
        for name, text in files.items():
            (folder / name).write_bytes(text.encode("utf-8"))
        model = _checked(store, graph, folder, who)
        place, known = settings.models_dir / slug, _same_place(settings, store, model)
        models = [loaded.model for loaded in load_all(settings) if loaded.model is not None]
        with store.session() as session:
            alike = [each for each in overlaps(session, model, models) if each.near_copy]
            register(session, model)
        if known is not None and known.digest == model.digest:
            return Landed(known, office, None, True, alike)
        if known is not None:
            kept = settings.models_dir / KEPT / slug / known.version
            kept.parent.mkdir(mode=0o700, exist_ok=True)
            place.replace(kept)
        folder.replace(place)
        landed = load_model(place, own=True).model
        assert landed is not None
        return Landed(landed, office, known.version if known else None, False, alike)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _checked(store: Store, graph: Graph, folder: Path, who: str) -> Model:
    loaded = load_model(folder, own=True)
    problems = list(loaded.problems)
    if loaded.model is not None:
        if not problems:
            problems = read_examples(loaded.model)[1] + check_model(loaded.model, graph)
        if problems:
            note_refusal(store, loaded.model, problems, who)
    if loaded.model is None or problems:
        listed = "\n  ".join(map(str, problems))
        raise ModelError(
            f"{folder.name} is refused:\n  {listed}\n", remedy="Nothing was imported. Ask its authors to correct it."
        )
    return loaded.model


def _same_place(settings: Settings, store: Store, model: Model) -> Model | None:
    """The own model of this slug that lies here now, when the new one may take its place."""
    known: Model | None = None
    for loaded in load_all(settings):
        other = loaded.model
        if other is None:
            if loaded.folder.name == model.slug:
                raise Conflict(f"{loaded.folder} is in the way.", remedy="Correct or remove it first.")
            continue
        same_id = other.about.id == model.about.id
        if other.slug == model.slug and other.digest == model.digest:
            known = other
        elif (other.slug == model.slug) != same_id or (other.slug == model.slug and not other.own):
            raise Conflict(
                f"{other.folder} has the slug or id of {model.slug} already.",
                remedy="Imported models override nothing: ask its authors for a slug and an id of its own.",
            )
        elif other.slug == model.slug:
            known = other
    with store.session(write=False) as session:
        versions = {
            row.version: row.digest
            for row in session.scalars(select(ModelVersion).where(ModelVersion.slug == model.slug))
        }
    if known is not None and known.version == model.version and known.digest != model.digest:
        raise Conflict(
            f"{model.slug} {model.version} is here with other files.", remedy="A version never changes: raise it."
        )
    if versions.get(model.version, model.digest) != model.digest and model.released:
        raise Conflict(
            f"{model.slug} {model.version} was registered here with other files.",
            remedy="A version never changes: ask its authors which one is right.",
        )
    if known is not None and number(known.version) > number(model.version):
        raise Conflict(
            f"{model.slug} {known.version} is here, which is newer than {model.version}.",
            remedy="Older versions are in the ledger; nothing was changed.",
        )
    return known


def number(version: str) -> tuple[int, ...]:
    """A version as numbers that can be compared."""
    return tuple(int(part) for part in version.split("."))


def _note_outcomes(session: Session, package: Package, office: str) -> None:
    told: dict[str, Any] = package.manifest.outcomes.model_dump()
    manifest = package.manifest
    row = session.scalars(
        select(ModelOutcome).where(
            ModelOutcome.slug == manifest.slug,
            ModelOutcome.version == manifest.version,
            ModelOutcome.key_id == package.key_id,
        )
    ).first()
    if row is None:
        row = ModelOutcome(slug=manifest.slug, version=manifest.version, key_id=package.key_id, told="")
        session.add(row)
    if row.told < manifest.made:
        row.office, row.confirmed, row.dismissed = office, told["confirmed"], told["dismissed"]
        row.told, row.at = manifest.made, now()
