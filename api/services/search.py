"""Search: people and organizations by name, cases by number, documents by their text, in one answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal

import sqlalchemy as sa
from neo4j.graph import Node

from anmai.api.graph_reader import GraphReader
from anmai.api.queries import query
from anmai.api.services.graph_view import Lang, label, node_name
from anmai.api.services.passages import Texts
from anmai.api.services.text_index import TextIndex
from anmai.api.services.text_normal import occurrences, terms_of
from anmai.forms.views import Hit, SearchResult
from anmai.forms.wording import value_words
from anmai.graph.loading.case_numbers import normal_number
from anmai.store import Store
from anmai.store.tables import Document, RecordRow

Kind = Literal["all", "person", "organization", "case", "document"]
#: How many nodes the name search looks at; what is beyond is named by a longer query.
_MOST_NODES: Final = 1000
#: Code points shown before and after the first occurrence of a full-text hit.
_BEFORE, _AFTER = 30, 90
_LABELS: Final = {"person": "Person", "organization": "Organization"}
Section = Callable[[int, int], tuple[int, list[Hit]]]


@dataclass(frozen=True, slots=True)
class Searcher:
    """Searches one home's graph and texts."""

    store: Store
    graph: GraphReader
    texts: TextIndex

    def search(self, asked: str, kind: Kind, offset: int, limit: int, lang: Lang) -> SearchResult:
        """One page of hits: people and organizations, then cases, then documents.

        Args:
            asked: What was typed: a name, a company, a case number, words of a ruling.
            kind: Which kind of hit, or all.
            offset: Hits to leave out.
            limit: Hits to return.
            lang: Language of the lines that tell namesakes apart.

        Raises:
            ServerUnavailable: Neo4j is away (documents alone are found without it: kind "document").
        """
        terms = terms_of(asked)
        if not terms:
            return SearchResult(query=asked, total=0, offset=offset, limit=limit, hits=[])
        sections: list[Section] = []
        for name, wanted in _LABELS.items():
            if kind in ("all", name):
                sections.append(partial(self._entities, asked, wanted, lang))
        if kind in ("all", "case"):
            sections.append(partial(self._cases, asked))
        if kind in ("all", "document"):
            sections.append(partial(self._documents, terms))
        total, hits = _joined(sections, offset, limit)
        return SearchResult(query=asked, total=total, offset=offset, limit=limit, hits=hits)

    def _entities(self, asked: str, wanted: str, lang: Lang, skip: int, take: int) -> tuple[int, list[Hit]]:
        index = self.graph.fulltext_index(wanted)
        if index is None:
            return 0, []
        parameters = {
            "index": index,
            "lucene": lucene_phrase(asked),
            "plain": "".join(unicodedata.normalize("NFKC", asked).split()),
            "most": _MOST_NODES,
            "offset": skip,
            "limit": max(take, 1),
        }
        if not parameters["lucene"]:
            return 0, []
        rows = self.graph.read(query("search_entities", labels=wanted), parameters)
        if not rows:
            return (self._entities(asked, wanted, lang, 0, 1)[0] if skip else 0), []
        return int(rows[0]["total"]), [_entity_hit(row, lang) for row in rows[:take]]

    def _cases(self, asked: str, skip: int, take: int) -> tuple[int, list[Hit]]:
        plain = case_number_form(asked)
        parameters = {
            "numbers": [plain],
            "plain": plain,
            # Any single letter stands in very many numbers.
            "anywhere": len(plain) >= 3 and any(letter.isdigit() for letter in plain),
            "most": _MOST_NODES,
            "offset": skip,
            "limit": max(take, 1),
        }
        if len(plain) < 2:
            return 0, []
        rows = self.graph.read(query("search_cases"), parameters)
        if not rows:
            return (self._cases(asked, 0, 1)[0] if skip else 0), []
        hits = [
            Hit(
                kind="case",
                id=str(row["node"]["id"]),
                name=node_name("Case", row["node"], "zh"),
                detail=_line(row["court"], row["node"].get("judgment_date"), row["node"].get("cause")),
                score=2.0 if row["exact"] else 1.0,
                documents=int(row["documents"]),
            )
            for row in rows[:take]
        ]
        return int(rows[0]["total"]), hits

    def _documents(self, terms: list[str], skip: int, take: int) -> tuple[int, list[Hit]]:
        self.texts.catch_up_if_quick()
        total, found = self.texts.search(terms, skip, take)
        if not found:
            return total, []
        with self.store.session(write=False) as session:
            keys = [hit.document for hit in found]
            told = {
                key: (given, record)
                for key, given, record in session.execute(
                    sa.select(Document.id, Document.given_id, RecordRow.record)
                    .join(RecordRow, RecordRow.document_id == Document.id, isouter=True)
                    .where(Document.id.in_(keys))
                )
            }
            texts = Texts(session)
            texts.load(keys)
            hits = []
            for hit in found:
                if hit.document not in told:
                    continue
                given, record = told[hit.document]
                record = record or {}
                hits.append(_document_hit(hit.document, given, record, hit.score, texts.get(hit.document) or "", terms))
        return total, hits


