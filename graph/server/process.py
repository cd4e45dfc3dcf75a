"""The server's process: launched so that it outlives us, found again, told from strangers, stopped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from anmai.graph.server.config import ENTRY_POINT

#: A program of one line that starts another in a session of its own and ends at once, telling the process id: so the
#: server is nobody's child, outlives the command that started it, and never stays behind as a zombie of it.
_LAUNCHER = """\
import json, os, subprocess, sys
told = json.loads(sys.argv[1])
log = open(told["log"], "ab")
started = subprocess.Popen(
    told["command"], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=told["cwd"],
    start_new_session=True,
)
print(started.pid, flush=True)
os._exit(0)
"""


@dataclass(frozen=True, slots=True)
class ServerProcess:
    """What is remembered of a server that was started.

    Attributes:
        pid: Its process id; it may have been given to another program since.
        port: Its Bolt port.
    """

    pid: int
    port: int

    def write(self, path: Path) -> None:
        """Remember it, atomically."""
        part = path.with_suffix(".part")
        part.write_text(json.dumps(asdict(self)), encoding="utf-8")
        part.replace(path)


def remembered(path: Path) -> ServerProcess | None:
    """What ``write`` left; None when there is nothing, or nothing readable."""
    try:
        return ServerProcess(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def launch(command: list[str], *, cwd: Path, log: Path) -> psutil.Process:
    """Start ``command`` in a session of its own, its output going to ``log``.

    Raises:
        OSError: It can't be started.
    """
    told = json.dumps({"command": command, "cwd": str(cwd), "log": str(log)})
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _LAUNCHER, told], capture_output=True, text=True, check=False, timeout=60
    )
    if done.returncode or not done.stdout.strip():
        raise OSError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "the launcher died")
    return psutil.Process(int(done.stdout))


def is_alive(process: psutil.Process) -> bool:
    """Whether the process runs (a zombie doesn't)."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def find_server(home: Path, known: ServerProcess | None) -> psutil.Process | None:
    """The running Neo4j of this home, whether or not it was remembered; None when there is none.

    A remembered process id that now belongs to another program is not taken for ours: the process must be Neo4j's
    entry point with this very home.
    """
    if known is not None:
        try:
            process = psutil.Process(known.pid)
            if is_alive(process) and _serves(process, home):
                return process
        except psutil.Error:
            pass
    for process in psutil.process_iter():
        if _serves(process, home) and is_alive(process):
            return process
    return None


def _serves(process: psutil.Process, home: Path) -> bool:
    try:
        command = process.cmdline()
    except (psutil.Error, OSError):
        return False
    return ENTRY_POINT in command and f"--home-dir={home}" in command


def stop(process: psutil.Process, *, patience: float) -> bool:
    """End a process: asked politely, then killed.

    Returns:
        Whether it ended by itself in time.
    """
    try:
        process.terminate()
        process.wait(patience)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        if not is_alive(process):
            return True
        process.kill()
        try:
            process.wait(30)
        except (psutil.TimeoutExpired, psutil.NoSuchProcess):
            return False
        return False
    return True


def owner_only(path: Path) -> None:
    """Leave a file or folder to its owner alone (where the system knows such rights)."""
    if os.name == "posix":
        path.chmod(0o700 if path.is_dir() else 0o600)
