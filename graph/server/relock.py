"""Write jars.lock.toml anew: ``python -m anmai.graph.server.relock 5.26.30``. For maintainers; needs the network."""

from __future__ import annotations

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from anmai.graph.server.jars import Jar, sha256_of
from anmai.graph.server.repositories import repository_url
from anmai.settings import settings

#: What the class path is resolved from; bootcheck holds the checks that Neo4j makes when it starts.
_ROOTS = ("org.neo4j.app:neo4j-server", "org.neo4j:neo4j-bootcheck")
_SCOPES = frozenset({None, "compile", "runtime"})


def resolve(version: str) -> list[Jar]:
    """Resolve Neo4j's class path with jgo, download it, and hash each jar.

    Args:
        version: Version of Neo4j, e.g. "5.26.30".

    Returns:
        The jars, the roots first, in the resolver's order.
    """
    from jgo.maven import MavenContext

    with tempfile.TemporaryDirectory() as folder:
        context = MavenContext(repo_cache=Path(folder), remote_repos={"central": repository_url(settings())})
        roots, others = context.resolver.resolve([context.create_dependency(f"{root}:{version}") for root in _ROOTS])
        wanted = [found for found in (*roots, *others) if found.scope in _SCOPES]
        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(_pinned, wanted))


def _pinned(found: Any) -> Jar:
    path: Path = found.artifact.resolve()
    return Jar(
        found.groupId, found.artifactId, found.version, found.classifier or "", sha256_of(path), path.stat().st_size
    )


def as_toml(version: str, jars: list[Jar]) -> str:
    """The lock file's text."""
    lines = [
        "# Neo4j's class path, pinned. Written by `python -m anmai.graph.server.relock`; not by hand.",
        f'neo4j = "{version}"',
    ]
    for jar in jars:
        lines += ["", "[[jar]]", f'group = "{jar.group}"', f'artifact = "{jar.artifact}"', f'version = "{jar.version}"']
        if jar.classifier:
            lines.append(f'classifier = "{jar.classifier}"')
        lines += [f'sha256 = "{jar.sha256}"', f"size = {jar.size}"]
    return "\n".join(lines) + "\n"


def main(version: str) -> None:
    """Resolve ``version`` and write the lock file beside this module."""
    target = Path(__file__).with_name("jars.lock.toml")
    target.write_text(as_toml(version, resolve(version)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
