"""Write the generated pages of docs/ again: schema.md from the schema, models.md from the catalogue, kinds of sources.

usage: python tools/write_docs.py
"""

from pathlib import Path

from anmai.cypher_models import reference as models
from anmai.graph.schema import reference as schema
from anmai.graph.sources import reference as sources

DOCS = Path(__file__).resolve().parent.parent / "docs"

if __name__ == "__main__":
    (DOCS / "schema.md").write_text(schema.as_markdown(), encoding="utf-8")
    sources.write(DOCS / "sources.md")
    (DOCS / "models.md").write_text(models.shipped_page(), encoding="utf-8")
