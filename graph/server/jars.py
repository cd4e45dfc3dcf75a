"""The jars of the local Neo4j: the lock file that pins them, and putting them in place with every hash checked."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import httpx
from filelock import FileLock

from anmai.errors import ConfigurationError
from anmai.graph.server.repositories import local_repository, repository_url
from anmai.settings import Settings

#: Jars fetched at the same time; repositories slow down or refuse far more.
_PARALLEL = 8
#: Tries for one jar before giving up.
_TRIES = 4
#: Headroom that a fetch must leave on the disk, bytes.
_SPARE_DISK = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Jar:
    """One pinned jar.

    Attributes:
        group: Maven group, e.g. "org.neo4j.app".
        artifact: Maven artifact, e.g. "neo4j-server".
        version: Its version.
        classifier: Maven classifier, "" for none.
        sha256: Hex digest that its bytes must have.
        size: Bytes.
    """

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str
    size: int

    @property
    def file_name(self) -> str:
        """The file's name, as a Maven repository has it."""
        tail = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{self.version}{tail}.jar"

    @property
    def path(self) -> str:
        """Its path inside a Maven repository."""
        return f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}/{self.file_name}"


@dataclass(frozen=True, slots=True)
class JarLock:
    """The lock file: Neo4j's version and every jar of its class path, in class path order."""

    version: str
    jars: tuple[Jar, ...]

    @property
    def total_bytes(self) -> int:
        """Size of all jars together."""
        return sum(jar.size for jar in self.jars)


#: Told how far a fetch is: (bytes so far, bytes in all, name of the jar just put in place).
Progress = Callable[[int, int, str], None]


def load_lock() -> JarLock:
    """Read the packaged lock file ``jars.lock.toml``."""
    told = tomllib.loads((resources.files("anmai.graph.server") / "jars.lock.toml").read_text(encoding="utf-8"))
    return JarLock(
        version=told["neo4j"],
        jars=tuple(
            Jar(row["group"], row["artifact"], row["version"], row.get("classifier", ""), row["sha256"], row["size"])
            for row in told["jar"]
        ),
    )


