"""Rulings on crimes in office beside labels that people gave them (criminal_duty_entities, where it is at hand).

What has no field in a record and is not scored: 政治面貌 (party membership), 出生信息 without a date (a birthplace),
户籍 that the text tells as a birthplace (…市人), 职务 and 单位 that only the facts tell (records.md: jobs told only in
the facts don't count). Labels that do not stand in the text word for word are left out too.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from anmai.extraction import extract
from anmai.extraction.text.normal import normalise
from anmai.extraction.values.amounts import iter_sums
from anmai.extraction.values.dates import iter_dates
from anmai.forms.record import Defendant, Record

RULINGS: Final = Path(__file__).resolve().parents[3] / "shared" / "data" / "criminal_duty_entities" / "rulings.jsonl"
Judge = Callable[[Record, str, str], bool | None]


def plain(text: str) -> str:
    return re.sub(r"\s", "", normalise(text).text)


def some(record: Record, test: Callable[[Defendant], Any]) -> bool:
    return any(test(row) for row in record.defendants)


def birth(record: Record, label: str, text: str) -> bool | None:
    del text
    dates = [hit.iso for hit in iter_dates(label)]
    return some(record, lambda row: row.birth_date == dates[0]) if dates else None


def household(record: Record, label: str, text: str) -> bool | None:
    if not re.search(rf"户籍[^，。]{{0,6}}{re.escape(label)}", text) and not label.startswith("户籍"):
        return None
    return some(record, lambda row: row.household and plain(row.household) in label)


def work(record: Record, label: str, text: str) -> bool | None:
    if label not in text.partition("起诉书")[0][:1200]:
        return None
    return some(
        record,
        lambda row: (
            (row.occupation and (plain(row.occupation) in label or label in plain(row.occupation)))
            or (row.kind == "organization" and plain(row.name) in label)
        ),
    )


def amount(record: Record, label: str, text: str) -> bool | None:
    del text
    sums = [hit.yuan for hit in iter_sums(label)]
    return record.crime_amount_yuan in sums if sums else None


def offence(record: Record, label: str, text: str) -> bool | None:
    del text
    first = next((hit.iso for hit in iter_dates(label)), None)
    if first is None:
        return None
    dates = [d for row in record.offences for d in (row.date if isinstance(row.date, list | tuple) else [row.date])]
    return any(date and (date.startswith(first) or first.startswith(date)) for date in dates)


JUDGES: Final[dict[str, Judge]] = {
    "被告人姓名": lambda record, label, _: some(record, lambda row: row.name in label),
    "出生信息": birth,
    "性别": lambda record, label, _: some(record, lambda row: row.sex == label),
    "民族": lambda record, label, _: some(record, lambda row: row.ethnicity == label),
    "居住地": lambda record, label, _: some(
        record, lambda row: row.domicile and (plain(row.domicile) in label or label in plain(row.domicile))
    ),
    "户籍": household,
    "文化背景": lambda record, label, _: some(record, lambda row: row.education and row.education in label),
    "职务": work,
    "单位": work,
    "犯罪时间": offence,
    "涉案金额": amount,
}


def test_hand_labels_of_rulings_on_crimes_in_office_agree() -> None:
    if not RULINGS.exists():
        pytest.skip("the labelled rulings criminal_duty_entities are not on this machine")
    right: Counter[str] = Counter()
    scored: Counter[str] = Counter()
    for line in RULINGS.read_text(encoding="utf-8").splitlines():
        ruling = json.loads(line)
        record = extract(ruling["full_text"], str(ruling["id"]))
        text = plain(ruling["full_text"])
        for kind, value in ruling["gold_entities"].items():
            judge = JUDGES.get(kind.replace("名族", "民族"))
            for label in map(plain, value if isinstance(value, list) else [value]):
                verdict = judge(record, label, text) if judge and label and label in text else None
                if verdict is not None:
                    scored[kind] += 1
                    right[kind] += bool(verdict)

    shares = {kind: right[kind] / scored[kind] for kind in scored}

    assert sum(right.values()) / sum(scored.values()) >= 0.95, shares
    assert {kind for kind, share in shares.items() if share < 0.95} <= {"职务", "犯罪时间", "涉案金额"}, shares
