"""Limits of the readers, each with its reason.

A reader works on files that anybody may have made. The limits are far above every real ruling (the longest published
ones stay under 2 MB of text) and low enough that one file can't exhaust a machine of 4 GB.
"""

from __future__ import annotations

from typing import Final

MB: Final = 1024 * 1024

#: Largest .txt or .html file in bytes. A criminal judgment with hundreds of defendants is about 3 MB in UTF-16.
MAX_TEXT_BYTES: Final = 64 * MB
MAX_HTML_BYTES: Final = 32 * MB
#: Largest .docx in bytes, packed. Scanned seals and photographs make real ones heavy; their text is small.
MAX_DOCX_BYTES: Final = 64 * MB
#: Longest line of a .jsonl file in bytes: one ruling with its metadata.
MAX_LINE_BYTES: Final = 64 * MB

#: Deepest nesting of elements in a page. Published pages stay under 60; layout tables in tables rarely pass 100.
MAX_HTML_DEPTH: Final = 512
#: Deepest nesting in word/document.xml. A table in a table in a text box is about 40 levels.
MAX_XML_DEPTH: Final = 256

#: Members of a .docx archive. Word writes about 15, plus one for each picture.
MAX_ARCHIVE_MEMBERS: Final = 2_000
#: Bytes of all members together, unpacked, as the archive's directory states them.
MAX_ARCHIVE_BYTES: Final = 512 * MB
#: Bytes of one XML part, unpacked, counted while it is read: the directory may lie.
MAX_PART_BYTES: Final = 64 * MB
#: Unpacked to packed bytes of one XML part. Repetitive WordprocessingML reaches about 60; deflate's ceiling is 1,032.
MAX_ARCHIVE_RATIO: Final = 200
#: Parts smaller than this are never refused for their ratio: a page of empty paragraphs packs very well.
RATIO_FLOOR_BYTES: Final = 1 * MB
