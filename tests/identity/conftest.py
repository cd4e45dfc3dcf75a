"""A store of its own for each test, and documents with their parties, made in a few words."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from anmai.graph.identity import Resolution, detach, resolve
from anmai.graph.identity.names import is_masked, norm_name
from anmai.store import Store
from anmai.store.engine import migrate, now
from anmai.store.tables import Blob, Decision, Document, Mention, MentionEntity

_NO_BYTES = "0" * 64


@dataclass
class World:
    """A store, and what tests do with it."""

    store: Store
    seen: list[str] = field(default_factory=list)

    def put(self, document: str, *parties: dict[str, Any]) -> list[str]:
        """Store a document's parties, replacing those it had; returns the mention ids."""
        at = now()
        rows = []
        for ordinal, told in enumerate(parties):
            kind = told.get("kind", "person")
            row = {
                "id": f"{document}#m{ordinal}", "document_id": document, "ordinal": ordinal, "kind": kind,
                "norm_name": norm_name(told["name"]), "masked": is_masked(told["name"], kind=kind), "roles": ["被告人"],
                "sex": None, "birth_date": None, "county": None, "id_number": None, "credit_code": None,
                "case_key": None, "features": {},
            }  # fmt: skip
            rows.append(row | told)
        with self.store.session() as session:
            if session.get(Blob, _NO_BYTES) is None:
                session.add(Blob(sha256=_NO_BYTES, data=b"", size=0))
                session.flush()
            if session.get(Document, document) is None:
                session.add(
                    Document(
                        id=document,
                        source="test",
                        key=document,
                        given_id=f"given-{document}",
                        path=document,
                        sha256=_NO_BYTES,
                        text_sha256=None,
                        reader="text",
                        reader_version="1",
                        status="read",
                        reason=None,
                        message=None,
                        created=at,
                        changed=at,
                    )
                )
                session.flush()
            detach(session, [document])
            session.execute(sa.delete(Mention).where(Mention.document_id == document))
            if rows:
                session.execute(sa.insert(Mention), rows)
        return [row["id"] for row in rows]

    def resolve(self, *documents: str) -> Resolution:
        """Resolve these documents, or all."""
        return resolve(self.store, documents=documents or None)

    def partition(self) -> set[frozenset[str]]:
        """The clusters of mentions as they are stored."""
        clusters: dict[str, set[str]] = {}
        with self.store.session(write=False) as session:
            for mention, entity in session.execute(sa.select(MentionEntity.mention_id, MentionEntity.entity_id)):
                clusters.setdefault(entity, set()).add(mention)
        return {frozenset(cluster) for cluster in clusters.values()}

    def entity(self, mention: str) -> str:
        """The entity of a mention."""
        with self.store.session(write=False) as session:
            row = session.get(MentionEntity, mention)
            assert row is not None, mention
            return row.entity_id

    def same(self, left: str, right: str) -> bool:
        """Whether two mentions are in one entity."""
        return self.entity(left) == self.entity(right)

    def decisions(self, **where: Any) -> list[Decision]:
        """Decisions by the values of their columns, ordered by id."""
        with self.store.session(write=False) as session:
            return list(session.scalars(sa.select(Decision).filter_by(**where).order_by(Decision.id)))


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store's file with all tables and no rows, to be copied: migrating takes longer than a test."""
    path = tmp_path_factory.mktemp("empty") / "store.db"
    store = Store(f"sqlite:///{path}")
    migrate(store)
    store.close()
    return path


@pytest.fixture
def make_world(empty_store: Path, tmp_path: Path) -> Iterator[Callable[[], World]]:
    """Makes worlds with an empty store each."""
    made: list[World] = []

    def make() -> World:
        path = tmp_path / f"store{len(made)}.db"
        shutil.copy(empty_store, path)
        made.append(World(Store(f"sqlite:///{path}")))
        return made[-1]

    yield make
    for world in made:
        world.store.close()


@pytest.fixture
def world(make_world: Callable[[], World]) -> World:
    """A world with an empty store."""
    return make_world()
