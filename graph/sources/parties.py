"""People and organizations of a row, each to be a mention: the same form that identity compares those of rulings in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from anmai.graph.identity.names import is_masked, norm_name
from anmai.graph.loading.case_numbers import case_id
from anmai.graph.loading.parties import kind_of_name
from anmai.graph.regions import place_at_start
from anmai.graph.regions.table import divisions
from anmai.graph.sources.form import Mapping, PartyForm
from anmai.graph.sources.rows import ReadRow
from anmai.graph.sources.values import Value, parts

_LONGEST_NAME: Final = 256
_LONGEST_NUMBER: Final = 32
#: What somebody is called of whom a row tells the number alone: masks, which identify nobody.
_NAMELESS: Final = {"person": "某人", "organization": "某单位"}
_SEXES: Final = {
    "男": "男", "男性": "男", "m": "男", "male": "男", "1": "男", "女": "女", "女性": "女", "f": "女", "female": "女",
    "2": "女",
}  # fmt: skip
REPRESENTATIVE: Final = "representative"


@dataclass(frozen=True, slots=True)
class EntryParty:
    """One party of one row.

    Attributes:
        ordinal: Place among the row's parties; with the entry's id it makes the mention's.
        role: As IN_ENTRY carries it.
        title: The role in words.
        columns: Field → column, for all that is told of it, the name first.
        told: id_number, credit_code, sex, birth_date, household, address, phone: what is said.
        sure: Fields of ``told`` without a doubt.
        aliases: Former names.
        represents: Name of the organization whose representative it is.
        case_key: The case in which it has its role.
    """

    ordinal: int
    role: str
    title: str
    kind: str
    name: str
    columns: dict[str, str]
    told: dict[str, str] = field(default_factory=dict)
    sure: frozenset[str] = frozenset()
    aliases: tuple[str, ...] = ()
    represents: str | None = None
    case_key: str | None = None


def parties_of(mapping: Mapping, row: ReadRow) -> list[EntryParty]:
    """The parties of a row in the order of the mapping; those of whom it tells neither name nor number are left out."""
    found: list[EntryParty] = []
    for form in mapping.parties:
        for at in range(_times(form, row)):
            party = _party(mapping, form, row, at, len(found))
            if party is None:
                continue
            found.append(party)
            head = _representative(form, row, at, party, len(found))
            if head is not None:
                found.append(head)
    return found


def mention_rows(entry: str, mapping: Mapping, row: ReadRow) -> list[dict[str, Any]]:
    """The rows of ``mentions`` for one entry.

    Args:
        entry: entries.id.
        mapping: The mapping of its source.
        row: What it says.
    """
    return [_mention_row(entry, party, row, mapping) for party in parties_of(mapping, row)]


def mention_id(entry: str, ordinal: int) -> str:
    """Id of a mention of an entry, in the form of those of documents."""
    return f"{entry}#m{ordinal}"


def case_of(mapping: Mapping, row: ReadRow) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The cases that a row names whole, each with the columns that say so."""
    for form in mapping.cases:
        if form.court is None or not row.sure(form.column):
            continue
        id = case_id(_text(row.values.get(form.court)), _text(row.values[form.column]))
        if id is not None:
            yield id, (form.column, form.court)


def _times(form: PartyForm, row: ReadRow) -> int:
    value = row.values.get(form.name or form.id_number or form.credit_code or "")
    return len(value) if isinstance(value, list) else 1


def _at(row: ReadRow, column: str | None, at: int) -> str | None:
    """The text of a column, or of its element."""
    value = row.values.get(column) if column else None
    if isinstance(value, list):
        value = value[at] if at < len(value) else None
    return _text(value)


def _text(value: Value | list[Value] | None) -> str | None:
    if value is None or isinstance(value, list):
        return None
    return str(value).strip() or None


def _party(mapping: Mapping, form: PartyForm, row: ReadRow, at: int, ordinal: int) -> EntryParty | None:
    columns = {field: column for field, column in form.columns().items() if _at(row, column, at) is not None}
    told = {field: str(_at(row, column, at)) for field, column in columns.items()}
    sure = frozenset(field for field, column in columns.items() if row.sure(column))
    name = told.pop("name", None)
    kind = form.kind if form.kind != "either" else _kind(name, sure)
    if name is None:
        number = "id_number" if kind == "person" else "credit_code"
        if number not in sure:
            return None
        name = _NAMELESS[kind]
    role = told.pop("role_from", None)
    former = told.pop("former_names", None) or _listed(row, form.former_names)
    told.pop("representative", None)
    case = next(case_of(mapping, row), None) if form.role_in_case and not is_masked(name, kind=kind) else None
    title = form.role_in_case if case and form.role_in_case else role or form.title.zh
    return EntryParty(
        ordinal, role or form.role, title, kind, name[:_LONGEST_NAME],
        columns, told, sure, tuple(_texts(former)), case_key=case[0] if case else None,
    )  # fmt: skip


def _kind(name: str | None, sure: frozenset[str]) -> str:
    if "credit_code" in sure:
        return "organization"
    if "id_number" in sure or name is None:
        return "person"
    return kind_of_name(norm_name(name))


def _listed(row: ReadRow, column: str | None) -> Any:
    return row.values.get(column) if column else None


def _texts(value: Any) -> list[str]:
    return [str(each).strip() for each in parts(value) if each]


def _representative(form: PartyForm, row: ReadRow, at: int, of: EntryParty, ordinal: int) -> EntryParty | None:
    name = _at(row, form.representative, at)
    if name is None or form.representative is None or of.kind != "organization":
        return None
    return EntryParty(
        ordinal,
        REPRESENTATIVE,
        "法定代表人",
        "person",
        name[:_LONGEST_NAME],
        {"name": form.representative},
        represents=of.name,
    )


def _mention_row(entry: str, party: EntryParty, row: ReadRow, mapping: Mapping) -> dict[str, Any]:
    told = party.told
    person = party.kind == "person"
    features: dict[str, Any] = {field: told[field] for field in ("household", "address", "phone") if field in told}
    features |= {"role": party.role, "columns": party.columns}
    if party.aliases:
        features["aliases"] = list(party.aliases)
    if party.represents:
        features["represents"] = party.represents
    day = _text(row.values.get(mapping.when.from_)) if mapping.when else None
    if day:
        features["judgment_date"] = day[:10]
    number, code = told.get("id_number"), told.get("credit_code")
    return {
        "id": mention_id(entry, party.ordinal),
        "document_id": entry,
        "ordinal": party.ordinal,
        "kind": party.kind,
        "name": party.name,
        "norm_name": norm_name(party.name)[:_LONGEST_NAME],
        "masked": is_masked(party.name, kind=party.kind),
        "roles": [party.title],
        "sex": _SEXES.get(told.get("sex", "").lower()) if person else None,
        "birth_date": told["birth_date"][:10] if person and "birth_date" in told else None,
        "county": _county(told.get("household")) if person else None,
        "id_number": number if person and number and len(number) <= _LONGEST_NUMBER else None,
        "credit_code": code if not person and code and len(code) <= _LONGEST_NUMBER else None,
        "case_key": party.case_key,
        "features": features,
    }


def _county(household: str | None) -> str | None:
    if household is None:
        return None
    division = divisions().get(household[:6]) if household.isdigit() else None
    if division is not None:
        return division.code if division.level == "county" else None
    place = place_at_start(household)
    return place.county if place else None
