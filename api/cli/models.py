"""``anmai models``: list, check, test and run supervision models, start a new one, switch derived rules on and off."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from anmai.api.cli import models_ledger, models_packages, models_runs
from anmai.api.cli.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from anmai.cypher_models import Model, RunProgress
    from anmai.graph.connection import Graph
    from anmai.settings import Settings

_JSON = typer.Option(False, "--json", help="以 JSON 输出 · print JSON")
_SLUGS = typer.Argument(None, help="模型名，不写则全部 · slugs; none means all", show_default=False)


def register(app: typer.Typer) -> None:
    """Add the group ``models``."""
    group = typer.Typer(no_args_is_help=True, help="监督模型：清单、检查、试例、运行、新建。 Supervision models.")
    group.command("list")(list_models)
    group.command("check")(check)
    group.command("test")(test)
    group.command("run")(run)
    group.command("new")(new)
    group.command("rules")(rules)
    for part in (models_ledger, models_packages, models_runs):
        part.register(group)
    app.add_typer(group, name="models")


def list_models(as_json: bool = _JSON) -> None:
    """列出监督模型及其最近一次运行。 List the models and their last run."""
    from anmai.cypher_models import catalogue, model_view
    from anmai.settings import settings
    from anmai.store import open_store

    store = open_store(settings())
    try:
        views = [model_view(model, store) for model in catalogue(settings())]
    finally:
        store.close()
    if as_json:
        typer.echo(json.dumps([view.model_dump(mode="json") for view in views], ensure_ascii=False))
        return
    for view in views:
        funnel = view.funnel
        if funnel.cannot_conclude:
            counts = funnel.cannot_conclude
        elif funnel.findings is None:
            counts = "未运行 · never ran"
        else:
            counts = f"{funnel.findings} / {funnel.population}"
        own = " 自建 · own" if view.own else ""
        typer.echo(
            f"{view.slug:32} {view.version:8} {view.status:13} {view.title_zh} · {view.title_en}{own}\n  {counts}"
        )


def check(slugs: list[str] | None = _SLUGS, as_json: bool = _JSON) -> None:
    """检查格式、要件标注、查询语句；有 Neo4j 时也查执行计划。 Check form, tags, words; plans where Neo4j runs."""
    from anmai.cypher_models.catalogue import load_all
    from anmai.cypher_models.check import check_model
    from anmai.cypher_models.examples import read_examples
    from anmai.settings import settings

    chosen = _chosen(load_all(settings()), slugs, lambda loaded: loaded.folder.name)
    told: list[dict[str, Any]] = []
    with _graph_if_there(settings()) as graph:
        for loaded in chosen:
            problems = list(loaded.problems)
            if loaded.model is not None and not problems:
                problems = read_examples(loaded.model)[1] + check_model(loaded.model, graph)
            told += [
                {"model": loaded.folder.name, "file": each.file, "line": each.line, "message": each.message}
                for each in problems
            ]
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        for each in told:
            where = f"{each['file']}:{each['line']}" if each["line"] else each["file"]
            typer.echo(f"{where}: {each['message']}")
        if not told:
            typer.echo(f"{len(chosen)} 个模型无误 · {len(chosen)} model(s) are sound")
    if graph is None:
        typer.echo(Words(None)("checked_without_neo4j"), err=True)
    if told:
        raise typer.Exit(1)


def test(
    slugs: list[str] | None = _SLUGS,
    mutate: bool = typer.Option(False, "--mutate", help="逐一去掉要件，看试例是否发现 · take each clause out"),
    as_json: bool = _JSON,
) -> None:
    """在 Neo4j 上试运行模型的试例（不留痕迹）。 Try the examples on Neo4j; nothing of them stays."""
    from anmai.cypher_models import catalogue
    from anmai.cypher_models.trial import try_examples
    from anmai.settings import settings

    chosen = _chosen(catalogue(settings()), slugs, lambda model: model.slug)
    with _graph(settings()) as graph:
        trials = [try_examples(graph, model, mutate=mutate) for model in chosen]
    told = [
        {
            "model": trial.model.slug,
            "ok": trial.ok,
            "passed": len(trial.passed),
            "failed": trial.failed,
            "problems": [str(problem) for problem in trial.problems],
            "clauses_tried": trial.tried,
            "clauses_not_needed": [f"{clause.element} (line {clause.first})" for clause in trial.survived],
            "clauses_not_separable": [f"{clause.element} (line {clause.first})" for clause in trial.inseparable],
        }
        for trial in trials
    ]
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        for each, trial in zip(told, trials, strict=True):
            tried = f"，{trial.tried} 处要件逐一去掉 · {trial.tried} clauses taken out" if mutate else ""
            mark = "✓" if trial.ok else "✗"
            typer.echo(f"{mark} {each['model']}: {len(trial.passed)} 例通过 · examples came out{tried}")
            for problem in trial.problems:
                typer.echo(f"  {problem}")
            for example, why in trial.failed.items():
                typer.echo(f"  {example}: {why}")
            for clause in trial.survived:
                typer.echo(f"  findings.cypher:{clause.first}: {clause.element} 去掉后无试例发现 · no example needs it")
            for clause in trial.inseparable:
                typer.echo(f"  findings.cypher:{clause.first}: {clause.element} 不能单独去掉 · leaves no valid query")
    if not all(trial.ok for trial in trials):
        raise typer.Exit(1)


def run(
    slugs: list[str] | None = _SLUGS,
    full: bool = typer.Option(False, "--full", help="全部重看 · look at every anchor"),
    delta: bool = typer.Option(False, "--delta", help="只看变更可及之处 · only what changes can matter to"),
    param: list[str] = typer.Option([], "--param", help="参数 k=v（或 模型:k=v）· a parameter, k=v or slug:k=v"),  # noqa: B008
    batch: int = typer.Option(
        500, "--batch", min=1, max=10000, help="每批锚点数（每批一个事务）· anchors of one transaction"
    ),
    as_json: bool = _JSON,
) -> None:
    """运行模型，把发现变成线索；可中断、可续跑。 Run models; findings become leads. Can be stopped and resumed."""
    from anmai.cypher_models import catalogue, run_models, run_view
    from anmai.errors import UsageError
    from anmai.settings import settings
    from anmai.store import open_store

    if full and delta:
        raise UsageError("--full and --delta exclude each other.", remedy="Give one, or neither: delta where it can.")
    models = _chosen(catalogue(settings()), slugs, lambda model: model.slug)
    parameters = _parameters(models, param, named=bool(slugs))
    store = open_store(settings())
    try:
        with _graph(settings()) as graph, _showing(as_json) as progress, _stopping() as should_stop:
            runs = run_models(
                settings(), store, graph, slugs or None,
                mode="full" if full else "delta" if delta else "auto",
                parameters=parameters, progress=progress, should_stop=should_stop, batch=batch,
            )  # fmt: skip
    finally:
        store.close()
    views = [run_view(run) for run in runs]
    if as_json:
        typer.echo(json.dumps([view.model_dump(mode="json") for view in views], ensure_ascii=False))
    else:
        for view in views:
            typer.echo(_told(view.model_dump()))
        if any(view.found for view in views):
            typer.echo(Words(None)("models_next"), err=True)
    if any(view.state == "stopped" for view in views):
        raise typer.Exit(130)
    if any(view.state == "cannot_conclude" for view in views):
        raise typer.Exit(3)


def _told(view: dict[str, Any]) -> str:
    if view["state"] != "done":
        return f"{view['model']}: {view['reason']}"
    looked = f"{view['anchors_done']} 处 · anchors"
    return (
        f"{view['model']} {view['version']} ({view['mode']}): {looked}, {view['found']} 条发现 · findings, "
        f"总体 · population {view['population']}"
    )


def new(slug: str = typer.Argument(help="新模型名 · its slug")) -> None:
    """在自己的模型文件夹里新建一个可通过检查和试例的模型。 Start a model of one's own that passes check and test."""
    from anmai.cypher_models.catalogue import load_all
    from anmai.cypher_models.scaffold import new_model
    from anmai.settings import settings

    folder = new_model(settings(), slug)
    loaded = load_all(settings())
    with _ledger(settings()) as session:
        for each in loaded:
            if each.folder == folder and each.model is not None:
                _warn_of_copies(session, each.model, [one.model for one in loaded if one.model is not None])
    typer.echo(f"{folder}\n改写后 · after editing: anmai models check {slug}; anmai models test {slug} --mutate")


