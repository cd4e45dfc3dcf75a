"""Links between mentions and keys: the rules' decisions as they stand in the store, brought up to date."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.keys import Evidence, Key, is_scored, rules
from anmai.graph.identity.party import Party
from anmai.graph.identity.rows import MANY, add, document_of, listed, lots
from anmai.store.engine import now
from anmai.store.tables import Decision

#: Prefix of ``decisions.by`` for rules.
BY_RULE = "rule:"


@dataclass(slots=True)
class LinkChange:
    """What bringing the links of some documents up to date did.

    Attributes:
        links: Mention → keys in force.
        made: Rule decisions that are new.
        dropped: Mention → the keys in force that it lost; mentions that are gone included.
        lone: Mentions among ``dropped`` that had that one key alone, so they bridged nothing.
        changed: Mentions whose keys or compared values are other than before.
        bereft: Mentions of other documents that a score no longer holds to one of these.
    """

    links: dict[str, list[str]] = field(default_factory=dict)
    made: int = 0
    dropped: dict[str, list[str]] = field(default_factory=dict)
    lone: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    bereft: set[str] = field(default_factory=set)


def decision_id(mention: str, key: str) -> str:
    """Id of the rule decision that links a mention to a key: the same whenever the same is decided again."""
    return "D-" + hashlib.sha256(f"{mention}\0{key}".encode()).hexdigest()[:24]


def relink(
    session: Session, documents: Sequence[str], found: Mapping[str, Party], told: Mapping[str, Sequence[Key]]
) -> LinkChange:
    """Make the rules' decisions on the mentions of these documents what the rules say now.

    What a person took back stays taken back as long as the mention has that key. Decisions on mentions that are gone
    vanish; people's decisions are not touched.

    Args:
        session: An open transaction.
        documents: The batch.
        found: Its mentions.
        told: Mention → the keys that the rules link it to now.
    """
    old = _rule_decisions(session, documents)
    change = LinkChange()
    insert: list[dict[str, Any]] = []
    update: list[dict[str, Any]] = []
    at = now()
    for mention, party in found.items():
        before = old.get(mention, {})
        in_force: list[str] = []
        evidence = Evidence(party)
        for key in told[mention]:
            rule = rules()[key.rule]
            row: dict[str, Any] = {
                "rule": rule.id, "rule_version": rule.version, "evidence": evidence.of(key),
            }  # fmt: skip
            known = before.get(key.text)
            if known is None:
                insert.append(
                    row | {"id": decision_id(mention, key.text), "judgement": "same", "left": mention, "right": None,
                           "key": key.text, "score": None, "by": BY_RULE + rule.id, "why": None, "created": at,
                           "revoked": None, "revoked_by": None}
                )  # fmt: skip
                change.changed.add(mention)
                in_force.append(key.text)
                continue
            if known.revoked is None:
                in_force.append(key.text)
            history = known.evidence.get("history")
            if history:
                row["evidence"] = row["evidence"] | {"history": history}
            if row["evidence"] != known.evidence or row["rule_version"] != known.rule_version:
                update.append(row | {"key_id": known.id})
                if row["evidence"]["values"] != known.evidence.get("values"):
                    change.changed.add(mention)
        change.links[mention] = in_force
    remove: list[str] = []
    for mention, before in old.items():
        keys_now = set(change.links.get(mention, ()))
        live = [key for key, known in before.items() if known.revoked is None]
        gone = [key for key in live if key not in keys_now]
        remove += [before[key].id for key in gone]
        if gone:
            change.dropped[mention] = gone
            if mention in found:
                change.changed.add(mention)
            elif len(live) == 1:
                change.lone.add(mention)
    for lot in lots(remove):
        session.execute(sa.delete(Decision).where(Decision.id.in_(lot)))
    if insert:
        add(session, Decision, insert)
    if update:
        refresh = sa.update(Decision).where(Decision.id == sa.bindparam("key_id"))
        values: dict[str, Any] = {name: sa.bindparam(name) for name in ("rule", "rule_version", "evidence")}
        session.connection().execute(refresh.values(values), update)
    change.made = len(insert)
    return change


def _rule_decisions(session: Session, documents: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Mention → key → row, for all mentions that the documents have or had."""
    wanted = set(documents)
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    table = Decision.__table__
    columns = (
        table.c.id, table.c.left, table.c.right, table.c.key, table.c.revoked, table.c.evidence, table.c.rule_version,
    )  # fmt: skip
    for lot in lots(documents, MANY):
        document = listed(session, lot)
        query = sa.select(*columns).where(
            table.c.left >= document + "#m", table.c.left < document + "#n", table.c.judgement == "same"
        )
        # What else is asked of a row is asked here: in the query it would lead SQLite to another index, over all rows.
        for row in session.execute(query):
            if row.right is None and row.key and not is_scored(row.key) and document_of(row.left) in wanted:
                found[row.left][row.key] = row
    return found
