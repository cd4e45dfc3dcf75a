"""A record as one line of JSON: it goes between processes and into files, parsed where somebody looks into it."""

from __future__ import annotations

from dataclasses import dataclass

from anmai.forms.record import Record, Status


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record that was written as JSON.

    Attributes:
        text: The record, compact, without a line feed.
        status: The record's status, so that nobody has to parse for it.
    """

    text: str
    status: Status

    @classmethod
    def of(cls, record: Record) -> RecordLine:
        """The line of a record."""
        return cls(record.as_line(), record.status)

    @property
    def record(self) -> Record:
        """The record; parsed at each call."""
        return Record.model_validate_json(self.text)
