"""Classes of values that are made by the hundred for each ruling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True)
def quick_value(cls: type[_Class]) -> type[_Class]:
    """A dataclass with slots whose fields nobody may set again.

    The type checker holds to that; freezing the class at run time would make each of its values take three times as
    long to make.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
