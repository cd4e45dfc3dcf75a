"""The API and the explorer as background processes: started so that they outlive the command, found again, stopped.

A server process holds an operating-system lock for its life and tells where it is in ANMAI_HOME/run/<name>.json; a
file that a dead process left is recognised by process id and start time and does no harm.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

import httpx
import psutil
from filelock import FileLock, Timeout

from anmai.errors import BusyError, ConfigurationError, ServerUnavailable
from anmai.graph.server.process import is_alive, launch, stop
from anmai.settings import Settings

Name = Literal["api", "ui"]
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_START_PATIENCE: Final = 180.0
_STOP_PATIENCE: Final = 40.0
#: What tells whether the server answers.
_HEALTH: Final = {"api": "/api/v1/health", "ui": "/_stcore/health"}


@dataclass(frozen=True, slots=True)
class Running:
    """A server process that lives; ``api_url`` is where the explorer looks for the API."""

    pid: int
    created: float
    url: str
    api_url: str | None = None


def log_path(settings: Settings, name: Name) -> Path:
    """Where a server's output goes."""
    return settings.logs_dir / f"{name}.log"


def running(settings: Settings, name: Name) -> Running | None:
    """The living server of this home; None when there is none, whatever an old file says."""
    try:
        told = Running(**json.loads(_state_path(settings, name).read_text(encoding="utf-8")))
        process = psutil.Process(told.pid)
        # A process id that was given to another program since has another start time.
        return told if abs(process.create_time() - told.created) < 1.0 and is_alive(process) else None
    except (OSError, ValueError, TypeError, psutil.Error):
        return None


@contextlib.contextmanager
def hold(settings: Settings, name: Name, url: str, *, api_url: str | None = None) -> Iterator[None]:
    """Be the server ``name`` of this home for the duration of the block.

    Raises:
        BusyError: Another process is it already.
    """
    settings.ensure_home()
    folder = _state_path(settings, name).parent
    folder.mkdir(mode=0o700, exist_ok=True)
    lock = FileLock(folder / f"{name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        known = running(settings, name)
        where = f" at {known.url} (process {known.pid})" if known else ""
        raise BusyError(
            f"The {name} of {settings.home} runs already{where}.", remedy="`anmai down` stops it."
        ) from None
    state = _state_path(settings, name)
    try:
        fresh = state.with_suffix(".part")
        told = Running(os.getpid(), psutil.Process().create_time(), url, api_url)
        fresh.write_text(json.dumps(asdict(told)), encoding="utf-8")
        fresh.replace(state)
        yield
    finally:
        state.unlink(missing_ok=True)
        lock.release()


def start(settings: Settings, name: Name, *, waiting: Callable[[], None] = lambda: None) -> Running:
    """Start a server in the background unless it runs, and wait until it answers.

    Args:
        settings: Handed on to the server whole, whatever its working folder.
        name: Which.
        waiting: Called now and then while it is awaited.

    Raises:
        ServerUnavailable: It ended, or did not answer in time; the message quotes its log.
    """
    known = running(settings, name)
    if known is not None and answers(known, name):
        return known
    settings.ensure_home()
    log = log_path(settings, name)
    offset = log.stat().st_size if log.exists() else 0
    command = [sys.executable, "-m", "anmai.api.cli", name]
    with _environment(settings):
        try:
            process = launch(command, cwd=settings.home, log=log)
        except OSError as error:
            raise ServerUnavailable(f"The {name} can't be started: {error}.", remedy="See the message.") from error
    if os.name == "posix" and log.exists():
        log.chmod(0o600)
    deadline = time.monotonic() + _START_PATIENCE
    while time.monotonic() < deadline:
        waiting()
        known = running(settings, name)
        if known is not None and answers(known, name):
            return known
        if not is_alive(process) and running(settings, name) is None:
            raise ServerUnavailable(
                f"The {name} ended while it was starting: {_last_line(log, offset)}", remedy=f"See {log}."
            )
        time.sleep(0.1)
    raise ServerUnavailable(f"The {name} did not answer within {_START_PATIENCE:.0f} s.", remedy=f"See {log}.")


def stop_server(settings: Settings, name: Name) -> bool:
    """Stop a server and what it started.

    Returns:
        Whether one was running.
    """
    known = running(settings, name)
    if known is None:
        return False
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(known.pid)
        children = process.children(recursive=True)
        stop(process, patience=_STOP_PATIENCE)
        for child in children:
            if is_alive(child):
                stop(child, patience=5.0)
    _state_path(settings, name).unlink(missing_ok=True)
    return True


def answers(known: Running, name: Name) -> bool:
    """Whether a server answers on its port."""
    try:
        return httpx.get(known.url.rstrip("/") + _HEALTH[name], timeout=5.0, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on a loopback address; another free port where ``port`` is taken.

    Raises:
        ConfigurationError: ``host`` is not loopback: there are no accounts yet, only this machine may call.
    """
    if host not in LOOPBACK:
        raise ConfigurationError(
            f"ANMAI_API_HOST is {host}, but anmai serves this machine alone.", remedy="Use 127.0.0.1 (the default)."
        )
    address = "127.0.0.1" if host == "localhost" else host
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for wanted in (port, 0):
        opened = socket.socket(family, socket.SOCK_STREAM)
        if os.name == "posix":
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((address, wanted))
            opened.listen(128)
        except OSError:
            opened.close()
            continue
        return opened
    raise ConfigurationError(f"No port of {address} can be used.", remedy="Free one, or set ANMAI_API_PORT.")


def url_of(opened: socket.socket) -> str:
    """The address of a listening socket, for people and clients."""
    host, port = opened.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextlib.contextmanager
def _environment(settings: Settings) -> Iterator[None]:
    """ANMAI_… as these settings say and nothing else, so that the server has exactly its starter's settings."""
    before = {key: os.environ.pop(key) for key in list(os.environ) if key.startswith("ANMAI_")}
    told = {f"ANMAI_{key.upper()}": str(value) for key, value in settings.model_dump().items() if value is not None}
    # A relative home would be looked for in the server's own folder.
    told["ANMAI_HOME"] = str(settings.home.expanduser().resolve())
    told["ANMAI_CACHE"] = str(settings.cache.expanduser().resolve())
    os.environ.update(told)
    try:
        yield
    finally:
        for key in told:
            os.environ.pop(key, None)
        os.environ.update(before)


def _state_path(settings: Settings, name: Name) -> Path:
    return settings.home / "run" / f"{name}.json"


def _last_line(log: Path, offset: int) -> str:
    try:
        with log.open("rb") as file:
            file.seek(offset)
            lines = [line for line in file.read().decode("utf-8", "replace").splitlines() if line.strip()]
    except OSError:
        lines = []
    return lines[-1][:500] if lines else "it wrote nothing."
