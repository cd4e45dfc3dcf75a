"""What the machine allows: memory for heap and page cache, room on the disk, free ports on the loopback address."""

from __future__ import annotations

import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

import psutil

from anmai.errors import ConfigurationError
from anmai.settings import Settings

LOOPBACK = "127.0.0.1"
_MB = 1024 * 1024
#: The smallest heap that loads and queries this schema reliably.
_LEAST_HEAP_MB = 512
_LEAST_PAGECACHE_MB = 128
#: What the Java machine takes beside heap and page cache: code, threads, network buffers.
_JVM_OVERHEAD_MB = 256
#: Free disk space that a new database and its transaction logs need, MB.
_LEAST_DISK_MB = 700
#: Bolt's usual port, tried first.
_USUAL_PORT = 7687


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory for the server, in MB."""

    heap_mb: int
    pagecache_mb: int


def available_mb() -> int:
    """Memory that a new process may take: the machine's, or what a container's limit leaves, in MB."""
    free = psutil.virtual_memory().available
    for limit, used in (
        ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
        ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
    ):
        try:
            left = int(Path(limit).read_text()) - int(Path(used).read_text())
        except (OSError, ValueError):
            continue
        free = min(free, left)
    return max(0, free) // _MB


def plan_memory(settings: Settings, available: int) -> Memory:
    """Size heap and page cache: a quarter of what is available each, at most 4 GB, unless the settings say.

    Args:
        settings: ``neo4j_heap_mb`` and ``neo4j_pagecache_mb`` win.
        available: MB that may be taken.

    Raises:
        ConfigurationError: What is available is too little.
    """
    heap = settings.neo4j_heap_mb or min(4096, max(_LEAST_HEAP_MB, available // 4))
    pagecache = settings.neo4j_pagecache_mb or min(4096, max(_LEAST_PAGECACHE_MB, available // 4))
    needed = heap + pagecache + _JVM_OVERHEAD_MB
    if needed > available:
        raise ConfigurationError(
            f"Neo4j needs {needed} MB of memory (heap {heap}, page cache {pagecache}); {available} MB are available.",
            remedy=(
                "Close other programs, or set ANMAI_NEO4J_HEAP_MB and ANMAI_NEO4J_PAGECACHE_MB lower "
                "(at least 256 and 64), or use a Neo4j elsewhere with ANMAI_NEO4J_URI."
            ),
        )
    return Memory(heap, pagecache)


def check_disk(folder: Path) -> None:
    """Refuse to start on a disk that a database would fill at once.

    Raises:
        ConfigurationError: Too little room.
    """
    free = shutil.disk_usage(folder).free // _MB
    if free < _LEAST_DISK_MB:
        raise ConfigurationError(
            f"{folder} has {free} MB free; Neo4j needs {_LEAST_DISK_MB} MB to start.",
            remedy="Free some space, or set ANMAI_HOME to another disk.",
        )


def port_is_free(port: int) -> bool:
    """Whether a server could listen on this loopback port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def port_answers(port: int) -> bool:
    """Whether something accepts connections on this loopback port."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=2):
            return True
    except OSError:
        return False


def choose_port(settings: Settings, remembered: int | None) -> int:
    """The Bolt port: the one of the settings, else the one used last, else the usual one, else any free one.

    Raises:
        ConfigurationError: The settings name a port that another program holds.
    """
    wanted = settings.neo4j_bolt_port
    if wanted is not None:
        if not port_is_free(wanted):
            raise ConfigurationError(
                f"Port {wanted} of {LOOPBACK} is taken by another program.",
                remedy="Stop that program, name another port with ANMAI_NEO4J_BOLT_PORT, or unset it.",
            )
        return wanted
    for port in (remembered, _USUAL_PORT):
        if port is not None and port_is_free(port):
            return port
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
