"""Running models: anchors in batches, each batch one transaction here and there, resumable after any stop.

A run's row in the store holds how far it is; findings, leads and the cursor of a batch are stored together. A run that
was killed, stopped or lost its server goes on after its cursor when the model runs again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import select

from anmai.cypher_models import derivation
from anmai.cypher_models.anchors import anchors_within_reach, count_anchors, next_page
from anmai.cypher_models.bounded import read_bounded
from anmai.cypher_models.catalogue import catalogue, find_model
from anmai.cypher_models.check import check_model
from anmai.cypher_models.finding import to_finding
from anmai.cypher_models.form import Model, Value
from anmai.cypher_models.leads import not_seen, present_among, save_findings, withdraw
from anmai.cypher_models.ledger import register, standing_of
from anmai.cypher_models.refusals import note_refusal, note_server_gone, note_stopped, refuse_killer
from anmai.cypher_models.sources import missing_sources, told_until
from anmai.cypher_models.texts import StoredTexts
from anmai.errors import AnmaiError, ModelError, ServerUnavailable
from anmai.forms.lead import Finding
from anmai.graph.connection import Graph
from anmai.graph.derived.rule import is_off
from anmai.locks import writer_lock
from anmai.settings import Settings
from anmai.store import Store
from anmai.store.engine import new_id, now
from anmai.store.tables import FindingRow, Run

#: Anchors of one batch, and seconds that its query may take.
BATCH: Final = 500
BATCH_TIMEOUT: Final = 60.0
POPULATION_TIMEOUT: Final = 300.0

Mode = Literal["auto", "full", "delta"]


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run is: anchors done and in all, findings so far."""

    slug: str
    run_id: str
    mode: str
    done: int
    total: int
    found: int


Progress = Callable[[RunProgress], None]


def run_models(
    settings: Settings,
    store: Store,
    graph: Graph,
    slugs: list[str] | None = None,
    *,
    mode: Mode = "auto",
    parameters: dict[str, dict[str, Any]] | None = None,
    progress: Progress = lambda _progress: None,
    should_stop: Callable[[], bool] = lambda: False,
    batch: int = BATCH,
) -> list[Run]:
    """Run models and turn what they find into leads.

    Args:
        settings: Home (its writer lock is held meanwhile) and own models.
        store: The store.
        graph: The graph.
        slugs: Which models; None means all that are not retired.
        mode: "full" looks at every anchor, "delta" at those that changes since the model's last run can matter to,
            "auto" is delta where there is such a run, else full. An interrupted run is first brought to its end.
        parameters: slug → parameters that differ from their defaults.
        progress: Told after each batch.
        should_stop: Asked after each batch; a stopped run can be resumed.
        batch: Anchors in one transaction.

    Returns:
        One row of the table ``runs`` a model, as it ended (state done, stopped or cannot_conclude).

    Raises:
        BusyError: Another process writes to this home.
        NotFound: No such model.
        UsageError: A parameter is unknown or outside its limits.
        ModelError: A model is refused; runs that are done stay.
        ServerUnavailable: Neo4j is gone; the run stays resumable.
    """
    models = catalogue(settings)
    chosen = [find_model(models, slug) for slug in slugs] if slugs else _in_use(store, models)
    bound = {model.slug: _bound(graph, model, (parameters or {}).get(model.slug, {})) for model in chosen}
    with writer_lock(settings.home, "models run"):
        return [
            _Runner(store, graph, model, bound[model.slug], progress, should_stop, batch).go(mode) for model in chosen
        ]


def _bound(graph: Graph, model: Model, given: dict[str, Any]) -> dict[str, Value]:
    values = model.bound(given)
    for parameter in model.about.parameters:
        if parameter.from_sources and parameter.name not in given:
            values[parameter.name] = told_until(graph, model)
    return values


def _in_use(store: Store, models: list[Model]) -> list[Model]:
    """The models that neither their files nor the ledger call retired."""
    with store.session(write=False) as session:
        return [model for model in models if standing_of(session, model).status != "retired"]


