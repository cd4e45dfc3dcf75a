"""When models run by themselves: ANMAI_HOME/schedule.yaml, one entry a model, honoured while the API of the home runs.

Examples:
    - model: improper-probation
      cron: "0 3 * * *"      # five fields, the machine's own time
      since: 2026-11-22T09:00:00+00:00
    - model: missed-recidivism
      every: 2d              # m, h, d or w after the run before
      since: 2026-11-22T09:00:00+00:00

A time that passed while nothing ran is made up for once.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import yaml
from cronsim import CronSim, CronSimError

from anmai.errors import ConfigurationError, NotFound, UsageError
from anmai.settings import Settings

_EVERY: Final = re.compile(r"(\d{1,4})\s*([mhdw])")
_UNITS: Final = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
#: More often than this no model runs by itself.
LEAST: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Entry:
    """One model's schedule: either ``every`` or ``cron``.

    Attributes:
        model: Slug.
        every: Time between two runs, as written: 30m, 6h, 1d, 1w.
        cron: A cron expression of five fields, in the machine's own time.
        since: When it was made (ISO 8601); the first run follows it.
    """

    model: str
    every: str | None
    cron: str | None
    since: str

    def next_after(self, moment: datetime) -> datetime:
        """The next time after a moment.

        Args:
            moment: With its time zone.
        """
        if self.every is not None:
            return moment + _period(self.every)
        assert self.cron is not None
        return next(CronSim(self.cron, moment.astimezone()))

    @property
    def words(self) -> str:
        """How often, in short."""
        return f"每 every {self.every}" if self.every is not None else f"cron {self.cron}"


def read_schedule(settings: Settings) -> list[Entry]:
    """The schedule of a home, by model.

    Raises:
        ConfigurationError: The file can't be read, or an entry is wrong.
    """
    path = _path(settings)
    if not path.exists():
        return []
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8")) or []
        entries = [_entry(each) for each in told]
    except (OSError, yaml.YAMLError, UsageError, TypeError, ValueError) as error:
        raise ConfigurationError(
            f"{path} can't be read: {error}", remedy="Correct it, or make entries with `anmai models schedule`."
        ) from error
    return sorted(entries, key=lambda entry: entry.model)


def set_entry(settings: Settings, model: str, *, every: str | None, cron: str | None) -> Entry:
    """Let a model run by itself from now on; an entry of before is replaced.

    Raises:
        UsageError: Not exactly one of ``every`` and ``cron``, or one that can't be read or is too often.
        ConfigurationError: The file can't be read.
    """
    entry = _entry({"model": model, "every": every, "cron": cron, "since": datetime.now(UTC).isoformat()})
    _write(settings, [*(each for each in read_schedule(settings) if each.model != model), entry])
    return entry


def remove_entry(settings: Settings, model: str) -> None:
    """Let a model no longer run by itself.

    Raises:
        NotFound: It doesn't.
        ConfigurationError: The file can't be read.
    """
    known = read_schedule(settings)
    if all(entry.model != model for entry in known):
        raise NotFound(f"{model} has no schedule.", remedy="`anmai models schedule` lists what has one.")
    _write(settings, [entry for entry in known if entry.model != model])


def _entry(told: dict[str, Any]) -> Entry:
    odd = sorted(set(told) - {"model", "every", "cron", "since"})
    if odd:
        raise UsageError(f"An entry of the schedule has no {odd[0]}.", remedy="It has model, every or cron, since.")
    since = told.get("since") or datetime.now(UTC).isoformat()
    moment = datetime.fromisoformat(str(since))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    every, cron = told.get("every"), told.get("cron")
    entry = Entry(
        str(told["model"]),
        None if every is None else str(every),
        None if cron is None else str(cron),
        moment.isoformat(),
    )
    if (entry.every is None) == (entry.cron is None):
        raise UsageError(
            f"{entry.model} needs one of every and cron.", remedy='Give --every 1d, or --cron "0 3 * * *".'
        )
    if entry.every is not None:
        _period(entry.every)
    elif len((entry.cron or "").split()) != 5:
        raise UsageError(
            f"{entry.cron!r} has not five fields.", remedy='Minute, hour, day, month, weekday: "0 3 * * *".'
        )
    try:
        first = entry.next_after(moment)
        second = entry.next_after(first)
    except (CronSimError, StopIteration) as error:
        raise UsageError(
            f"{entry.cron!r} is no time that comes: {error}.", remedy='Write it as "0 3 * * *".'
        ) from error
    if second - first < LEAST:
        raise UsageError(f"{entry.model} would run more often than every {LEAST}.", remedy="Give it more time.")
    return entry


def _period(every: str) -> timedelta:
    found = _EVERY.fullmatch(every.strip())
    if found is None or int(found[1]) == 0:
        raise UsageError(f"{every!r} is no period.", remedy="Write 30m, 6h, 1d or 1w.")
    return int(found[1]) * _UNITS[found[2]]


def _path(settings: Settings) -> Path:
    return settings.home / "schedule.yaml"


def _write(settings: Settings, entries: list[Entry]) -> None:
    settings.ensure_home()
    rows = [
        {
            "model": entry.model,
            **({"every": entry.every} if entry.every else {"cron": entry.cron}),
            "since": entry.since,
        }
        for entry in sorted(entries, key=lambda entry: entry.model)
    ]
    path = _path(settings)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_text(yaml.safe_dump(rows, sort_keys=False, allow_unicode=True), encoding="utf-8")
    part.replace(path)
