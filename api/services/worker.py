"""The background worker of an API process: jobs one at a time, in the order in which they were asked for.

A job's row is the only state: a worker that dies leaves its job "running", and the next one takes it up again (ingest
and model runs resume by themselves). A job that ends three workers is given up.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any, Final, Protocol

import sqlalchemy as sa

from anmai.api.services.scheduled import queue_due
from anmai.api.services.text_index import TextIndex
from anmai.errors import AnmaiError, BusyError, ServerUnavailable
from anmai.forms.views import JobView
from anmai.settings import Settings
from anmai.store import Store
from anmai.store.engine import now
from anmai.store.tables import Job

_LOG: Final = logging.getLogger("anmai.api.worker")
_MOST_ATTEMPTS: Final = 3
#: Seconds between looks into the queue, and before a job that had to wait is tried again.
_LOOK: Final = 5.0
_RETRY: Final = 3.0
_STOP_PATIENCE: Final = 30.0


class Tell(Protocol):
    """Where work tells how far it is."""

    def __call__(self, phase: str, done: int, total: int | None, counts: dict[str, Any] | None = None) -> None:
        """Phase, units done and in all, and counts so far."""


#: Work on one job: its request, where to tell, whether to stop; returns the final counts.
Work = Callable[[Settings, Store, dict[str, Any], Tell, Callable[[], bool]], dict[str, Any]]


class Stopped(BaseException):
    """The work ended early because it was asked to; it goes on at the next start.

    Not an ``Exception``: what it passes through must not take it for a failure.
    """


class Worker:
    """One thread that works through the queue. ``start`` it once; ``wake`` it after queueing.

    Args:
        settings: Which home.
        store: Its store.
        texts: The text index, kept up to date between jobs.
        work: What to do for each kind of job; default: anmai.api.services.job_work.
    """

    def __init__(self, settings: Settings, store: Store, texts: TextIndex, work: dict[str, Work] | None = None) -> None:
        self._settings = settings
        self._store = store
        self._texts = texts
        self._work = work
        self._wake = threading.Event()
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None
        self._told: dict[str, tuple[str, int, int | None, dict[str, Any] | None]] = {}

    def start(self) -> None:
        """Start the thread; jobs that an earlier process left come first."""
        self._thread = threading.Thread(target=self._loop, name="anmai-worker", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Look into the queue now."""
        self._wake.set()

    def stop(self) -> None:
        """Ask the running job to stop and wait for it; its row stays "running" and is taken up at the next start."""
        self._ending.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(_STOP_PATIENCE)

    def _loop(self) -> None:
        while not self._ending.is_set():
            try:
                self._texts.catch_up(self._ending.is_set)
                queue_due(self._settings, self._store)
                busy = self._one()
            except AnmaiError as error:
                _LOG.warning("worker: %s", error)
                busy = False
            except Exception:
                _LOG.exception("worker")
                busy = False
            if not busy:
                self._wake.wait(_LOOK)
                self._wake.clear()

    def _one(self) -> bool:
        """Work on the oldest open job.

        Returns:
            Whether to look for the next one at once.
        """
        with self._store.session() as session:
            row = session.scalars(
                sa.select(Job).where(Job.state.in_(("running", "queued"))).order_by(Job.created, Job.id).limit(1)
            ).first()
            if row is None:
                return False
            if row.attempts >= _MOST_ATTEMPTS:
                row.state, row.changed = "failed", now()
                row.error = f"The API ended {row.attempts} times while it worked on this."
                return True
            row.state, row.attempts, row.changed = "running", row.attempts + 1, now()
            job, kind, request = row.id, row.kind, dict(row.request)
        try:
            counts = self._works()[kind](self._settings, self._store, request, self._teller(job), self._ending.is_set)
        except Stopped:
            self._again(job, "queued", None)
            return False
        except (BusyError, ServerUnavailable) as error:
            # Somebody else writes, or Neo4j is away: the job waits, it has not failed.
            self._again(job, "waiting", str(error))
            self._ending.wait(_RETRY)
            return not self._ending.is_set()
        except Exception as error:
            if self._ending.is_set():
                self._again(job, "queued", None)
                return False
            if not isinstance(error, AnmaiError):
                _LOG.exception("job %s", job)
            told = str(error) if isinstance(error, AnmaiError) else "anmai failed on its own; see logs/api.log."
            self._end(job, "failed", told, None)
            return True
        self._end(job, "done", None, counts)
        self._texts.catch_up(self._ending.is_set)
        return True

    def _works(self) -> dict[str, Work]:
        if self._work is None:
            from anmai.api.services.job_work import WORK

            self._work = WORK
        return self._work

    def live(self, view: JobView) -> JobView:
        """A job's view with the progress of this moment, which is kept in memory: telling waits for no lock."""
        told = self._told.get(view.id)
        if told is None or view.state != "running":
            return view
        phase, done, total, counts = told
        return view.model_copy(
            update={"phase": phase, "done": done, "total": total, "counts": counts or view.counts, "error": None}
        )

    def _teller(self, job: str) -> Tell:
        def tell(phase: str, done: int, total: int | None, counts: dict[str, Any] | None = None) -> None:
            self._told[job] = (phase, done, total, counts)

        return tell

    def _again(self, job: str, phase: str, error: str | None) -> None:
        self._told.pop(job, None)
        with self._store.session() as session:
            row = session.get_one(Job, job)
            row.phase, row.error, row.changed = phase, error, now()
            row.attempts = max(0, row.attempts - 1)

    def _end(self, job: str, state: str, error: str | None, counts: dict[str, Any] | None) -> None:
        _, done, total, _ = self._told.pop(job, ("", 0, None, None))
        with self._store.session() as session:
            row = session.get_one(Job, job)
            row.state, row.error, row.changed, row.done, row.total = state, error, now(), done, total
            if state == "done":
                row.phase = "done"
            if counts is not None:
                row.counts = counts
