"""Installing jars from a lock, over HTTP and from a folder: hashes, half-fetched files, no network."""

from __future__ import annotations

import hashlib
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from anmai.errors import ConfigurationError
from anmai.graph.server.jars import Jar, JarLock, install, load_lock
from anmai.settings import Settings


class _Repository:
    """A Maven repository in a folder, served on a free port, which counts what is asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        repository = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *args: object) -> None:
                super().__init__(*args, directory=str(folder))  # type: ignore[arg-type]

            def do_GET(self) -> None:
                repository.asked.append(self.path)
                super().do_GET()

            def log_message(self, *_args: object) -> None:
                """Keep quiet."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def _jar(artifact: str, content: bytes) -> Jar:
    return Jar("org.example.sub", artifact, "1.0", "", hashlib.sha256(content).hexdigest(), len(content))


_CONTENT = {name: (name * 5000).encode() for name in ("alpha", "beta", "gamma")}
_LOCK = JarLock("9.9.9", tuple(_jar(name, content) for name, content in _CONTENT.items()))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[_Repository]:
    # The machine's own Maven repository must not answer instead.
    monkeypatch.setenv("M2_REPO", str(tmp_path / "no-m2"))
    for jar in _LOCK.jars:
        path = tmp_path / "repository" / jar.path
        path.parent.mkdir(parents=True)
        path.write_bytes(_CONTENT[jar.artifact])
    made = _Repository(tmp_path / "repository")
    yield made
    made.close()


def _settings(tmp_path: Path, url: str | None = None, jars: Path | None = None) -> Settings:
    return Settings(home=tmp_path / "home", cache=tmp_path / "cache", maven_repository=url, jars=jars)


def _install(settings: Settings) -> tuple[list[Path], list[tuple[int, int, str]], list[tuple[int, int, str]]]:
    announced: list[tuple[int, int, str]] = []
    fetched: list[tuple[int, int, str]] = []
    paths = install(
        settings,
        _LOCK,
        announce=lambda count, size, base: announced.append((count, size, base)),
        progress=lambda done, total, name: fetched.append((done, total, name)),
    )
    return paths, announced, fetched


def test_install_fetches_all_and_tells_how_far(tmp_path: Path, repository: _Repository) -> None:
    paths, announced, fetched = _install(_settings(tmp_path, repository.url + "/"))

    assert [path.read_bytes() for path in paths] == list(_CONTENT.values())
    assert announced == [(3, _LOCK.total_bytes, repository.url)]
    assert fetched[-1][:2] == (_LOCK.total_bytes, _LOCK.total_bytes)
    assert not list((tmp_path / "cache").rglob("*.part"))


def test_second_install_asks_nobody(tmp_path: Path, repository: _Repository) -> None:
    settings = _settings(tmp_path, repository.url)
    _install(settings)
    repository.asked.clear()

    _, announced, fetched = _install(settings)

    assert (repository.asked, announced, fetched) == ([], [], [])


@pytest.mark.parametrize("damage", [b"", b"other bytes", _CONTENT["beta"][:-1] + b"?"])
def test_damaged_jar_alone_is_fetched_again(tmp_path: Path, repository: _Repository, damage: bytes) -> None:
    settings = _settings(tmp_path, repository.url)
    paths, _, _ = _install(settings)
    paths[1].write_bytes(damage)
    (paths[0].parent / "gamma-1.0.jar.part").write_bytes(b"half")
    repository.asked.clear()

    _install(settings)

    assert [path.read_bytes() for path in paths] == list(_CONTENT.values())
    assert repository.asked == ["/org/example/sub/beta/1.0/beta-1.0.jar"]
    assert not list(paths[0].parent.glob("*.part"))


def test_wrong_bytes_from_the_repository_are_refused(
    tmp_path: Path, repository: _Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anmai.graph.server.jars._TRIES", 1)
    (repository.folder / _LOCK.jars[2].path).write_bytes(b"x" * _LOCK.jars[2].size)

    with pytest.raises(ConfigurationError, match=r"gamma-1\.0\.jar.*SHA-256") as refused:
        _install(_settings(tmp_path, repository.url))

    assert "ANMAI_JARS" in str(refused.value)
    assert not (tmp_path / "cache" / "neo4j-9.9.9" / "gamma-1.0.jar").exists()


def test_no_network_names_the_remedies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anmai.graph.server.jars._TRIES", 1)
    monkeypatch.setenv("M2_REPO", str(tmp_path / "no-m2"))

    with pytest.raises(ConfigurationError, match="ANMAI_MAVEN_REPOSITORY"):
        _install(_settings(tmp_path, "http://127.0.0.1:1"))


def test_folder_of_jars_is_used_without_network(tmp_path: Path) -> None:
    flat = tmp_path / "jars"
    flat.mkdir()
    for jar in _LOCK.jars:
        (flat / jar.file_name).write_bytes(_CONTENT[jar.artifact])

    paths, announced, _ = _install(_settings(tmp_path, "http://127.0.0.1:1", jars=flat))

    assert [path.parent for path in paths] == [flat] * 3
    assert announced == []


def test_incomplete_folder_of_jars_names_what_lacks(tmp_path: Path) -> None:
    (tmp_path / "jars").mkdir()
    (tmp_path / "jars" / "alpha-1.0.jar").write_bytes(_CONTENT["alpha"])
    (tmp_path / "jars" / "beta-1.0.jar").write_bytes(b"not beta")

    with pytest.raises(ConfigurationError, match=r"lacks 2 of 3 jars.*beta-1\.0\.jar, gamma-1\.0\.jar"):
        _install(_settings(tmp_path, jars=tmp_path / "jars"))


def test_maven_settings_name_a_mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from anmai.graph.server.repositories import repository_url

    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".m2").mkdir()
    (tmp_path / ".m2" / "settings.xml").write_text(
        '<settings xmlns="urn:example:settings"><mirrors>'
        "<mirror><mirrorOf>!central,*</mirrorOf><url>http://other.example/</url></mirror>"
        "<mirror><mirrorOf>central</mirrorOf><url>http://mirror.example/maven/</url></mirror>"
        "</mirrors></settings>",
        encoding="utf-8",
    )

    assert repository_url(_settings(tmp_path)) == "http://mirror.example/maven"
    assert repository_url(_settings(tmp_path, "http://own.example")) == "http://own.example"


def test_packaged_lock_pins_every_jar() -> None:
    lock = load_lock()

    assert lock.version.startswith("5.26.")
    assert any(jar.artifact == "neo4j-server" and jar.version == lock.version for jar in lock.jars)
    assert len({jar.file_name for jar in lock.jars}) == len(lock.jars)
    assert all(len(jar.sha256) == 64 and jar.size > 0 for jar in lock.jars)
