"""The local Neo4j of one ANMAI_HOME: start, stop, status."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import psutil
from filelock import FileLock, Timeout

from anmai.errors import BusyError, ConfigurationError, ServerUnavailable
from anmai.graph.server import config, jars, java, machine, process
from anmai.settings import Settings

#: Seconds that a start may take until "Started." is logged; a cold disk and two busy cores need some patience.
_START_PATIENCE: Final = 180.0
#: Seconds that Neo4j gets to write its last checkpoint before it is killed.
_STOP_PATIENCE: Final = 60.0
_STARTED: Final = "Started."
_IN_USE: Final = "Address already in use"
_PORT_RETRIES: Final = 3

Phase = Literal["java", "jars", "fetch", "launch", "wait", "ready"]


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """What ``anmai db status --json`` tells."""

    state: Literal["running", "starting", "stopped", "unreachable"]
    uri: str | None
    user: str | None
    password_file: str | None
    version: str | None


@dataclass(frozen=True, slots=True)
class Reporter:
    """Where a start tells how far it is; each part may be left out.

    Attributes:
        phase: Called when a phase begins, with a detail to show ("" if none).
        announce: Called before jars are fetched: how many, bytes, where from.
        fetched: Called after each jar: bytes so far, bytes in all, its name.
    """

    phase: Callable[[Phase, str], None] = lambda _phase, _detail: None
    announce: Callable[[int, int, str], None] = lambda _count, _size, _base: None
    fetched: jars.Progress = lambda _done, _total, _name: None


class _PortTaken(ServerUnavailable):
    """The server died because another one had taken its port meanwhile."""


class LocalServer:
    """The Neo4j that belongs to one home; every method may be called from any process of that home.

    Args:
        settings: Home, cache, memory, port, Java.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.home: Path = settings.home.expanduser().resolve() / "neo4j"
        self.password_file: Path = self.home / "password"
        self._state_file: Path = self.home / "run" / "server.json"
        self._log: Path = self.home / "logs" / "neo4j.log"
        self._console: Path = self.home / "logs" / "console.log"

    # ---------------------------------------------------------------- what it tells

    @property
    def password(self) -> str | None:
        """The generated password; None before the first start."""
        try:
            return self.password_file.read_text(encoding="utf-8").strip() or None
        except OSError:
            return None

    def uri(self) -> str | None:
        """The Bolt address of the running server; None when it doesn't run."""
        known = process.remembered(self._state_file)
        found = process.find_server(self.home, known)
        if found is None:
            return None
        port = known.port if known is not None and known.pid == found.pid else _listening_port(found)
        return f"bolt://{machine.LOOPBACK}:{port}" if port else None

    def status(self) -> ServerStatus:
        """Whether the server runs, and how to reach it."""
        uri = self.uri()
        if uri is None:
            return ServerStatus("stopped", None, config.USER, self._told_password_file(), jars.load_lock().version)
        port = int(uri.rpartition(":")[2])
        state: Literal["running", "starting"] = "running" if machine.port_answers(port) else "starting"
        return ServerStatus(state, uri, config.USER, self._told_password_file(), jars.load_lock().version)

    def _told_password_file(self) -> str | None:
        return str(self.password_file) if self.password_file.exists() else None

    # ---------------------------------------------------------------- start and stop

    def start(self, reporter: Reporter | None = None) -> str:
        """Start the server unless it runs, and wait until it answers.

        Args:
            reporter: Where to tell how far it is.

        Returns:
            Its Bolt address.

        Raises:
            ConfigurationError: Java, memory, disk, jars or the port fall short; the message says which, and the remedy.
            ServerUnavailable: It was started and died, or didn't answer in time; the message quotes its log.
            BusyError: Another process is starting or stopping it, and doesn't get on.
        """
        report = reporter or Reporter()
        self._make_folders()
        with self._changing():
            running = process.find_server(self.home, process.remembered(self._state_file))
            uri = self.uri()
            if running is not None and uri is not None:
                self._await_started(running, uri, offset=None, report=report)
                return uri
            return self._start(report)

    def _start(self, report: Reporter) -> str:
        machine.check_disk(self.home)
        memory = machine.plan_memory(self._settings, machine.available_mb())
        report.phase("java", "")
        java_program = java.find_java(self._settings)
        lock = jars.load_lock()
        report.phase("jars", lock.version)
        paths = jars.install(self._settings, lock, announce=report.announce, progress=report.fetched)
        self._make_password()
        arguments = self.home / "run" / "java.args"
        arguments.write_text(config.java_arguments(home=self.home, jars=paths, memory=memory), encoding="utf-8")
        command = [str(java_program), f"@{arguments}", config.ENTRY_POINT]
        command += [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        # Between looking for a free port and Neo4j's taking it, another server may take it; a port that the user named
        # is tried once.
        for _ in range(0 if self._settings.neo4j_bolt_port else _PORT_RETRIES):
            with contextlib.suppress(_PortTaken):
                return self._launch(command, memory, report)
        return self._launch(command, memory, report)

    def _launch(self, command: list[str], memory: machine.Memory, report: Reporter) -> str:
        previous = process.remembered(self._state_file)
        port = machine.choose_port(self._settings, previous.port if previous else None)
        configuration = config.configuration(port=port, memory=memory)
        (self.home / "conf" / "neo4j.conf").write_text(configuration, encoding="utf-8")
        offset = self._log.stat().st_size if self._log.exists() else 0
        self._console.write_bytes(b"")
        report.phase("launch", f"{memory.heap_mb} + {memory.pagecache_mb} MB")
        try:
            started = process.launch(command, cwd=self.home, log=self._console)
        except OSError as error:
            raise ConfigurationError(
                f"{command[0]} can't be started: {error}.", remedy="Name another Java with ANMAI_JAVA."
            ) from error
        process.ServerProcess(started.pid, port).write(self._state_file)
        uri = f"bolt://{machine.LOOPBACK}:{port}"
        self._await_started(started, uri, offset=offset, report=report)
        return uri

    def stop(self) -> bool:
        """Stop the server: politely, then by force.

        Returns:
            Whether one was running.

        Raises:
            BusyError: Another process is starting or stopping it, and doesn't get on.
        """
        if not self.home.exists():
            return False
        with self._changing():
            found = process.find_server(self.home, process.remembered(self._state_file))
            if found is None:
                return False
            process.stop(found, patience=_STOP_PATIENCE)
            return True

    # ---------------------------------------------------------------- inside

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """One start or stop at a time; the system drops the lock of a process that dies."""
        lock = FileLock(self.home / "run" / "change.lock")
        try:
            lock.acquire(timeout=_START_PATIENCE + _STOP_PATIENCE)
        except Timeout:
            raise BusyError(
                f"Another process is starting or stopping the Neo4j of {self.home}.",
                remedy="Wait until it is done, or stop it, and try again.",
            ) from None
        try:
            yield
        finally:
            lock.release()

    def _make_folders(self) -> None:
        self._settings.ensure_home()
        for folder in (self.home, *(self.home / name for name in ("conf", "data", "logs", "run"))):
            folder.mkdir(exist_ok=True)
            process.owner_only(folder)

    def _make_password(self) -> None:
        """Make the password at the first start; make a new one where its file was lost.

        A lost password costs the server's accounts alone: they are dropped, the graph stays.
        """
        if self.password is not None:
            return
        for folder in ("databases", "transactions"):
            shutil.rmtree(self.home / "data" / folder / "system", ignore_errors=True)
        password = config.new_password()
        accounts = self.home / "data" / "dbms" / "auth.ini"
        accounts.parent.mkdir(parents=True, exist_ok=True)
        for path, text in ((accounts, config.first_password_file(password)), (self.password_file, password + "\n")):
            path.touch(mode=0o600)
            process.owner_only(path)
            path.write_text(text, encoding="utf-8")

    def _await_started(self, started: psutil.Process, uri: str, *, offset: int | None, report: Reporter) -> None:
        """Wait until the port answers and, where ``offset`` says from where to read, the log says "Started."."""
        report.phase("wait", "")
        port = int(uri.rpartition(":")[2])
        deadline = time.monotonic() + _START_PATIENCE
        seen = 0
        while time.monotonic() < deadline:
            lines = [] if offset is None else _lines_from(self._log, offset)
            for line in lines[seen:]:
                report.phase("wait", _message(line))
            seen = len(lines)
            logged = offset is None or any(line.endswith(_STARTED) for line in lines)
            if logged and machine.port_answers(port):
                report.phase("ready", uri)
                return
            if not process.is_alive(started):
                complaint = self._complaint(offset or 0)
                raise (_PortTaken if _IN_USE in complaint else ServerUnavailable)(
                    f"Neo4j ended while it was starting: {complaint}.",
                    remedy=f"See {self._log} and {self._console}.",
                )
            time.sleep(0.1)
        raise ServerUnavailable(
            f"Neo4j did not answer within {_START_PATIENCE:.0f} s: {self._complaint(offset or 0)}.",
            remedy=f"See {self._log}; `anmai db stop` ends it.",
        )

    def _complaint(self, offset: int) -> str:
        """The most telling line of what the server and Java wrote since ``offset``."""
        lines = [line for line in _lines_from(self._log, offset) + _lines_from(self._console, 0) if line.strip()]
        for mark in ("Caused by", "ERROR", "Error", "Exception", "WARN"):
            for line in reversed(lines):
                if mark in line:
                    return _message(line)
        return _message(lines[-1]) if lines else "it wrote nothing"


def _listening_port(found: psutil.Process) -> int | None:
    try:
        connections = found.net_connections(kind="tcp")
    except (psutil.Error, OSError):
        return None
    return next((link.laddr.port for link in connections if link.status == psutil.CONN_LISTEN), None)


def _lines_from(path: Path, offset: int) -> list[str]:
    try:
        with path.open("rb") as file:
            file.seek(offset)
            return file.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return []


def _message(line: str) -> str:
    """A log line without its time and level."""
    for level in (" INFO ", " WARN ", " ERROR "):
        head, found, tail = line.partition(level)
        if found and len(head) < 40:
            return tail.strip()
    return line.strip().rstrip(".")
