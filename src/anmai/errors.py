"""The one root error and its small tree. Every message names the place and the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class AnmaiError(Exception):
    """Root of all errors that anmai raises on purpose.

    Args:
        message: What went wrong and where, in a sentence that a user can read.
        remedy: What to do about it; shown after the message. None when the message says it.
    """

    #: Exit code of the command line when this error ends it (design: 0 done, 1 failed, 2 usage, 3 skips, 4 no server).
    exit_code = 1
    #: Stable machine-readable code; becomes the ``code`` of an API problem.
    code = "failed"

    def __init__(self, message: str, *, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}" if self.remedy else self.message


class UsageError(AnmaiError):
    """The call itself is wrong: an unknown option, a missing file, a value outside its limits."""

    exit_code = 2
    code = "usage"


class ConfigurationError(AnmaiError):
    """A setting, a lock file or the machine does not allow the work (memory, disk, Java)."""

    code = "configuration"


class BusyError(AnmaiError):
    """Another process holds the writer lock of this ANMAI_HOME."""

    code = "busy"


class StoreError(AnmaiError):
    """The relational store refused or lost something (disk full, damaged file, wrong migration)."""

    code = "store"


class ServerUnavailable(AnmaiError):
    """Neo4j or the API can't be reached."""

    exit_code = 4
    code = "unavailable"


class DocumentError(AnmaiError):
    """A document can't be read; ``reason`` is one of the codes in anmai.forms.record.SKIP_REASONS."""

    code = "document"

    def __init__(self, reason: str, message: str, *, remedy: str | None = None) -> None:
        super().__init__(message, remedy=remedy)
        self.reason = reason


class SourceError(AnmaiError):
    """A mapping is malformed, or a table doesn't fit it."""

    code = "source"


class ModelError(AnmaiError):
    """A supervision model is malformed, or its query is refused."""

    code = "model"


class NotFound(AnmaiError):
    """No such lead, entity, document, model or decision."""

    code = "not_found"


class Conflict(AnmaiError):
    """The change contradicts what is stored: a wrong status step, a decision that blocks a merge."""

    code = "conflict"


class SecondReaderNeeded(Conflict):
    """A lead hangs on identity decisions that too few persons have read, or on which they disagree.

    Args:
        message: Which lead, and how many decisions.
        decisions: One row a decision, as plain data; becomes ``errors`` of an API problem.
        remedy: What to do.
    """

    code = "second_reader"

    def __init__(self, message: str, decisions: Sequence[dict[str, Any]], *, remedy: str | None = None) -> None:
        super().__init__(message, remedy=remedy)
        self.decisions = list(decisions)


class Forbidden(AnmaiError):
    """No living session, a used or unknown link, or a right that is missing."""

    code = "forbidden"
