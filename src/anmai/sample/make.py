"""Makes a sample: rulings into DIR/rulings, what is true about them into DIR/truth, one document after the other."""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, Final

from anmai.errors import UsageError
from anmai.sample.background import background_case
from anmai.sample.cases import Case, Mention
from anmai.sample.compose import compose
from anmai.sample.dice import Dice
from anmai.sample.files import RulingFiles
from anmai.sample.layout import CUT_SHARE, cut_record, lay_out
from anmai.sample.people import Person
from anmai.sample.plan import Plan
from anmai.sample.plant import build, variant
from anmai.sample.planting import Planting
from anmai.sample.records.make import RecordSample

#: Most rulings of a run; identity numbers are unique up to here.
LARGEST: Final = 1_000_000
_MARKER: Final = "sample.json"


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a sample, before it is written.

    Attributes:
        id: The file's name without its ending, unique over the run.
        record: What a perfect reader would read in it.
        planting: Id of the planting that it belongs to.
        case: What happened, that it tells of.
        cut: Its text breaks off.
    """

    index: int
    id: str
    lines: list[str]
    record: dict[str, Any]
    mentions: list[Mention]
    planting: str | None
    case: Case
    cut: bool = False


@dataclass(slots=True)
class Summary:
    """What a run made."""

    rulings: int
    seed: int
    seconds: float = 0.0
    formats: Counter[str] = field(default_factory=Counter)
    plantings: dict[str, dict[str, int]] = field(default_factory=dict)
    planted_documents: int = 0
    mentions: int = 0
    rows: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain data for ``--json``."""
        return {
            "rulings": self.rulings, "seed": self.seed, "seconds": round(self.seconds, 2),
            "formats": dict(self.formats),
            "plantings": self.plantings, "planted_documents": self.planted_documents, "mentions": self.mentions,
            "records": self.rows,
        }  # fmt: skip


def document_id(index: int) -> str:
    """The id of document ``index``."""
    return f"R{index:07d}"


class Sample:
    """A sample that can be asked for any document, in any order.

    Args:
        size: Number of documents, 1 … LARGEST.
        seed: Another seed gives other documents.

    Raises:
        UsageError: ``size`` or ``seed`` is out of range.
    """

    def __init__(self, size: int, seed: int) -> None:
        if not 1 <= size <= LARGEST:
            raise UsageError(
                f"--rulings {size}：数量须在 1 至 {LARGEST} 之间。 --rulings {size} is out of range.",
                remedy=f"Choose a number from 1 to {LARGEST}.",
            )
        if seed < 0:
            raise UsageError(f"--seed {seed}：种子不能为负数。 A seed can't be negative.", remedy="Choose 0 or more.")
        self.size, self.seed = size, seed
        self.plan = Plan(size, seed)
        self._planting = lru_cache(maxsize=256)(self._build)

    def _build(self, number: int) -> Planting:
        return build(self.plan.plot(number), self.seed)

    def document(self, index: int) -> Document:
        """Document ``index``, 0 … size - 1."""
        dice = Dice(self.seed, index)
        found = self.plan.find(index)
        planting, cut = None, False
        if found is not None:
            planned = self._planting(found[0])
            if found[1] < len(planned.cases):
                planting = f"T{found[0]}"
                case, cut = planned.cases[found[1]], found[1] in planned.cut
        if planting is None:
            case = background_case(dice, index, self.size)
            cut = dice.chance(CUT_SHARE)
        ruling = compose(dice, case)
        cut = cut and len(ruling.lines) > 5
        lines = lay_out(dice, ruling, cut=cut)
        record = cut_record(ruling.record) if cut else ruling.record
        name = document_id(index)
        return Document(index, name, lines, {"id": name, **record}, ruling.mentions, planting, case, cut)

    def documents(self) -> Iterator[Document]:
        """All documents in order; nothing is held."""
        for index in range(self.size):
            yield self.document(index)

    def plantings(self) -> Iterator[dict[str, Any]]:
        """The truth about each planting, as a row of truth/plantings.jsonl."""
        for number in range(self.plan.plots):
            plot = self.plan.plot(number)
            entry, planting = variant(plot), self._planting(number)
            persons = [target for target in planting.targets if isinstance(target, Person)]
            organizations = [target for target in planting.targets if not isinstance(target, Person)]
            yield {
                "id": f"T{number}",
                "model": None if plot.kind == "link" else plot.model,
                "kind": plot.kind,
                "variant": entry["key"],
                "zh": entry["zh"],
                "en": entry["en"],
                "codes": entry["codes"],
                "also": entry.get("also", []),
                "documents": [document_id(self.plan.index(plot, place)) for place in range(len(planting.cases))],
                "persons": [
                    {
                        "true_id": one.true_id, "name": one.name, "sex": one.sex, "birth_date": one.birth.isoformat(),
                        "id_number": one.number or None, "household": one.home.place,
                    }
                    for one in persons
                ],
                "organizations": [
                    {"true_id": one.true_id, "name": one.name, "credit_code": one.code} for one in organizations
                ],
            }  # fmt: skip


