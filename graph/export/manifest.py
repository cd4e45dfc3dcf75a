"""What an exported file says about itself, and how it is called."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from anmai import __version__
from anmai.store.engine import now

_UNFIT: Final = re.compile(r"[^\w\-.]+")
_LONGEST: Final = 80


class Manifest(BaseModel):
    """Where a subgraph came from. Stands in JSON and GraphML, beside the CSV files, and in the head of a script."""

    model_config = ConfigDict(frozen=True)

    title: str = ""
    lead: str | None = Field(default=None, description="Id of the lead; None for a selection")
    model: str | None = Field(default=None, description="Slug of the supervision model")
    version: str | None = Field(default=None, description="Version of the model")
    parameters: dict[str, Any] = Field(default={}, description="Parameters of the run that found it")
    created: str = Field(default_factory=now, description="ISO 8601, UTC")
    made_by: str = f"anmai {__version__}"


def file_name(manifest: Manifest, ending: str) -> str:
    """A name for the exported file that every file system takes: model, lead or title, day; no blanks or separators."""
    words = [manifest.model or "selection", (manifest.lead or manifest.title)[:32], manifest.created[:10]]
    stem = "_".join(_UNFIT.sub("-", unicodedata.normalize("NFC", word)).strip("-.") for word in words if word)
    return f"anmai_{stem[:_LONGEST]}.{ending}"
