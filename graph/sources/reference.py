"""The list of kinds for docs/sources.md, written from the mappings between two marks; the rest is written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from anmai.graph.sources.catalogue import mappings
from anmai.graph.sources.form import Mapping
from anmai.graph.sources.themes import theme_of

BEGIN: Final = "<!-- kinds: written by `make docs` from graph/sources/mappings; do not edit -->"
END: Final = "<!-- end of kinds -->"
_GRADES: Final = {"general": "一般 general", "sensitive": "敏感 sensitive", "restricted": "受限 restricted"}
_REFRESH: Final = {
    "none": "不更新 never", "daily": "每日 daily", "weekly": "每周 weekly", "monthly": "每月 monthly",
    "quarterly": "每季 quarterly", "yearly": "每年 yearly",
}  # fmt: skip


def with_kinds(page: str) -> str:
    """The page with the list between the marks written anew.

    Raises:
        ValueError: A mark is missing.
    """
    before, mark, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError(f"docs/sources.md has no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{kinds_table(mappings())}\n{END}{after}"


def kinds_table(found: Iterable[Mapping]) -> str:
    """The kinds by theme, each with owner, grade, refresh, key and label; columns are in schema.md."""
    return "\n".join(_lines(list(found))) + "\n"


def _lines(found: list[Mapping]) -> Iterator[str]:
    by_theme: dict[str, list[Mapping]] = {}
    for mapping in found:
        by_theme.setdefault(mapping.themes[0] if mapping.themes else "", []).append(mapping)
    for slug in sorted(by_theme):
        theme = theme_of(slug)
        yield f"### {theme.zh} · {theme.en}" if slug else "### 其他 · Other"
        yield ""
        yield "| kind | what a row is | owner | grade | refresh | key | label |"
        yield "|---|---|---|---|---|---|---|"
        for mapping in by_theme[slug]:
            key = "、".join(f"`{name}`" for name in mapping.entry.key) or "the row"
            yield (
                f"| `{mapping.name}` | {mapping.title.zh} · {mapping.title.en} | {mapping.owner.zh} | "
                f"{_GRADES[mapping.grade]} | {_REFRESH[mapping.refresh]} | {key} | `{mapping.entry.label}` |"
            )
        yield ""


def write(page: Path) -> None:
    """Write the page anew."""
    page.write_text(with_kinds(page.read_text(encoding="utf-8")), encoding="utf-8")
