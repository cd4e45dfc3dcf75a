"""Makes the records of a sample while its rulings are written: the ordinary course, and plantings in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from anmai.sample.cases import Case, CivilCase, CriminalCase
from anmai.sample.dice import Dice
from anmai.sample.people import Person
from anmai.sample.plan import Plan
from anmai.sample.records.base import Base
from anmai.sample.records.files import RecordFiles
from anmai.sample.records.ground import BLOCK, Host, RecordGround
from anmai.sample.records.plan import EACH_HOST, MOST_ROUNDS, ROUND, RecordPlot, free_models, plots_by_host, round_of

#: Plantings that hang on rulings get at most so many times a round's.
_HOSTED_ROUNDS: Final = 2


class WrittenDocument(Protocol):
    """A document of the run: its number, id, what it tells, and what a perfect reader would read in it."""

    @property
    def index(self) -> int:
        """Its number in the run."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def case(self) -> Case:
        """What it tells."""

    @property
    def record(self) -> Mapping[str, Any]:
        """What a perfect reader would read in it."""


class RecordSample:
    """The records of a run. Documents are told one after the other, from the first to the last.

    Args:
        folder: Gets one file for each kind of records.
        plan: The plan of the run's rulings; its numbers of plantings end where those on records begin.
    """

    def __init__(self, folder: Path, plan: Plan) -> None:
        self._files = RecordFiles(folder, plan.seed)
        self._plan = plan
        self._base = Base(self._files, plan.seed)
        self.rounds = min(plan.rounds, MOST_ROUNDS)
        self._models = free_models()
        self._free = self.rounds * len(self._models) * len(ROUND)
        self._done = self._number = 0
        self._seen: Counter[str] = Counter()
        self._planted: Counter[str] = Counter()

    @property
    def rows(self) -> dict[str, int]:
        """Rows written so far, by kind."""
        return self._files.rows

    def document(self, document: WrittenDocument, *, free: bool) -> list[dict[str, Any]]:
        """Write the rows that go with a document.

        Args:
            document: The document.
            free: No planting of rulings stands on it and its text is whole: one on records may.

        Returns:
            The truth about plantings whose rows were written, as rows of truth/plantings.jsonl.
        """
        index, case, record = document.index, document.case, document.record
        told = []
        self._base.at_document(index)
        host, skip = None, None
        number, court = record.get("case_number"), record.get("court")
        if free and number and court and isinstance(case, CriminalCase | CivilCase) and case.mask is None:
            host = Host(document.id, number, court, case)
            plot = self._hosted(_host_kind(case))
            if plot is not None:
                told.append(self._plant(plot, host))
                skip = 0
        if isinstance(case, CivilCase):
            if skip is None:
                self._base.lives(case)
        elif number and court:
            self._base.sentences(case, number, court, skip=skip)
        while self._done < self._free and self._done * self._plan.size < (index + 1) * self._free:
            told.append(self._plant(self._next_free(), None))
        return told

    def _hosted(self, kind: str | None) -> RecordPlot | None:
        """The planting for a ruling of a kind, on one ruling in EACH_HOST; each model of the kind in turn."""
        models = plots_by_host(kind) if kind else []
        if not models or not self.rounds:
            return None
        seen = self._seen[str(kind)]
        self._seen[str(kind)] += 1
        if seen % EACH_HOST:
            return None
        model = models[seen // EACH_HOST % len(models)]
        if self._planted[model] >= self.rounds * _HOSTED_ROUNDS * len(ROUND):
            return None
        turn, place = divmod(self._planted[model], len(ROUND))
        self._planted[model] += 1
        return list(round_of(model, turn))[place]

    def _next_free(self) -> RecordPlot:
        turn, rest = divmod(self._done, len(self._models) * len(ROUND))
        place, model = divmod(rest, len(self._models))
        self._done += 1
        return list(round_of(self._models[model], turn))[place]

    def _plant(self, plot: RecordPlot, host: Host | None) -> dict[str, Any]:
        number, self._number = self._number, self._number + 1
        ground = RecordGround(
            dice=Dice(self._plan.seed, number, 97), number=number, first=self._plan.plots + number * BLOCK, host=host
        )
        plot.builder(ground)
        rows: list[list[Any]] = []
        entries = []
        for row in ground.rows:
            at, key = self._files.write(row.kind, row.values)
            rows.append([row.kind, at])
            if key is not None:
                entries.append(f"{row.kind}#{key}")
        persons = [one for one in ground.targets if isinstance(one, Person)]
        return {
            "id": f"E{number}", "model": plot.model, "kind": plot.kind, "variant": plot.entry["key"],
            "zh": plot.entry["zh"], "en": plot.entry["en"], "codes": plot.entry.get("codes", []),
            "also": plot.entry.get("also", []), "documents": [host.document] if host else [],
            "persons": [
                {"true_id": one.true_id, "name": one.name, "sex": one.sex, "birth_date": one.birth.isoformat(),
                 "id_number": one.number or None, "household": one.home.place}
                for one in persons
            ],
            "organizations": [
                {"true_id": one.true_id, "name": one.name, "credit_code": one.code}
                for one in ground.targets if not isinstance(one, Person)
            ],
            "entries": entries, "rows": rows,
        }  # fmt: skip

    def close(self) -> None:
        """Close the files."""
        self._files.close()


def _host_kind(case: CriminalCase | CivilCase) -> str | None:
    """What plantings may hang on the case: imprisoned, suspended, lending, labour."""
    if isinstance(case, CivilCase):
        lender = case.lenders[0].who
        if len(case.lenders) > 1 or not isinstance(lender, Person) or case.outcome in ("撤诉", "驳回"):
            return None
        if case.cause == "民间借贷纠纷" and not case.dispute and isinstance(case.borrowers[0].who, Person):
            return "lending"
        return "labour" if case.cause == "劳务合同纠纷" else None
    accused = case.accused[0]
    if accused.detention or accused.revokes or accused.cut:
        return None
    if accused.probation:
        return "suspended"
    return "imprisoned" if accused.custody is None and accused.months >= 6 else None
