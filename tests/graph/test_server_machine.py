"""What the machine allows: memory, ports, Java, each refusal with its remedy."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from anmai.errors import ConfigurationError
from anmai.graph.server.java import find_java, java_version
from anmai.graph.server.machine import LOOPBACK, check_disk, choose_port, plan_memory
from anmai.settings import Settings


@pytest.mark.parametrize(
    ("available", "heap", "pagecache"), [(4000, 1000, 1000), (64000, 4096, 4096), (1200, 512, 300)]
)
def test_memory_is_a_quarter_each_within_limits(available: int, heap: int, pagecache: int) -> None:
    planned = plan_memory(Settings(), available)

    assert (planned.heap_mb, planned.pagecache_mb) == (heap, pagecache)


def test_memory_of_the_settings_wins() -> None:
    planned = plan_memory(Settings(neo4j_heap_mb=300, neo4j_pagecache_mb=64), 1000)

    assert (planned.heap_mb, planned.pagecache_mb) == (300, 64)


def test_too_little_memory_names_figures_and_remedy() -> None:
    with pytest.raises(ConfigurationError, match="700 MB are available") as short:
        plan_memory(Settings(), 700)

    assert "ANMAI_NEO4J_HEAP_MB" in str(short.value)


def test_too_little_disk_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anmai.graph.server.machine._LEAST_DISK_MB", 10**9)

    with pytest.raises(ConfigurationError, match="ANMAI_HOME") as short:
        check_disk(tmp_path)

    assert str(tmp_path) in str(short.value)


def test_taken_port_of_the_settings_is_refused_and_a_remembered_one_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(ConfigurationError, match="ANMAI_NEO4J_BOLT_PORT"):
            choose_port(Settings(neo4j_bolt_port=port), None)
        assert choose_port(Settings(), port) != port


def test_remembered_free_port_is_used_again() -> None:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port = probe.getsockname()[1]

    assert choose_port(Settings(), port) == port


def test_java_that_is_none_is_refused(tmp_path: Path) -> None:
    fake = tmp_path / "java"
    fake.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
    fake.chmod(0o755)

    with pytest.raises(ConfigurationError, match="is Java 11"):
        find_java(Settings(java=fake))
    with pytest.raises(ConfigurationError, match="no Java that runs"):
        find_java(Settings(java=tmp_path / "nowhere"))


def test_a_java_is_found_even_with_none_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)

    assert java_version(find_java(Settings())) in (17, 21)
