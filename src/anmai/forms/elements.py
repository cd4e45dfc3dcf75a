"""Parts that several sections of a record share: names of officials, cited articles, persons."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

#: A span of the source text: [start, end) in code points.
Span = tuple[int, int]
#: An ISO date of day, month or year precision: "2018-05-24", "2018-05", "2018".
PartialDate = str
Kind = Literal["person", "organization"]


class _Form(BaseModel):
    model_config = ConfigDict(extra="allow")


class Judge(_Form):
    """Who signed: a member of the court, or a prosecutor."""

    name: str
    role: str


class Article(_Form):
    """An article cited in the operative sentence; ``sub`` is n of 第…条之n."""

    law: str
    article: int
    sub: int | None = None


class Defendant(_Form):
    """A defendant 被告人 of a criminal ruling."""

    name: str
    aliases: list[str] = []
    kind: Kind = "person"
    sex: Literal["男", "女"] | None = None
    birth_date: PartialDate | None = None
    ethnicity: str | None = None
    education: str | None = None
    occupation: str | None = None
    domicile: str | None = None
    household: str | None = None
    id_number: str | None = None
