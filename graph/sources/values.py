"""From a written cell to the value of its column: one small function a type, each pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from anmai.graph.identity.identifiers import read_credit_code, read_id_number
from anmai.graph.identity.names import norm_name
from anmai.graph.loading.case_numbers import is_whole, normal_number
from anmai.graph.regions import place_at_start
from anmai.graph.regions.table import divisions
from anmai.graph.sources.cells import Cell, as_text, half_width, is_missing, is_missing_date, truth
from anmai.graph.sources.columns import Column, ColumnType, Unit
from anmai.graph.sources.dates import read_date
from anmai.graph.sources.numbers import is_scientific, read_number

#: What a column's values are in the graph.
Value = str | int | float | bool
#: Values of a column that are remembered: dates, names and places repeat, amounts hardly do.
_KEPT: Final = 20_000
_PARTS: Final = re.compile(r"[、;；|\n]+")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_MOBILE: Final = re.compile(r"1[3-9]\d{9}")
_LANDLINE: Final = re.compile(r"0\d{2,3}\d{7,8}(?:-\d{1,5})?|[2-9]\d{6,7}|[48]00\d{7}|1\d{2,4}|9\d{4}")
_PLATE: Final = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-Z0-9]{4,6}[挂学警港澳领试超]?"
    r"|[A-HJ-NPR-Z0-9]{17}"
)
_DIVISION: Final = re.compile(r"\d{6}(?:\d{6})?")


class Refused(ValueError):
    """A cell that its column can't take; the message says why."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A cell's value; None where it is missing.

    Attributes:
        doubt: Why the value, kept as it is written, is no key and no identifier.
    """

    value: Value | None
    doubt: str | None = None


Convert = Callable[[Cell], Converted]
MISSING: Final = Converted(None)


def converter(column: Column, unit: Unit | None, *, serials: bool) -> Convert:
    """The function for one value of a column.

    Args:
        column: The column.
        unit: What its cells are written in.
        serials: Numbers in columns of dates are days of a spreadsheet, not seconds since 1970.

    Returns:
        A function that raises ``Refused`` for a cell that doesn't fit. It remembers what repeats.
    """
    convert = _BY_TYPE[column.type](column, unit, serials)
    words = frozenset(column.values)
    free = column.type == "text"
    kept: dict[tuple[type, Cell], Converted] = {}

    def one(cell: Cell) -> Converted:
        if cell is None:
            return MISSING
        if isinstance(cell, list):
            raise Refused("holds a list of values")
        known = kept.get((type(cell), cell))
        if known is not None:
            return known
        text = as_text(cell)
        if is_missing(text, free=free) and text not in words:
            found = MISSING
        else:
            if not text.isascii() and _SURROGATE.search(text):
                raise Refused("holds bytes that are no text in the file's encoding")
            found = convert(cell if not isinstance(cell, str) else text)
        if len(kept) < _KEPT:
            kept[type(cell), cell] = found
        return found

    return one


def parts(cell: Cell) -> list[Cell]:
    """The values of a cell that holds several: elements of a list, or what 、 ; | and line breaks part."""
    if cell is None or isinstance(cell, list):
        return list(cell or ())
    text = as_text(cell)
    return [part.strip() for part in _PARTS.split(text)] if text else []


def _string(_column: Column, _unit: Unit | None, _serials: bool) -> Convert:
    return lambda cell: Converted(as_text(cell))


def _number(column: Column, unit: Unit | None, _serials: bool) -> Convert:
    whole = column.type == "integer"

    def convert(cell: Cell) -> Converted:
        number = read_number(cell, unit)
        if number is None or (whole and not number.is_integer()):
            raise Refused(f"is no {'whole number' if whole else 'number'}")
        if column.minimum is not None and number < column.minimum:
            raise Refused(f"is less than {column.minimum:g}")
        if column.maximum is not None and number > column.maximum:
            raise Refused(f"is more than {column.maximum:g}")
        return Converted(int(number) if whole else number)

    return convert


def _date(column: Column, _unit: Unit | None, serials: bool) -> Convert:
    time = column.type == "datetime"

    def convert(cell: Cell) -> Converted:
        if is_missing_date(as_text(cell)):
            return MISSING
        day = read_date(cell, serials=serials, time=time)
        if day is None:
            raise Refused("is no date")
        return Converted(day)

    return convert


def _boolean(column: Column, _unit: Unit | None, _serials: bool) -> Convert:
    def convert(cell: Cell) -> Converted:
        text = as_text(cell)
        told = column.values.get(text)
        said = truth(text) if told is None else told == "true"
        if said is None:
            raise Refused("is neither yes nor no")
        return Converted(said)

    return convert


def _enum(column: Column, _unit: Unit | None, _serials: bool) -> Convert:
    stored = {half_width(written).strip(): value for written, value in column.values.items()}
    stored |= {value: value for value in column.values.values()}

    def convert(cell: Cell) -> Converted:
        text = as_text(cell)
        found = stored.get(text) or stored.get(half_width(text))
        if found is None and not column.open:
            raise Refused(f"is none of {'、'.join(column.values)}")
        return Converted(found or text)

    return convert


def _long_number(read: Callable[[str], str | None], what: str) -> Callable[[Column, Unit | None, bool], Convert]:
    """Numbers that name something: one that has lost digits is refused, one of another form is kept with a doubt."""

    def make(_column: Column, _unit: Unit | None, _serials: bool) -> Convert:
        def convert(cell: Cell) -> Converted:
            text = as_text(cell)
            if is_scientific(text) or (isinstance(cell, float) and abs(cell) >= 1e15):
                raise Refused("has lost digits (scientific notation)")
            value = read(text)
            return Converted(text, what) if value is None else Converted(value)

        return convert

    return make


def _id_number(text: str) -> str | None:
    number = read_id_number(text)
    return number.digits if number is not None and number.complete else None


def _phone(text: str) -> str | None:
    digits = re.sub(r"[\s()-]", "", half_width(text)).removeprefix("+")
    digits = re.sub(r"^(?:00)?86(?=1\d{10}$|0)", "", digits)
    return digits if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits) else None


def _plate(text: str) -> str | None:
    plate = re.sub(r"[·.\-]", "", norm_name(text)).upper()
    return plate if _PLATE.fullmatch(plate) else None


def _case_number(text: str) -> str | None:
    number = normal_number(text)
    return number if is_whole(number) else None


def _region(_column: Column, _unit: Unit | None, _serials: bool) -> Convert:
    def convert(cell: Cell) -> Converted:
        text = as_text(cell)
        return Converted(text, None if region_code(text) else "names no administrative division")

    return convert


def region_code(text: str) -> str | None:
    """GB/T 2260 code of the division that a text is the code of, or begins with; None where it names none."""
    if _DIVISION.fullmatch(text):
        return text[:6] if text[:6] in divisions() else None
    place = place_at_start(text)
    return place.narrowest if place is not None else None


_BY_TYPE: Final[dict[ColumnType, Callable[[Column, Unit | None, bool], Convert]]] = {
    "string": _string, "text": _string, "integer": _number, "number": _number, "money": _number, "date": _date,
    "datetime": _date, "boolean": _boolean, "enum": _enum, "region": _region,
    "id_number": _long_number(_id_number, "is no complete identity number with a right check digit"),
    "credit_code": _long_number(read_credit_code, "is no credit code with a right check character"),
    "phone": _long_number(_phone, "is no telephone number"),
    "plate": _long_number(_plate, "is no plate or frame number"),
    "case_number": _long_number(_case_number, "is no whole case number"),
}  # fmt: skip
