"""The partition of mentions into clusters: a pure function of what is linked and what contradicts.

Rules are applied strongest first. Within one strength, everything that shares keys is looked at together:

- no contradiction among them: they are one;
- otherwise those that contradict exactly the same others are one where they share a key; whoever contradicts nobody
  could belong to either side, so a sure rule leaves him alone, and a hard key joins him only to others of that kind.

Nothing here depends on the order of its input, and a contradiction blocks however long the chain between the two is.
People's decisions come before all rules and are not blocked by contradicting values: a person has seen those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from anmai.graph.identity.keys import is_intrinsic, rule_of, rules
from anmai.graph.identity.party import Party
from anmai.graph.identity.profile import Profile

#: Rank of people's decisions: before all rules.
_PEOPLE: Final = -1


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on two mentions: same or different."""

    left: str
    right: str
    same: bool


@dataclass(frozen=True, slots=True)
class Partition:
    """The result.

    Attributes:
        clusters: Disjoint sets of mention ids, each sorted; sorted by first member.
        contested: Keys whose mentions are spread over several clusters because something contradicts → the indexes of
            those clusters.
    """

    clusters: tuple[tuple[str, ...], ...]
    contested: Mapping[str, tuple[int, ...]]


class _Forest:
    """Union-find over names; the smallest name is the root, so the result knows no order."""

    def __init__(self, names: Iterable[str]) -> None:
        self.parent = {name: name for name in names}

    def root(self, name: str) -> str:
        parent = self.parent
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def join(self, left: str, right: str) -> None:
        a, b = sorted((self.root(left), self.root(right)))
        self.parent[b] = a


@dataclass(slots=True)
class _State:
    forest: _Forest
    profiles: dict[str, Profile]
    apart: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def merge(self, roots: Iterable[str]) -> None:
        first, *rest = sorted(set(roots))
        for other in rest:
            self.forest.join(first, other)
            self.profiles[first] = self.profiles[first].joined(self.profiles.pop(other))
            for enemy in self.apart.pop(other, set()):
                self.apart[enemy].discard(other)
                if enemy != first:
                    self.apart[enemy].add(first)
                    self.apart[first].add(enemy)
        self.apart[first].discard(first)


def partition(
    parties: Mapping[str, Party], links: Mapping[str, Iterable[str]], judgements: Sequence[Judgement] = ()
) -> Partition:
    """Partition mentions.

    Args:
        parties: Mention id → party. All mentions that share a key or a judgement must be here.
        links: Mention id → the texts of its keys that are in force.
        judgements: People's decisions; those on mentions that are not in ``parties`` are ignored.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for mention in sorted(parties):
        for key in links.get(mention, ()):
            members[key].append(mention)
    state = _State(_Forest(parties), {mention: Profile.of(party) for mention, party in parties.items()})
    known = [each for each in judgements if each.left in parties and each.right in parties]
    _set_apart(state, parties, links, known)
    _join_by_people(state, known)
    by_rank: dict[int, list[list[str]]] = defaultdict(list)
    hard = {rule.rank: rule.hard for rule in rules().values()}
    for key in sorted(members):
        rule = rules().get(rule_of(key))
        if rule is not None and len(members[key]) > 1:
            by_rank[rule.rank].append(members[key])
    for rank in sorted(by_rank):
        _apply(state, by_rank[rank], hard[rank])
    return _result(state, parties, members)


def _set_apart(
    state: _State, parties: Mapping[str, Party], links: Mapping[str, Iterable[str]], judgements: Sequence[Judgement]
) -> None:
    """Note who can't be one: people said so, or they are two parties of one document."""
    joined = {frozenset((each.left, each.right)) for each in judgements if each.same}
    documents: dict[str, list[str]] = defaultdict(list)
    for mention, party in parties.items():
        documents[party.document].append(mention)
    for together in documents.values():
        for left, right in combinations(together, 2):
            shared = set(links.get(left, ())) & set(links.get(right, ()))
            if not any(is_intrinsic(key) for key in shared) and frozenset((left, right)) not in joined:
                state.apart[left].add(right)
                state.apart[right].add(left)
    for each in judgements:
        if not each.same:
            state.apart[each.left].add(each.right)
            state.apart[each.right].add(each.left)