def _joined(sections: list[Section], offset: int, limit: int) -> tuple[int, list[Hit]]:
    """A page over sections that follow each other, as if they were one list."""
    total, hits = 0, list[Hit]()
    for section in sections:
        skip = max(0, offset - total)
        found, rows = section(skip, max(0, limit - len(hits)))
        total += found
        hits += rows[: max(0, limit - len(hits))]
    return total, hits


def lucene_phrase(asked: str) -> str:
    """What was typed as a Lucene query: a phrase for each part, so that nothing in it is syntax.

    One letter becomes a beginning: the index holds pairs of letters.
    """
    folded = unicodedata.normalize("NFKC", asked).casefold()
    parts = ["".join(letter if letter.isalnum() else " " for letter in part).split() for part in folded.split()]
    phrases = [
        f"{part[0]}*" if len(part) == 1 and len(part[0]) == 1 else f'"{" ".join(part)}"' for part in parts if part
    ]
    return " AND ".join(phrases)


def case_number_form(asked: str) -> str:
    """What was typed in the form in which Case.number stands; the year's brackets may be left out."""
    return re.sub(r"^((?:19|20)\d\d)(?=\D)", r"(\1)", normal_number(asked))


def _entity_hit(row: dict[str, Any], lang: Lang) -> Hit:
    node: Node = row["node"]
    person = label(node) == "Person"
    birth = node.get("birth_date")
    born = (f"{birth}出生" if lang == "zh" else f"born {birth}") if birth else None
    told = [node.get("sex"), born, node.get("household")] if person else [node.get("credit_code"), node.get("category")]
    told = [value_words(str(value), lang) if value else None for value in told]
    return Hit(
        kind="person" if person else "organization",
        id=str(node["id"]),
        name=str(node.get("name") or node["id"]),
        detail=_line(*told, "、".join(row["courts"])),
        score=float(row["score"]),
        documents=int(row["documents"]),
    )


def _document_hit(key: str, given: str, record: dict[str, Any], score: float, text: str, terms: list[str]) -> Hit:
    spans = occurrences(text, terms)
    first = spans[0] if spans else (0, 0)
    start = max(0, first[0] - _BEFORE)
    end = min(len(text), first[1] + _AFTER)
    inside = [(left - start, right - start) for left, right in spans if left >= start and right <= end]
    return Hit(
        kind="document",
        id=key,
        name=str(record.get("case_number") or given),
        detail=_line(record.get("court"), record.get("doc_type"), record.get("judgment_date")),
        score=score,
        documents=1,
        snippet=text[start:end],
        highlights=inside,
        snippet_start=start,
    )


def _line(*told: object) -> str:
    return " · ".join(str(part) for part in told if part)
