"""The store: one relational database that holds what must never be lost.

Documents and their bytes, records, identity decisions, minted ids, model versions and runs, findings, leads and
their history, audit. The graph is a projection of it.
"""

from anmai.store.engine import Store, open_store

__all__ = ["Store", "open_store"]
