"""Extraction never raises, whatever became of a document on its way: ten thousand spoiled ones, always the same."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import opencc
import pytest

from anmai.extraction import extract
from anmai.extraction.profiles import PROFILES
from anmai.forms.record import SKIP_REASONS, Record
from anmai.sample.make import Sample

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
#: Files of real texts beside the repository, with their text fields; what is not there is left out.
FILES = {
    "gold/criminal.jsonl": "text",
    "gold/civil.jsonl": "text",
    "judge_criminal/rulings.jsonl": "full_text",
    "lecardv2_queries/queries.jsonl": "text",
    "civil_lending_kg/cases.jsonl": "case",
    "cail2021_theft_ner/stage2_mid.jsonl": "context",
    "cail2022_drug_re/train.jsonl": "sentText",
    "indian_legal_ner/dev.jsonl": "text",
}
RUNS, WHOLE, PIECES = 10, 250, 750  # 10 × (250 + 750) documents
LONGEST, PIECE = 6000, 180
#: Seconds of processor that one spoiled document may take; they usually take a hundredth of one.
SLOWEST = 10.0

CONTROLS = (
    "\x00\x01\x07\x08\x0b\x0c\x1b\x7f\x85\xa0\xad\u200b\u200e\u202e\u2028\u2060\ufeff\ufffd\ud800\udfff\U000e0001"
)
TOKENS = [
    *"被告人 原告 被告 第三人 公诉机关 辩护人 判决如下： 裁定如下： 本院认为 审判长 书记员".split(),
    *"同年 次日 （ ） 《 》 〔 , ， 。 ； 二〇一八年五月二十四日 2018年13月45日 （2019）云0102刑初".split(),
    *"有期徒刑 一年六个月 缓刑 并处罚金 人民币 万元 一亿亿万元".split(),
    *"9999999999999999999999元 第二百六十四条 之一 附：相关法律条文 以下简称 二被告 上述三人 Versus JUDGE".split(),
    *("\n", "\r\n", "\t", "\u3000"),
]
WIDER = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
NARROWER = {wide: narrow for narrow, wide in WIDER.items()} | {0x3000: 0x20, 0xFF0C: 0x2C, 0x3002: 0x2E}
LOOKALIKES = str.maketrans({"0": "O", "1": "l", "〇": "○", "○": "0", "元": "圆", "（": "〔", "）": "】", "×": "X"})


@cache
def traditional() -> Any:
    return opencc.OpenCC("s2t")


def stretch(dice: random.Random, text: str, most: int) -> tuple[int, int]:
    start = dice.randrange(len(text) + 1)
    return start, min(len(text), start + dice.randrange(1, most))


def cut(dice: random.Random, text: str) -> str:
    start, end = sorted((dice.randrange(len(text) + 1), dice.randrange(len(text) + 1)))
    return dice.choice((text[start:], text[:end], text[start:end], text[:start] + text[end:]))


def double(dice: random.Random, text: str) -> str:
    start, end = stretch(dice, text, 400)
    return text[:end] + text[start:end] * dice.randrange(1, 4) + text[end:]


def shuffle(dice: random.Random, text: str) -> str:
    parts = re.split(dice.choice((r"(?<=\n)", r"(?<=。)", r"(?<=[，；、])", "")), text)[:800]
    dice.shuffle(parts)
    return "".join(parts)


def controls(dice: random.Random, text: str) -> str:
    return sprinkle(dice, text, list(CONTROLS))


def tokens(dice: random.Random, text: str) -> str:
    return sprinkle(dice, text, TOKENS)


def sprinkle(dice: random.Random, text: str, what: list[str]) -> str:
    for _ in range(dice.randrange(1, 12)):
        place = dice.randrange(len(text) + 1)
        text = text[:place] + dice.choice(what) + text[place:]
    return text


def widths(dice: random.Random, text: str) -> str:
    return text.translate(dice.choice((WIDER, NARROWER)))


def lookalikes(dice: random.Random, text: str) -> str:
    return text.translate(LOOKALIKES)


def traditional_characters(dice: random.Random, text: str) -> str:
    converted: str = traditional().convert(text.encode("utf-8", "replace").decode("utf-8"))
    return converted


def losses(dice: random.Random, text: str) -> str:
    share = dice.choice((0.01, 0.05, 0.2))
    return "".join(character for character in text if dice.random() > share)


def swaps(dice: random.Random, text: str) -> str:
    characters = list(text)
    for _ in range(dice.randrange(1, 30)):
        place = dice.randrange(max(1, len(characters) - 1))
        characters[place : place + 2] = reversed(characters[place : place + 2])
    return "".join(characters)


def spaces(dice: random.Random, text: str) -> str:
    if dice.random() < 0.5:
        return re.sub(r"\s+", dice.choice(("", " ", "\n", "\r\n", "\u3000")), text)
    return dice.choice((" ", "\u3000", "\n")).join(text)


def punctuation(dice: random.Random, text: str) -> str:
    return re.sub(r"[，。；：、（）《》]", dice.choice(("", " ", "，", "（", "。")), text)


def repeat_one(dice: random.Random, text: str) -> str:
    start, end = stretch(dice, text, 6)
    return text[:end] + text[start:end] * dice.randrange(20, 300) + text[end:]


MUTATIONS: tuple[Callable[[random.Random, str], str], ...] = (
    cut, double, shuffle, controls, tokens, widths, lookalikes, traditional_characters, losses, swaps, spaces,
    punctuation, repeat_one,
)  # fmt: skip


@cache
def corpus() -> tuple[str, ...]:
    texts = ["\n".join(document.lines) for document in Sample(300, 20).documents()]
    for name, field in FILES.items():
        path = SHARED / name
        if path.exists():
            with path.open(encoding="utf-8") as lines:
                texts.extend(str(json.loads(line).get(field) or "") for _, line in zip(range(300), lines, strict=False))
    return tuple(text[:LONGEST] for text in texts if text)


def spoiled(run: int) -> Iterator[tuple[str, str, bool, str]]:
    """The documents of one run: how each was made, its text, whether it is read as a fragment, and the profile."""
    dice = random.Random(7_000_000 + run)
    for number in range(WHOLE + PIECES):
        text = dice.choice(corpus())
        if number >= WHOLE:
            start = dice.randrange(max(1, len(text) - PIECE))
            text = text[start : start + dice.randrange(1, PIECE)]
        chosen = [dice.choice(MUTATIONS) for _ in range(dice.randrange(1, 4))]
        for mutate in chosen:
            text = mutate(dice, text)[: 2 * LONGEST]
        how = f"run {run}, document {number}: {', '.join(one.__name__ for one in chosen)}"
        # The profiles take turns: a draw for them would change every document that was read before there were two.
        yield how, text, dice.random() < (0.1 if number < WHOLE else 0.5), tuple(PROFILES)[number % len(PROFILES)]


def resolve(document: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document


@pytest.mark.parametrize("run", range(RUNS))
def test_spoiled_documents_give_a_record_that_keeps_its_form(run: int) -> None:
    faults: list[str] = []
    count = 0
    for how, text, fragment, profile in spoiled(run):
        count += 1
        began = process_time()
        try:
            record = extract(text, "x", fragment=fragment, profile=profile)
            assert process_time() - began < SLOWEST, "took too long"
            body = json.loads(json.dumps(record.as_json()))
            assert Record.model_validate(body) == record, "does not come back from JSON as it was"
            assert record.status == "read" or record.reason in SKIP_REASONS, f"reason {record.reason}"
            for row in record.provenance:
                assert all(0 <= start <= end <= len(text) for start, end in row.spans), f"{row.path} {row.spans}"
                assert resolve(body, row.path) not in (None, []), f"{row.path} holds nothing"
        except Exception as error:
            faults.append(f"{how}\n  {type(error).__name__}: {error}\n  {text[:300]!r}")
    assert count == WHOLE + PIECES
    assert not faults, f"{len(faults)} of {count}:\n" + "\n".join(faults[:5])


def test_a_text_that_ends_inside_a_name_is_read() -> None:
    text = "倪志远向云溪县人民法院提出诉讼请求：判令被告偿还借款。事实与理由：原告倪志远与被告陈庆"

    assert extract(text, "x").status in ("read", "partial", "skipped")


def test_every_mutation_changes_texts_and_the_same_seed_gives_the_same_ones() -> None:
    text = "\n".join(next(iter(Sample(1, 3).documents())).lines)

    for mutate in MUTATIONS:
        spoiled_texts = {mutate(random.Random(seed), text) for seed in range(8)}
        assert spoiled_texts - {text}, mutate.__name__
        assert spoiled_texts == {mutate(random.Random(seed), text) for seed in range(8)}


def test_ten_thousand_documents_are_read() -> None:
    assert RUNS * (WHOLE + PIECES) == 10_000
