"""A document that kills its reader is tried three times and set aside; its neighbours come into the graph."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from anmai.api.services.ingest import ingest
from anmai.api.services.ingest_forms import Options
from anmai.extraction import batch
from anmai.graph.connection import Graph
from anmai.settings import Settings
from anmai.store import open_store
from anmai.store.tables import ReaderDeath

#: A real reading process that aborts, as a fault in native code would, on a marked text.
_READER = """
import os
import anmai.extraction
from anmai.extraction import reading_process
read = anmai.extraction.extract
def aborting(text, id, **options):
    if "此处崩溃" in text:
        os.abort()
    return read(text, id, **options)
anmai.extraction.extract = aborting
reading_process.main()
"""


def test_a_lethal_document_is_set_aside_and_the_rest_is_ingested(
    clean_graph: Graph, graph_settings: Settings, rulings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "reader.py"
    program.write_text(_READER, encoding="utf-8")
    monkeypatch.setattr(batch, "READER", [sys.executable, str(program)])
    folder = tmp_path / "files"
    folder.mkdir()
    chosen = [path for path in sorted(rulings.rglob("*.txt")) if "判决".encode() in path.read_bytes()][:3]
    for path in chosen:
        shutil.copy(path, folder)
    (folder / "lethal.txt").write_bytes(chosen[0].read_bytes() + "此处崩溃".encode())

    several = graph_settings.model_copy(update={"workers": 2})

    summary = ingest(several, [folder], Options(), lambda *_: None, graph=clean_graph)

    assert [(each.document, each.reason) for each in summary.skipped] == [("files/lethal.txt", "reader_died")]
    loaded = {row["id"] for row in clean_graph.read("MATCH (d:Document) RETURN d.id AS id")}
    assert loaded == {f"files/{path.name}" for path in chosen}
    store = open_store(graph_settings)
    with store.session(write=False) as session:
        assert [death.deaths for death in session.query(ReaderDeath)] == [batch.ATTEMPTS]
    store.close()
    again = ingest(several, [folder], Options(), lambda *_: None, graph=clean_graph)
    assert dict(again.outcomes) == {"unchanged": 4}
