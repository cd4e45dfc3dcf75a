"""The audit log: who did what to which object. Each entry is chained to the one before by its hash.

A changed, removed or inserted entry breaks the chain from there on; ``verify`` says where. The chain shows that the
log was touched, not who touched it; exporting the newest hash now and then pins everything before it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.store.engine import now
from anmai.store.tables import AuditEntry

#: What the first entry names as its predecessor.
GENESIS: Final = "0" * 64
_BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class Verification:
    """What ``verify`` found.

    Attributes:
        entries: How many entries were checked.
        head: Hash of the newest entry that still holds; ``GENESIS`` for an empty log.
        broken_at: Id of the first entry that does not hold; None when all do.
        reason: Why it does not hold: "content" (the entry was changed) or "chain" (one before it is missing or new).
    """

    entries: int
    head: str
    broken_at: int | None = None
    reason: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the whole chain holds."""
        return self.broken_at is None


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256 (hex) over what an entry says and the hash of the entry before it."""
    told = [entry.at, entry.who, entry.action, entry.object, entry.detail, entry.previous]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()


def append(session: Session, who: str, action: str, object: str, detail: dict[str, Any] | None = None) -> AuditEntry:
    """Add an entry in the caller's transaction: what it tells of and the entry are stored together or not at all.

    Args:
        session: A write session of the store.
        who: The acting person, "rule:…" or "system".
        action: What was done, as noun.verb: "lead.status", "note.add", "identity.undo".
        object: What it was done to, as kind:id.
        detail: Plain JSON data: before, after, reason …

    Returns:
        The entry, with its hash.
    """
    # The lock keeps two writers of a server database from naming the same predecessor; SQLite writers are alone anyway.
    last = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1).with_for_update()).first()
    entry = AuditEntry(
        at=now(),
        who=who[:128],
        action=action,
        object=object[:512],
        # A round trip through JSON, so that the hash is over what will be read back.
        detail=json.loads(json.dumps(detail or {}, ensure_ascii=False)),
        previous=last.hash if last is not None else GENESIS,
    )
    entry.hash = entry_hash(entry)
    session.add(entry)
    session.flush()
    return entry


def verify(session: Session) -> Verification:
    """Walk the whole log and check every hash and every link."""
    previous, seen, last_id = GENESIS, 0, 0
    while True:
        query = sa.select(AuditEntry).where(AuditEntry.id > last_id).order_by(AuditEntry.id).limit(_BATCH)
        entries = session.scalars(query).all()
        if not entries:
            return Verification(seen, previous)
        for entry in entries:
            if entry.previous != previous:
                return Verification(seen, previous, entry.id, "chain")
            if entry.hash != entry_hash(entry):
                return Verification(seen, previous, entry.id, "content")
            previous, last_id, seen = entry.hash, entry.id, seen + 1
        session.expunge_all()
