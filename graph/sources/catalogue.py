"""The mappings that there are: the shipped ones, and one's own in ANMAI_HOME/sources; problems with file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from anmai.errors import NotFound, SourceError
from anmai.graph.sources.form import Mapping

#: libyaml reads the catalogue ten times faster; the slow loader gives the same.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class MappingProblem:
    """What is wrong with a mapping's file, and where."""

    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


@dataclass(frozen=True, slots=True)
class ReadMapping:
    """A mapping's file as read: the mapping, unless something is wrong with it."""

    path: str
    own: bool
    mapping: Mapping | None
    problems: tuple[MappingProblem, ...] = ()


def read_mapping(text: str, file: str, *, own: bool = True) -> ReadMapping:
    """Read one mapping; nothing is raised for what it holds.

    Args:
        text: The YAML.
        file: Its path, for messages; its name without ending must be the mapping's.
        own: It is the analyst's own.
    """
    try:
        data = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        told = MappingProblem(file, mark.line + 1 if mark else None, f"is no valid YAML: {error}".split("\n")[0])
        return ReadMapping(file, own, None, (told,))
    try:
        mapping = Mapping.model_validate(data)
    except ValidationError as error:
        return ReadMapping(file, own, None, tuple(_problems(text, file, error)))
    if mapping.name != Path(file).stem:
        told = MappingProblem(file, _lines(text).get(("name",)), f"is called {mapping.name}; rename one of them")
        return ReadMapping(file, own, None, (told,))
    return ReadMapping(file, own, mapping)


@cache
def shipped() -> tuple[ReadMapping, ...]:
    """The shipped mappings, in the order of their names."""
    folder = resources.files("anmai.graph.sources") / "mappings"
    files = sorted((each for each in folder.iterdir() if each.name.endswith(".yaml")), key=lambda each: each.name)
    return tuple(read_mapping(each.read_text(encoding="utf-8"), f"mappings/{each.name}", own=False) for each in files)


def own(folder: Path) -> tuple[ReadMapping, ...]:
    """The mappings of a folder (ANMAI_HOME/sources), in the order of their names."""
    found = []
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            found.append(
                ReadMapping(str(path), True, None, (MappingProblem(str(path), None, f"can't be read: {error}"),))
            )
            continue
        found.append(read_mapping(text, str(path)))
    return tuple(found)


def known(folder: Path | None = None) -> tuple[ReadMapping, ...]:
    """All mappings: the shipped ones and those of ``folder``; one's own may not take the name of a shipped one."""
    names = {each.mapping.name for each in shipped() if each.mapping}
    mine = []
    for each in own(folder) if folder is not None else ():
        if each.mapping is not None and each.mapping.name in names:
            told = MappingProblem(each.path, 1, f"{each.mapping.name} is a shipped mapping; give yours another name")
            each = ReadMapping(each.path, True, None, (told,))
        mine.append(each)
    return (*shipped(), *mine)


def mappings(folder: Path | None = None) -> tuple[Mapping, ...]:
    """The mappings that are right."""
    return tuple(each.mapping for each in known(folder) if each.mapping is not None)


def find_mapping(asked: str, folder: Path | None = None) -> Mapping:
    """A mapping by its name, or by the path of a YAML file.

    Raises:
        NotFound: There is none of that name.
        SourceError: The file is no right mapping; all its problems are told.
    """
    if asked.endswith((".yaml", ".yml")) or "/" in asked or "\\" in asked:
        path = Path(asked)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise NotFound(
                f"{asked} can't be read: {error}", remedy="Give the path of a mapping's YAML file."
            ) from error
        return _right(read_mapping(text, asked))
    found = next((each for each in known(folder) if Path(each.path).stem == asked), None)
    if found is None:
        names = "、".join(each.name for each in mappings(folder))
        raise NotFound(f"There is no kind of source {asked}.", remedy=f"There are: {names}. See `anmai sources kinds`.")
    return _right(found)


def _right(found: ReadMapping) -> Mapping:
    if found.mapping is None:
        raise SourceError("\n".join(map(str, found.problems)), remedy="Correct the mapping (docs/sources.md).")
    return found.mapping


def _problems(text: str, file: str, error: ValidationError) -> Iterable[MappingProblem]:
    lines = _lines(text)
    for detail in error.errors():
        path = tuple(detail["loc"])
        line = next((lines[path[:end]] for end in range(len(path), -1, -1) if path[:end] in lines), None)
        message = detail["msg"].removeprefix("Value error, ")
        yield MappingProblem(file, line, f"{'.'.join(map(str, path))} {message}".strip())


def _lines(text: str) -> dict[_Path, int]:
    """Path of a key or item → its line, counted from 1."""
    lines: dict[_Path, int] = {}
    tree = yaml.compose(text, Loader=_Loader)
    waiting: list[tuple[yaml.Node, _Path]] = [(tree, ())] if tree is not None else []
    while waiting:
        node, path = waiting.pop()
        lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                lines[(*path, key.value)] = key.start_mark.line + 1
                waiting.append((value, (*path, key.value)))
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(item, (*path, number)) for number, item in enumerate(node.value)]
    return lines