def sha256_of(path: Path) -> str:
    """Hex SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_good(path: Path, jar: Jar) -> bool:
    """Whether ``path`` holds exactly the bytes that the lock demands (size first: it is cheap)."""
    try:
        return path.stat().st_size == jar.size and sha256_of(path) == jar.sha256
    except OSError:
        return False


def install(
    settings: Settings, lock: JarLock, *, announce: Callable[[int, int, str], None], progress: Progress
) -> list[Path]:
    """Put every jar of the lock in place and return their paths, in class path order.

    Jars that are there with the right hash are kept; missing, half-fetched and damaged ones are fetched again. With
    ``settings.jars`` nothing is fetched: the folder must hold them all (flat, or laid out as a Maven repository).

    Args:
        settings: Cache folder, repository, folder of jars.
        lock: What to install.
        announce: Called once before fetching, with how many jars, how many bytes, and where from.
        progress: Called after every jar that was fetched.

    Raises:
        ConfigurationError: No network, a wrong hash, a full disk, or a folder of jars that is incomplete.
    """
    if settings.jars is not None:
        return _from_folder(settings.jars, lock)
    folder = settings.cache / f"neo4j-{lock.version}"
    _make_folder(folder)
    with FileLock(folder / ".lock"):
        for left_over in folder.glob("*.part"):
            left_over.unlink()
        paths = [folder / jar.file_name for jar in lock.jars]
        with ThreadPoolExecutor(_PARALLEL) as pool:
            good = list(pool.map(is_good, paths, lock.jars))
        missing = [jar for jar, fine in zip(lock.jars, good, strict=True) if not fine]
        if missing:
            _fetch(missing, folder, settings, announce, progress)
    return paths


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"The cache folder {folder} can't be made: {error.strerror}.", remedy="Set ANMAI_CACHE to another folder."
        ) from error


def _from_folder(folder: Path, lock: JarLock) -> list[Path]:
    """Find every jar of the lock below ``folder`` and check its hash."""
    if not folder.is_dir():
        raise ConfigurationError(f"ANMAI_JARS names {folder}, which is no folder.", remedy="Name the folder of jars.")
    by_name: dict[str, list[Path]] = {}
    for path in folder.rglob("*.jar"):
        by_name.setdefault(path.name, []).append(path)
    paths: list[Path] = []
    lacking: list[str] = []
    for jar in lock.jars:
        found = next((path for path in by_name.get(jar.file_name, []) if is_good(path, jar)), None)
        if found is None:
            lacking.append(jar.file_name)
        else:
            paths.append(found)
    if lacking:
        raise ConfigurationError(
            f"{folder} lacks {len(lacking)} of {len(lock.jars)} jars, or holds other bytes under their names: "
            f"{_some(lacking)}.",
            remedy="Copy the cache folder of a machine that has run `anmai db start`, or unset ANMAI_JARS.",
        )
    return paths


def _some(names: Iterable[str], limit: int = 5) -> str:
    shown = list(names)
    return ", ".join(shown[:limit]) + (" …" if len(shown) > limit else "")


def _fetch(
    missing: list[Jar],
    folder: Path,
    settings: Settings,
    announce: Callable[[int, int, str], None],
    progress: Progress,
) -> None:
    import shutil

    total = sum(jar.size for jar in missing)
    free = shutil.disk_usage(folder).free
    if free < total + _SPARE_DISK:
        raise ConfigurationError(
            f"{folder} has {free // 1_000_000} MB free; Neo4j's jars need {(total + _SPARE_DISK) // 1_000_000} MB.",
            remedy="Free some space, or set ANMAI_CACHE to another disk.",
        )
    base = repository_url(settings)
    announce(len(missing), total, base)
    done = 0
    nearby = local_repository()
    with httpx.Client(timeout=httpx.Timeout(30, connect=15), follow_redirects=True) as client:
        pool = ThreadPoolExecutor(_PARALLEL)
        try:
            for jar in pool.map(lambda jar: _fetch_one(client, base, nearby, folder, jar), missing):
                done += jar.size
                progress(done, total, jar.file_name)
        finally:
            pool.shutdown(cancel_futures=True)


def _fetch_one(client: httpx.Client, base: str, nearby: Path, folder: Path, jar: Jar) -> Jar:
    """Put one jar in place: from the machine's own Maven repository if it is there unharmed, else from ``base``."""
    import shutil
    import time

    target = folder / jar.file_name
    part = folder / f"{jar.file_name}.part"
    try:
        if is_good(nearby / jar.path, jar):
            shutil.copyfile(nearby / jar.path, part)
            part.replace(target)
            return jar
        problem = ""
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(2.0**attempt)
            problem = _download(client, f"{base}/{jar.path}", part, jar)
            if not problem:
                part.replace(target)
                return jar
    except OSError as error:
        raise ConfigurationError(
            f"{target} can't be written: {error.strerror}.", remedy="Free some space, or set ANMAI_CACHE."
        ) from error
    part.unlink(missing_ok=True)
    raise ConfigurationError(
        f"{jar.file_name} can't be fetched from {base}: {problem}.",
        remedy=(
            "Check the network, name another repository with ANMAI_MAVEN_REPOSITORY, "
            "or name a folder that holds the jars with ANMAI_JARS."
        ),
    )


def _download(client: httpx.Client, url: str, part: Path, jar: Jar) -> str:
    """Stream ``url`` into ``part``; returns "" when size and hash agree with the lock, else what is wrong."""
    digest = hashlib.sha256()
    size = 0
    try:
        with client.stream("GET", url) as response:
            if response.status_code != httpx.codes.OK:
                return f"HTTP {response.status_code}"
            with part.open("wb") as file:
                for chunk in response.iter_bytes(1 << 16):
                    size += len(chunk)
                    if size > jar.size:
                        return f"more than the {jar.size} bytes that the lock file demands"
                    digest.update(chunk)
                    file.write(chunk)
    except httpx.HTTPError as error:
        return f"{type(error).__name__}: {error}".rstrip(": ")
    if digest.hexdigest() != jar.sha256:
        return "its SHA-256 is not the one in the lock file"
    return ""
