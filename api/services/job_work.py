"""What the background worker does for each kind of job: reading uploaded files, running a model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from anmai.api.services.ingest import ingest
from anmai.api.services.ingest_forms import Options, Phase
from anmai.api.services.jobs import MOST_SKIPPED, SKIPPED
from anmai.api.services.uploads import SOURCE, settle_uploads
from anmai.api.services.worker import Stopped, Tell, Work
from anmai.cypher_models import RunProgress, run_models
from anmai.errors import AnmaiError
from anmai.graph.connection import connect
from anmai.settings import Settings
from anmai.store import Store


def read_files(
    settings: Settings, _store: Store, request: dict[str, Any], tell: Tell, stopped: Callable[[], bool]
) -> dict[str, Any]:
    """Read uploaded files into store and graph.

    Returns:
        The ingest's summary; skipped documents with reasons under ``SKIPPED``.
    """

    def progress(phase: Phase, done: int, total: int | None) -> None:
        # The ingest asks nobody whether to go on; it stands any interruption between two batches.
        if stopped():
            raise Stopped
        tell(phase, done, total)

    paths = settle_uploads(settings, str(request["folder"]), list(request["files"]))
    told = ingest(settings, paths, Options(source=SOURCE), progress).as_json()
    told[SKIPPED] = told.pop("skipped")[:MOST_SKIPPED]
    tell("done", told["documents"], told["documents"])
    return told


def run_model(
    settings: Settings, store: Store, request: dict[str, Any], tell: Tell, stopped: Callable[[], bool]
) -> dict[str, Any]:
    """Run one model.

    Returns:
        {"run", "state", "found", "population"}.

    Raises:
        Stopped: It was asked to stop; the run goes on later.
    """
    slug = str(request["slug"])

    def progress(now: RunProgress) -> None:
        tell("models", now.done, now.total, {"run": now.run_id, "found": now.found})

    with connect(settings) as graph:
        (run,) = run_models(
            settings,
            store,
            graph,
            [slug],
            mode=request["mode"],
            parameters={slug: request["parameters"]},
            progress=progress,
            should_stop=stopped,
        )
    if run.state == "stopped":
        raise Stopped
    if run.state == "failed":
        raise AnmaiError(run.reason or f"The run of {slug} failed.")
    tell("done", run.anchors_done, run.anchors_total)
    return {"run": run.id, "state": run.state, "found": run.found, "population": run.population, "reason": run.reason}


#: Kind of job → its work.
WORK: Final[dict[str, Work]] = {"ingest": read_files, "models": run_model}
