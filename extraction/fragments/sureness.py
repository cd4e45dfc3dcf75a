"""How sure a mention is: the share that agreed with hand labels of the same kind, in the same surroundings.

Measured on labelled sentences of theft and drug cases (``anmai evaluate fragments``, docs/extraction.md). A mention is
at 0.9 or above only where, over both, at least 97 of 100 agreed.
"""

from __future__ import annotations

from typing import Final

from anmai.extraction.text.normal import Span
from anmai.extraction.values.names import is_masked

#: Kinds whose surroundings make no difference that was measured.
_BY_KIND: Final = {"TIME": 0.8, "WEIGHT": 0.88, "DRUG": 0.88, "ORG": 0.7, "PLACE": 0.7}
_SURE: Final = 0.95
_FAIRLY_SURE: Final = 0.88
_LESS_SURE: Final = 0.75
#: Words right before a name that say who it is.
_ROLES: Final = ("被告人", "被害人", "犯罪嫌疑人", "吸毒人员", "证人")
#: A name that ends with its mask ends there for certain. One that goes on behind it (黄某明, 黄某1, 黄某甲) agreed with
#: the labels less often, and so did 黄某处, which people have labelled now as the person, now as the place.
_MASKS: Final = frozenset("某×*xX")
#: How far before a sum its 价值 may stand: 价值人民币.
_NEAR: Final = 6


def sureness(text: str, label: str, span: Span) -> float:
    """The confidence of the mention ``span`` of ``text``; between 0 and 1."""
    start, end = span
    if label == "MONEY":
        return _SURE if "值" in text[max(0, start - _NEAR) : start] else _FAIRLY_SURE
    if label == "PERSON":
        called, masked = text.endswith(_ROLES, 0, start), is_masked(text[start:end])
        if called and text[end - 1] in _MASKS and not text.startswith("处", end):
            return _SURE
        return _FAIRLY_SURE if called or masked else _LESS_SURE
    return _BY_KIND.get(label, _LESS_SURE)
