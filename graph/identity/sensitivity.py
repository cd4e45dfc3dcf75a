"""What a lead hangs on: the decisions that hold its entities together, the weakest first, and what each holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from sqlalchemy.orm import Session

from anmai.graph.identity.ground import ORDER, Ground, Strength, grounds, strength_of
from anmai.graph.identity.wording import said
from anmai.store.tables import Decision

#: Decisions of an entity that are tried one by one.
_MOST_DECISIONS: Final = 200


@dataclass(frozen=True, slots=True)
class Hold:
    """A decision that holds some of a lead's documents to an entity.

    Attributes:
        decision: decisions.id; taking it back does what ``lost`` says.
        strength: Of what made it, the weakest first: a score, a rule, a hard key, people.
        kept: The lead's documents that stay with the entity when it is taken back.
        lost: Those that don't; empty where another decision holds the same.
    """

    decision: str
    entity: str
    rule: str | None
    strength: Strength
    score: float | None
    kept: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(slots=True)
class Footing:
    """What a lead's identities stand on.

    Attributes:
        holds: Decisions that it hangs on, the weakest first; among equals those that alone hold something.
        without_scores: Documents of it that nobody would count to the same entity if there were no scores.
        without_rules: The same if there were neither scores nor rules that are no hard keys.
    """

    holds: list[Hold] = field(default_factory=list)
    without_scores: set[str] = field(default_factory=set)
    without_rules: set[str] = field(default_factory=set)

    @property
    def weak(self) -> bool:
        """Whether part of it stands on something weaker than a hard key or a person."""
        return bool(self.without_rules)

    @property
    def by_score(self) -> bool:
        """Whether part of it stands on scores alone."""
        return bool(self.without_scores)


def footing(session: Session, entities: Collection[str], documents: Collection[str]) -> Footing:
    """What holds a lead's entities together inside its documents.

    Args:
        session: An open transaction.
        entities: The lead's target, people and organizations; ids that were merged away are followed.
        documents: Documents that it rests on.
    """
    result = Footing()
    for ground in grounds(session, entities, documents):
        _add(result, ground)
    result.holds.sort(
        key=lambda hold: (ORDER[hold.strength], -len(hold.lost), hold.score or 0.0, hold.entity, hold.decision)
    )
    return result


def _add(result: Footing, ground: Ground) -> None:
    before = ground.documents
    for unwanted, lost in ((("score",), result.without_scores), (("score", "rule"), result.without_rules)):
        lost |= before - ground.kept(without=[row.id for row in ground.links if strength_of(row) in unwanted])
    asked = set(ground.concerned)
    links = [row for row in ground.joining if row.right is None and row.left in asked][:_MOST_DECISIONS]
    for row in [*links, *ground.pairs]:
        after = ground.kept(without=[row.id])
        # A decision that two differ joins nobody; a lead may still hang on it, where it settles a quarrel.
        if row.judgement == "same" or before - after:
            result.holds.append(_hold(row, ground.entity, before, after))


def _hold(row: Decision, entity: str, before: set[str], after: set[str]) -> Hold:
    return Hold(
        row.id, entity, row.rule, strength_of(row), row.score, tuple(sorted(after)), tuple(sorted(before - after))
    )


def told_in_title(found: Footing, lang: Literal["zh", "en"]) -> str | None:
    """Words for a lead's title line when it stands on weak decisions only; None otherwise."""
    if found.by_score:
        return said("stands_on_score", lang)
    return said("stands_on_rule", lang) if found.weak else None


def as_json(hold: Hold, titles: Mapping[str, str]) -> dict[str, object]:
    """A hold as plain data, with its rule's title."""
    return {
        "decision": hold.decision,
        "entity_id": hold.entity,
        "rule": hold.rule,
        "title": titles.get(hold.rule or "", ""),
        "strength": hold.strength,
        "score": hold.score,
        "kept": list(hold.kept),
        "lost": list(hold.lost),
    }
