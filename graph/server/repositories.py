"""Where jars come from: ANMAI_MAVEN_REPOSITORY, else the mirror of the machine's Maven settings, else Maven Central."""

from __future__ import annotations

import os
from pathlib import Path

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from anmai.settings import Settings

_MIRRORS_CENTRAL = frozenset({"central", "*", "external:*"})


def repository_url(settings: Settings) -> str:
    """The base URL to fetch from, without a slash at its end."""
    from jgo.constants import MAVEN_CENTRAL_URL

    url: str = settings.maven_repository or _mirror_of_central() or MAVEN_CENTRAL_URL
    return url.rstrip("/")


def local_repository() -> Path:
    """The machine's own Maven repository (``M2_REPO``, else ~/.m2/repository); it need not exist."""
    from jgo.constants import default_maven_repo

    return Path(default_maven_repo())


def _settings_files() -> list[Path]:
    files = [Path.home() / ".m2" / "settings.xml"]
    for variable in ("MAVEN_HOME", "M2_HOME"):
        if os.environ.get(variable):
            files.append(Path(os.environ[variable]) / "conf" / "settings.xml")
    return files


def _mirror_of_central() -> str | None:
    """The URL of the first mirror for Central in Maven's settings; unreadable settings are passed over."""
    for path in _settings_files():
        try:
            root = ElementTree.parse(path).getroot()
        except (OSError, ElementTree.ParseError, DefusedXmlException):
            continue
        if root is None:
            continue
        for mirror in root.iter():
            if _local_name(mirror.tag) != "mirror":
                continue
            told = {_local_name(child.tag): (child.text or "").strip() for child in mirror}
            wanted = {part.strip() for part in told.get("mirrorOf", "").split(",")}
            if wanted & _MIRRORS_CENTRAL and "!central" not in wanted and told.get("blocked") != "true":
                return told.get("url") or None
    return None


def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2]
