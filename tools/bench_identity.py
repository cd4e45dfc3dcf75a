"""Measures how fast mentions are scored: python tools/bench_identity.py STORE.db [--mentions 1000000]

STORE is a store that tools/score_identity.py --store kept. Its mentions are taken several times over, each time under other
names and birth years, so that as many pairs are alike as in a real collection of that size. Measured apart: features,
keys, pairs, scores.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from anmai.graph.identity.keys import keys_of
from anmai.graph.identity.party import read_party
from anmai.graph.identity.scoring.artefact import KINDS, base
from anmai.graph.identity.scoring.blocking import blocks_of
from anmai.graph.identity.scoring.engine import score
from anmai.graph.identity.scoring.features import by_document, mention_features
from anmai.graph.identity.scoring.lot import pairs_sharing
from anmai.store import Store
from anmai.store.tables import Mention

GIVEN = "衡钧琮珩瑾瑜澍沅湜涵渝潞滢淳泓泰溥沛洵汶沂沁润泽浦涧渊渤湛漪澜濂瀚灏烁烨煊煦熠燊爵牧犀狄玖珂珈珉珏珞珣珺琚琛琨琬琰瑗瑛璋璞璟瓒畅皓皖"


def copies(rows: list[dict[str, Any]], wanted: int) -> Iterator[list[dict[str, Any]]]:
    """Documents' rows again and again, each time as other people."""
    documents = list(by_document(rows).values())
    done, turn = 0, 0
    while done < wanted:
        mark = GIVEN[turn % len(GIVEN)]
        for together in documents:
            told = [
                row | {"id": f"{turn}/{row['id']}", "document_id": f"{turn}/{row['document_id']}",
                       "name": row["name"] if row["masked"] or turn == 0 else row["name"][:-1] + mark,
                       "norm_name": row["norm_name"] if row["masked"] or turn == 0 else row["norm_name"][:-1] + mark}
                for row in together
            ]  # fmt: skip
            yield told
            done += len(told)
            if done >= wanted:
                return
        turn += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--mentions", type=int, default=1_000_000)
    options = parser.parse_args()
    begun, work = time.perf_counter(), time.process_time()

    def lap(what: str, count: int) -> None:
        nonlocal begun, work
        print(
            f"{what:28} {count:9}  {time.perf_counter() - begun:7.1f} s  {time.process_time() - work:7.1f} s of processor"
        )
        begun, work = time.perf_counter(), time.process_time()

    with closing(Store(f"sqlite:///{options.store}")) as store, store.session(write=False) as session:
        rows = [dict(row) for row in session.execute(sa.select(Mention.__table__)).mappings()]
    lap("read (not counted)", len(rows))
    first = (begun, work)
    features: dict[str, dict[str, Any]] = {}
    rules: dict[str, frozenset[str]] = {}
    count = 0
    for together in copies(rows, options.mentions):
        count += len(together)
        found = mention_features(together)
        features |= found
        for row in together:
            if row["id"] in found:
                rules[row["id"]] = frozenset(key.text for key in keys_of(read_party(row, alone=True)))
    lap("features and rules' keys", count)
    blocks = {mention: keys for mention, row in features.items() if (keys := blocks_of(row))}
    lap("blocks", sum(map(len, blocks.values())))
    for kind in KINDS:
        fresh = {mention: keys for mention, keys in blocks.items() if features[mention]["kind"] == kind}
        pairs = pairs_sharing(fresh, {}, rules)
        lap(f"pairs, {kind}", len(pairs))
        needed = {mention for pair in pairs for mention in pair}
        scored = score(kind, [features[mention] for mention in sorted(needed)], pairs, base().kinds[kind])
        lap(f"scored, {kind}", len(scored))
    begun, work = first
    lap("in all", count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
