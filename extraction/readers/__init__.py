"""Readers: from files to source texts (.txt, .html, .docx, .jsonl), each named and versioned.

Here live decoding, limits, splitting and the reasons why a file can't be read. Nothing here is fetched, and nothing
here knows what a ruling says.
"""

from anmai.extraction.readers.inputs import ENDINGS, READERS, Reader, read_bytes, read_file, read_inputs

__all__ = ["ENDINGS", "READERS", "Reader", "read_bytes", "read_file", "read_inputs"]
