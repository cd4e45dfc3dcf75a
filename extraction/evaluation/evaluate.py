"""Compares what extraction reads with gold, document by document, and sums it up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

from anmai.errors import UsageError
from anmai.extraction.evaluation.faults import Fault, faults_of
from anmai.extraction.evaluation.gold_fragments import gold_rows, task_of
from anmai.extraction.evaluation.matching import match
from anmai.extraction.evaluation.reliability import Bin, Reliability, confidence_of, reliability
from anmai.extraction.evaluation.rows import Row, group_order, rows_of
from anmai.extraction.evaluation.scores import Counts, Scores, score

#: Reads one text: (text, id) → the record as plain JSON data.
Read = Callable[[str, str], Mapping[str, Any]]


class Case(NamedTuple):
    """One document with its gold."""

    id: str
    text: str
    gold: list[Row]


@dataclass(slots=True)
class Evaluation:
    """The outcome of a set.

    Attributes:
        seconds: Processor time that reading took, without comparing.
        sure: For each group its values with a confidence of at least SURE.
        unread: Documents that were skipped, with the reason.
    """

    scores: Scores
    reliability: Reliability
    sure: dict[str, Bin]
    faults: list[Fault]
    characters: int = 0
    seconds: float = 0.0
    unread: dict[str, str] = field(default_factory=dict)

    def as_json(self, errors: int = 0) -> dict[str, Any]:
        """Plain data for ``--json``; at most ``errors`` faults of each group."""
        return {
            **self.scores.as_json(),
            "reliability": self.reliability.as_json(),
            "sure": {group: {"n": one.n, "right": one.right, "share": one.share} for group, one in self.sure.items()},
            "faults": [fault.as_json() for fault in first_of_each_group(self.faults, errors)],
            "characters": self.characters,
            "seconds": round(self.seconds, 3),
            "unread": self.unread,
        }


def evaluate(cases: Iterable[Case], read: Read, form: str) -> Evaluation:
    """Read each case and compare it with its gold.

    Args:
        cases: Documents with gold rows.
        read: Reads a text.
        form: The section of scored_groups.yaml that takes records apart. For ``records`` every group counts, for
            fragments those that the gold holds at all: its makers left other things unlabelled on purpose.
    """
    whole = form == "records"
    counts: list[dict[str, list[int]]] = []
    values: list[tuple[str, float, bool]] = []
    faults: list[Fault] = []
    unread: dict[str, str] = {}
    characters, seconds = 0, 0.0
    for case in cases:
        began = process_time()
        record = read(case.text, case.id)
        seconds += process_time() - began
        characters += len(case.text)
        if record.get("status") == "skipped":
            unread[case.id] = str(record.get("reason") or "")
        matched = match(case.gold, rows_of(record, form))
        provenance = {row["path"]: row for row in record.get("provenance") or []}
        sure = {path: float(row["confidence"]) for path, row in provenance.items()}
        counted: dict[str, list[int]] = {}
        for row, place, told in (
            *((found, 0, found) for _, found in matched.right),
            *((found, 1, found) for found in matched.invented),
            *((gold, 2, None) for gold in matched.missed),
        ):
            counted.setdefault(row.group, [0, 0, 0])[place] += 1
            if told is not None:
                values.append((told.group, confidence_of(told, sure), place == 0))
        counts.append(counted)
        spans = {path: [(start, end) for start, end in row["spans"]] for path, row in provenance.items()}
        faults.extend(faults_of(case.id, matched, case.text, spans))
    labelled = {group for counted in counts for group, (right, _, missed) in counted.items() if right or missed}
    kept: list[Mapping[str, Counts]] = [
        {group: (a, b, c) for group, (a, b, c) in counted.items() if whole or group in labelled} for counted in counts
    ]
    told_values = [value for value in values if whole or value[0] in labelled]
    return Evaluation(
        scores=score(kept, least_rows=3 if whole else 1, order=group_order(form)),
        reliability=reliability((confidence, right) for _, confidence, right in told_values),
        sure={
            name: reliability((confidence, right) for group, confidence, right in told_values if group == name).sure
            for name in sorted({group for group, _, _ in told_values})
        },
        faults=[fault for fault in faults if whole or fault.group in labelled],
        characters=characters,
        seconds=seconds,
        unread=unread,
    )


def record_cases(gold: Path, texts: Iterable[tuple[str, str]]) -> Iterator[Case]:
    """Whole documents with records that people typed.

    Args:
        gold: Records, one JSON object a line, with an id each.
        texts: (id, text) of the documents.

    Raises:
        UsageError: A gold record has no text, or no text has gold.
    """
    records = {str(row.get("id")): row for row in lines_of(gold)}
    seen: Counter[str] = Counter()
    for id_, text in texts:
        if id_ in records and not seen[id_]:
            yield Case(id_, text, rows_of(records[id_], "records"))
        seen[id_] += 1
    missing = [id_ for id_ in records if not seen[id_]]
    if missing:
        raise UsageError(
            f"{gold.name}: {len(missing)} of {len(records)} gold records have no text, the first is {missing[0]}.",
            remedy="Give the texts under the same ids (--id-field), or leave those records out.",
        )


def fragment_cases(task: str, gold: Path) -> Iterator[Case]:
    """Fragments with public gold.

    Raises:
        UsageError: A line isn't in the task's form.
    """
    told = task_of(task)
    for number, row in enumerate(lines_of(gold), 1):
        try:
            yield Case("-".join(str(row[name]) for name in told["id"]), row[told["text"]], gold_rows(task, row))
        except (KeyError, TypeError, ValueError) as error:
            raise UsageError(
                f"{gold.name}, line {number}: not in the form of {task} ({type(error).__name__}: {error}).",
                remedy="See extraction/data/gold_tasks.yaml for the fields that each task wants.",
            ) from error


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a .jsonl file.

    Raises:
        UsageError: The file can't be read, or a line is no JSON object.
    """
    number = 0
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                number += 1
                if line.strip():
                    row = json.loads(line)
                    if not isinstance(row, dict):
                        raise ValueError("no object")
                    yield row
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.", remedy="Name another file.") from error
    except ValueError as error:
        raise UsageError(
            f"{path.name}, line {max(number, 1)}: not JSON ({error}).", remedy="Give one JSON object a line, in UTF-8."
        ) from error


def first_of_each_group(faults: Iterable[Fault], most: int) -> Iterator[Fault]:
    """At most ``most`` faults of each group."""
    told: Counter[str] = Counter()
    for fault in faults:
        told[fault.group] += 1
        if told[fault.group] <= most:
            yield fault
