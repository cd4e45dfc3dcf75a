"""Identity numbers (GB 11643) and unified social credit codes (GB 32100): complete, partial, valid or not.

A number that fails its check is never a key: a slip of the pen would join strangers.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from typing import Final

from stdnum.cn import ric, uscc

from anmai.graph.identity.names import norm_name

_LENGTH: Final = 18
_HIDDEN: Final = "*"
#: Signs that hide a digit. X hides one only where no check digit may stand.
_SIGNS: Final = re.compile(r"[×*○●□■?_某]")
_NUMBER: Final = re.compile(r"[0-9*]{17}[0-9X*]")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """An identity number as 18 characters, hidden digits as ``*``.

    Attributes:
        digits: 18 characters of 0-9, X (last only) and ``*``.
        complete: No digit is hidden and the check digit and birth date are valid.
    """

    digits: str
    complete: bool

    @property
    def region(self) -> str | None:
        """The six digits of the county of first registration, when all are visible."""
        return self.digits[:6] if _HIDDEN not in self.digits[:6] else None

    def completed(self, birth_date: str | None) -> IdNumber | None:
        """The number with hidden birth digits filled from a full birth date, if that makes it complete and valid."""
        if self.complete:
            return self
        if birth_date is None or len(birth_date) != 10:
            return None
        born = birth_date.replace("-", "")
        if not patterns_agree(self.digits[6:14], born):
            return None
        filled = self.digits[:6] + born + self.digits[14:]
        return replace(self, digits=filled, complete=True) if _HIDDEN not in filled and _is_valid(filled) else None

    @property
    def birth_date(self) -> str | None:
        """The birth date inside, ISO, when all its digits are visible."""
        born = self.digits[6:14]
        return None if _HIDDEN in born else f"{born[:4]}-{born[4:6]}-{born[6:]}"

    @property
    def sex(self) -> str | None:
        """男 or 女 by the 17th digit, when visible."""
        digit = self.digits[16]
        return None if digit == _HIDDEN else ("男" if int(digit) % 2 else "女")


def read_id_number(written: str | None) -> IdNumber | None:
    """Read an identity number as written; None when it is none, is wrong, or hides so much that nothing can be told.

    Numbers of 15 digits (before 1999) become their 18 (19 before the year, check digit). A number with hidden digits
    is partial. A complete number whose check digit or date is wrong gives None.
    """
    if not written:
        return None
    text = re.sub(r"[^0-9A-Z*]", "", _SIGNS.sub(_HIDDEN, norm_name(written).upper()))
    text = text[:-1].replace("X", _HIDDEN) + text[-1:]
    if len(text) == 15 and text.isdigit():
        text = _eighteen(text)
    if len(text) != _LENGTH or not _NUMBER.fullmatch(text):
        return None
    if _HIDDEN not in text:
        return IdNumber(text, True) if _is_valid(text) else None
    if text[14:] == "***X":
        # 33010619800102XXXX: an X after hidden digits hides as well.
        text = text[:-1] + _HIDDEN
    return IdNumber(text, False) if sum(sign != _HIDDEN for sign in text) >= 4 else None


def _eighteen(old: str) -> str:
    body = f"{old[:6]}19{old[6:]}"
    return body + ric.calc_check_digit(body + "0")


def _is_valid(number: str) -> bool:
    # The register of counties inside stdnum lacks codes of later years, so only the check digit and the date count.
    if ric.calc_check_digit(number) != number[-1]:
        return False
    try:
        born = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return 1850 <= born.year <= 2100


def read_credit_code(written: str | None) -> str | None:
    """A valid unified social credit code (18 characters, check character right), or None."""
    if not written:
        return None
    text = norm_name(written).upper().replace("-", "")
    return text if uscc.is_valid(text) else None


def patterns_agree(left: str, right: str) -> bool:
    """Whether two numbers of equal length agree wherever both are visible."""
    return all(a == b or _HIDDEN in (a, b) for a, b in zip(left, right, strict=True))


def overlay(left: str, right: str) -> str:
    """What two agreeing numbers tell together."""
    return "".join(b if a == _HIDDEN else a for a, b in zip(left, right, strict=True))


def dates_agree(left: str, right: str) -> bool:
    """Whether two partial ISO dates agree as far as both go: 1980 agrees with 1980-05-02, not with 1981."""
    return left.startswith(right) or right.startswith(left)
