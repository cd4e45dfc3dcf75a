"""Who else may be the same: namesakes and masks, with what speaks for and against. Shown, never merged.

Computed when somebody asks: MAY_BE relationships for all namesakes of 王伟 would drown the graph, and would be out of
date with every document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.forms.views import PossibleSame
from anmai.graph.identity.commonness import is_common
from anmai.graph.identity.identifiers import dates_agree
from anmai.graph.identity.likeness import closest
from anmai.graph.identity.minting import current
from anmai.graph.identity.names import mask_allows, mask_surname
from anmai.graph.identity.party import Party
from anmai.graph.identity.profile import Profile
from anmai.graph.identity.rows import homes, lots, parties
from anmai.graph.identity.wording import said
from anmai.store.tables import Decision, Mention, MentionEntity

#: Mentions looked at for one entity and one reason, and answers given: a name like 王伟 has thousands of bearers.
_LOOKED_AT: Final = 400
_ANSWERS: Final = 50
#: Those that are scored: the first by what speaks for and against.
_SCORED: Final = 80
#: Mentions of the entity that was asked about which are compared; the first ones tell what it is.
_OWN: Final = 200

Reason = Literal["namesake", "mask"]


@dataclass(slots=True)
class _Whole:
    """An entity as compared: its names, values, counties and cases."""

    names: set[str]
    masks: set[str]
    profile: Profile
    counties: set[str]
    cases: set[str]
    documents: set[str]


def possible_same(session: Session, entity: str, *, lang: Literal["zh", "en"] = "zh") -> list[PossibleSame]:
    """Entities that may be the same as this one, those that most speaks for first; at most fifty.

    Namesakes bear the same unmasked name. Masks leave the surname visible and allow the name (or the other way round).
    Entities of a decision "different" by people are left out.

    Args:
        session: An open transaction.
        entity: An entity id, redirects followed.
        lang: Language of the sentences.
    """
    here = current(session, entity)
    if here is None:
        return []
    own_ids = session.scalars(
        sa.select(MentionEntity.mention_id)
        .where(MentionEntity.entity_id == here)
        .order_by(MentionEntity.mention_id)
        .limit(_OWN)
    ).all()
    own = parties(session, own_ids)
    if not own:
        return []
    whole = _whole(own.values())
    kind = next(iter(own.values())).kind
    excluded = {here} | _decided_different(session, own_ids)
    found: dict[str, tuple[Reason, _Whole, int]] = {}
    mentions_of: dict[str, list[str]] = {}
    for reason, candidates in _candidates(session, whole, kind):
        others = homes(session, candidates)
        gathered: dict[str, list[Party]] = {}
        for mention, party in parties(session, candidates).items():
            other = others.get(mention)
            if other is not None and other not in excluded and other not in found:
                gathered.setdefault(other, []).append(party)
        for other, together in gathered.items():
            if reason == "mask" and not _allowed(whole, together):
                continue
            found[other] = (reason, _whole(together), len(together))
            mentions_of[other] = [party.id for party in together]
    answers = []
    for other, (reason, theirs, count) in found.items():
        speaks, against = _weigh(whole, theirs, reason, lang)
        name = min(theirs.names or theirs.masks, key=lambda text: (len(text), text))
        detail = said("documents_mention", lang, count=count)
        answer = PossibleSame(
            entity_id=other, name=name, kind=kind, reason=reason, for_evidence=speaks, against=against, detail=detail,
        )  # fmt: skip
        answers.append(answer)
    answers.sort(key=_closeness)
    answers = answers[:_SCORED]
    scores = closest(session, kind, list(own), {answer.entity_id: mentions_of[answer.entity_id] for answer in answers})
    for answer in answers:
        answer.score = scores[answer.entity_id].score if answer.entity_id in scores else None
    answers.sort(key=_closeness)
    return answers[:_ANSWERS]


def _closeness(answer: PossibleSame) -> tuple[float, int, bool, str]:
    balance = len(answer.against) - len(answer.for_evidence)
    return -(answer.score or 0.0), balance, answer.reason != "namesake", answer.entity_id


def _whole(together: Iterable[Party]) -> _Whole:
    rows = list(together)
    profile = Profile.of(rows[0])
    for party in rows[1:]:
        profile = profile.joined(Profile.of(party))
    return _Whole(
        names={party.name for party in rows if not party.masked},
        masks={party.name for party in rows if party.masked},
        profile=profile,
        counties={party.county for party in rows if party.county},
        cases={case for party in rows for case in (party.case_key, *party.prior_cases) if case},
        documents={party.document for party in rows},
    )


def _candidates(session: Session, whole: _Whole, kind: str) -> Iterable[tuple[Reason, list[str]]]:
    if whole.names:
        query = sa.select(Mention.id).where(
            Mention.norm_name.in_(sorted(whole.names)), Mention.kind == kind, Mention.masked.is_(False)
        )
        yield "namesake", _ranked(session, query, whole)
    if kind != "person":
        return
    # A mask is compared with names, and a name with masks; two masks of one surname say nothing about each other.
    surnames = {surname for name in (whole.names or whole.masks) if (surname := mask_surname(name))}
    for surname in sorted(surnames):
        query = sa.select(Mention.id).where(
            Mention.norm_name >= surname,
            Mention.norm_name < surname + "\U0010ffff",
            Mention.kind == "person",
            Mention.masked.is_(bool(whole.names)),
            _birth_fits(whole),
        )
        yield "mask", _ranked(session, query, whole)


def _birth_fits(whole: _Whole) -> sa.ColumnElement[bool]:
    """A mask is worth showing only where something beyond the surname speaks for it: birth date, county or case."""
    signs: list[sa.ColumnElement[bool]] = []
    if whole.profile.births:
        signs.append(Mention.birth_date.in_(sorted(whole.profile.births)))
    if whole.counties:
        signs.append(Mention.county.in_(sorted(whole.counties)))
    if whole.cases:
        signs.append(Mention.case_key.in_(sorted(whole.cases)))
    return sa.or_(*signs) if signs else sa.false()


def _ranked(session: Session, query: sa.Select[Any], whole: _Whole) -> list[str]:
    """A bounded number of mentions, those with an equal birth date or county first."""
    births, counties = sorted(whole.profile.births), sorted(whole.counties)
    closeness = sa.case((Mention.birth_date.in_(births), 0), (Mention.county.in_(counties), 1), else_=2)
    return list(session.scalars(query.order_by(closeness, Mention.id).limit(_LOOKED_AT)))


def _allowed(whole: _Whole, together: Iterable[Party]) -> bool:
    for party in together:
        for name in whole.names:
            if party.masked and mask_allows(party.name, name) and party.document not in whole.documents:
                return True
        for mask in whole.masks:
            if not party.masked and mask_allows(mask, party.name) and party.document not in whole.documents:
                return True
    return False


def _decided_different(session: Session, own: Iterable[str]) -> set[str]:
    others: set[str] = set()
    for lot in lots(own):
        query = sa.select(Decision.left, Decision.right).where(
            Decision.right > "",
            Decision.judgement == "different",
            Decision.revoked.is_(None),
            Decision.left.in_(lot) | Decision.right.in_(lot),
        )
        for left, right in session.execute(query):
            others.update((left, str(right)))
    return set(homes(session, sorted(others)).values())


def _weigh(ours: _Whole, theirs: _Whole, reason: Reason, lang: Literal["zh", "en"]) -> tuple[list[str], list[str]]:
    speaks: list[str] = []
    shared = sorted(ours.names & theirs.names)
    if reason == "namesake" and shared:
        common = ours.profile.kind == "person" and is_common(shared[0])
        speaks.append(said("same_common_name" if common else "same_name", lang, name=shared[0]))
    elif reason == "mask":
        speaks.append(said("mask_allows", lang, mask="、".join(sorted(ours.masks | theirs.masks))))
    births = sorted(min(a, b, key=len) for a in ours.profile.births for b in theirs.profile.births if dates_agree(a, b))
    if births:
        speaks.append(said("same_birth", lang, date=births[0]))
    if ours.profile.sexes & theirs.profile.sexes:
        speaks.append(said("same_sex", lang))
    if ours.counties & theirs.counties:
        speaks.append(said("same_county", lang))
    if ours.cases & theirs.cases:
        speaks.append(said("same_case", lang, case=min(ours.cases & theirs.cases).rpartition("|")[2]))
    against = [
        said(f"other_{value}", lang, here=here, there=there)
        for value, here, there in ours.profile.differences(theirs.profile)
    ]
    if ours.counties and theirs.counties and not ours.counties & theirs.counties:
        against.append(said("other_county", lang))
    if ours.documents & theirs.documents:
        against.append(said("one_document", lang))
    return speaks, against
