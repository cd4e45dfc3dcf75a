from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from anmai.settings import Settings
from anmai.store import Store, audit, open_store
from anmai.store.tables import AuditEntry


@pytest.fixture
def store(home_settings: Settings) -> Iterator[Store]:
    opened = open_store(home_settings)
    with opened.session() as session:
        for number in range(5):
            audit.append(session, "王检察官", "lead.status", f"lead:{number}", {"after": "confirmed", "n": number})
    yield opened
    opened.close()


def test_an_untouched_log_holds(store: Store) -> None:
    with store.session(write=False) as session:
        result = audit.verify(session)

        assert result.ok
        assert result.entries == 5
        assert result.head == session.scalars(sa.select(AuditEntry.hash).order_by(AuditEntry.id.desc())).first()


def test_an_empty_log_holds(home_settings: Settings) -> None:
    opened = open_store(home_settings)
    with opened.session(write=False) as session:
        assert audit.verify(session) == audit.Verification(0, audit.GENESIS)
    opened.close()


@pytest.mark.parametrize(
    ("column", "value"),
    [("who", "另一人"), ("at", "2001-01-01"), ("object", "lead:9"), ("action", "note.add"), ("detail", {"n": 99})],
)
def test_a_changed_entry_is_named(store: Store, column: str, value: object) -> None:
    with store.session() as session:
        session.execute(sa.update(AuditEntry).where(AuditEntry.id == 3).values({column: value}))

    with store.session(write=False) as session:
        result = audit.verify(session)

    assert (result.broken_at, result.reason, result.entries) == (3, "content", 2)


def test_a_removed_entry_breaks_the_chain_after_it(store: Store) -> None:
    with store.session() as session:
        session.execute(sa.delete(AuditEntry).where(AuditEntry.id == 2))

    with store.session(write=False) as session:
        result = audit.verify(session)

    assert (result.broken_at, result.reason) == (3, "chain")


def test_an_entry_that_was_hashed_anew_breaks_the_next_one(store: Store) -> None:
    with store.session() as session:
        entry = session.get_one(AuditEntry, 3)
        entry.who = "另一人"
        entry.hash = audit.entry_hash(entry)

    with store.session(write=False) as session:
        result = audit.verify(session)

    assert (result.broken_at, result.reason) == (4, "chain")


def test_what_is_rolled_back_leaves_no_entry(store: Store) -> None:
    with pytest.raises(RuntimeError), store.session() as session:
        audit.append(session, "x", "note.add", "lead:1")
        raise RuntimeError

    with store.session(write=False) as session:
        assert audit.verify(session).entries == 5
