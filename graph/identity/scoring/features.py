"""What is compared of a mention: one flat row, made from the mentions of its document alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal

from anmai.graph.identity import organizations
from anmai.graph.identity.names import compound_surnames, is_masked, mask_surname, split_name
from anmai.graph.identity.party import Party, read_party
from anmai.graph.identity.roles import PARTY_CLASSES, matter_roles
from anmai.graph.identity.scoring.forms import holes_of, shape_of, simplified, sound_of
from anmai.graph.identity.scoring.places import where

Kind = Literal["person", "organization"]
Row = dict[str, Any]

_DOT: Final = "·"
#: Relations looked at for one mention; a document with hundreds of parties tells no more by all of them.
_MOST_KIN: Final = 12
_NICKNAME: Final = re.compile(r"^[老小阿大]|^.$|[哥姐弟妹爷嫂叔婶]$")
_PARENT_END: Final = re.compile(r"^(.*?(?:有限责任公司|股份有限公司|有限公司|信用合作联社|集团公司))(.+)$")


def mention_features(rows: Sequence[Mapping[str, Any]], parties: Sequence[Party] | None = None) -> dict[str, Row]:
    """The feature rows of one document's mentions; counsel and the court's members have none.

    Args:
        rows: All rows of ``mentions`` of one document (column name → value).
        parties: The same, read for comparison; None reads them here.

    Returns:
        Mention id → row. ``kind`` says by which model it is compared; ``masked`` rows are never merged by a score.
    """
    read = [read_party(row, alone=False) for row in rows] if parties is None else parties
    beside = [(row, party, matter_roles(party.roles)) for row, party in zip(rows, read, strict=True)]
    kin_of = _kin(beside)
    found: dict[str, Row] = {}
    for row, party, classes in beside:
        if not party.name or not classes & (PARTY_CLASSES | {"victim", "representative"}):
            continue
        found[party.id] = _person(row, party, kin_of) if party.kind == "person" else _organization(row, party, beside)
    return found


def _kin(beside: Iterable[tuple[Mapping[str, Any], Party, frozenset[str]]]) -> dict[str, list[str]]:
    """Mention → who stands beside it: unmasked parties, agents with their firm."""
    told: list[tuple[str, str]] = []
    for _row, party, classes in beside:
        if party.masked or not party.name:
            continue
        if party.kind == "organization" and organizations.is_complete(party.name):
            told.append((party.id, f"o:{simplified(party.name)}"))
        elif "counsel" in classes and party.firm:
            told.append((party.id, f"a:{party.name}|{party.firm}"))
        elif party.kind == "person" and classes & (PARTY_CLASSES | {"representative"}):
            told.append((party.id, f"p:{simplified(party.name)}"))
    return {
        party.id: sorted({kin for other, kin in told if other != party.id})[:_MOST_KIN] for _row, party, _ in beside
    }


def _person(row: Mapping[str, Any], party: Party, kin_of: Mapping[str, list[str]]) -> Row:
    features: Mapping[str, Any] = row["features"] or {}
    name = simplified(party.name)
    number = party.number
    # A birth date inside the number that the text contradicts makes the number doubtful: then it is not compared.
    if number and number.birth_date and party.birth_date and not number.birth_date.startswith(party.birth_date):
        number = None
    tail = number.digits[14:] if number else "****"
    digits = [digit if digit != "*" else None for digit in tail]
    texts = [features[key] for key in ("household", "address") if features.get(key)]
    codes = [code for code in (party.county, number.region if number else None) if code]
    place = where(texts, codes)
    home = where([features["household"]] if features.get("household") else [], codes)
    names = [name, *_former_names(party.name, features.get("aliases") or ())]
    surname = mask_surname(name) if party.masked else split_name(name)[0]
    work = features.get("occupation")
    return {
        "unique_id": party.id,
        "document": party.document,
        "kind": "person",
        "masked": party.masked,
        "name": name,
        "names": sorted(set(names)),
        "surname": surname,
        "pinyin": None if party.masked else sound_of(name),
        "shape": None if party.masked else shape_of(name),
        "holes": holes_of(name),
        "dotted": _DOT in name,
        "parts": [part for part in name.split(_DOT) if len(part) > 1] if _DOT in name else [],
        "born": party.birth_date or (number.birth_date if number else None),
        "sex": party.sex or (number.sex if number else None),
        "ethnicity": _ethnicity(features.get("ethnicity")),
        "tail": None if tail == "****" else tail,
        **{f"t{place_ + 1}": digit for place_, digit in enumerate(digits)},
        "number": party.full_number if number else None,
        "counties": sorted(place.counties),
        "cities": sorted(place.cities),
        "provinces": sorted(place.provinces),
        "streets": sorted(place.streets),
        "address": place.house,
        "homes": sorted(home.counties),
        "kin": kin_of[party.id],
        "represents": [f"o:{simplified(features['represents'])}"] if _complete(features.get("represents")) else [],
        "occupation": None if work is None else f"{work}|{features.get('education') or ''}",
    }


def _organization(
    row: Mapping[str, Any], party: Party, beside: Iterable[tuple[Mapping[str, Any], Party, frozenset[str]]]
) -> Row:
    features: Mapping[str, Any] = row["features"] or {}
    name = simplified(organizations.without_former(party.name))
    former = [simplified(told) for told in organizations.former_names(party.name, features.get("aliases") or ())]
    parts = organizations.parse_name(name)
    parent = _PARENT_END.match(name)
    branch = parent.group(2) if parent and parts.form == "branch_of_company" else ""
    told = [features[key] for key in ("address",) if features.get(key)]
    code = party.credit_code
    place = where(told, [code[2:8]] if code else ())
    heads = {simplified(features["representative"])} if features.get("representative") else set()
    for other, head, _ in beside:
        if (other["features"] or {}).get("represents") == row["name"] and not head.masked:
            heads.add(simplified(head.name))
    return {
        "unique_id": party.id,
        "document": party.document,
        "kind": "organization",
        "masked": party.masked,
        "name": name,
        "names": sorted({name, *former}),
        "holes": holes_of(name),
        "core": _core(name, parts),
        "region": _short_region(parts.region),
        "branch": branch,
        "code": code,
        "number": code,
        "heads": sorted(head for head in heads if not is_masked(head)),
        "counties": sorted(place.counties),
        "cities": sorted(place.cities),
        "provinces": sorted(place.provinces),
        "address": place.house,
    }


def _core(name: str, parts: organizations.RegisteredName) -> str | None:
    """The name without region and legal form; trade name and trade stay, since 宏达贸易 and 宏达建材 are two."""
    text = re.sub(r"有限责任公司|股份有限公司|有限公司|股份公司|公司", "", name)
    if parts.region:
        text = re.sub(rf"^{re.escape(parts.region)}|\({re.escape(parts.region)}\)", "", text, count=1)
    return text if len(text) > 1 else None


def _short_region(region: str | None) -> str | None:
    return None if region is None else re.sub(r"(?:省|市|县|区)$", "", region)


def _complete(name: str | None) -> bool:
    return bool(name) and not is_masked(str(name), kind="organization")


def _ethnicity(written: str | None) -> str | None:
    if not written:
        return None
    return written if written.endswith("族") else f"{written}族"


def _former_names(name: str, aliases: Iterable[str]) -> list[str]:
    """Aliases that are names of a person: nicknames (阿强, 老三) are shared by many and tell nothing."""
    surname = split_name(name)[0]
    kept = []
    for alias in aliases:
        text = simplified(alias)
        if not 2 <= len(text) <= 15 or is_masked(text) or (len(text) < 3 and _NICKNAME.search(text)):
            continue
        known = text.startswith(surname) or _DOT in text or text[:2] in compound_surnames() or text[0] in _surnames()
        if known:
            kept.append(text)
    return kept


def _surnames() -> frozenset[str]:
    from anmai.graph.identity.scoring.frequency import surname_shares

    return frozenset(surname_shares())


def by_document(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Rows of ``mentions`` grouped by their document."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["document_id"]].append(row)
    return found
