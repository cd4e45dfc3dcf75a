"""ReportCluster: calls to the hotline 12345 and citizens' reports of one cause about one place or company.

Two reports belong together when they have one theme (report_texts) and one subject: the organization complained of, as
identity decides, or else one named place in one county; and when no more than ``GAP_DAYS`` lie between neighbours in
time. A report without theme, without day, or with neither organization nor place belongs to none.

A person who reports often is one reporter: reports of one resolved person, or from one telephone, are one's. Reports
that tell neither are counted as ``anonymous``, and as nobody's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from anmai.graph.derived.report_texts import place_of, theme_of
from anmai.graph.derived.rule import DerivedRule, Group, Member, Query

#: Neighbours in time with more days between them belong to different clusters.
GAP_DAYS: Final = 90
#: Fewer reports make no cluster.
LEAST: Final = 2
_BATCH: Final = 2_000
_LABELS: Final = ("HotlineCall", "CitizenReport")
_REPORTS: Final = "|".join(_LABELS)

_ALL: Final = f"MATCH (e:{_REPORTS}) RETURN e.id AS id"
_OF: Final = (
    f"UNWIND $ids AS id MATCH (e:Entry {{id: id}}) WHERE e:{_REPORTS} "
    "RETURN e.id AS id, e.content AS content, e.title AS title, e.address AS address, e.date_from AS day, "
    "[(e)-[:IN_REGION]->(r:Region) | r.id] AS regions, "
    "[(e)<-[t:IN_ENTRY]-(o:Organization) WHERE t.role = 'subject' | o.id] AS subjects, "
    "[(e)<-[t:IN_ENTRY]-(p:Person) WHERE t.role = 'caller' | p.id] AS callers, "
    "[(e)-[t:HAS_IDENTIFIER]->(f:Phone) WHERE t.role = 'caller' | f.id] AS phones"
)
#: Reports around changed nodes, and around reports: of the same clusters, regions and organizations.
_AROUND: Final[dict[str, str]] = {
    **{label: f"MATCH (e:{label} {{id: id}}) RETURN collect(e.id) AS ids" for label in _LABELS},
    "Person": f"MATCH (:Person {{id: id}})-[:IN_ENTRY]->(e:{_REPORTS}) RETURN collect(e.id) AS ids",
    "Organization": f"MATCH (:Organization {{id: id}})-[:IN_ENTRY]->(e:{_REPORTS}) RETURN collect(e.id) AS ids",
}
_MATES: Final = (
    "UNWIND $ids AS id MATCH (:Entry {id: id})-[:MEMBER_OF]->(:ReportCluster)<-[:MEMBER_OF]-(e:Entry) "
    "RETURN DISTINCT e.id AS id"
)
_IN_REGION: Final = f"UNWIND $ids AS id MATCH (:Region {{id: id}})<-[:IN_REGION]-(e:{_REPORTS}) RETURN e.id AS id"
_ABOUT: Final = (
    f"UNWIND $ids AS id MATCH (:Organization {{id: id}})-[t:IN_ENTRY]->(e:{_REPORTS}) WHERE t.role = 'subject' "
    "RETURN DISTINCT e.id AS id"
)

#: Theme; organization or None; region and place or None.
_Key = tuple[str, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Report:
    id: str
    key: _Key | None
    day: str | None
    region: str | None
    subject: str | None
    reporters: frozenset[str]


class _Read:
    """Reports that were looked at."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self.reports: dict[str, _Report] = {}

    def look_at(self, ids: Iterable[str]) -> None:
        """Read these reports, unless they are known."""
        new = sorted(set(ids) - self.reports.keys())
        for start in range(0, len(new), _BATCH):
            for row in self._query(_OF, {"ids": new[start : start + _BATCH]}):
                self.reports[row["id"]] = _report(row)

    def ids(self, text: str, ids: Iterable[str]) -> set[str]:
        """Ids that a query gives for ids."""
        wanted, found = sorted(set(ids)), set()
        for start in range(0, len(wanted), _BATCH):
            found |= {row["id"] for row in self._query(text, {"ids": wanted[start : start + _BATCH]})}
        return found


