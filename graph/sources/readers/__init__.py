"""Readers of tables: each gives rows in a stream, with their numbers, whatever the file's format and encoding.

They know nothing of mappings, except that the best match among the first rows tells which one is the header.
"""

from anmai.graph.sources.readers.opening import open_table
from anmai.graph.sources.readers.table import Table

__all__ = ["Table", "open_table"]
