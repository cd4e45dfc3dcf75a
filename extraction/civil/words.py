"""Patterns built once from the table civil_words: roles, representatives, agents, firms."""

from __future__ import annotations

import re
from functools import cache

from anmai.extraction.data.tables import table


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of the table civil_words, longest first, so that an alternation takes the longest."""
    return tuple(sorted(table("civil_words")[name].split(), key=lambda word: (-len(word), word)))


@cache
def alternation(name: str) -> str:
    """A list of the table civil_words as a regular expression's alternatives, without a group."""
    return "|".join(map(re.escape, words(name)))


@cache
def role_pattern() -> str:
    """One role with what may stand before it: 原告, 原审被告, 反诉原告."""
    return rf"(?:{alternation('instances')})?(?:{alternation('roles')})"


@cache
def firm_pattern() -> re.Pattern[str]:
    """A law firm or another body whose members act in court, its name as group ``firm``."""
    return re.compile(
        rf"(?:系|均系|均为|分别为|为|是|均|由|受|就职于|执业于)?(?P<firm>[\u3400-\u9fff×*（）·A-Za-z\d某]{{2,40}}?(?:{alternation('firms')})(?:（[\u3400-\u9fff]{{2,10}}分所）|[\u3400-\u9fff]{{1,6}}分所)?)"
    )
