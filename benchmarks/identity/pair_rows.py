"""Sides of benchmark pairs as rows of the store's ``mentions``, and whether our rules and scores hold a pair."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from anmai.graph.identity.keys import keys_of, score_key
from anmai.graph.identity.names import is_masked, norm_name
from anmai.graph.identity.partition import partition
from anmai.graph.identity.party import read_party
from anmai.graph.identity.scored_links import thresholds
from anmai.graph.identity.scoring.artefact import Parameters
from anmai.graph.identity.scoring.engine import Scored, score
from anmai.graph.identity.scoring.features import mention_features
from anmai.graph.regions import place_at_start

PAIRS = Path(__file__).parent / "pairs.jsonl"
_COLUMNS = ("sex", "birth_date", "id_number", "credit_code")
_OTHER = ("kind", "roles", "name", "beside", *_COLUMNS)


def read_pairs(path: Path = PAIRS) -> list[dict[str, Any]]:
    """The benchmark's pairs."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def document_rows(document: str, side: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The mention rows of a document that holds a side and whoever stands beside it; the side comes first."""
    return [_row(document, number, told) for number, told in enumerate((side, *side.get("beside", ())))]


def _row(document: str, number: int, told: Mapping[str, Any]) -> dict[str, Any]:
    place = place_at_start(told["household"]) if told.get("household") else None
    return {
        "id": f"{document}#m{number}", "document_id": document, "ordinal": number, "kind": told["kind"],
        "name": told["name"], "norm_name": norm_name(told["name"]), "masked": is_masked(told["name"], kind=told["kind"]),
        "roles": told["roles"], "county": place.county if place else None, "case_key": None,
        "features": {name: value for name, value in told.items() if name not in _OTHER and value is not None},
    } | {name: told.get(name) for name in _COLUMNS}  # fmt: skip


def ours(pairs: Sequence[Mapping[str, Any]], parameters: Parameters) -> dict[str, tuple[float, bool]]:
    """Pair id → (score; 1 where a rule holds the pair, whether rules and scores hold it)."""
    documents = {f"{pair['id']}/{end}": document_rows(f"{pair['id']}/{end}", pair[end])
                 for pair in pairs for end in ("left", "right")}  # fmt: skip
    features = {name: mention_features(rows).get(f"{name}#m0") for name, rows in documents.items()}
    scored: dict[tuple[str, str], Scored] = {}
    for kind in ("person", "organization"):
        chosen = [pair for pair in pairs if pair["left"]["kind"] == kind]
        rows = [row for pair in chosen for end in ("left", "right") if (row := features[f"{pair['id']}/{end}"])]
        known = {row["unique_id"] for row in rows}
        asked = [ends for pair in chosen if set(ends := _ends(pair)) <= known]
        for each in score(kind, rows, asked, parameters.kinds[kind]):
            scored[each.left, each.right] = each
    found: dict[str, tuple[float, bool]] = {}
    for pair in pairs:
        left, right = _ends(pair)
        parties = {end: read_party(documents[end.removesuffix("#m0")][0], alone=True) for end in (left, right)}
        links = {end: [key.text for key in keys_of(party)] for end, party in parties.items()}
        by_rule = len(partition(parties, links).clusters) == 1
        each = scored.get((left, right))
        if each is not None and each.mergeable and each.score >= thresholds()["same"]:
            key = score_key(left, right, sure=each.score >= thresholds()["sure"]).text
            links = {end: [*keys, key] for end, keys in links.items()}
        held = len(partition(parties, links).clusters) == 1
        found[pair["id"]] = (1.0 if by_rule else each.score if each else 0.0, held)
    return found


def _ends(pair: Mapping[str, Any]) -> tuple[str, str]:
    return f"{pair['id']}/left#m0", f"{pair['id']}/right#m0"
