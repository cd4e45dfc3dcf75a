"""The keys of pairs become numbers: a store of the version before keeps every key, and goes back."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import alembic.command
import alembic.config
import sqlalchemy as sa

import anmai.store.engine as engine
from anmai.store import Store
from anmai.store.engine import migrate
from anmai.store.tables import IdentityBlock

BEFORE = [("0000000000000001", "a/1#m0"), ("7fffffffffffffff", "a/1#m0"), ("ffffffffffffffff", "a/2#m1")]
AFTER = {(1, "a/1#m0"), (2**63 - 1, "a/1#m0"), (-1, "a/2#m1")}


def step(store: Store, revision: str, *, down: bool = False) -> None:
    config = alembic.config.Config()
    config.set_main_option("script_location", str(Path(engine.__file__).parent / "migrations"))
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        (alembic.command.downgrade if down else alembic.command.upgrade)(config, revision)


def test_keys_of_an_earlier_store_are_kept_and_come_back(tmp_path: Path) -> None:
    with closing(Store(f"sqlite:///{tmp_path / 'store.db'}")) as store:
        migrate(store)
        step(store, "0008", down=True)
        with store.engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO identity_blocks (key, mention_id) VALUES (?, ?)", BEFORE)

        migrate(store)

        with store.session(write=False) as session:
            rows = session.execute(sa.select(IdentityBlock.key, IdentityBlock.mention_id)).all()
        assert {(key, mention) for key, mention in rows} == AFTER
        step(store, "0008", down=True)
        with store.engine.begin() as connection:
            again = connection.exec_driver_sql("SELECT key, mention_id FROM identity_blocks ORDER BY key").all()
        assert [tuple(row) for row in again] == BEFORE
