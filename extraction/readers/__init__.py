"""Readers: from files to source texts, each reader named and versioned.

Here live formats, decoding, limits, archives, tables, recognition, splitting and the reasons why a file can't be read.
Nothing here is fetched or executed, and nothing here knows what a ruling says. Hostile formats are read in processes of
their own.
"""

from anmai.extraction.readers.formats import READERS
from anmai.extraction.readers.inputs import ENDINGS, read_inputs
from anmai.extraction.readers.reading import Reader, Reading

__all__ = ["ENDINGS", "READERS", "Reader", "Reading", "read_inputs"]
