"""Extraction: readers, the spaCy pipeline, records.

Pure functions of a document: what lives here never touches a database or the network.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anmai.extraction.pipeline import extract

__all__ = ["extract"]


def __getattr__(name: str) -> object:
    # The pipeline takes a second to load; the processes that only read files never need it.
    if name == "extract":
        from anmai.extraction.pipeline import extract

        return extract
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