def _join_by_people(state: _State, judgements: Sequence[Judgement]) -> None:
    same = [[each.left, each.right] for each in judgements if each.same]
    if not same:
        return
    different = {frozenset((each.left, each.right)) for each in judgements if not each.same}
    for component in _components(state, same):
        if any(pair <= set(component) for pair in different):
            # People contradict one another: nobody is joined until they agree.
            continue
        state.merge(component)


def _components(state: _State, groups: Iterable[Sequence[str]]) -> list[list[str]]:
    """Clusters (roots) that the groups of mentions connect; only those of two or more."""
    root = state.forest.root
    roots = {root(mention) for group in groups for mention in group}
    forest = _Forest(roots)
    for group in groups:
        first = root(group[0])
        for mention in group[1:]:
            forest.join(first, root(mention))
    found: dict[str, list[str]] = defaultdict(list)
    for each in sorted(roots):
        found[forest.root(each)].append(each)
    return [found[name] for name in sorted(found) if len(found[name]) > 1]


def _apply(state: _State, groups: list[list[str]], hard: bool) -> None:
    where: dict[str, int] = {}
    components = _components(state, groups)
    for number, component in enumerate(components):
        where |= dict.fromkeys(component, number)
    inside: dict[int, list[list[str]]] = defaultdict(list)
    for group in groups:
        roots = sorted({state.forest.root(mention) for mention in group})
        if len(roots) > 1:
            inside[where[roots[0]]].append(roots)
    for number, component in enumerate(components):
        against = _contradictions(state, component)
        if not against:
            state.merge(component)
            continue
        forest = _Forest(component)
        for roots in inside[number]:
            sides: dict[frozenset[str], list[str]] = defaultdict(list)
            for each in roots:
                sides[against.get(each, frozenset())].append(each)
            for side, together in sides.items():
                if side or hard:
                    for other in together[1:]:
                        forest.join(together[0], other)
        joined: dict[str, list[str]] = defaultdict(list)
        for each in component:
            joined[forest.root(each)].append(each)
        for together in joined.values():
            state.merge(together)


def _contradictions(state: _State, component: Sequence[str]) -> dict[str, frozenset[str]]:
    """Cluster → the clusters of the component that it contradicts; empty when nobody contradicts anybody."""
    by_profile: dict[Profile, list[str]] = defaultdict(list)
    for each in component:
        by_profile[state.profiles[each]].append(each)
    against: dict[str, set[str]] = defaultdict(set)
    for left, right in combinations(by_profile, 2):
        if left.contradicts(right):
            for each in by_profile[left]:
                against[each].update(by_profile[right])
            for each in by_profile[right]:
                against[each].update(by_profile[left])
    inside = set(component)
    for each in component:
        if enemies := state.apart.get(each, set()) & inside:
            against[each].update(enemies)
    return {each: frozenset(enemies) for each, enemies in against.items()}


def _result(state: _State, parties: Mapping[str, Party], members: Mapping[str, list[str]]) -> Partition:
    gathered: dict[str, list[str]] = defaultdict(list)
    for mention in sorted(parties):
        gathered[state.forest.root(mention)].append(mention)
    clusters = tuple(tuple(gathered[root]) for root in sorted(gathered))
    index = {mention: number for number, cluster in enumerate(clusters) for mention in cluster}
    contested = {}
    for key, mentions in sorted(members.items()):
        spread = tuple(sorted({index[mention] for mention in mentions}))
        if len(spread) > 1:
            contested[key] = spread
    return Partition(clusters, contested)
