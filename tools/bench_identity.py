"""Measures how fast identity decides: python tools/bench_identity.py STORE.db [--mentions N] [--new 1000]

STORE is a store that tools/bench_store.py filled or tools/score_identity.py --store kept; it is copied, and the copy's
decisions are taken out first. All of its documents but the newest ones (or as many of them as hold N mentions) are resolved as ``anmai ingest``
does, phase by phase, then the new ones, which shows what a few cost beside many. Times: elapsed and of the processor.
"""

from __future__ import annotations

import argparse
import importlib
import resource
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from anmai.store import Store
from anmai.store.engine import migrate
from anmai.store.tables import (
    Decision,
    Document,
    Entity,
    IdentityBlock,
    IdentityQuestion,
    Mention,
    MentionEntity,
    PendingEntity,
)  # fmt: skip

#: Phase → the functions that it consists of (module, name); what resolving does besides is told as the rest.
PHASES = {
    "reading mentions, features, scores": [("resolve", "score_lot")],
    "decisions by rules": [("resolve", "relink")],
    "keys, decisions by scores": [("resolve", "relink_scores")],
    "finding where keys lead": [("resolve", "Joining")],
    "partition where something contradicts": [("resolve", "gather"), ("resolve", "_settle")],
    "ids and members": [("minting", "join")],
    "marks for projection": [("resolve", "mark_pending")],
}


class Clock:
    """Seconds elapsed and of the processor, by phase."""

    def __init__(self) -> None:
        self.elapsed: Counter[str] = Counter()
        self.processor: Counter[str] = Counter()

    def timed(self, phase: str, whole: Callable[..., Any]) -> Callable[..., Any]:
        def run(*values: Any, **named: Any) -> Any:
            began, work = time.perf_counter(), time.process_time()
            try:
                return whole(*values, **named)
            finally:
                self.elapsed[phase] += time.perf_counter() - began
                self.processor[phase] += time.process_time() - work

        return run

    def line(self, phase: str) -> str:
        return f"  {phase:40} {self.elapsed[phase]:8.1f} s {self.processor[phase]:8.1f} s of processor"


def without_decisions(given: Path, copy: Path) -> Store:
    """A copy of the store as it was before identity decided anything."""
    for old in copy.parent.glob(f"{copy.name}*"):
        old.unlink()
    shutil.copy(given, copy)
    store = Store(f"sqlite:///{copy}")
    migrate(store)
    with store.session() as session:
        for table in (PendingEntity, MentionEntity, Entity, Decision, IdentityBlock, IdentityQuestion):
            session.execute(sa.delete(table))
    return store


def chosen(store: Store, mentions: int | None) -> list[str]:
    """Documents in order of their ids, as many as hold so many mentions."""
    query = (
        sa.select(Document.id, sa.func.count(Mention.id))
        .outerjoin(Mention, Mention.document_id == Document.id)
        .group_by(Document.id)
        .order_by(Document.id)
    )
    documents, held = [], 0
    with store.session(write=False) as session:
        for document, count in session.execute(query):
            documents.append(document)
            held += count
            if mentions is not None and held >= mentions:
                break
    return documents


def measured(store: Store, documents: list[str], what: str) -> None:
    module = importlib.import_module("anmai.graph.identity.resolve")
    clock, whole = Clock(), {}
    for phase, parts in PHASES.items():
        for name, part in parts:
            owner = module if name == "resolve" else getattr(module, name)
            whole[owner, part] = getattr(owner, part)
            setattr(owner, part, clock.timed(phase, whole[owner, part]))
    try:
        done = clock.timed("in all", module.resolve)(store, documents=documents, progress=told)
    finally:
        for (owner, part), before in whole.items():
            setattr(owner, part, before)
    print(f"{what}: {done.documents} documents, {done.mentions} mentions, {done.decisions_made} decisions, "
          f"{len(done.new_entities)} new entities, {len(done.redirected)} redirected")  # fmt: skip
    for phase in PHASES:
        print(clock.line(phase))
    for times in (clock.elapsed, clock.processor):
        times["the rest (commits, starting the scorer)"] = times["in all"] - sum(times[phase] for phase in PHASES)
    print(clock.line("the rest (commits, starting the scorer)"))
    print(clock.line("in all"), flush=True)


def told(done: int, total: int) -> None:
    if done % 20_000 == 0:
        print(
            f"{done} of {total} documents after {time.process_time():.1f} s of processor", file=sys.stderr, flush=True
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--mentions", type=int, help="take so many of the store's mentions; all by default")
    parser.add_argument("--new", type=int, default=1000, help="documents that come later")
    parser.add_argument("--copy", type=Path, help="where the copy lies; beside the store by default, and stays there")
    options = parser.parse_args()
    copy = options.copy or options.store.with_suffix(".bench.db")
    with closing(without_decisions(options.store, copy)) as store:
        documents = chosen(store, options.mentions)
        measured(store, documents[: -options.new], "first")
        if options.new:
            measured(store, documents[-options.new :], "new")
    size = copy.stat().st_size / 1e6
    print(f"store: {size:.0f} MB; most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
