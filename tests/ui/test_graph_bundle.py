"""The committed bundle is what the committed source builds."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

import anmai.ui.graph_view

FOLDER = Path(anmai.ui.graph_view.__file__).parent
WEB = FOLDER / "web"


def npm(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["npm", *words], cwd=cwd, capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.slow
def test_the_source_builds_the_committed_bundle_byte_for_byte(tmp_path: Path) -> None:
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed on this machine; the bundle can't be built anew")
    shutil.copytree(WEB, tmp_path / "web", ignore=shutil.ignore_patterns("node_modules"))
    installed = npm("ci", "--prefer-offline", cwd=tmp_path / "web")
    if installed.returncode and any(
        code in installed.stderr for code in ("ENOTFOUND", "ECONNREFUSED", "ETIMEDOUT", "EAI_AGAIN")
    ):
        pytest.skip("no npm registry can be reached from this machine")
    assert installed.returncode == 0, installed.stderr

    built = npm("run", "build", cwd=tmp_path / "web")

    assert built.returncode == 0, built.stdout + built.stderr
    for name in ("graph_view.js", "graph_view.LICENSES.txt"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), f"{name}: run `npm run build` in {WEB}"


def test_the_licences_file_names_every_locked_package_that_is_shipped() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text("utf-8"))
    shipped = {
        name.removeprefix("node_modules/"): entry["version"]
        for name, entry in lock["packages"].items()
        if name and not entry.get("dev")
    }
    told = (FOLDER / "graph_view.LICENSES.txt").read_text("utf-8")

    assert "cytoscape" in shipped
    assert [name for name, version in shipped.items() if f"\n{name} {version} (MIT)\n" not in told] == []
    assert not any("resolved" in entry for entry in lock["packages"].values())
