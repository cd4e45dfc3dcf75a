"""What a lead hangs on: the decisions that hold its entities together, the weakest first, and what each holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.keys import rule_of, rules
from anmai.graph.identity.minting import current
from anmai.graph.identity.partition import Judgement, partition
from anmai.graph.identity.rows import LINK_IN_FORCE, document_of, judgements, lots, members, parties
from anmai.store.tables import Decision

Strength = Literal["score", "rule", "hard", "people"]
_ORDER: Final[dict[str, int]] = {"score": 0, "rule": 1, "hard": 2, "people": 3}
#: Mentions of an entity and decisions that are tried; a court's lawyer has thousands, and no lead hangs on all.
_MOST_MENTIONS: Final = 400
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
    wanted = set(documents)
    result = Footing()
    decided = judgements(session)
    for asked in sorted(set(entities)):
        entity = current(session, asked)
        inside = members(session, [entity]).get(entity, []) if entity else []
        concerned = [mention for mention in inside if document_of(mention) in wanted]
        if entity and len({document_of(mention) for mention in concerned}) > 1:
            _add(session, result, entity, inside, concerned, decided)
    result.holds.sort(
        key=lambda hold: (_ORDER[hold.strength], -len(hold.lost), hold.score or 0.0, hold.entity, hold.decision)
    )
    return result


def _add(
    session: Session,
    result: Footing,
    entity: str,
    inside: Sequence[str],
    concerned: Sequence[str],
    decided: Sequence[Judgement],
) -> None:
    # The lead's own mentions first, so that a bound never leaves them out.
    tried = [*concerned, *(mention for mention in inside if mention not in set(concerned))][:_MOST_MENTIONS]
    found = parties(session, tried)
    rows: list[Any] = []
    for lot in lots(sorted(found)):
        columns = (Decision.id, Decision.left, Decision.key, Decision.rule, Decision.score)
        rows += session.execute(sa.select(*columns).where(Decision.left.in_(lot), *LINK_IN_FORCE)).all()
    links: dict[str, list[str]] = {}
    for row in rows:
        links.setdefault(row.left, []).append(str(row.key))
    bearers = Counter(row.key for row in rows)
    people = [each for each in decided if each.left in found and each.right in found]
    before = _with_lead(partition(found, links, people).clusters, concerned)
    for unwanted, lost in ((("score",), result.without_scores), (("score", "rule"), result.without_rules)):
        strong = {
            mention: [key for key in keys if _of_rule(rule_of(key)) not in unwanted] for mention, keys in links.items()
        }
        lost |= before - _with_lead(partition(found, strong, people).clusters, concerned)
    asked = set(concerned)
    for row in [row for row in rows if bearers[row.key] > 1 and row.left in asked][:_MOST_DECISIONS]:
        without = {
            mention: [key for key in keys if mention != row.left or key != row.key] for mention, keys in links.items()
        }
        after = _with_lead(partition(found, without, people).clusters, concerned)
        result.holds.append(_hold(row.id, entity, row.rule, row.score, after, before - after))
    for each in [each for each in people if each.same]:
        rest = [one for one in people if one is not each]
        after = _with_lead(partition(found, links, rest).clusters, concerned)
        result.holds.append(_hold(_decision_of(session, each), entity, None, None, after, before - after))


def _hold(decision: str, entity: str, rule: str | None, score: float | None, kept: set[str], lost: set[str]) -> Hold:
    strength: Strength = "people" if rule is None else _of_rule(rule)
    return Hold(decision, entity, rule, strength, score, tuple(sorted(kept)), tuple(sorted(lost)))


def _of_rule(rule: str) -> Strength:
    if rule.startswith("score"):
        return "score"
    known = rules().get(rule)
    return "hard" if known is not None and known.hard else "rule"


def _with_lead(clusters: Sequence[Sequence[str]], concerned: Sequence[str]) -> set[str]:
    """The lead's documents in the cluster that holds most of them."""
    asked = set(concerned)
    shares = [{document_of(mention) for mention in cluster if mention in asked} for cluster in clusters]
    return max(shares, key=lambda share: (len(share), sorted(share)), default=set())


def _decision_of(session: Session, judged: Judgement) -> str:
    query = sa.select(Decision.id).where(
        Decision.left == judged.left, Decision.right == judged.right, Decision.judgement == "same",
        Decision.revoked.is_(None),
    )  # fmt: skip
    return str(session.scalars(query.order_by(Decision.id)).first())


def told_in_title(found: Footing, lang: Literal["zh", "en"]) -> str | None:
    """Words for a lead's title line when it stands on weak decisions only; None otherwise."""
    from anmai.graph.identity.wording import said

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
