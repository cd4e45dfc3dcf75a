"""Reads the texts of an evaluation in this process, one at a time, so that the time taken is that of one core."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from anmai.extraction import extract
from anmai.extraction.evaluation.evaluate import Evaluation, Read, evaluate, fragment_cases, record_cases
from anmai.extraction.evaluation.gold_fragments import task_of
from anmai.extraction.readers import read_inputs


def reader(*, fragment: bool, **options: Any) -> Read:
    """How a text becomes a record.

    Args:
        fragment: The texts are parts of rulings.
        options: Further options of ``anmai.extraction.extract``.
    """
    extract("原告：卫某，男。", "warm-up", fragment=True, **options)  # building the pipeline is no reading time

    def read(text: str, id_: str) -> Mapping[str, Any]:
        return extract(text, id_, fragment=fragment, **options).as_json()

    return read


def evaluate_records(
    gold: Path, inputs: list[Path], *, text_field: str | None = None, id_field: str | None = None, **options: Any
) -> Evaluation:
    """Whole rulings against records that people typed.

    Args:
        gold: Records, one JSON object a line.
        inputs: Files and folders with the texts, as ``anmai extract`` takes them.
        text_field: For .jsonl: field of the text.
        id_field: For .jsonl: field of the id.
        options: Options of ``extract``.

    Raises:
        UsageError: A file can't be read, or a gold record has no text.
    """
    documents = read_inputs(inputs, text_field=text_field, id_field=id_field)
    texts = ((document.id, document.text) for document in documents if document.text is not None)
    return evaluate(record_cases(gold, texts), reader(fragment=False, **options), "records")


def evaluate_fragments(task: str, gold: Path, **options: Any) -> Evaluation:
    """Fragments against public gold.

    Args:
        task: A name of gold_tasks.yaml.
        gold: The gold, one JSON object a line, with the texts in it.
        options: Options of ``extract``.

    Raises:
        UsageError: The file can't be read or isn't in the task's form.
    """
    told = task_of(task)
    if "language" in told:
        options.setdefault("language", told["language"])
    return evaluate(fragment_cases(task, gold), reader(fragment=True, **options), told["form"])
