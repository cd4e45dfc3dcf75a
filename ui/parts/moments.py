"""Moments as people read them: in the local time of the machine."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(iso: str | None) -> str:
    """An ISO moment (UTC where it names no zone) down to the minute, in the machine's local time."""
    if not iso:
        return ""
    told = datetime.fromisoformat(iso)
    return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone().strftime("%Y-%m-%d %H:%M")


def zone() -> str:
    """The machine's zone at this moment, e.g. ``UTC+08:00``."""
    offset = datetime.now().astimezone().strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}"
