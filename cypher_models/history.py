"""Runs of a model, and what two of them found differently.

A run keeps no copy of its findings. The steps that runs leave in the leads' history (found, changed, gone, found
again, each with the hash of what the finding said) are played back to see what was present when a run had ended.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from anmai.errors import NotFound, UsageError
from anmai.store.tables import FindingRow, LeadRow, LeadStep, Run

_PREFIX = "run:"


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding that two runs tell differently.

    Attributes:
        lead: Its lead.
        anchor: Its anchor.
        title: As the finding reads now.
        before: Hash of what it said in the first run; None when it wasn't found.
        after: Hash of what it said in the second.
    """

    lead: str
    anchor: str
    title: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two runs found: in the first only, in the second only, with another content, and alike."""

    first: Run
    second: Run
    only_first: list[Difference]
    only_second: list[Difference]
    changed: list[Difference]
    same: int

    def as_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "model": self.first.slug,
            "first": _told(self.first),
            "second": _told(self.second),
            "only_first": [asdict(each) for each in self.only_first],
            "only_second": [asdict(each) for each in self.only_second],
            "changed": [asdict(each) for each in self.changed],
            "same": self.same,
        }


def list_runs(session: Session, slug: str | None, limit: int) -> list[Run]:
    """Runs, newest first."""
    query = select(Run).order_by(Run.started.desc(), Run.id).limit(limit)
    return list(session.scalars(query if slug is None else query.where(Run.slug == slug)))


def compare(session: Session, first: str, second: str) -> Comparison:
    """Compare what was present when each of two runs of one model had ended.

    Args:
        session: A session of the store.
        first: Id of a run or a beginning of it, or ``slug@version`` for the newest ended run of that version.
        second: The same.

    Raises:
        NotFound: There is no such run.
        UsageError: The runs are of two models, or one has not ended.
    """
    runs = [_run(session, first), _run(session, second)]
    if runs[0].slug != runs[1].slug:
        raise UsageError(
            f"Run {runs[0].id[:8]} is of {runs[0].slug}, run {runs[1].id[:8]} of {runs[1].slug}.",
            remedy="Compare two runs of one model; `anmai models overlap` compares models.",
        )
    for run in runs:
        if run.state != "done":
            raise UsageError(
                f"Run {run.id[:8]} of {run.slug} is {run.state}: what it found is not the whole.",
                remedy="Run the model again; an interrupted run goes on where it stopped.",
            )
    before, after = (_present(session, run) for run in runs)
    named = _named(session, runs[0].slug)

    def told(findings: list[str]) -> list[Difference]:
        made = [Difference(*named[finding], before.get(finding), after.get(finding)) for finding in findings]
        return sorted(made, key=lambda each: (each.title, each.anchor))

    return Comparison(
        runs[0],
        runs[1],
        told([finding for finding in before if finding not in after]),
        told([finding for finding in after if finding not in before]),
        told([finding for finding in before if finding in after and before[finding] != after[finding]]),
        sum(before[finding] == after.get(finding) for finding in before),
    )


def _run(session: Session, named: str) -> Run:
    slug, at, version = named.partition("@")
    if at:
        query = select(Run).where(Run.slug == slug, Run.version == version, Run.state == "done")
        found = session.scalars(query.order_by(Run.started.desc()).limit(1)).all()
    else:
        found = session.scalars(select(Run).where(Run.id.startswith(named, autoescape=True)).limit(2)).all()
    if len(found) != 1:
        raise NotFound(
            f"There is {'no' if not found else 'more than one'} run {named!r}.",
            remedy="`anmai models runs` lists them; `slug@version` is the newest ended run of a version.",
        )
    return found[0]


def _present(session: Session, run: Run) -> dict[str, str]:
    """Finding id → hash of its content, as it was when the run had ended."""
    earlier = set(session.scalars(select(Run.id).where(Run.slug == run.slug, Run.started <= run.started)))
    steps = session.execute(
        select(LeadRow.finding_id, LeadStep.by, LeadStep.after, LeadStep.content_hash)
        .join(LeadRow, LeadRow.id == LeadStep.lead_id)
        .where(LeadRow.slug == run.slug, LeadStep.by.startswith(_PREFIX))
        .order_by(LeadStep.id)
    )
    present: dict[str, str] = {}
    for finding, by, after, content in steps:
        if by.removeprefix(_PREFIX) not in earlier:
            continue
        if after == "withdrawn":
            present.pop(finding, None)
        else:
            present[finding] = content
    return present


def _named(session: Session, slug: str) -> dict[str, tuple[str, str, str]]:
    rows = session.execute(
        select(FindingRow.id, LeadRow.id, FindingRow.anchor, FindingRow.body)
        .join(LeadRow, LeadRow.finding_id == FindingRow.id)
        .where(FindingRow.slug == slug)
    )
    return {finding: (lead, anchor, str(body["title"])) for finding, lead, anchor, body in rows}


def _told(run: Run) -> dict[str, Any]:
    return {
        "id": run.id, "version": run.version, "mode": run.mode, "parameters": run.parameters, "started": run.started,
        "found": run.found, "population": run.population,
    }  # fmt: skip
