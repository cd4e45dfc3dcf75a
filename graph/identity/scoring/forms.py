"""Forms of written names that are compared when the names differ: simplified characters, sound and shape."""

from __future__ import annotations

from functools import cache, lru_cache

from anmai.graph.identity.names import norm_name
from anmai.graph.identity.scoring.tables import table


@cache
def _converter() -> object:
    import opencc

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1 << 17)
def simplified(name: str) -> str:
    """A name normalised and in simplified characters: 張偉 → 张伟."""
    text = norm_name(name)
    return str(_converter().convert(text))  # type: ignore[attr-defined]


@lru_cache(maxsize=1 << 15)
def _sound(char: str) -> str:
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(char)[0])


@cache
def _look_alikes() -> dict[str, str]:
    found: dict[str, str] = {}
    for group in str(table("look_alikes")["groups"]).split():
        # A character of several groups stays with the first one: groups must not run together.
        first = found.get(group[0], group[0])
        for char in group:
            found.setdefault(char, first)
    return found


def sound_of(name: str) -> str:
    """Pinyin without tones, character by character; the surname's usual reading is not sought: weak evidence."""
    return " ".join(_sound(char) for char in name)


def shape_of(name: str) -> str:
    """The name with each character replaced by the one that stands for those it is taken for."""
    groups = _look_alikes()
    return "".join(groups.get(char, char) for char in name)


def holes_of(name: str) -> list[str]:
    """The name with each character left open once: two names of one length that differ in one share one of them.

    DuckDB's own distances count bytes, of which a Chinese character has three.
    """
    return [f"{name[:place]}_{name[place + 1 :]}" for place in range(len(name))]