class _Runner:
    def __init__(
        self,
        store: Store,
        graph: Graph,
        model: Model,
        parameters: dict[str, Value],
        progress: Progress,
        should_stop: Callable[[], bool],
        batch: int,
    ) -> None:
        self.store, self.graph, self.model, self.parameters = store, graph, model, parameters
        self.progress, self.should_stop, self.batch = progress, should_stop, batch
        self.texts = StoredTexts(store)

    def go(self, mode: Mode) -> Run:
        make_sure(self.model, self.graph, self.store)
        with self.store.session() as session:
            register(session, self.model)
        why = self._cannot_conclude()
        if why is not None:
            return self._noted(why)
        rule = derivation.rule_of(self.model)
        if rule is not None:
            derivation.bring_up_to_date(self.store, self.graph, rule)
        interrupted = self._interrupted()
        if interrupted is not None:
            run = self._carried_out(interrupted)
            behind = derivation.touched_max(self.store) > run.touched_until
            wanted_more = mode == "full" and run.mode != "full"
            if run.state != "done" or not (behind or wanted_more):
                return run
        return self._carried_out(self._new_run(mode))

    # ---------------------------------------------------------------- which run

    def _cannot_conclude(self) -> str | None:
        missing = missing_sources(self.graph, self.model)
        if missing:
            zh, en = "、".join(source.zh for source in missing), ", ".join(source.en for source in missing)
            return f"不能下结论：没有载入{zh}。 Can't conclude: no {en} are loaded."
        rule = derivation.rule_of(self.model)
        if rule is not None and is_off(lambda text, bound: self.graph.read(text, bound), rule):
            return (
                f"不能下结论：推导规则 {rule.name} 已停用。 "
                f"Can't conclude: the derived rule {rule.name} is switched off."
            )
        return None

    def _noted(self, why: str) -> Run:
        run = Run(
            id=new_id(), slug=self.model.slug, version=self.model.version, mode="full", parameters=self.parameters,
            state="cannot_conclude", reason=why, touched_until=0, anchors_done=0, found=0, started=now(), ended=now(),
        )  # fmt: skip
        with self.store.session() as session:
            session.add(run)
        return run

    def _interrupted(self) -> Run | None:
        """The newest run, if it was killed, stopped or failed on the server, and is of this version and parameters."""
        with self.store.session(write=False) as session:
            run = session.scalars(
                select(Run).where(Run.slug == self.model.slug).order_by(Run.started.desc()).limit(1)
            ).first()
        if run is None or run.state not in ("running", "stopped"):
            return None
        return run if run.version == self.model.version and run.parameters == self.parameters else None

    def _last_done(self) -> Run | None:
        with self.store.session(write=False) as session:
            run = session.scalars(
                select(Run)
                .where(Run.slug == self.model.slug, Run.state == "done")
                .order_by(Run.started.desc())
                .limit(1)
            ).first()
        same = run is not None and run.version == self.model.version and run.parameters == self.parameters
        return run if same else None

    def _new_run(self, mode: Mode) -> Run:
        until = derivation.touched_max(self.store)
        base = self._last_done()
        # Without a run to build on, or when the store's list of changes began anew, only a full run is right.
        chosen = "full" if mode == "full" or base is None or base.touched_until > until else "delta"
        run = Run(
            id=new_id(), slug=self.model.slug, version=self.model.version, mode=chosen, parameters=self.parameters,
            state="running", touched_until=until, anchors_done=0, found=0, started=now(),
        )  # fmt: skip
        with self.store.session() as session:
            session.add(run)
        return run

    # ---------------------------------------------------------------- carrying it out

    def _carried_out(self, run: Run) -> Run:
        try:
            refuse_killer(self.store, self.model, run.cursor)
            self._update(run, state="running", reason=None, ended=None)
            return self._full(run) if run.mode == "full" else self._delta(run)
        except ServerUnavailable as error:
            self._update(run, state="stopped", reason=error.message)
            note_server_gone(self.store, self.model, run.cursor)
            raise
        except AnmaiError as error:
            if isinstance(error, ModelError):
                note_stopped(self.store, self.model, error.message)
            self._update(run, state="failed", reason=error.message, ended=now())
            raise
        except BaseException:
            self._update(run, state="stopped", reason="interrupted")
            raise

    def _full(self, run: Run) -> Run:
        label = self.model.about.anchor
        self._update(run, anchors_total=count_anchors(self.graph, label))
        while True:
            ids = next_page(self.graph, label, run.cursor, self.batch)
            if not ids:
                break
            self._do(run, ids)
            if self.should_stop():
                return self._update(run, state="stopped", reason="stopped")
        with self.store.session() as session:
            withdraw(session, run.id, not_seen(session, self.model.slug, run.id))
        return self._finish(run)

    def _delta(self, run: Run) -> Run:
        base = self._last_done()
        assert base is not None
        touched = derivation.touched_between(self.store, base.touched_until, run.touched_until)
        anchors = anchors_within_reach(self.graph, self.model, touched) | self._found_before(touched)
        left = sorted(anchor for anchor in anchors if run.cursor is None or anchor > run.cursor)
        self._update(run, anchors_total=run.anchors_done + len(left))
        for start in range(0, len(left), self.batch):
            self._do(run, left[start : start + self.batch])
            if self.should_stop() and start + self.batch < len(left):
                return self._update(run, state="stopped", reason="stopped")
        return self._finish(run)

    def _found_before(self, touched: set[tuple[str, str]]) -> set[str]:
        """Anchors of findings that speak of a changed node: what is gone from the graph can't be reached through it."""
        ids = {node_id for _label, node_id in touched}
        with self.store.session(write=False) as session:
            rows = session.execute(
                select(FindingRow.anchor, FindingRow.body).where(FindingRow.slug == self.model.slug, FindingRow.present)
            )
            return {
                anchor
                for anchor, body in rows
                if body["target"]["id"] in ids
                or not ids.isdisjoint(body["documents"])
                or any(entity["entity_id"] in ids for entity in [*body["persons"], *body["organizations"]])
            }

    def _do(self, run: Run, ids: list[str]) -> None:
        findings = self._findings(ids)
        with self.store.session() as session:
            found = {finding.finding_id for finding in findings}
            gone = [row for row in present_among(session, self.model.slug, ids) if row.id not in found]
            withdraw(session, run.id, gone)
            save_findings(session, run.id, findings)
            stored = session.get_one(Run, run.id)
            stored.cursor, stored.anchors_done = ids[-1], stored.anchors_done + len(ids)
            stored.found += len(findings)
            run.cursor, run.anchors_done, run.found = stored.cursor, stored.anchors_done, stored.found
        self.progress(
            RunProgress(run.slug, run.id, run.mode, run.anchors_done, run.anchors_total or 0, run.found)
        )  # fmt: skip

    def _findings(self, ids: list[str]) -> list[Finding]:
        rows = read_bounded(
            self.graph,
            self.model.findings,
            {**self.parameters, "anchors": ids},
            timeout=BATCH_TIMEOUT,
            most_rows=len(ids),
            what=f"{self.model.slug}/findings.cypher",
        )
        anchors = [row["anchor"] for row in rows]
        asked = set(ids)
        if len(set(anchors)) < len(anchors) or not asked.issuperset(anchors):
            raise ModelError(
                f"{self.model.slug}/findings.cypher returns an anchor twice, or one that it was not asked for.",
                remedy="Return a.id AS anchor, and collect() what repeats.",
            )
        return [to_finding(self.model, row, self.texts) for row in rows]

    def _finish(self, run: Run) -> Run:
        bound = {name: value for name, value in self.parameters.items() if f"${name}" in self.model.population}
        rows = read_bounded(
            self.graph, self.model.population, bound, timeout=POPULATION_TIMEOUT, most_rows=1,
            what=f"{self.model.slug}/population.cypher",
        )  # fmt: skip
        return self._update(run, state="done", reason=None, ended=now(), population=int(rows[0]["population"]))

    def _update(self, run: Run, **values: Any) -> Run:
        with self.store.session() as session:
            stored = session.get_one(Run, run.id)
            for name, value in values.items():
                setattr(stored, name, value)
                setattr(run, name, value)
        return run


#: (server, digest of the model) that this process has already checked.
_checked: set[tuple[str, str]] = set()


def make_sure(model: Model, graph: Graph, store: Store) -> None:
    """Refuse a model that the checks don't let through, and log it; the same files on one server are checked once.

    Raises:
        ModelError: It is refused; all reasons are in the message.
        ServerUnavailable: The server is gone.
    """
    if (graph.uri, model.digest) in _checked:
        return
    problems = check_model(model, graph, products=model.own)
    if problems:
        note_refusal(store, model, problems)
        listed = "\n  ".join(map(str, problems))
        raise ModelError(f"{model.slug} is refused:\n  {listed}\n", remedy="See `anmai models check`.")
    _checked.add((graph.uri, model.digest))
