"""Loads what is true about a sample and scores leads and identities against it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from anmai.errors import UsageError

KINDS: Final = ("positive", "near_miss", "look_alike", "unknown", "link")
#: Models whose leads name one person or case, so that the right documents with the wrong person are no hit.
_PERSONAL: Final = frozenset({
    "repeat-offender-cross-region", "improper-probation", "new-crime-in-probation", "missed-recidivism",
    "missing-supplementary-penalty", "repeat-offender-group",
})  # fmt: skip
_COUNSEL: Final = frozenset({"辩护人", "委托诉讼代理人"})
_REPRESENTATIVE: Final = "法定代表人"


def document_id(key: str) -> str:
    """The document's id in its key: ``0001/R0001234.docx`` and ``0001/rulings-0001.jsonl:R0001234`` → R0001234."""
    head, colon, tail = key.rpartition(":")
    if colon and head.endswith(".jsonl"):
        return tail
    name = PurePosixPath(key).name
    return name.split(".", 1)[0]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise UsageError(
            f"找不到 {path}。 {path} is missing.", remedy="Give the folder that anmai sample wrote, with its truth/."
        )
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise UsageError(
                        f"{path}:{number} 不是 JSON。 {path}:{number} is no JSON: {error}",
                        remedy="Export the file again.",
                    ) from None


@dataclass(frozen=True, slots=True)
class PlantedPattern:
    """A row of truth/plantings.jsonl.

    Attributes:
        names: Names of the people and organizations that a lead is about.
        also: Other models whose pattern the planting satisfies as well.
        entries: Ids of rows of records that were written for it: source, "#", key.
    """

    id: str
    model: str | None
    kind: str
    variant: str
    codes: tuple[str, ...]
    documents: frozenset[str]
    names: frozenset[str]
    also: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()