def rules(
    off: str | None = typer.Option(None, "--off", help="停用并清除其推导 · switch off, remove what it made"),
    on: str | None = typer.Option(None, "--on", help="启用 · switch on; the next run derives anew"),
    as_json: bool = _JSON,
) -> None:
    """推导规则（如关联放贷群体）的状态与启停。 Derived rules: state, on, off."""
    from anmai.cypher_models.derivation import rule_states, switch
    from anmai.locks import writer_lock
    from anmai.settings import settings

    with _graph(settings()) as graph:
        if off or on:
            with writer_lock(settings().ensure_home(), "models rules"):
                switch(graph, off or on or "", on=on is not None)
        states = rule_states(graph)
    if as_json:
        typer.echo(json.dumps(states, ensure_ascii=False))
        return
    for state in states:
        word = "停用 · off" if state["off"] else "启用 · on"
        typer.echo(f"{state['rule']} {state['version']} → {state['label']}: {word}, {state['nodes']}")


# ------------------------------------------------------------------------------------------------- parts of commands


def _chosen(found: list[Any], slugs: list[str] | None, name: Callable[[Any], str]) -> list[Any]:
    from anmai.errors import NotFound

    known = {name(each) for each in found}
    odd = [slug for slug in slugs or [] if slug not in known]
    if odd:
        raise NotFound(f"There is no supervision model {odd[0]}.", remedy=f"There are: {', '.join(sorted(known))}.")
    return [each for each in found if not slugs or name(each) in slugs]


