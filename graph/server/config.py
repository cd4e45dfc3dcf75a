"""The configuration of the local Neo4j: neo4j.conf, the arguments of Java, and the first password."""

from __future__ import annotations

import hashlib
import os
import secrets
from importlib import resources
from pathlib import Path

from anmai.graph.server.machine import LOOPBACK, Memory

ENTRY_POINT = "org.neo4j.server.CommunityEntryPoint"
USER = "neo4j"
#: Heap up to which the first compiler alone is used.
_SMALL_HEAP_MB = 1024
#: Rounds of SHA-256 in Neo4j's own format of a first password; a random 256-bit password needs no more.
_ROUNDS = 1024


def configuration(*, port: int, memory: Memory) -> str:
    """The text of neo4j.conf: the packaged fixed part and what depends on port and memory."""
    fixed = (resources.files("anmai.graph.server") / "neo4j.conf").read_text(encoding="utf-8")
    changing = {
        "server.bolt.listen_address": f"{LOOPBACK}:{port}",
        "server.bolt.advertised_address": f"{LOOPBACK}:{port}",
        "server.memory.heap.initial_size": f"{memory.heap_mb}m",
        "server.memory.heap.max_size": f"{memory.heap_mb}m",
        "server.memory.pagecache.size": f"{memory.pagecache_mb}m",
        "db.memory.transaction.max": f"{memory.heap_mb // 2}m",
        "dbms.memory.transaction.total.max": f"{memory.heap_mb * 7 // 10}m",
    }
    return fixed + "".join(f"{key}={value}\n" for key, value in changing.items())


def java_arguments(*, home: Path, jars: list[Path], memory: Memory) -> str:
    """The text of Java's argument file: memory, opened modules, class path. One argument a line."""
    class_path = os.pathsep.join(str(jar) for jar in jars)
    # A small server is a short-lived or quiet one: the optimising compiler would cost it more than it gives (measured:
    # half the processor time to start, a third for the first load of 300 rulings).
    compiler = ["-XX:TieredStopAtLevel=1"] if memory.heap_mb <= _SMALL_HEAP_MB else []
    lines = [
        *compiler,
        f"-Xms{memory.heap_mb}m",
        f"-Xmx{memory.heap_mb}m",
        "-XX:+UseG1GC",
        "-XX:-OmitStackTraceInFastThrow",
        # A server that is out of memory must die (and be seen to) rather than hang.
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+DisableExplicitGC",
        "-Djdk.nio.maxCachedBufferSize=1024",
        "-Dio.netty.tryReflectionSetAccessible=true",
        "-Dlog4j2.disable.jmx=true",
        "-Dfile.encoding=UTF-8",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/java.io=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        f"-Dbasedir={home}",
        "-cp",
        class_path,
    ]
    return "".join(f'"{_escaped(line)}"\n' for line in lines)


def _escaped(argument: str) -> str:
    return argument.replace("\\", "\\\\").replace('"', '\\"')


def new_password() -> str:
    """A random password of 256 bits that needs no quoting anywhere."""
    return secrets.token_urlsafe(32)


def first_password_file(password: str) -> str:
    """What Neo4j reads from data/dbms/auth.ini at its first start: the user and the salted hash of the password.

    ``neo4j-admin dbms set-initial-password`` writes the same; writing it here keeps the password out of the process
    list and saves starting a Java machine.
    """
    salt = secrets.token_bytes(32)
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(_ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    return f"{USER}:SHA-256,{digest.hex()},{salt.hex()},{_ROUNDS}:\n"
