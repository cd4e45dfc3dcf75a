"""The passages of every value hold its words; dates, sums, terms and articles are read again from them.

A value that isn't in its passage was resolved (同年, 本院, 二被告) or chosen, and then says so by its confidence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from anmai.extraction import extract
from anmai.extraction.text.normal import normalise
from anmai.extraction.values.amounts import iter_sums
from anmai.extraction.values.dates import iter_dates
from anmai.extraction.values.numbers import whole
from anmai.extraction.values.terms import first_term
from anmai.sample.make import Sample

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
SETS = {
    "gold/criminal.jsonl": ("text", False),
    "gold/civil.jsonl": ("text", False),
    "judge_criminal/rulings.jsonl": ("full_text", False),
    "civil_lending_kg/cases.jsonl": ("case", True),
    "cail2022_drug_re/train.jsonl": ("sentText", True),
}
MOST = 120

#: Values that name a class which the law or the form of a record fixes; their passage is what led to it.
NAMED = frozenset(
    "procedure result kind role type penalty outcome released_by organ_kind ground measure mode joint withdrawn "
    "mediated exemption confiscation suspended administrative_transfer".split()
)
#: Names: the passage may be longer by the role before the name (被告卫某), or a short form of it (鼎丰公司).
NAMES = frozenset(
    "defendant payers payees lender borrower default_parties guarantors spouses for name victims representative source "
    "target offender party persons".split()
)
DATES = frozenset(
    "date dates birth_date judgment_date served_from served_until released proposed parole_from parole_until "
    "custody".split()
)
TERMS = frozenset({"months", "probation_months", "political_rights_months", "trial_months"})
SUMS = frozenset({"yuan", "fine_yuan", "crime_amount_yuan", "confiscated_yuan"})
ROLE = re.compile(r"^(?:上诉人|被上诉人|原审|原告|被告人?|第三人|申请人|被申请人|被执行人)+")


def plain(words: str) -> str:
    return "".join(normalise(words).text.split())


def stands(field: str, value: Any, passages: list[str]) -> bool:
    """Whether the words of the passages say the value."""
    together = plain("".join(passages))
    if field in DATES:
        wanted = value if isinstance(value, list) else [value]
        told = [hit.iso for passage in passages for hit in iter_dates(plain(passage))]
        return all(one is None or one in told for one in wanted)
    if field in TERMS:
        return any((term := first_term(plain(one))) is not None and term.months == value for one in passages)
    if field in SUMS:
        told_sums = [hit.yuan for one in passages for hit in iter_sums(plain(one))]
        return value in told_sums or abs(sum(told_sums) - value) < 0.01
    if field in ("article", "sub"):
        figures = together.replace("第", " ").replace("条", " ").replace("之", " ").split()
        return any(whole(figure) == value for figure in figures)
    if field in NAMED:
        return bool(together)
    name = plain(str(value))
    if field in NAMES:
        return name in together or any(short_form(plain(one), name) for one in passages)
    return name in (together, "、".join(map(plain, passages)), *map(plain, passages))


def short_form(words: str, name: str) -> bool:
    """Whether words are made of a name's own characters, after the role of who bears it."""
    bare = ROLE.sub("", words)
    return len(bare) > 1 and set(bare) <= set(name)


def misplaced(text: str, *, fragment: bool) -> Iterator[str]:
    record = extract(text, "x", fragment=fragment)
    body = record.as_json()
    for row in record.provenance:
        value: Any = body
        for part in row.path.split("/")[1:]:
            value = value[int(part)] if isinstance(value, list) else value[part]
        field = next(part for part in reversed(row.path.split("/")) if not part.isdigit())
        passages = [text[start:end] for start, end in row.spans]
        if isinstance(value, dict):
            value = value["text"]
        if not stands(field, value, passages) and row.confidence > 0.9:
            yield f"{row.path} = {value!r} ({row.component}, {row.confidence}): {passages}"


@cache
def sample_texts() -> tuple[str, ...]:
    return tuple("\n".join(document.lines) for document in Sample(250, 31).documents())


def real_texts(name: str) -> Iterator[str]:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the texts {name} are not on this machine")
    with path.open(encoding="utf-8") as lines:
        for _, line in zip(range(MOST), lines, strict=False):
            yield json.loads(line)[SETS[name][0]]


def test_values_of_made_up_rulings_stand_in_their_passages() -> None:
    faults = [fault for text in sample_texts() for fault in misplaced(text, fragment=False)]

    assert faults == []


@pytest.mark.parametrize("name", SETS)
def test_values_of_real_texts_stand_in_their_passages(name: str) -> None:
    faults = [fault for text in real_texts(name) for fault in misplaced(text, fragment=SETS[name][1])]

    assert faults == []


SPACES: dict[str, Callable[[str], str]] = {
    "blanks inside": lambda text: text.replace("人", "人 ").replace("年", "　年"),
    "lines broken": lambda text: "\n".join(text[start : start + 60] for start in range(0, len(text), 60)),
    "wide figures": lambda text: text.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)}),
    "invisible characters": lambda text: "\ufeff" + text.replace("判", "\u200b判"),
}


@pytest.mark.parametrize("how", SPACES)
def test_passages_follow_the_source_through_odd_spacing(how: str) -> None:
    faults = [fault for text in sample_texts()[:60] for fault in misplaced(SPACES[how](text), fragment=False)]

    assert faults == []


@pytest.mark.parametrize(
    ("field", "value", "passage", "right"),
    [
        ("date", "2018-05-24", "二〇一八年五月二十四日", True),
        ("date", "2018-05-25", "二〇一八年五月二十四日", False),
        ("months", 18, "一年六个月", True),
        ("months", 17, "一年六个月", False),
        ("fine_yuan", 12000.0, "人民币一万二千元", True),
        ("fine_yuan", 1200.0, "人民币一万二千元", False),
        ("article", 264, "第二百六十四条", True),
        ("article", 26, "第二百六十四条", False),
        ("court", "云溪县人民法院", "云溪县 人民法院", True),
        ("court", "云溪县人民法院", "溪县人民法院", False),
        ("payers", "卫某", "被告卫某", True),
        ("payers", "卫某", "被告", False),
        ("payers", "青禾鼎丰农业有限公司", "被告鼎丰公司", True),
        ("payers", "青禾鼎丰农业有限公司", "被告丰收公司", False),
    ],
)
def test_the_check_itself_tells_right_from_wrong(field: str, value: Any, passage: str, right: bool) -> None:
    assert stands(field, value, [passage]) is right
