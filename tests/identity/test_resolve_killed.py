"""A resolve that is killed between or inside its transactions goes on where it was, and ends as an undisturbed one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from anmai.store.tables import MentionEntity, PendingEntity

KE: dict[str, Any] = {"name": "柯若岚", "sex": "男", "birth_date": "1980-01-02"}
CHILD = """
import os, signal, sys
from anmai.graph.identity import resolve
from anmai.store import Store

sys.modules["anmai.graph.identity.resolve"]._BATCH = 500

def kill(done, total):
    if done >= int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[3] == "inside":
    import anmai.graph.identity.minting as minting
    whole, calls = minting.join, []

    def join(*values):
        made = whole(*values)
        calls.append(made)
        if len(calls) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return made

    minting.join = join
resolve(Store(sys.argv[1]), progress=kill)
"""


def fill(world: Any) -> Path:
    for number in range(600):
        world.put(f"d{number:04d}", KE | {"birth_date": f"19{70 + number % 30}-01-02"}, {"name": "张某"})
    return Path(world.store.url.removeprefix("sqlite:///"))


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
@pytest.mark.parametrize("where", ["between", "inside"])
def test_killed_and_run_again_ends_as_undisturbed(make_world: Callable[[], Any], where: str) -> None:
    killed, whole = make_world(), make_world()
    path = fill(killed)
    killed.store.close()
    whole.store.close()
    shutil.copy(path, whole.store.url.removeprefix("sqlite:///"))
    whole.resolve()

    child = subprocess.run(
        [sys.executable, "-c", CHILD, killed.store.url, "500" if where == "between" else "9999", where], timeout=300
    )

    assert child.returncode == -signal.SIGKILL
    with killed.store.session(write=False) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(MentionEntity)) == 1000
        pending = set(session.scalars(sa.select(PendingEntity.entity_id)))
        assert set(session.scalars(sa.select(MentionEntity.entity_id).distinct())) == pending
    killed.resolve()
    assert killed.partition() == whole.partition()
