from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.neo4j, pytest.mark.timeout(1800)]


def anmai(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "anmai.api.cli", *arguments],
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )


@pytest.fixture
def demo_env(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a person whose own home must not be touched; the demo's servers are stopped at the end."""
    keep = {"ANMAI_CACHE", "ANMAI_JAVA", "ANMAI_JARS", "ANMAI_MAVEN_REPOSITORY"}
    env = {key: value for key, value in os.environ.items() if not key.startswith("ANMAI_") or key in keep}
    env |= {
        "ANMAI_HOME": str(tmp_path / "mine"),
        # A demo that used what its owner named would fail: nothing answers there.
        "ANMAI_NEO4J_URI": "bolt://127.0.0.1:1",
        "ANMAI_API_PORT": "0",
        "ANMAI_UI_PORT": "0",
        "ANMAI_NEO4J_HEAP_MB": "512",
        "ANMAI_NEO4J_PAGECACHE_MB": "64",
    }
    yield env
    anmai(env, "demo", "--down")


def test_the_demo_ends_with_a_link_and_a_second_one_reuses_it(demo_env: dict[str, str], tmp_path: Path) -> None:
    first = anmai(demo_env, "demo", "--rulings", "80", "--seed", "3", "--no-browser")
    assert first.returncode == 0, first.stderr
    link = urlsplit(first.stdout.strip().splitlines()[-1])
    assert parse_qs(link.query)["token"]
    assert httpx.get(f"http://{link.netloc}/", trust_env=False, timeout=60).status_code == 200
    assert not (tmp_path / "mine").exists()

    home = tmp_path / "mine-demo" / "80-3"
    served = json.loads((home / "run" / "api.json").read_text())
    second = anmai(demo_env, "demo", "--rulings", "80", "--seed", "3", "--no-browser", "--lang", "en")
    assert second.returncode == 0, second.stderr
    assert "there already" in second.stderr
    assert json.loads((home / "run" / "api.json").read_text()) == served
    assert parse_qs(urlsplit(second.stdout.strip().splitlines()[-1]).query) != parse_qs(link.query)
    one_time = parse_qs(urlsplit(second.stdout.strip().splitlines()[-1]).query)["token"][0]
    exchanged = httpx.post(f"{served['url']}/api/v1/session/exchange", json={"one_time": one_time}, trust_env=False)
    bearer = {"Authorization": f"Bearer {exchanged.json()['session']}"}
    documents = httpx.get(f"{served['url']}/api/v1/health", headers=bearer, trust_env=False, timeout=60).json()
    assert documents["counts"]["documents"] == 80

    stopped = anmai(demo_env, "demo", "--down")
    assert stopped.returncode == 0, stopped.stderr
    with pytest.raises(httpx.ConnectError):
        httpx.get(served["url"], trust_env=False)
