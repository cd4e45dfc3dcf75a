"""Why an entity is one: the keys that hold its mentions together, people's decisions, quarrels, what was undone.

Also the list of who is who (``export_rows``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.errors import NotFound
from anmai.graph.identity.contested import RULE
from anmai.graph.identity.contested import key_of as contested_key
from anmai.graph.identity.keys import rule_of, rules
from anmai.graph.identity.minting import current
from anmai.graph.identity.readings import Readers, readers
from anmai.graph.identity.rows import LINK_IN_FORCE, lots, members
from anmai.store.tables import Decision, Document, Entity, Mention, MentionEntity

_LOT = 5000
#: What a mention stands in, as people name it: a document's given id, or an entry's id.
_STANDS_IN = sa.func.coalesce(Document.given_id, Mention.document_id).label("given_id")


def explain(session: Session, asked: str, *, lang: Literal["zh", "en"] = "zh") -> dict[str, Any]:
    """What holds an entity together, as plain data.

    Args:
        session: An open transaction.
        asked: An entity id, a mention id or a decision id.
        lang: Language of the rules' titles.

    Returns:
        entity, asked, kind, redirected (ids that lead here), mentions, ``held_by`` (keys that two or more of its
        mentions share, strongest rule first, each with its decisions, values and passages), ``people`` (their
        decisions on pairs), ``contested`` (quarrels), ``opposed`` (on which readers disagree), ``taken_back``.
        Each decision has who agrees (``agreeing``), who does not (``disagreeing``) and what was done to it
        (``history``).

    Raises:
        NotFound: Nothing has this id.
    """
    entity = _entity_of(session, asked)
    row = session.get_one(Entity, entity)
    inhabitants = members(session, [entity]).get(entity, [])
    decisions = _decisions(session, inhabitants)
    told = _told_all(session, decisions)
    against = {name for name, each in told.items() if each["opposed"]}
    return {
        "entity": entity,
        "asked": asked,
        "kind": row.kind,
        "redirected": sorted(session.scalars(sa.select(Entity.id).where(Entity.redirect == entity))),
        "mentions": _mentions(session, inhabitants),
        "held_by": _held_by(decisions, told, lang),
        "people": [told[each.id] for each in decisions if each.right is not None and each.revoked is None],
        "contested": [each.evidence for each in decisions if each.rule == RULE and each.key == contested_key(entity)],
        "opposed": [told[each.id] for each in decisions if each.id in against],
        "taken_back": [told[each.id] for each in decisions if each.revoked is not None and each.id not in against],
    }


def holding_decisions(session: Session, mentions: Sequence[str]) -> dict[str, str]:
    """Mention → id of the strongest decision in force that links it to another mention; none for one that stands alone.

    People's decisions come first, then the rules by strength.
    """
    ranks = {rule.id: rule.rank for rule in rules().values()}
    best: dict[str, tuple[int, str]] = {}
    for lot in lots(mentions):
        query = sa.select(Decision.id, Decision.left, Decision.key, Decision.rule).where(
            Decision.left.in_(lot), *LINK_IN_FORCE
        )
        rows = session.execute(query).all()
        shared = _shared_keys(session, sorted({str(row.key) for row in rows}))
        for row in rows:
            if row.key in shared:
                rank = (ranks.get(str(row.rule), len(ranks)), row.id)
                best[row.left] = min(best.get(row.left, rank), rank)
        pairs = sa.select(Decision.id, Decision.left, Decision.right).where(
            Decision.right > "", Decision.judgement == "same", Decision.revoked.is_(None)
        )
        wanted = set(lot)
        for decision, left, right in session.execute(pairs):
            for mention in {left, str(right)} & wanted:
                best[mention] = min(best.get(mention, (0, decision)), (-1, decision))
    return {mention: decision for mention, (_, decision) in best.items()}


def export_rows(session: Session) -> Iterator[dict[str, str]]:
    """Who is who: {"document": given id, "name": as written, "entity_id"} for every mention, ordered by mention."""
    last = ""
    while True:
        query = (
            sa.select(Mention.id, _STANDS_IN, Mention.name, MentionEntity.entity_id)
            .outerjoin(Document, Document.id == Mention.document_id)
            .join(MentionEntity, MentionEntity.mention_id == Mention.id)
            .where(Mention.id > last)
            .order_by(Mention.id)
            .limit(_LOT)
        )
        rows = session.execute(query).all()
        for row in rows:
            yield {"document": row.given_id, "name": row.name, "entity_id": row.entity_id}
        if len(rows) < _LOT:
            return
        last = rows[-1].id


def _entity_of(session: Session, asked: str) -> str:
    mention: str | None = asked
    if session.get(Entity, asked) is not None and (found := current(session, asked)) is not None:
        return found
    if (decision := session.get(Decision, asked)) is not None:
        mention = decision.left
    home = session.get(MentionEntity, mention)
    if home is None:
        raise NotFound(
            f"Nothing that is there now has the id {asked}.", remedy="Give an entity (P-…, O-…), mention or decision."
        )
    return home.entity_id


def _decisions(session: Session, mentions: Sequence[str]) -> list[Decision]:
    found: dict[str, Decision] = {}
    for lot in lots(mentions):
        query = sa.select(Decision).where(Decision.left.in_(lot) | Decision.right.in_(lot))
        found |= {row.id: row for row in session.scalars(query)}
    return [found[name] for name in sorted(found, key=lambda each: (found[each].created, each))]


def _mentions(session: Session, mentions: Sequence[str]) -> list[dict[str, Any]]:
    told = []
    for lot in lots(mentions):
        query = (
            sa.select(Mention.id, Mention.name, Mention.masked, Mention.roles, _STANDS_IN)
            .outerjoin(Document, Document.id == Mention.document_id)
            .where(Mention.id.in_(lot))
            .order_by(Mention.id)
        )
        told += [
            {"mention": row.id, "name": row.name, "masked": row.masked, "roles": row.roles, "document": row.given_id}
            for row in session.execute(query)
        ]
    return told


def _held_by(
    decisions: Sequence[Decision], told: Mapping[str, dict[str, Any]], lang: Literal["zh", "en"]
) -> list[dict[str, Any]]:
    by_key: dict[str, list[Decision]] = defaultdict(list)
    for row in decisions:
        if row.key is not None and row.judgement == "same" and row.revoked is None:
            by_key[row.key].append(row)
    held = []
    for key, rows in by_key.items():
        if len(rows) < 2:
            continue
        rule = rules()[rule_of(key)]
        title = rule.zh if lang == "zh" else rule.en
        held.append({"key": key, "rule": rule.id, "title": title, "decisions": [told[row.id] for row in rows]})
    ranks = {rule.id: rule.rank for rule in rules().values()}
    return sorted(held, key=lambda each: (ranks[str(each["rule"])], str(each["key"])))


def _shared_keys(session: Session, keys: Sequence[str]) -> set[str]:
    shared: set[str] = set()
    for lot in lots(keys):
        query = (
            sa.select(Decision.key)
            .where(Decision.key.in_(lot), *LINK_IN_FORCE)
            .group_by(Decision.key)
            .having(sa.func.count() > 1)
        )
        shared.update(str(key) for key in session.scalars(query))
    return shared


def _told_all(session: Session, rows: Sequence[Decision]) -> dict[str, dict[str, Any]]:
    who = readers(session, rows)
    return {row.id: _told(row, who[row.id]) for row in rows}


def _told(row: Decision, who: Readers) -> dict[str, Any]:
    return {
        "decision": row.id,
        "judgement": row.judgement,
        "left": row.left,
        "right": row.right,
        "key": row.key,
        "rule": row.rule,
        "rule_version": row.rule_version,
        "score": row.score,
        "by": row.by,
        "why": row.why,
        "created": row.created,
        "revoked": row.revoked,
        "revoked_by": row.revoked_by,
        "agreeing": list(who.agreeing),
        "disagreeing": [{"by": each.by, "why": each.why, "at": each.at} for each in who.readings if not each.agrees],
        "opposed": who.opposed,
        "history": row.evidence.get("history", []),
        "evidence": row.evidence,
    }