def _parameters(models: list[Model], given: list[str], *, named: bool) -> dict[str, dict[str, Any]]:
    """Parameters by model; a bare ``k=v`` goes to every chosen model that has a parameter of that name."""
    from anmai.errors import UsageError

    values: dict[str, dict[str, Any]] = {}
    for each in given:
        key, equals, text = each.partition("=")
        if not equals:
            raise UsageError(f"--param {each} has no value.", remedy="Write --param min_cases=4.")
        slug, colon, name = key.rpartition(":")
        owners = [
            model for model in models
            if (model.slug == slug if colon else any(known.name == name for known in model.about.parameters))
        ]  # fmt: skip
        if not owners or not (named or colon or len(owners) == 1):
            raise UsageError(
                f"--param {each}: {'no' if not owners else 'more than one'} chosen model has a parameter {name}.",
                remedy="Name the model: --param repeat-offender-cross-region:min_cases=4.",
            )
        for model in owners:
            values.setdefault(model.slug, {})[name] = _value(model, name, text)
    return values


def _value(model: Model, name: str, text: str) -> Any:
    from anmai.errors import UsageError

    kinds = {parameter.name: parameter.type for parameter in model.about.parameters}
    kind = kinds.get(name)
    try:
        if kind == "integer":
            return int(text)
        if kind == "number":
            return float(text)
    except ValueError:
        raise UsageError(f"--param {name}={text} is no {kind}.", remedy="Give a number.") from None
    if kind == "boolean":
        if text.lower() not in ("true", "false"):
            raise UsageError(f"--param {name}={text} is not true or false.", remedy="Write true or false.")
        return text.lower() == "true"
    if kind == "strings":
        return [item.strip() for item in text.replace("，", ",").split(",") if item.strip()]
    return text


@contextmanager
def _graph_if_there(given: Settings) -> Iterator[Graph | None]:
    """The graph, or None where no Neo4j answers: what needs a server is then left out."""
    from anmai.errors import ServerUnavailable
    from anmai.graph.connection import connect

    try:
        opened = connect(given)
    except ServerUnavailable:
        yield None
        return
    with opened as graph:
        yield graph


@contextmanager
def _graph(given: Settings) -> Iterator[Graph]:
    from anmai.graph.connection import connect

    with connect(given) as graph:
        yield graph


@contextmanager
def _ledger(given: Settings) -> Iterator[Session]:
    from anmai.store import open_store

    store = open_store(given)
    try:
        with store.session(write=False) as session:
            yield session
    finally:
        store.close()


def _warn_of_copies(session: Session, model: Model, models: list[Model]) -> None:
    """Warn, on standard error, of models that an own one is much like."""
    from anmai.cypher_models.ledger.overlap import overlaps

    if model.own:
        for each in overlaps(session, model, models):
            if each.near_copy:
                typer.echo(f"！{model.slug}: {each.sentence()}", err=True)


@contextmanager
def _showing(quiet: bool) -> Iterator[Callable[[RunProgress], None]]:
    """Progress bars on standard error, one a model."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=quiet) as bars:
        tasks: dict[str, Any] = {}

        def show(progress: RunProgress) -> None:
            if progress.run_id not in tasks:
                tasks[progress.run_id] = bars.add_task(progress.slug, total=progress.total)
            words = f"{progress.slug} ({progress.mode}): {progress.found}"
            bars.update(tasks[progress.run_id], completed=progress.done, total=progress.total, description=words)

        yield show


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """The first Ctrl-C ends the run after its batch; a second one interrupts at once."""
    asked = False

    def ask(_signal: int, _frame: object) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        typer.echo("正在停在本批之后… · stopping after this batch…", err=True)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)
