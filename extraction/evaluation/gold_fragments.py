"""Reads public gold on fragments of rulings in the forms that its makers gave it (data/gold_tasks.yaml).

- lending: 民间借贷 cases with triples [head, relation, tail] (XTUAI-LAW/LegalCaseKnowledgeGraph);
- theft: sentences with entities [{label, span: ["start;end"]}] (CAIL 2021, information extraction);
- drugs: paragraphs with entityMentions and relationMentions (CAIL 2022, information extraction);
- english: texts with entities [{start, end, label}] of Indian judgments (Legal-NLP-EkStep/legal_NER).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from anmai.extraction.data.tables import table
from anmai.extraction.evaluation.comparing import plain_part
from anmai.extraction.evaluation.rows import Row

_Gold = Mapping[str, Any]
_Task = Mapping[str, Any]


def tasks() -> tuple[str, ...]:
    """The names of the tasks."""
    return tuple(table("gold_tasks"))


def task_of(name: str) -> _Task:
    """Where a task's gold keeps text, id and labels."""
    told: _Task = table("gold_tasks")[name]
    return told


def gold_rows(name: str, gold: _Gold) -> list[Row]:
    """The rows of one line of gold, each once.

    Raises:
        KeyError, TypeError, ValueError: The line isn't in the task's form.
    """
    kept: dict[tuple[str, Any], Row] = {}
    for row in _READERS[name](task_of(name), gold):
        kept.setdefault((row.group, row.key), row)
    return list(kept.values())


def _lending(task: _Task, gold: _Gold) -> Iterator[Row]:
    for head, relation, tail in gold["triples"]:
        group = task["relations"].get(relation)
        if group in ("role", "kind"):
            value = task["kinds"].get(tail, tail) if group == "kind" else tail
            yield Row(group, (plain_part(head), plain_part(value)), words=(head, tail))
        elif group == "spouse":
            yield Row(group, tuple(sorted((plain_part(head), plain_part(tail)), key=str)), words=(head, tail))
        elif group:
            yield Row(group, (plain_part(tail),), words=(tail,))


def _theft(task: _Task, gold: _Gold) -> Iterator[Row]:
    for entity in gold["entities"]:
        for told in entity["span"] if entity["label"] in task["labels"] else ():
            start, end = map(int, told.split(";"))
            yield _mention(task["labels"][entity["label"]], start, end, gold["context"])


def _drugs(task: _Task, gold: _Gold) -> Iterator[Row]:
    for mention in gold["entityMentions"]:
        if mention["label"] in task["labels"]:
            yield _mention(task["labels"][mention["label"]], mention["start"], mention["end"], gold["sentText"])
    for relation in gold["relationMentions"]:
        if relation["label"] in task["relations"]:
            words = (relation["em1Text"], relation["em2Text"])
            yield Row(task["relations"][relation["label"]], tuple(map(plain_part, words)), words=words)


def _english(task: _Task, gold: _Gold) -> Iterator[Row]:
    for entity in gold["entities"]:
        if entity["label"] in task["labels"]:
            yield _mention(task["labels"][entity["label"]], entity["start"], entity["end"], gold["text"])


def _mention(label: str, start: int, end: int, text: str) -> Row:
    return Row(label, (start, end), words=(text[start:end],), span=(start, end))


_READERS: Final[dict[str, Callable[[_Task, _Gold], Iterator[Row]]]] = {
    "lending": _lending,
    "theft": _theft,
    "drugs": _drugs,
    "english": _english,
}
