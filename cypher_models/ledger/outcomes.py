"""What became of a model's leads, by office: counts, and a rate with its interval where enough were reviewed."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from anmai.store.ledger_tables import ModelOutcome
from anmai.store.tables import FindingRow, LeadRow

#: The 97.5 % point of the normal distribution: intervals of 95 %.
_Z: Final = 1.959963984540054


@cache
def lines() -> dict[str, Any]:
    """The lines of data/ledger.yaml."""
    text = (resources.files("anmai.cypher_models") / "data" / "ledger.yaml").read_text(encoding="utf-8")
    told: dict[str, Any] = yaml.safe_load(text)
    return told


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927, JASA 22); (0, 1) of no trials.

    Raises:
        ValueError: More successes than trials, or a negative number.
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"{successes} of {trials} is no share")
    if trials == 0:
        return 0.0, 1.0
    share, z2 = successes / trials, _Z * _Z
    middle = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = _Z * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials)) / (1 + z2 / trials)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Reviewed leads of one office.

    Attributes:
        office: Its name; None is this home's, where it has given itself none.
        own: Whether the leads are in this store; others' are told by their signed packages.
        confirmed: Leads that people confirmed.
        dismissed: Leads that people dismissed.
        reasons: Reason of dismissal → how many (own leads only).
        open: Leads that nobody has decided on (own leads only).
        versions: Versions of the model that these leads were last found by.
        told: When another office told it.
    """

    office: str | None
    own: bool
    confirmed: int
    dismissed: int
    reasons: dict[str, int]
    open: int
    versions: list[str]
    told: str | None = None

    @property
    def reviewed(self) -> int:
        """Leads that people decided on."""
        return self.confirmed + self.dismissed

    @property
    def interval(self) -> tuple[float, float]:
        """The interval of the share that was confirmed."""
        return wilson(self.confirmed, self.reviewed)

    @property
    def rate(self) -> float | None:
        """The share that was confirmed; None while too few were reviewed to tell one."""
        return self.confirmed / self.reviewed if self.reviewed >= lines()["least_told"] else None

    def as_json(self) -> dict[str, Any]:
        """Counts, rate and interval as plain data; a rate never stands without both."""
        low, high = self.interval
        return {
            "office": self.office, "own": self.own, "confirmed": self.confirmed, "dismissed": self.dismissed,
            "reviewed": self.reviewed, "open": self.open, "reasons": self.reasons, "versions": self.versions,
            "rate": None if self.rate is None else round(self.rate, 4),
            "low": None if self.rate is None else round(low, 4),
            "high": None if self.rate is None else round(high, 4), "told": self.told,
        }  # fmt: skip


def own_outcome(session: Session, slug: str, office: str | None) -> Outcome:
    """What people here made of a model's leads; withdrawn ones count by what was decided before."""
    rows = session.execute(
        select(LeadRow.status, LeadRow.before_withdrawal, LeadRow.dismiss_reason, FindingRow.version, func.count())
        .join(FindingRow, FindingRow.id == LeadRow.finding_id)
        .where(LeadRow.slug == slug)
        .group_by(LeadRow.status, LeadRow.before_withdrawal, LeadRow.dismiss_reason, FindingRow.version)
    )
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    versions: set[str] = set()
    for status, before, reason, version, number in rows:
        decided = before if status == "withdrawn" else status
        kind = decided if decided in ("confirmed", "dismissed") else "withdrawn" if status == "withdrawn" else "open"
        counts[kind] += number
        if kind == "dismissed":
            reasons[reason or "other"] += number
        if kind in ("confirmed", "dismissed"):
            versions.add(version)
    return Outcome(
        office, True, counts["confirmed"], counts["dismissed"], dict(sorted(reasons.items())), counts["open"],
        sorted(versions),
    )  # fmt: skip


def outcomes(session: Session, slug: str, office: str | None) -> list[Outcome]:
    """This office's outcome, then those of others, by name; the newest that each office told counts."""
    told: dict[str, ModelOutcome] = {}
    for row in session.scalars(select(ModelOutcome).where(ModelOutcome.slug == slug).order_by(ModelOutcome.told)):
        told[row.key_id] = row
    others = [
        Outcome(row.office, False, row.confirmed, row.dismissed, {}, 0, [row.version], row.told)
        for row in sorted(told.values(), key=lambda row: row.office)
    ]
    return [own_outcome(session, slug, office), *others]


def pooled(parts: list[Outcome]) -> Outcome:
    """All offices together, those with reviewed leads."""
    counted = [part for part in parts if part.reviewed]
    return Outcome(
        None, False, sum(part.confirmed for part in counted), sum(part.dismissed for part in counted), {},
        sum(part.open for part in parts), sorted({version for part in counted for version in part.versions}),
    )  # fmt: skip