def _report(row: dict[str, Any]) -> _Report:
    theme = theme_of("".join(filter(None, (row["title"], row["content"]))))
    region = min(row["regions"], default=None)
    subject = min(row["subjects"], default=None)
    place = place_of(row["address"], row["content"]) if region is not None and subject is None else None
    day = row["day"] if row["day"] and len(row["day"]) >= 10 else None
    key: _Key | None = None
    if theme is not None and day is not None and (subject is not None or place is not None):
        key = (theme, subject, None, None) if subject is not None else (theme, None, region, place)
    who = frozenset(row["callers"]) | frozenset(f"phone:{phone}" for phone in row["phones"])
    return _Report(row["id"], key, day, region, subject, who)


def report_clusters(query: Query, seeds: Collection[tuple[str, str]] | None) -> tuple[set[str], list[Group]]:
    """The clusters of the whole graph, or those around changed nodes.

    Args:
        query: Reads.
        seeds: (label, id) of changed nodes that are in the graph; None for everything.

    Returns:
        Ids of the reports looked at, and their clusters, complete, by id.
    """
    read = _Read(query)
    if seeds is None:
        read.look_at(row["id"] for row in query(_ALL, {}))
        return set(read.reports), _clusters(read.reports.values())
    start: set[str] = set()
    for label, around in _AROUND.items():
        ids = sorted(node for name, node in seeds if name == label)
        for row in query(f"UNWIND $ids AS id {around}", {"ids": ids}):
            start |= set(row["ids"])
    # A report that moved leaves a cluster behind: its mates, and the places and companies of all of them.
    start |= read.ids(_MATES, start)
    read.look_at(start)
    regions = {report.region for report in read.reports.values() if report.region is not None}
    subjects = {report.subject for report in read.reports.values() if report.subject is not None}
    read.look_at(read.ids(_IN_REGION, regions) | read.ids(_ABOUT, subjects))
    whole = [
        report
        for report in read.reports.values()
        if report.key is not None and (report.key[1] in subjects if report.key[1] else report.key[2] in regions)
    ]
    # Reports whose company stands outside what was read whole keep the clusters that they have.
    seen = {report.id for report in whole} | {report.id for report in read.reports.values() if report.key is None}
    return seen | start, _clusters(whole)


def _clusters(reports: Iterable[_Report]) -> list[Group]:
    together: dict[_Key, list[_Report]] = defaultdict(list)
    for report in reports:
        if report.key is not None:
            together[report.key].append(report)
    made = []
    for key, found in together.items():
        for run in _runs(sorted(found, key=lambda report: (report.day or "", report.id))):
            if len(run) >= LEAST:
                made.append(_group(key, run))
    return sorted(made, key=lambda group: group.id)


def _runs(reports: list[_Report]) -> Iterable[list[_Report]]:
    run: list[_Report] = []
    for report in reports:
        if run and (_day(report) - _day(run[-1])).days > GAP_DAYS:
            yield run
            run = []
        run.append(report)
    yield run


def _day(report: _Report) -> date:
    return date.fromisoformat((report.day or "")[:10])


def _group(key: _Key, run: list[_Report]) -> Group:
    theme, subject, region, place = key
    told = [report for report in run if report.reporters]
    properties = {
        "theme": theme, "subject": subject, "region": region, "place": place, "reports": len(run),
        "reporters": _reporters(told), "anonymous": len(run) - len(told), "date_from": (run[0].day or "")[:10],
        "date_until": (run[-1].day or "")[:10],
    }  # fmt: skip
    return Group(
        f"RC-{min(report.id for report in run)}",
        tuple(Member("Entry", one, (f"theme:{theme}",)) for one in sorted(report.id for report in run)),
        tuple(sorted((name, value) for name, value in properties.items() if value is not None)),
    )


def _reporters(reports: list[_Report]) -> int:
    """How many different people: those who share a person or a telephone are one."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for report in reports:
        first, *others = sorted(report.reporters)
        for other in others:
            root[find(other)] = find(first)
    return len({find(min(report.reporters)) for report in reports})


REPORT_CLUSTERS: Final = DerivedRule(
    name="report-clusters",
    version="1.0.0",
    label="ReportCluster",
    watches=frozenset(_AROUND),
    groups=report_clusters,
    members="Entry",
)
