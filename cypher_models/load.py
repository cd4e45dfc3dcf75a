"""Reading a model's folder: every problem is collected with its file and line, not thrown one by one."""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError

from anmai.cypher_models.clauses import read_clauses
from anmai.cypher_models.form import FILES, Description, Model, Parameter, Value

#: Chinese characters, and the punctuation of Chinese and full width.
_HAN: Final = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_MARK: Final = r"\u3001-\u3006\u3008-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u2018-\u201d\u2026"
#: A space that writing Chinese doesn't know: between two characters, or beside a punctuation mark.
_FOLDED: Final = re.compile(
    rf"(?<=[{_HAN}{_MARK}]) (?=[{_HAN}{_MARK}])|(?<=[{_MARK}]) (?=\S)|(?<=[{_HAN}\w]) (?=[{_MARK}])"
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a model, and where."""

    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


@dataclass(frozen=True)
class Loaded:
    """What came of reading a folder: the model, unless its form is broken, and all problems."""

    folder: Path
    model: Model | None
    problems: list[Problem]


def load_model(folder: Path, *, own: bool) -> Loaded:
    """Read the model in ``folder``. Nothing is raised for what its files hold; see ``Loaded.problems``."""
    problems: list[Problem] = []
    files: dict[str, str] = {}
    for name in FILES:
        try:
            files[name] = (folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            problems.append(Problem(f"{folder.name}/{name}", None, "is missing"))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(f"{folder.name}/{name}", None, f"can't be read as UTF-8: {error}"))
    about = _description(folder, files["model.yaml"], problems) if "model.yaml" in files else None
    clauses, tag_problems = read_clauses(files.get("findings.cypher", ""))
    problems += [Problem(f"{folder.name}/findings.cypher", tag.line, tag.message) for tag in tag_problems]
    if about is None or len(files) < len(FILES):
        return Loaded(folder, None, problems)
    if about.slug != folder.name:
        problems.append(Problem(f"{folder.name}/model.yaml", 1, f"slug is {about.slug}, the folder {folder.name}"))
    defaults = _defaults(folder, about, problems)
    return Loaded(folder, Model(about, files, folder, own, tuple(clauses), defaults), problems)


def _description(folder: Path, text: str, problems: list[Problem]) -> Description | None:
    file = f"{folder.name}/model.yaml"
    data, lines = read_yaml(file, text, problems)
    if data is None:
        return None
    try:
        return Description.model_validate(data)
    except ValidationError as error:
        problems += validation_problems(file, lines, error)
        return None


def _defaults(folder: Path, about: Description, problems: list[Problem]) -> dict[str, Value]:
    defaults: dict[str, Value] = {}
    for parameter in about.parameters:
        if parameter.default_table is None:
            assert parameter.default is not None
            defaults[parameter.name] = parameter.default
            continue
        try:
            defaults[parameter.name] = table_values(parameter)
        except (FileNotFoundError, KeyError) as error:
            missing = f"has no column {error}" if isinstance(error, KeyError) else "is not there"
            problems.append(
                Problem(f"{folder.name}/model.yaml", None, f"parameter {parameter.name}: the table "
                        f"{parameter.default_table} {missing}")
            )  # fmt: skip
    return defaults


def table_values(parameter: Parameter) -> list[str]:
    """The default of a parameter that comes from a packaged table.

    Raises:
        FileNotFoundError: There is no such table.
        KeyError: The table has no such column.
    """
    assert parameter.default_table is not None
    rows = table(parameter.default_table)
    columns = parameter.default_columns or (list(rows[0])[:1] if rows else [])
    chosen = [row for row in rows if all(row[name] == value for name, value in parameter.default_where.items())]
    # A row that leaves a column empty has no such value: most fines have no stated range.
    return ["@".join(row[name] for name in columns) for row in chosen if all(row[name] for name in columns)]


@functools.cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a packaged table (cypher_models/data/<name>.csv), by column; lines that begin with # are left out.

    Raises:
        FileNotFoundError: There is no such table.
    """
    path = resources.files("anmai.cypher_models") / "data" / f"{name}.csv"
    with path.open(encoding="utf-8") as file:
        return tuple(csv.DictReader(line for line in file if not line.startswith("#")))


def validation_problems(file: str, lines: dict[tuple[Any, ...], int], error: ValidationError) -> list[Problem]:
    """Pydantic's errors with the line on which each value stands."""
    found = []
    for detail in error.errors():
        path = tuple(detail["loc"])
        line = next((lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in lines), None)
        where = ".".join(map(str, path))
        message = detail["msg"].removeprefix("Value error, ")
        found.append(Problem(file, line, f"{where} {message}".strip()))
    return found


def read_yaml(file: str, text: str, problems: list[Problem]) -> tuple[Any, dict[tuple[Any, ...], int]]:
    """Parse YAML safely, with the line of every key; syntax errors go to ``problems`` and give None."""
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        if tree is None:
            problems.append(Problem(file, 1, "is empty"))
            return None, {}
        lines: dict[tuple[Any, ...], int] = {}
        _note_lines(tree, (), lines, file, problems)
        _join_lines(tree)
        loader = yaml.SafeLoader("")
        return loader.construct_document(tree), lines
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problems.append(
            Problem(file, mark.line + 1 if mark else None, f"is no valid YAML: {getattr(error, 'problem', error)}")
        )
        return None, {}


def _join_lines(node: yaml.Node) -> None:
    """Take out the spaces that YAML puts for the line breaks of folded Chinese; literal blocks stay as written."""
    if isinstance(node, yaml.ScalarNode):
        if node.style != "|" and node.end_mark.line > node.start_mark.line:
            node.value = _FOLDED.sub("", node.value)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _join_lines(key)
            _join_lines(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _join_lines(value)


def _note_lines(
    node: yaml.Node, path: tuple[Any, ...], lines: dict[tuple[Any, ...], int], file: str, problems: list[Problem]
) -> None:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                problems.append(Problem(file, key.start_mark.line + 1, f"the key {key.value} stands twice"))
            seen.add(key.value)
            _note_lines(value, (*path, key.value), lines, file, problems)
            lines[(*path, key.value)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _note_lines(value, (*path, index), lines, file, problems)
