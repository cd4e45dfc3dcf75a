"""Write a migration from the difference between the tables and the newest revision.

usage: python tools/new_migration.py "what changes and why" [revision id]
"""

import sys
import tempfile
from pathlib import Path

import alembic.command
import alembic.config

import anmai.store.engine as engine

config = alembic.config.Config()
config.set_main_option("script_location", str(Path(engine.__file__).parent / "migrations"))
with tempfile.TemporaryDirectory() as folder:
    store = engine.Store(f"sqlite:///{folder}/empty.db")
    engine.migrate(store)
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        alembic.command.revision(
            config, sys.argv[1], autogenerate=True, rev_id=sys.argv[2] if len(sys.argv) > 2 else None
        )