def make_sample(
    size: int, seed: int, folder: Path, *, only_lines: bool = False, force: bool = False, records: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Summary:  # fmt: skip
    """Write a sample.

    Args:
        size: Number of rulings.
        seed: Seed.
        folder: Where to; rulings and truth get folders of their own in it.
        only_lines: All rulings as .jsonl shards instead of single files.
        force: Replace a sample that lies there.
        records: Make records too (registers, claims, payments), with plantings of their own, into ``records``.
        progress: Called with the number of documents written so far.

    Raises:
        UsageError: The folder is not empty, or the arguments are out of range.
    """
    sample = Sample(size, seed)
    _prepare(folder, force=force)
    begun, summary = time.perf_counter(), Summary(size, seed)
    truth = folder / "truth"
    # The marker comes first: a run that is stopped at any point leaves a folder that --force may replace.
    (folder / _MARKER).write_text(json.dumps({"rulings": size, "seed": seed, "state": "writing"}), encoding="utf-8")
    truth.mkdir(parents=True)
    with (
        RulingFiles(folder / "rulings", only_lines=only_lines) as rulings,
        (truth / "mentions.jsonl").open("w", encoding="utf-8") as mentions,
        (truth / "records.jsonl").open("w", encoding="utf-8") as told,
        (truth / "plantings.jsonl").open("w", encoding="utf-8") as plantings,
        closing(RecordSample(folder / "records", sample.plan) if records else _NoRecords()) as registers,
    ):
        (folder / "rulings").mkdir(exist_ok=True)
        for document in sample.documents():
            summary.formats[
                rulings.write(Dice(seed, document.index, 71), document.index, document.id, document.lines)
            ] += 1
            told.write(_line(document.record))
            free = document.planting is None and not document.cut
            for row in registers.document(document, free=free):
                _plant(plantings, summary, row)
            for mention in document.mentions:
                mentions.write(
                    _line({
                        "document": document.id, "name": mention.name, "true_id": mention.true_id,
                        "masked": mention.masked, "role": mention.role, "kind": mention.kind,
                    })
                )  # fmt: skip
            summary.mentions += len(document.mentions)
            summary.planted_documents += document.planting is not None
            if progress is not None and document.index % 500 == 499:
                progress(document.index + 1)
        for row in sample.plantings():
            _plant(plantings, summary, row)
        summary.rows = registers.rows
    readme = (files("anmai.sample") / "data" / "truth_readme.md").read_text(encoding="utf-8")
    (truth / "README.md").write_text(readme.format(size=size, seed=seed), encoding="utf-8")
    (folder / _MARKER).write_text(json.dumps({"rulings": size, "seed": seed, "state": "done"}), encoding="utf-8")
    if progress is not None:
        progress(size)
    summary.seconds = time.perf_counter() - begun
    return summary


class _NoRecords:
    """Stands where no records are made."""

    rows: Final[dict[str, int]] = {}

    def document(self, _document: Document, *, free: bool) -> list[dict[str, Any]]:  # noqa: ARG002
        """Write nothing."""
        return []

    def close(self) -> None:
        """Nothing is open."""


def _plant(stream: IO[str], summary: Summary, row: dict[str, Any]) -> None:
    stream.write(_line(row))
    kinds = summary.plantings.setdefault(row["model"] or "links", {})
    kinds[row["kind"]] = kinds.get(row["kind"], 0) + 1


_encode: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def _line(row: dict[str, Any]) -> str:
    return _encode(row) + "\n"


def _prepare(folder: Path, *, force: bool) -> None:
    if folder.is_file():
        raise UsageError(f"{folder} 是文件，不是文件夹。 {folder} is a file.", remedy="Choose a folder with -o.")
    if not folder.exists() or not any(folder.iterdir()):
        folder.mkdir(parents=True, exist_ok=True)
        return
    ours = (folder / _MARKER).is_file()
    if not (force and ours):
        remedy = "Add --force to replace it, or choose another folder." if ours else "Choose an empty or new folder."
        kind = "已有一份样本 holds a sample already" if ours else "不是空文件夹 is not empty and no sample"
        raise UsageError(f"{folder} {kind}.", remedy=remedy)
    for part in ("rulings", "truth", "records"):
        shutil.rmtree(folder / part, ignore_errors=True)
    (folder / _MARKER).unlink()
