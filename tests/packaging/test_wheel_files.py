"""The wheel holds every part under `anmai/` and nothing at the top of site-packages."""

import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = {"extraction": "extraction", "graph": "graph", "cypher_models": "cypher_models", "api": "api", "ui": "ui"}
#: What the repository keeps beside the code but users need not have.
LEFT_OUT = ("ui/graph_view/web/",)
IGNORED = ("__pycache__", ".mypy_cache", "node_modules", ".ruff_cache")


@pytest.fixture(scope="module")
def names(built_wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(built_wheel).namelist())


def tracked(folder: str) -> set[str]:
    told = subprocess.run(["git", "ls-files", folder], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {
        line
        for line in told.splitlines()
        if not any(part in line for part in IGNORED) and not line.startswith(LEFT_OUT) and (ROOT / line).is_file()
    }


def test_wheel_puts_nothing_beside_anmai(names: set[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"anmai"}


@pytest.mark.parametrize("folder", [*PARTS, "src/anmai"])
def test_wheel_holds_every_tracked_file(names: set[str], folder: str) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: the list of tracked files is unknown")
    wanted = {
        "anmai/" + path.removeprefix("src/anmai/")
        for path in tracked(folder)
        if path.removeprefix("src/anmai/") not in PARTS
    }
    assert wanted
    assert wanted - names == set()


def test_wheel_leaves_out_the_sources_of_the_bundle(names: set[str]) -> None:
    assert not [name for name in names if "/web/" in name]
