"""English: judgments and orders of Indian, British and American courts.

Components read a text whose offsets are the source's own; words, titles and patterns stand in ``data``.
"""

from __future__ import annotations

from typing import Final

from anmai.extraction.component import Component
from anmai.extraction.languages.en.body import read_body
from anmai.extraction.languages.en.head import read_head
from anmai.extraction.languages.en.plain_text import normalise
from anmai.extraction.languages.en.triage import check_after, check_before
from anmai.extraction.languages.pack import LanguagePack

PACK: Final = LanguagePack(
    name="en",
    blank="en",
    normalise=normalise,
    components=(
        Component("head", read_head, fragments=True),
        Component("body", read_body, fragments=True),
    ),
    check_before=check_before,
    check_after=check_after,
)
