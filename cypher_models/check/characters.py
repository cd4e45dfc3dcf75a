"""Characters that make a query mean something else than its text shows: escapes, backticks, invisible characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

#: Bytes of one file, and characters of all strings in it: what a query grows from is small.
MOST_BYTES: Final = 64_000
MOST_STRINGS: Final = 4_000
_ESCAPE: Final = re.compile(r"\\u", re.I)
#: A comment or a string, whichever begins first.
_QUOTED: Final = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"", re.S)
_PREFIX: Final = re.compile(r"\s*(EXPLAIN|PROFILE|CYPHER)\b", re.I)
#: Formats (Cf: marks of direction, zero width), controls, separators of lines, surrogates, private characters.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"})


def character_problems(query: str) -> Iterator[tuple[int, str]]:
    r"""(offset in ``query``, problem) for every character that hides something.

    Neo4j turns ``\u0027`` into a quote before it reads strings and comments, so such an escape can end a string, or a
    comment, that a reader takes for whole.
    """
    if len(query.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        yield 0, f"a query of more than {MOST_BYTES} bytes is refused"
    for found in _ESCAPE.finditer(query):
        yield (
            found.start(),
            "a \\u escape is refused: it is read before strings are; write the character itself",
        )
    for at, character in enumerate(query):
        if character not in "\n\t" and unicodedata.category(character) in _UNSEEN:
            yield at, f"the invisible character U+{ord(character):04X} is refused"
    if sum(len(found[0]) for found in _QUOTED.finditer(query) if found[0][0] in "'\"") > MOST_STRINGS:
        yield 0, f"strings of more than {MOST_STRINGS} characters together are refused; give lists as parameters"


def code_problems(plain: str) -> Iterator[tuple[int, str]]:
    """The same outside strings and comments (``plain`` is what ``clauses.stripped`` leaves)."""
    for found in re.finditer("[`;\\\\]", plain):
        why = {"`": "a name in backticks", ";": "a second statement", "\\": "an escape outside a string"}[found[0]]
        yield found.start(), f"{why} is refused"
    for found in re.finditer(r"[^\x00-\x7f]+", plain):
        odd = next((one for one in found[0] if not one.isidentifier()), None)
        if odd is not None:
            yield found.start(), f"the character U+{ord(odd):04X} outside strings and comments is refused"
    for found in re.finditer(r"/\*|\*/|'|\"", plain.replace("''", "  ")):
        yield found.start(), "a comment or string that does not end is refused"
    prefix = _PREFIX.match(plain)
    if prefix:
        yield prefix.start(1), f"the prefix {prefix[1].upper()} is refused: the runner says how a query is run"