@dataclass(slots=True)
class ModelScore:
    """How one model's leads stand against the truth.

    Attributes:
        found: Positives that a lead names; ``missed`` are the others, by id.
        repeated: Leads beyond the first on one positive, or on another model's planting that satisfies this one too;
            neither right nor wrong.
        raised: Leads on near misses, look-alikes and unknowns, by kind, with the planting's id and variant.
        asked: Leads on ordinary documents that conclude nothing and only ask for a record (all codes are needs-…: an
            appeal without its first instance), by their own id; neither right nor wrong, as those on unknowns.
        background: Leads that no planting explains, by their own id.
        codes: Positives found with all expected reason codes.
    """

    model: str
    leads: int = 0
    positives: int = 0
    found: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    repeated: int = 0
    raised: dict[str, list[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    background: list[str] = field(default_factory=list)
    codes: int = 0

    @property
    def wrong(self) -> int:
        """Leads that should not be there; those on unknowns are not counted here."""
        return sum(len(ids) for kind, ids in self.raised.items() if kind != "unknown") + len(self.background)

    @property
    def precision(self) -> float | None:
        """Positives found among the leads that can be judged; None without leads."""
        judged = len(self.found) + self.wrong
        return len(self.found) / judged if judged else None

    @property
    def recall(self) -> float | None:
        """Positives found among those planted; None where none is."""
        return len(self.found) / self.positives if self.positives else None


@dataclass(frozen=True, slots=True)
class PairScore:
    """Pairwise identity: of all pairs of mentions, which are held for one.

    Attributes:
        predicted: Pairs that the export joins; ``true`` pairs that are one in truth; ``both`` the pairs in both.
    """

    mentions: int
    predicted: int
    true: int
    both: int

    @property
    def precision(self) -> float | None:
        """Joined pairs that are right."""
        return self.both / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """True pairs that are joined."""
        return self.both / self.true if self.true else None


@dataclass(frozen=True, slots=True)
class IdentityScore:
    """Identity by group of mentions.

    Attributes:
        groups: people (parties), organizations, representatives, counsel.
        masked_merges: Entities that join a masked mention with a mention of somebody else in another document.
        missing: Mentions of the truth that the export doesn't have, by group.
    """

    groups: dict[str, PairScore]
    masked_merges: list[str]
    missing: dict[str, int]


class Truth:
    """The truth of a sample.

    Args:
        folder: The sample's folder, or its ``truth`` folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "truth" if (folder / "truth").is_dir() else folder
        self.plantings = [_pattern(row) for row in _rows(self.folder / "plantings.jsonl")]
        self._by_document = {document: one for one in self.plantings for document in one.documents}
        self._by_entry = {entry: one for one in self.plantings for entry in one.entries}
        self._by_name: dict[tuple[str | None, str], list[PlantedPattern]] = defaultdict(list)
        for one in self.plantings:
            for name in one.names if one.entries or one.id.startswith("E") else ():
                self._by_name[one.model, name].append(one)

    def records(self) -> Iterator[dict[str, Any]]:
        """Rows of records.jsonl, streaming."""
        yield from _rows(self.folder / "records.jsonl")

    def mentions(self) -> Iterator[dict[str, Any]]:
        """Rows of mentions.jsonl, streaming."""
        yield from _rows(self.folder / "mentions.jsonl")

    def planting_of(self, lead: Mapping[str, Any]) -> PlantedPattern | None:
        """The planting that a lead is on: the one with most of its documents and entries, of its own model first.

        A lead that names neither is on the planting of its model whose person or organization is its target, where
        there is one alone.
        """
        shared: Counter[str] = Counter()
        known = {}
        for document in {document_id(key) for key in lead.get("documents", [])}:
            planting = self._by_document.get(document)
            if planting is not None:
                known[planting.id] = planting
                shared[planting.id] += 1
        for entry in _entries(lead) & self._by_entry.keys():
            planting = self._by_entry[entry]
            known[planting.id] = planting
            shared[planting.id] += 1
        if not shared:
            same = self._by_name.get((lead.get("model"), (lead.get("target") or {}).get("name", "")), [])
            return same[0] if len(same) == 1 else None
        best = max(shared, key=lambda name: (shared[name], known[name].model == lead.get("model"), name))
        return known[best]

    def score_leads(self, leads: Iterable[Mapping[str, Any]]) -> dict[str, ModelScore]:
        """Score the lines of ``anmai leads export``, by model; withdrawn leads are left out."""
        scores: dict[str, ModelScore] = {}
        for planting in self.plantings:
            if planting.model:
                score = scores.setdefault(planting.model, ModelScore(planting.model))
                score.positives += planting.kind == "positive"
        for lead in leads:
            if lead.get("status") == "withdrawn":
                continue
            score = scores.setdefault(lead["model"], ModelScore(lead["model"]))
            score.leads += 1
            self._judge(lead, score)
        for planting in self.plantings:
            if planting.model and planting.kind == "positive" and planting.id not in scores[planting.model].found:
                scores[planting.model].missed.append(planting.id)
        return scores

    def _judge(self, lead: Mapping[str, Any], score: ModelScore) -> None:
        planting = self.planting_of(lead)
        if planting is not None and lead["model"] in planting.also:
            score.repeated += 1
        elif planting is None and _only_asks(lead):
            score.asked.append(str(lead.get("id")))
        elif planting is None or planting.model != lead["model"]:
            score.background.append(str(lead.get("id")))
        elif planting.kind != "positive":
            score.raised.setdefault(planting.kind, []).append(f"{planting.id} {planting.variant}")
        elif lead["model"] in _PERSONAL and not _names(lead) & planting.names and not _masked_target(lead):
            score.background.append(str(lead.get("id")))
        elif planting.id in score.found:
            score.repeated += 1
        else:
            score.found.append(planting.id)
            score.codes += set(planting.codes) <= set(lead.get("reason_codes", []))

    def score_identity(self, lines: Iterable[Mapping[str, Any]]) -> IdentityScore:
        """Score the lines of ``anmai identity export``: {"document", "name", "entity_id"}.

        A name that two different people bear in one document is left out: the lines can't tell them apart.
        """
        given: dict[tuple[str, str], set[str]] = defaultdict(set)
        for line in lines:
            given[document_id(line["document"]), line["name"]].add(line["entity_id"])
        told: dict[tuple[str, str], dict[str, Any]] = {}
        doubtful = set()
        for row in self.mentions():
            place = (row["document"], row["name"])
            if place in told and told[place]["true_id"] != row["true_id"]:
                doubtful.add(place)
            if place not in told or _group(told[place]) != "people":
                told[place] = row
        tallies: dict[str, list[Counter[Any]]] = {}
        missing: Counter[str] = Counter()
        masked: set[str] = set()
        members: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for place, row in told.items():
            if place in doubtful:
                continue
            group, entities = _group(row), given.get(place, set())
            if len(entities) != 1:
                missing[group] += 1
                continue
            (entity,) = entities
            true, predicted, both = tallies.setdefault(group, [Counter(), Counter(), Counter()])
            true[row["true_id"]] += 1
            predicted[entity] += 1
            both[entity, row["true_id"]] += 1
            members[entity][row["true_id"]].add(row["document"])
            if row["masked"]:
                masked.add(entity)
        groups = {
            group: PairScore(sum(true.values()), _pairs(predicted), _pairs(true), _pairs(both))
            for group, (true, predicted, both) in tallies.items()
        }
        wrong = [entity for entity in sorted(masked) if len(members[entity]) > 1]
        return IdentityScore(groups, wrong, dict(missing))


def _pattern(row: Mapping[str, Any]) -> PlantedPattern:
    return PlantedPattern(
        id=row["id"],
        model=row["model"],
        kind=row["kind"],
        variant=row["variant"],
        codes=tuple(row["codes"]),
        documents=frozenset(row["documents"]),
        names=frozenset(one["name"] for one in [*row["persons"], *row["organizations"]]),
        also=frozenset(row.get("also", [])),
        entries=frozenset(row.get("entries", [])),
    )


def _entries(lead: Mapping[str, Any]) -> set[str]:
    """Ids of entries that a lead names: in its list of entries, as the place of its passages, as its target."""
    told = [*lead.get("entries", []), *(passage.get("document") for passage in lead.get("passages", []))]
    told.append((lead.get("target") or {}).get("id"))
    return {each for each in told if isinstance(each, str) and "#" in each}


def _only_asks(lead: Mapping[str, Any]) -> bool:
    codes = lead.get("reason_codes", [])
    return bool(codes) and all(code.startswith("needs-") for code in codes)


def _names(lead: Mapping[str, Any]) -> set[str]:
    # Only the target: a co-defendant among a lead's persons doesn't make the right person.
    target = lead.get("target") or {}
    if target.get("kind") == "Person":
        return {target["name"]}
    return {one["name"] for one in lead.get("persons", [])}


def _masked_target(lead: Mapping[str, Any]) -> bool:
    return any("某" in name or "×" in name or name[-1:].isdigit() for name in _names(lead))


def _group(row: Mapping[str, Any]) -> str:
    if row["kind"] == "organization":
        return "organizations"
    if row["role"] in _COUNSEL:
        return "counsel"
    return "representatives" if row["role"] == _REPRESENTATIVE else "people"


def _pairs(counts: Counter[Any]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


def load_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a .jsonl file that a command exported.

    Raises:
        UsageError: The file is missing or a line is no JSON.
    """
    return _rows(path)
