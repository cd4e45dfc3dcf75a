"""anmai 案脉: a knowledge-graph investigation platform for prosecutors.

Each part lives in a top-level folder of the repository (graph, extraction, cypher_models, api, ui) and is imported
as ``anmai.<part>``; what all parts share (errors, settings, forms, store) lives beside this file.
"""

from __future__ import annotations

from pathlib import Path

__version__ = "0.1.0"

# A checkout on a file system without symbolic links has no src/anmai/graph; the folders are then found at the
# repository's root, so that `anmai.graph` imports there too.
_ROOT = Path(__file__).resolve().parents[2]
if (_ROOT / "pyproject.toml").is_file() and not (Path(__file__).parent / "graph" / "__init__.py").is_file():
    __path__.append(str(_ROOT))
