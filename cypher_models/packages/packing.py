"""Packing a model: its files, where it stands here and what became of its leads, signed with this office's key."""

from __future__ import annotations

import hashlib

from anmai.cypher_models.form import FILES, Model
from anmai.cypher_models.ledger.certificates import certificates_of
from anmai.cypher_models.ledger.outcomes import own_outcome
from anmai.cypher_models.ledger.standing import standing_of
from anmai.cypher_models.ledger.versions import register
from anmai.cypher_models.packages.archive import Certificate, Manifest, Told, write_package
from anmai.cypher_models.packages.offices import Offices
from anmai.errors import ConfigurationError, Conflict
from anmai.store import Store, audit
from anmai.store.engine import now


def pack(store: Store, offices: Offices, model: Model, who: str) -> bytes:
    """The signed package of a released version; the version is registered, so that it can't change any more.

    Raises:
        Conflict: The version is experimental.
        ConfigurationError: This office has no key.
        ModelError: The version was registered with other files.
    """
    own = offices.own()
    if own is None:
        raise ConfigurationError(
            "This office has no key to sign with.", remedy="Make one: `anmai models offices own --name NAME`."
        )
    if not model.released:
        raise Conflict(
            f"{model.slug} {model.version} is experimental and may still change.",
            remedy="Set `status: test` in model.yaml (its files are then frozen), and pack that.",
        )
    with store.session() as session:
        register(session, model)
        standing, outcome = standing_of(session, model), own_outcome(session, model.slug, own.name)
        manifest = Manifest(
            slug=model.slug,
            version=model.version,
            model_id=str(model.about.id),
            files={name: hashlib.sha256(model.files[name].encode("utf-8")).hexdigest() for name in FILES},
            office=own.name,
            public_key=own.public_key,
            made=now(),
            status=standing.status,
            level=standing.level,
            certificates=[
                Certificate.model_validate({"side": each.side, "who": each.who, "at": each.at})
                for each in certificates_of(session, model)
            ],
            outcomes=Told(confirmed=outcome.confirmed, dismissed=outcome.dismissed),
        )
        content = write_package(manifest, model.files, offices.sign)
        detail = {"version": model.version, "digest": model.digest, "sha256": hashlib.sha256(content).hexdigest()}
        audit.append(session, who, "model.pack", f"model:{model.slug}", detail)
    return content
