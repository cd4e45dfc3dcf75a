"""Loads a sample's true records into a store of their own, resolves them, and prints how identity stands.

    python tools/score_identity.py DIR [--train] [--store FILE] [--examples N]

DIR is what ``anmai sample -o`` or tools/harden_sample.py wrote. No text is read and no graph is needed: this measures what
identity decides, not what extraction reads. Unmasked mentions are scored pairwise and by B-cubed, pairs with different
written names also apart; masks by the merges that they must not have.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from itertools import combinations
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from anmai.forms.document import SourceDocument
from anmai.forms.record import Record
from anmai.graph.identity import resolve
from anmai.graph.identity.rows import lots
from anmai.graph.identity.training import retrain
from anmai.graph.loading.intake import Incoming, take_in
from anmai.sample.truth import document_id
from anmai.store import Store
from anmai.store.engine import migrate
from anmai.store.tables import Document, Mention, MentionEntity

COUNSEL = ("辩护人", "委托诉讼代理人")


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def incoming(told: dict[str, Any]) -> Incoming:
    raw = json.dumps(told, ensure_ascii=False)
    name = told["id"]
    document = SourceDocument(
        key=name, id=name, path=name, reader="truth", reader_version="1", raw=raw.encode(), text=raw
    )
    return Incoming(f"sample/{name}", "sample", document, Record.model_validate(told))


def load(store: Store, truth: Path) -> None:
    for lot in lots(lines(truth / "records.jsonl"), 500):
        take_in(store, [incoming(told) for told in lot], extractor="truth")


def decided(store: Store) -> dict[tuple[str, str], set[str]]:
    """(document, name) → entities."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    query = (
        sa.select(Document.given_id, Mention.name, MentionEntity.entity_id)
        .join(Mention, Mention.document_id == Document.id)
        .join(MentionEntity, MentionEntity.mention_id == Mention.id)
    )
    with store.session(write=False) as session:
        for document, name, entity in session.execute(query):
            found[document_id(document), name].add(entity)
    return found


def group(row: dict[str, Any]) -> str:
    if row["kind"] == "organization":
        return "organizations"
    return "counsel" if row["role"] in COUNSEL else "representatives" if row["role"] == "法定代表人" else "people"


def b_cubed(rows: list[tuple[str, str]]) -> tuple[float, float]:
    """Precision and recall over (true id, entity)."""
    true, made, both = Counter(t for t, _ in rows), Counter(e for _, e in rows), Counter(rows)
    precision = sum(count * count / made[entity] for (_, entity), count in both.items()) / len(rows)
    recall = sum(count * count / true[who] for (who, _), count in both.items()) / len(rows)
    return precision, recall


def figure(part: int, whole: int) -> str:
    return f"{part / whole:.4f}" if whole else "–"


def report(truth: Path, given: dict[tuple[str, str], set[str]], examples: int) -> None:
    told: dict[tuple[str, str], dict[str, Any]] = {}
    doubtful: set[tuple[str, str]] = set()
    for row in lines(truth / "mentions.jsonl"):
        place = (row["document"], row["name"])
        if place in told and told[place]["true_id"] != row["true_id"]:
            doubtful.add(place)
        if place not in told or group(told[place]) != "people":
            told[place] = row
    scored = [(place, row, next(iter(given[place]))) for place, row in told.items()
              if place not in doubtful and len(given.get(place, ())) == 1]  # fmt: skip
    print(
        "unmasked          mentions  true pairs   joined  precision  recall   B3 prec.  B3 recall   other names: pairs  recall"
    )
    for name in ("people", "organizations", "representatives", "counsel", "all"):
        chosen = [one for one in scored if not one[1]["masked"] and name in ("all", group(one[1]))]
        by_true: dict[str, list[Any]] = defaultdict(list)
        by_entity: dict[str, list[Any]] = defaultdict(list)
        for one in chosen:
            by_true[one[1]["true_id"]].append(one)
            by_entity[one[2]].append(one)
        true = [pair for ones in by_true.values() for pair in combinations(ones, 2)]
        made = [pair for ones in by_entity.values() for pair in combinations(ones, 2)]
        right = sum(a[1]["true_id"] == b[1]["true_id"] for a, b in made)
        other = [(a, b) for a, b in true if a[0][1] != b[0][1]]
        found = sum(a[2] == b[2] for a, b in other)
        precision, recall = b_cubed([(one[1]["true_id"], one[2]) for one in chosen]) if chosen else (0.0, 0.0)
        print(
            f"{name:16}  {len(chosen):8}  {len(true):10}  {len(made):7}  {figure(right, len(made)):>9}  "
            f"{figure(right, len(true)):>6}  {precision:9.4f}  {recall:9.4f}  {len(other):19}  {figure(found, len(other)):>6}"
        )
        if name == "people":
            for wrong in [pair for pair in made if pair[0][1]["true_id"] != pair[1][1]["true_id"]][:examples]:
                print("    joined wrongly", [one[0] for one in wrong])
    masked: dict[str, set[str]] = defaultdict(set)
    documents: dict[str, set[str]] = defaultdict(set)
    has_mask: set[str] = set()
    for place, row, entity in scored:
        masked[entity].add(row["true_id"])
        documents[entity].add(place[0])
        if row["masked"]:
            has_mask.add(entity)
    print("masks joined with somebody else:", sum(len(masked[entity]) > 1 for entity in has_mask),
          "of", len(has_mask), "entities with masks;", sum(len(documents[entity]) > 1 for entity in has_mask),
          "of them reach over documents by hard keys")  # fmt: skip
    ways = truth / "returns.jsonl"
    if ways.exists():
        tallies: dict[str, Counter[bool]] = defaultdict(Counter)
        for row in lines(ways):
            first, second = (given.get(tuple(row[end]), set()) for end in ("first", "second"))
            same = bool(first & second)
            tallies[row["way"]][same] += 1
            if same == (row["way"] == "namesake") and sum(tallies[row["way"]].values()) <= examples:
                print("   ", row)
        for way, tally in sorted(tallies.items()):
            print(f"  {way:16} {tally[True]:5} joined of {sum(tally.values()):5}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--train", action="store_true", help="train on the sample itself, then decide anew")
    parser.add_argument("--store", type=Path, help="keep the store in this file")
    parser.add_argument("--examples", type=int, default=0)
    options = parser.parse_args()
    truth = options.folder / "truth"
    with tempfile.TemporaryDirectory() as folder:
        path = options.store or Path(folder) / "store.db"
        path.unlink(missing_ok=True)
        with closing(Store(f"sqlite:///{path}")) as store:
            migrate(store)
            load(store, truth)
            begun = time.perf_counter()
            done = resolve(store)
            print(
                f"{done.documents} documents, {done.mentions} mentions resolved in {time.perf_counter() - begun:.1f} s"
            )
            report(truth, decided(store), options.examples)
            if options.train:
                begun = time.perf_counter()
                made = retrain(store, by="score_identity")
                print(f"\ntrained {made.version} {made.origin} and decided anew in {time.perf_counter() - begun:.1f} s")
                report(truth, decided(store), options.examples)
    return 0


if __name__ == "__main__":
    sys.exit(main())
