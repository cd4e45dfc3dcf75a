"""Fills a store with a sample's rulings as extraction read them: python tools/bench_store.py STORE.db SAMPLE RECORDS.jsonl…

    anmai sample -n 190000 -s 11 --jsonl -o SAMPLE
    anmai extract SAMPLE/rulings/rulings-0000.jsonl --text-field text --id-field id -o rulings-0000.jsonl   (and so on)
    python tools/bench_store.py store.db SAMPLE rulings-*.jsonl

The rows are those that ``anmai ingest`` writes; no Neo4j is needed. A file of records belongs to the shard of the sample
that bears its name. Run again, it goes on with the files that are not in the store. tools/bench_identity.py resolves it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from anmai.forms.document import SourceDocument
from anmai.forms.record import Record
from anmai.graph.identity.rows import lots
from anmai.graph.loading.intake import Incoming, document_id, take_in
from anmai.store import Store
from anmai.store.engine import migrate
from anmai.store.tables import Document, Mention

SOURCE = "rulings"


def incoming(shard: Path, records: Path) -> Iterator[Incoming]:
    """The documents of a shard with their records; both files tell them in one order."""
    with shard.open(encoding="utf-8") as texts, records.open(encoding="utf-8") as told:
        given = (json.loads(line) for line in texts)
        for line in told:
            record = Record.model_validate_json(line)
            text = next(row["text"] for row in given if row["id"] == record.id)
            key = f"{shard.name}:{record.id}"
            document = SourceDocument(
                key=key, id=record.id, path=str(shard), reader="jsonl", reader_version="1", raw=text.encode(), text=text
            )
            yield Incoming(document_id(SOURCE, key), SOURCE, document, record)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("sample", type=Path)
    parser.add_argument("records", type=Path, nargs="+")
    options = parser.parse_args()
    with closing(Store(f"sqlite:///{options.store}")) as store:
        migrate(store)
        with store.session(write=False) as session:
            there = set(session.scalars(sa.select(Document.path).distinct()))
        for records in sorted(options.records):
            shard = options.sample / "rulings" / records.name
            if str(shard) in there:
                continue
            begun = time.perf_counter()
            count = 0
            for lot in lots(incoming(shard, records), 500):
                take_in(store, lot, extractor="bench")
                count += len(lot)
            print(f"{records.name}: {count} documents in {time.perf_counter() - begun:.1f} s", flush=True)
        with store.session(write=False) as session:
            mentions = session.scalar(sa.select(sa.func.count()).select_from(Mention))
        print(f"{mentions} mentions; {options.store.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
