"""Leads: from the stored finding to the form that people and files read; the list with its filters."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast, get_args

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.errors import NotFound, UsageError
from anmai.forms.lead import Finding, Lead, LeadStatus
from anmai.forms.views import LeadSummary
from anmai.store.packing import as_json
from anmai.store.tables import FindingRow, LeadRow

STATUSES: Final = get_args(LeadStatus)
#: What the list can be sorted by; a "-" before it turns the order round.
SORTS: Final = ("changed", "created", "title", "cases")
_BATCH: Final = 500

#: Model slug → (title in Chinese, title in English).
Titles = Callable[[str], tuple[str, str]]
#: Case numbers → for each the region's name and the names and codes that a filter may name.
Regions = Callable[[Sequence[str]], dict[str, "CaseRegion"]]


@dataclass(frozen=True, slots=True)
class CaseRegion:
    """Where a case was heard.

    Attributes:
        name: As lists show it: a county with its city (杭州市上城区), else the city or province.
        whole: From the province down: 浙江省杭州市上城区.
        codes: Codes of the region and of all that it is part of.
    """

    name: str
    whole: str
    codes: frozenset[str]

    def fits(self, asked: str) -> bool:
        """Whether a filter means this region: by a code, or by any part of its name (杭州 finds 杭州市上城区)."""
        return asked in self.codes or asked in self.whole


@dataclass(frozen=True, slots=True)
class LeadFilter:
    """Which leads are wanted; None: no matter.

    Attributes:
        model: Slug.
        status: One status, or "open" for unreviewed and in_review.
        asked: Part of the title, the target's name or a case number.
        reason: A reason code.
        region: Part of a county's, city's or province's name, or a code.
        sort: One of ``SORTS``, "-" before it for descending.
    """

    model: str | None = None
    status: str | None = None
    asked: str | None = None
    reason: str | None = None
    region: str | None = None
    sort: str = "-changed"

    def check(self) -> None:
        """Make sure that status and sort are known.

        Raises:
            UsageError: One is not.
        """
        if self.status is not None and self.status not in (*STATUSES, "open"):
            raise UsageError(f"{self.status!r} is no status of a lead.", remedy=f"Use {', '.join(STATUSES)} or open.")
        if self.sort.removeprefix("-") not in SORTS:
            raise UsageError(f"Leads can't be sorted by {self.sort!r}.", remedy=f"Use {', '.join(SORTS)}, or - before.")


def to_lead(row: LeadRow, finding: FindingRow, related: Sequence[str]) -> Lead:
    """The lead as ``anmai leads export`` writes it."""
    told = Finding.model_validate(finding.body)
    return Lead(
        **told.model_dump(exclude={"anchor", "version", "model"}),
        id=row.id,
        finding_id=row.finding_id,
        model=row.slug,
        version=finding.version,
        status=cast(LeadStatus, row.status),
        related=list(related),
        content_hash=finding.content_hash,
        changed_since_review=changed_since_review(row, finding),
        created=row.created,
        changed=row.changed,
    )


def changed_since_review(row: LeadRow, finding: FindingRow) -> bool:
    """Whether the finding says something else than what a person last judged."""
    return row.reviewed_hash is not None and row.reviewed_hash != finding.content_hash


def find_lead(session: Session, lead: str) -> tuple[LeadRow, FindingRow]:
    """A lead and its finding, by the lead's id or a beginning of it that only one lead has.

    Raises:
        NotFound: There is none, or the beginning fits several.
    """
    query = sa.select(LeadRow, FindingRow).join(FindingRow, FindingRow.id == LeadRow.finding_id)
    found = session.execute(query.where(LeadRow.id == lead)).first()
    if found is None and len(lead) >= 6:
        several = session.execute(query.where(LeadRow.id.startswith(lead, autoescape=True)).limit(2)).all()
        if len(several) > 1:
            raise NotFound(f"Several leads begin with {lead!r}.", remedy="Give more of the id.")
        found = several[0] if several else None
    if found is None:
        raise NotFound(f"There is no lead {lead!r}.", remedy="`anmai leads list` shows the leads.")
    return found[0], found[1]


def related_leads(session: Session, row: LeadRow) -> list[str]:
    """Ids of the other leads about the same target."""
    query = sa.select(LeadRow.id).where(LeadRow.target_id == row.target_id, LeadRow.id != row.id).order_by(LeadRow.id)
    return list(session.scalars(query))


def list_leads(
    session: Session, wanted: LeadFilter, offset: int, limit: int, *, titles: Titles, regions: Regions
) -> tuple[int, list[LeadSummary]]:
    """One page of the leads that fit, and how many fit in all.

    Raises:
        UsageError: An unknown status or sort.
    """
    wanted.check()
    base = _filtered(wanted)
    if wanted.region:
        keys = _in_region(session, wanted, regions)
        total = len(keys)
        rows = by_ids(session, keys[offset : offset + limit])
    else:
        total = session.scalar(sa.select(sa.func.count()).select_from(base.subquery())) or 0
        rows = _rows(session, base.order_by(*_order(wanted.sort)).offset(offset).limit(limit))
    return total, summaries(rows, titles=titles, regions=regions)


def summaries(rows: Iterable[tuple[LeadRow, FindingRow]], *, titles: Titles, regions: Regions) -> list[LeadSummary]:
    """Rows as the list shows them."""
    told = [(row, finding, Finding.model_validate(finding.body)) for row, finding in rows]
    heard = regions(sorted({number for _, _, said in told for number in said.cases}))
    return [
        LeadSummary(
            id=row.id,
            model=row.slug,
            model_title_zh=titles(row.slug)[0],
            model_title_en=titles(row.slug)[1],
            status=row.status,
            title=said.title,
            title_en=said.title_en,
            target=said.target.model_dump(),
            reason_codes=said.reason_codes,
            cases=len(said.cases),
            persons=len(said.persons),
            documents=len(said.documents),
            regions=sorted({heard[number].name for number in said.cases if number in heard}),
            changed_since_review=changed_since_review(row, finding),
            created=row.created,
            changed=row.changed,
        )
        for row, finding, said in told
    ]


def iter_leads(session: Session, wanted: LeadFilter) -> Iterator[Lead]:
    """All leads that fit (the region aside), oldest first: what an export writes."""
    wanted.check()
    ids = list(session.scalars(_filtered(wanted).with_only_columns(LeadRow.id).order_by(LeadRow.created, LeadRow.id)))
    for start in range(0, len(ids), _BATCH):
        rows = by_ids(session, ids[start : start + _BATCH])
        targets = {row.target_id for row, _ in rows}
        together: dict[str, list[str]] = {}
        query = sa.select(LeadRow.target_id, LeadRow.id).where(LeadRow.target_id.in_(targets)).order_by(LeadRow.id)
        for target, lead in session.execute(query):
            together.setdefault(target, []).append(lead)
        for row, finding in rows:
            yield to_lead(row, finding, [lead for lead in together[row.target_id] if lead != row.id])
        session.expunge_all()


def _filtered(wanted: LeadFilter) -> sa.Select[LeadRow, FindingRow]:
    query = sa.select(LeadRow, FindingRow).join(FindingRow, FindingRow.id == LeadRow.finding_id)
    if wanted.model:
        query = query.where(LeadRow.slug == wanted.model)
    if wanted.status == "open":
        query = query.where(LeadRow.status.in_(("unreviewed", "in_review")))
    elif wanted.status:
        query = query.where(LeadRow.status == wanted.status)
    if wanted.reason:
        query = query.where(holds(FindingRow.body["reason_codes"], wanted.reason))
    if wanted.asked and wanted.asked.strip():
        part = wanted.asked.strip()
        query = query.where(
            sa.or_(
                LeadRow.id.startswith(part, autoescape=True),
                FindingRow.body["title"].as_string().contains(part, autoescape=True),
                FindingRow.body["title_en"].as_string().contains(part, autoescape=True),
                FindingRow.body[("target", "name")].as_string().contains(part, autoescape=True),
                holds(FindingRow.body["cases"], part, whole=False),
            )
        )
    return query


def holds(array: Any, value: str, *, whole: bool = True) -> sa.ColumnElement[bool]:
    """Whether a JSON array of strings holds a value, or one with it inside.

    Arrays stand as they are, or, from earlier versions, escaped to ASCII.
    """
    text = sa.cast(array.as_json(), sa.Text)
    written = dict.fromkeys((as_json(value), json.dumps(value)))
    return sa.or_(*(text.contains(each if whole else each[1:-1], autoescape=True) for each in written))


def _order(sort: str) -> list[Any]:
    columns: dict[str, Any] = {
        "changed": LeadRow.changed,
        "created": LeadRow.created,
        "title": FindingRow.body["title"].as_string(),
        "cases": sa.func.json_array_length(FindingRow.body["cases"].as_json()),
    }
    column = columns[sort.removeprefix("-")]
    return [column.desc() if sort.startswith("-") else column, LeadRow.id]


def _in_region(session: Session, wanted: LeadFilter, regions: Regions) -> list[str]:
    query = _filtered(wanted).with_only_columns(LeadRow.id, FindingRow.body["cases"]).order_by(*_order(wanted.sort))
    rows = session.execute(query).all()
    heard = regions(sorted({number for _, cases in rows for number in cases or ()}))
    asked = (wanted.region or "").strip()
    fits = {number for number, region in heard.items() if region.fits(asked)}
    return [lead for lead, cases in rows if fits.intersection(cases or ())]


def by_ids(session: Session, ids: Sequence[str]) -> list[tuple[LeadRow, FindingRow]]:
    """Leads with their findings, in the order of the ids; unknown ones are left out."""
    query = sa.select(LeadRow, FindingRow).join(FindingRow, FindingRow.id == LeadRow.finding_id)
    found = {row.id: (row, finding) for row, finding in _rows(session, query.where(LeadRow.id.in_(ids)))}
    return [found[key] for key in ids if key in found]


def _rows(session: Session, query: sa.Select[LeadRow, FindingRow]) -> list[tuple[LeadRow, FindingRow]]:
    return [(row, finding) for row, finding in session.execute(query)]
