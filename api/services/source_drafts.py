"""Drafting a mapping from a table, into the analyst's own folder."""

from __future__ import annotations

import re
from itertools import chain, islice
from pathlib import Path

from anmai.api.services.sources import TableChoice
from anmai.errors import Conflict, UsageError
from anmai.graph.sources.catalogue import known, read_mapping
from anmai.graph.sources.propose import SAMPLE, propose
from anmai.graph.sources.readers.sampling import sample_rows
from anmai.graph.sources.words import SLUG
from anmai.settings import Settings


def draft(settings: Settings, name: str, choice: TableChoice, output: Path | None) -> Path:
    """Write a first mapping for a table; its author corrects it.

    Returns:
        The file: ``output``, or ANMAI_HOME/sources/<name>.yaml.

    Raises:
        UsageError: The name is none, or the table can't be opened.
        Conflict: A mapping of that name is there.
    """
    from anmai.extraction.readers.encoding import encoding_of

    if re.fullmatch(SLUG, name) is None:
        raise UsageError(f"{name!r} is no name for a kind.", remedy="Use small letters, digits and hyphens.")
    path = output or settings.ensure_home() / "sources" / f"{name}.yaml"
    if path.exists() or any(Path(each.path).stem == name for each in known(settings.sources_dir)):
        raise Conflict(f"There is a kind {name} already.", remedy="Choose another name.")
    rows = sample_rows(choice.address, encoding_of, sheet=choice.sheet, table=choice.table, query=choice.query)
    first = next(rows, None)
    if first is None:
        raise UsageError(f"{choice.address} has no rows below its header.", remedy="Give a table with some rows.")
    text = propose(name, chain([first], islice(rows, SAMPLE - 1)))
    problems = read_mapping(text, f"{name}.yaml").problems
    if problems:
        told = "# 待改正 · to be corrected:\n" + "".join(f"# {problem}\n" for problem in problems)
        text = told + text
    path.write_text(text, encoding="utf-8")
    return path
