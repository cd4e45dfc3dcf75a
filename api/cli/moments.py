"""Moments in lists: the machine's local time, with its zone."""

from __future__ import annotations

from datetime import UTC, datetime


def local_moment(iso: str | None) -> str:
    """An ISO moment (UTC where it names no zone) as ``2026-11-22 15:36 UTC+08:00``; a dash where there is none."""
    if not iso:
        return "—"
    told = datetime.fromisoformat(iso)
    there = (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone()
    zone = there.strftime("%z")
    return f"{there:%Y-%m-%d %H:%M} UTC{zone[:3]}:{zone[3:5]}"
