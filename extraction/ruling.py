"""The state that goes through the pipeline: the text, its sections, and the values read so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from anmai.extraction.quick_value import quick_value
from anmai.extraction.sections import Sections
from anmai.extraction.text.normal import NormalText, Span

Kind = Literal["criminal", "civil", "enforcement", "administrative", "procuratorate", "administration"]
#: Kinds of documents that no court issued.
OTHER_ORGANS: Final = frozenset({"procuratorate", "administration"})


@quick_value
class Found:
    """A value and the words that gave it.

    Attributes:
        value: The value as the record will hold it.
        spans: [start, end) in the normalised text, at least one.
        confidence: Between 0 and 1: 1.0 for a value that its place and form leave no doubt about, about 0.9 where a
            reference was resolved (同年, 本院), 0.7 where it was chosen among several, 0.5 where it was inferred from
            context.
        component: The component that read it, where that isn't the one that put the field.
    """

    value: Any
    spans: tuple[Span, ...]
    confidence: float = 1.0
    component: str | None = None


def no_surer(row: dict[str, Found], confidence: float) -> dict[str, Found]:
    """A row whose values are no surer than ``confidence``."""
    return {key: replace(item, confidence=min(item.confidence, confidence)) for key, item in row.items()}


@dataclass(slots=True)
class Draft:
    """Values read so far: field of the record → a Found, or lists and dicts with Found leaves."""

    values: dict[str, Any] = field(default_factory=dict)
    components: dict[str, str] = field(default_factory=dict)

    def put(self, component: str, name: str, tree: Any) -> None:
        """Set the record's field ``name`` to a tree whose leaves are Found; None and empty lists are left out.

        Args:
            component: Name of the pipeline component that read it; it becomes the provenance's component.
            name: Field of ``anmai.forms.record.Record``.
            tree: A Found, or lists and dicts of them.
        """
        if tree is None or tree == []:
            return
        self.values[name] = tree
        self.components[name] = component

    def value(self, name: str) -> Any:
        """The plain value of a field, without provenance; None when it wasn't read."""
        return plain(self.values.get(name))


def plain(tree: Any) -> Any:
    """A tree of Found leaves as plain values."""
    if isinstance(tree, Found):
        return tree.value
    if isinstance(tree, dict):
        return {key: plain(item) for key, item in tree.items()}
    if isinstance(tree, (list, tuple)):
        return [plain(item) for item in tree]
    return tree


@dataclass(slots=True)
class Ruling:
    """One document on its way through the pipeline.

    Attributes:
        id: As given by the caller.
        normal: The normalised text with its map to the source.
        fragment: The text is a part of a ruling or one sentence; nothing is expected of its form.
        kind: Which law it belongs to, or which other organ issued it; None while unknown.
        form: 判决书, 裁定书, 调解书, 决定书 or another; None while unknown.
        sections: Where its parts are.
        draft: What was read.
        reason: A code of SKIP_REASONS when the document is skipped or partial.
        memory: What one component worked out and others use again, so that it is worked out once a document.
    """

    id: str
    normal: NormalText
    fragment: bool = False
    kind: Kind | None = None
    form: str | None = None
    sections: Sections = field(default_factory=Sections)
    draft: Draft = field(default_factory=Draft)
    status: Literal["read", "partial", "skipped"] = "read"
    reason: str | None = None
    warnings: list[str] = field(default_factory=list)
    memory: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.normal.text

    def found(self, start: int, end: int, value: Any = None, confidence: float = 1.0) -> Found:
        """A Found for the words [start, end); its value is the source's words without white space unless given."""
        return Found(self.normal.words(start, end) if value is None else value, ((start, end),), confidence)

    def put(self, component: str, name: str, tree: Any) -> None:
        """Set a field of the draft; see ``Draft.put``."""
        self.draft.put(component, name, tree)

    def warn(self, messages: str | Iterable[str]) -> None:
        """Add one warning or several; each is a plain sentence that names the place."""
        for message in [messages] if isinstance(messages, str) else messages:
            if message not in self.warnings:
                self.warnings.append(message)
