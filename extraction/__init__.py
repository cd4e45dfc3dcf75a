"""Extraction: readers, the spaCy pipeline, records.

Pure functions of a document: what lives here never touches a database or the network.
"""

from anmai.extraction.pipeline import extract

__all__ = ["extract"]
