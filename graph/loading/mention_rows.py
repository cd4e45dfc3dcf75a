"""Mentions as rows of the store: what identity compares, with the passages of each value."""

from __future__ import annotations

from typing import Any

from anmai.forms.record import Record
from anmai.graph.identity.names import is_masked, norm_name
from anmai.graph.loading.case_numbers import case_id
from anmai.graph.loading.cast import Cast, Mention
from anmai.graph.loading.passages import Passages
from anmai.graph.regions import place_at_start

_LONGEST_NAME = 256
#: Values of a mention that are columns of their own; what else is told goes into features.
_COLUMNS = ("sex", "birth_date", "id_number", "credit_code")
_SPANNED = ("sex", "birth_date", "household", "id_number", "credit_code")


def mention_id(document: str, ordinal: int) -> str:
    """Id of a mention in the store and in the graph."""
    return f"{document}#m{ordinal}"


def mention_rows(document: str, record: Record) -> list[dict[str, Any]]:
    """The rows of ``mentions`` for one document, in order of their ordinals.

    Args:
        document: documents.id.
        record: What was read in it.
    """
    cast, passages = Cast(record), Passages(record.provenance)
    own_case = case_id(record.court or record.organ, record.case_number)
    named = [(prior.court, prior.case_number) for prior in record.prior_instances]
    named += [(indictment.organ, indictment.case_number) for indictment in record.indictments]
    prior_cases = [case for organ, number in named if (case := case_id(organ, number)) is not None]
    return [_row(document, mention, record, passages, own_case, prior_cases) for mention in cast.mentions]


def _row(
    document: str,
    mention: Mention,
    record: Record,
    passages: Passages,
    own_case: str | None,
    prior_cases: list[str],
) -> dict[str, Any]:
    told = mention.told
    place = place_at_start(told["household"]) if "household" in told else None
    features: dict[str, Any] = {name: value for name, value in told.items() if name not in _COLUMNS}
    if mention.aliases:
        features["aliases"] = mention.aliases
    if prior_cases:
        features["prior_cases"] = prior_cases
    if record.judgment_date:
        features["judgment_date"] = record.judgment_date
    spans = {"name": passages.pairs(mention.paths[0])}
    if mention.about:
        spans |= {name: passages.pairs(f"{mention.about}/{name}") for name in _SPANNED}
    features["spans"] = {name: found for name, found in spans.items() if found}
    return {
        "id": mention_id(document, mention.ordinal),
        "document_id": document,
        "ordinal": mention.ordinal,
        "kind": mention.kind,
        "name": mention.name[:_LONGEST_NAME],
        "norm_name": norm_name(mention.name)[:_LONGEST_NAME],
        "masked": is_masked(mention.name, kind=mention.kind),
        "roles": mention.roles,
        "sex": told.get("sex"),
        "birth_date": told.get("birth_date"),
        "county": place.county if place else None,
        "id_number": told.get("id_number"),
        "credit_code": told.get("credit_code"),
        "case_key": own_case,
        "features": features,
    }
