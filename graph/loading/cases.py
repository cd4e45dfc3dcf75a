"""Properties of a case: what all documents that record it say together, and where it stands among its instances."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from anmai.forms.record import Record
from anmai.graph.loading.case_numbers import case_kind, is_whole, normal_number, year_of
from anmai.graph.loading.rows import Properties

#: Which of several documents of one case speaks first: the ruling on the matter before orders on details.
_TITLES: Final = ("判决书", "调解书", "裁定书")
#: Case.kind of documents that no court issued: they decide no case.
_ORGAN_KINDS: Final = {"procuratorate": "prosecution", "administration": "penalty"}
_INSTANCES: Final = {"一审": 1, "二审": 2, "再审": 3}


def speaking_order(documents: Mapping[str, Record]) -> list[str]:
    """Ids of the documents of one case, the one that speaks for it first."""

    def rank(id: str) -> tuple[int, str, str]:
        record = documents[id]
        title = record.doc_type or ""
        place = next((at for at, ending in enumerate(_TITLES) if title.endswith(ending)), len(_TITLES))
        return place, record.judgment_date or "9999", id

    return sorted(documents, key=rank)


def case_properties(id: str, documents: Mapping[str, Record]) -> Properties:
    """Properties of the case's node except ``matter`` and ``standing``.

    Args:
        id: Case.id.
        documents: Records of all documents that record it, by document; empty where others only mention it.
    """
    if not documents:
        number = id.rpartition("|")[2]
        kind = "prosecution" if id.partition("|")[0].endswith("检察院") else case_kind(None, number)
        return {"number": number, "kind": kind, "year": year_of(number), "referred": True}
    properties: Properties = {"referred": False}
    for document in speaking_order(documents):
        for name, value in _told(documents[document]).items():
            if value is not None and properties.get(name) is None:
                properties[name] = value
    return properties


def _told(record: Record) -> Properties:
    number = normal_number(record.case_number) if record.case_number else None
    whole = number is not None and is_whole(number)
    year = year_of(number) if number is not None else None
    if year is None and record.judgment_date:
        year = int(record.judgment_date[:4])
    return {
        "number": number if whole else None,
        "kind": _ORGAN_KINDS.get(record.organ_kind or "") or case_kind(record.doc_type, number),
        "organ": record.organ,
        "procedure": record.procedure,
        "judgment_date": record.judgment_date,
        "year": year,
        "cause": record.cause,
        "result": record.result,
        "mediated": record.mediated,
        "withdrawn": record.withdrawn,
        "by_default": _by_default(record),
    }


def _by_default(record: Record) -> bool | None:
    """True where somebody stayed away; False only where a civil judgment was read whole and tells nobody did."""
    if record.default_parties:
        return True
    whole = record.status == "read" and (record.doc_type or "").endswith("民事判决书")
    return False if whole else None


@dataclass(frozen=True, slots=True)
class Instance:
    """A case among the instances of its matter.

    Attributes:
        id: Case.id.
        recorded: A document records it; False: others only mention it.
        procedure: 一审 二审 再审 执行 其他.
        date: judgment_date.
        kind: Case.kind; indictments and penalties are cases of their own kinds.
    """

    id: str
    recorded: bool
    procedure: str | None
    date: str | None
    kind: str | None = None

    @property
    def place(self) -> tuple[int, str, str]:
        """Later instances compare as greater."""
        return _INSTANCES.get(self.procedure or "", 1), self.date or "", self.id


def matters(cases: Iterable[str], reviews: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Cases that hang together by appeal, retrial, enforcement or supplement, each list sorted.

    Args:
        cases: Case ids.
        reviews: Pairs of Case ids, one of which reviews the other.
    """
    leader = {case: case for case in cases}

    def find(case: str) -> str:
        while leader[case] != case:
            leader[case] = leader[leader[case]]
            case = leader[case]
        return case

    for one, other in reviews:
        if one in leader and other in leader:
            first, second = sorted((find(one), find(other)))
            leader[second] = first
    found: dict[str, list[str]] = {}
    for case in sorted(leader):
        found.setdefault(find(case), []).append(case)
    return list(found.values())


def standing_of(instances: Sequence[Instance]) -> dict[str, bool | None]:
    """Which case of one matter is its last instance that is known here.

    Enforcement decides nothing anew, an indictment nothing at all, and cases that are only mentioned aren't known: all
    have None. So has an order on commutation and the like (其他) beside an instance that judged.
    """
    deciding = [
        each
        for each in instances
        if each.recorded and each.procedure != "执行" and each.kind not in _ORGAN_KINDS.values()
    ]
    judging = [each for each in deciding if each.procedure in _INSTANCES]
    deciding = judging or deciding
    last = max(deciding, key=lambda each: each.place).id if deciding else None
    return {each.id: (each.id == last if each in deciding else None) for each in instances}


@dataclass(frozen=True, slots=True)
class Given:
    """A verdict of a ruling, and who received it."""

    id: str
    case: str
    document: str
    receiver: str | None


def standing_verdicts(
    verdicts: Collection[Given], instances: Mapping[str, Instance], speaks: Mapping[str, str]
) -> dict[str, bool]:
    """Which verdicts of one matter no later instance that is known here has changed.

    A verdict falls where another document gives the same person a verdict in a later instance; of two documents of one
    case (the same ruling twice), the one that speaks for the case holds.

    Args:
        verdicts: All verdicts of rulings in the matter.
        instances: Case id → instance.
        speaks: Case id → the document that speaks first for it.
    """

    def place(verdict: Given) -> tuple[Any, ...]:
        first = speaks.get(verdict.case) == verdict.document
        return (*instances[verdict.case].place, first, verdict.document)

    latest: dict[str, Given] = {}
    for verdict in sorted(verdicts, key=lambda each: each.id):
        if verdict.receiver is not None:
            known = latest.get(verdict.receiver)
            if known is None or place(verdict) > place(known):
                latest[verdict.receiver] = verdict
    return {
        verdict.id: verdict.receiver is None or latest[verdict.receiver].document == verdict.document
        for verdict in verdicts
    }
