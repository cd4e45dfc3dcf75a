"""Limits of the readers, each with its reason.

A reader works on files that anybody may have made. The limits are far above every real ruling (the longest published
ones stay under 2 MB of text) and low enough that one file can't exhaust a machine of 4 GB.
"""

from __future__ import annotations

from typing import Final

MB: Final = 1024 * 1024

#: Largest .txt, .html or .rtf file in bytes. A criminal judgment with hundreds of defendants is about 3 MB in UTF-16.
MAX_TEXT_BYTES: Final = 64 * MB
MAX_HTML_BYTES: Final = 32 * MB
MAX_RTF_BYTES: Final = 64 * MB
#: Largest .docx and .doc in bytes, packed. Scanned seals and photographs make real ones heavy; their text is small.
MAX_DOCX_BYTES: Final = 64 * MB
MAX_DOC_BYTES: Final = 64 * MB
#: Largest .pdf and picture in bytes: a scan of 300 pages at 300 dpi takes about 100 MB.
MAX_PDF_BYTES: Final = 256 * MB
MAX_IMAGE_BYTES: Final = 64 * MB
#: Longest line of a .jsonl file and longest row of a .csv in bytes: one ruling with its metadata.
MAX_LINE_BYTES: Final = 64 * MB
#: Columns of a .csv: exports of case systems have under 200.
MAX_COLUMNS: Final = 2_000

#: Deepest nesting of elements in a page. Published pages stay under 60; layout tables in tables rarely pass 100.
MAX_HTML_DEPTH: Final = 512
#: Deepest nesting in word/document.xml. A table in a table in a text box is about 40 levels.
MAX_XML_DEPTH: Final = 256
#: Deepest nesting of groups in .rtf; Word writes under 20.
MAX_RTF_DEPTH: Final = 512

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

#: Members of a .zip of documents, and bytes of all that come out of it: a court's year of rulings is 1 GB.
MAX_ZIP_MEMBERS: Final = 200_000
MAX_ZIP_BYTES: Final = 8 * 1024 * MB
#: Unpacked to packed bytes of a member. Plain rulings reach 5, tables of numbers 20.
MAX_ZIP_RATIO: Final = 100
#: Archives inside archives: a .zip of .zip files is an export by month; deeper ones are bombs.
MAX_ZIP_DEPTH: Final = 3
#: Characters of a member's path in a key; longer ones are cut. The store's keys hold 512.
MAX_MEMBER_PATH: Final = 200
#: Largest archive inside an archive in bytes: it is unpacked to memory.
MAX_INNER_ZIP_BYTES: Final = 256 * MB

#: Pages of a .pdf, and of these pages to recognise: a file of 300 pages is far above every ruling.
MAX_PDF_PAGES: Final = 2_000
MAX_OCR_PAGES: Final = 300
#: Pixels of a picture or page to recognise: A3 at 400 dpi is 31 million.
MAX_PIXELS: Final = 50_000_000
#: Characters that one page may hold: 100 times a full page.
MAX_PAGE_CHARACTERS: Final = 200_000
