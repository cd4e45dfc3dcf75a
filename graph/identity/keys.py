"""From a party to its keys: what each rule links it to. A pure function of one mention, whatever else is loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from anmai.graph.identity import commonness, organizations
from anmai.graph.identity.names import is_masked, norm_name
from anmai.graph.identity.party import Party
from anmai.graph.identity.roles import PARTY_CLASSES, matter_roles
from anmai.graph.identity.tables import table

_LONGEST: Final = 256


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of data/rules.yaml.

    Attributes:
        rank: Strength; 0 is the strongest and is applied first.
        hard: Its key holds by itself, also for masked names.
        version: Its own version and those of the tables under it.
        values: Names of the values that a decision by it rests on.
    """

    id: str
    rank: int
    hard: bool
    version: str
    zh: str
    en: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What a rule links a mention to; ``text`` is what decisions.key holds."""

    rule: str
    text: str


@cache
def rules() -> dict[str, Rule]:
    """All rules by id, strongest first."""
    under = {"name-birth-sex": commonness.table_version, "org-name": organizations.table_version}
    return {
        row["id"]: Rule(
            row["id"], rank, row["hard"], row["version"] + (f".{under[row['id']]()}" if row["id"] in under else ""),
            row["zh"], row["en"], tuple(row["values"]),
        )
        for rank, row in enumerate(table("rules")["rules"])
    }  # fmt: skip


def keys_of(party: Party) -> tuple[Key, ...]:
    """The keys of a party, strongest rule first; empty for one that nothing identifies outside its document."""
    found: dict[str, Key] = {}
    for rule, prefix, values in _rules_of(party.kind):
        for value in values(party):
            text = _fitted(prefix + value)
            found[text] = Key(rule, text)
    return tuple(found.values())


@cache
def _rules_of(kind: str) -> tuple[tuple[str, str, Callable[[Party], Iterable[str]]], ...]:
    """The rules that can give a party of a kind a key, strongest first: id, beginning of the keys, their values."""
    left_out = _NOT_OF[kind]
    return tuple((rule, f"{rule.replace('-', '_')}:", _RULES[rule]) for rule in rules() if rule not in left_out)


def is_intrinsic(key: str) -> bool:
    """Whether a key tells who somebody is, not where in a case: two mentions of a document that share it are one."""
    return not key.startswith("instance:") and not is_scored(key)


def is_scored(key: str) -> bool:
    """Whether a key holds one pair by its score, rather than all mentions of which a rule says the same."""
    return key.startswith(("score_sure:", "score:"))


def score_key(left: str, right: str, *, sure: bool) -> Key:
    """The key of a pair of mentions that a score holds together; the same for either order."""
    digest = hashlib.sha256("\0".join(sorted((left, right))).encode()).hexdigest()[:32]
    rule = "score-sure" if sure else "score"
    return Key(rule, f"{rule.replace('-', '_')}:{digest}")


def rule_of(key: str) -> str:
    """The rule that a key's text belongs to."""
    return key.partition(":")[0].replace("_", "-")


def _fitted(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[: _LONGEST - 33] + "#" + hashlib.sha256(text.encode()).hexdigest()[:32]


def _id_number(party: Party) -> Iterator[str]:
    if party.number and party.number.complete:
        yield party.number.digits


def _credit_code(party: Party) -> Iterator[str]:
    if party.credit_code:
        yield party.credit_code


def _partial_id(party: Party) -> Iterator[str]:
    # Complete numbers take part under the same key, so that a partial one can meet them.
    if party.name and (number := party.full_number) and party.born and len(party.born) == 10:
        yield f"{number}|{party.name}|{party.born}"


def _instance(party: Party) -> Iterator[str]:
    if not party.alone or not party.name:
        return
    classes = matter_roles(party.roles)
    if not classes:
        return
    parts = {f"{kind}" for kind in classes if kind not in ("party", "counsel")}
    if "counsel" in classes and party.firm and not party.masked:
        parts.add(f"counsel:{party.firm}")
    if not party.masked and classes & PARTY_CLASSES:
        # 被执行人 and the 被告 before: the side is not told again, the whole name is enough inside one matter.
        parts.add("party")
    cases = dict.fromkeys(case for case in (party.case_key, *party.prior_cases) if case and "|" in case)
    for case in cases:
        for part in sorted(parts):
            yield f"{party.kind}|{case}|{party.name}|{part}"


def _org_name(party: Party) -> Iterator[str]:
    if party.kind != "organization" or party.masked:
        return
    bare = organizations.without_former(party.name)
    if organizations.is_complete(bare):
        yield bare
    yield from party.former


def _name_firm(party: Party) -> Iterator[str]:
    if party.kind == "person" and not party.masked and party.firm and "counsel" in matter_roles(party.roles):
        if not is_masked(party.firm, kind="organization"):
            yield f"{party.name}|{norm_name(party.firm)}"


def _name_represents(party: Party) -> Iterator[str]:
    company = norm_name(party.represents or "")
    if party.kind == "person" and not party.masked and company and "representative" in matter_roles(party.roles):
        if not is_masked(company, kind="organization") and organizations.is_complete(company):
            yield f"{party.name}|{company}"


def _name_birth_county(party: Party) -> Iterator[str]:
    born = party.born
    if party.kind != "person" or party.masked or born is None or len(born) != 10:
        return
    region = party.number.region if party.number else None
    counties = {county for county in (party.county, region) if county and not county.endswith("00")}
    for county in sorted(counties):
        yield f"{party.name}|{born}|{county}"


def _name_birth_sex(party: Party) -> Iterator[str]:
    born, sex = party.born, party.gender
    if party.kind != "person" or party.masked or born is None or len(born) != 10 or sex is None:
        return
    if not commonness.is_common(party.name):
        yield f"{party.name}|{born}|{sex}"


_RULES: Final[dict[str, Callable[[Party], Iterable[str]]]] = {
    "id-number": _id_number,
    "credit-code": _credit_code,
    "partial-id": _partial_id,
    "instance": _instance,
    "org-name": _org_name,
    "name-birth-county": _name_birth_county,
    "name-birth-sex": _name_birth_sex,
    "name-represents": _name_represents,
    "name-firm": _name_firm,
}


#: Rules that never give a key to a party of a kind. Scores hold pairs: no single mention tells their keys.
_NOT_OF: Final[dict[str, frozenset[str]]] = {
    "person": frozenset({"credit-code", "org-name", "score-sure", "score"}),
    "organization": frozenset(
        {"id-number", "partial-id", "name-birth-county", "name-birth-sex", "name-represents", "name-firm",
         "score-sure", "score"}
    ),
}  # fmt: skip


class Evidence:
    """What the decisions on one mention store: the values that rules compare, and the passages that say them."""

    def __init__(self, party: Party) -> None:
        told = {
            "name": party.name,
            "birth_date": party.born,
            "sex": party.gender,
            "household": party.county,
            "id_number": party.number.digits if party.number else None,
            "credit_code": party.credit_code,
            "roles": list(party.roles) or None,
            "firm": party.firm,
            "represents": party.represents,
        }
        spans = party.spans
        # All compared values stand here, not only one rule's own: a contradiction may rest on any of them.
        self._values = {name: value for name, value in told.items() if value is not None}
        self._passages = [
            {"document": party.document, "value": "household" if name == "county" else name, "spans": spans[name]}
            for name in (*told, "county")
            if name in spans
        ]

    def of(self, key: Key) -> dict[str, Any]:
        """The evidence of the decision that links the mention to a key."""
        used = [name for name in rules()[key.rule].values if name in self._values]
        return {"values": self._values, "used": used, "passages": self._passages}
