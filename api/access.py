"""Who may call: the token file of the command line, one-time links and sessions of the page (design: Access)."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
import secrets
import threading
from pathlib import Path
from typing import Final

from anmai.errors import ConfigurationError, Forbidden
from anmai.forms.views import SessionLink, SessionView
from anmai.settings import Settings

#: How long an unused link opens the page, and how long a session lives after its last call.
LINK_HOURS: Final = 12
SESSION_HOURS: Final = 12
#: A session's end is moved at most this often, so that a call does not write a file.
_TOUCH_SECONDS: Final = 300


class Unauthorized(Forbidden):
    """No token, a wrong one, or a session that is over."""

    code = "unauthorized"


def token_path(settings: Settings) -> Path:
    """Where the API's token lies."""
    return settings.home / "api.token"


def read_token(settings: Settings) -> str:
    """The API's token, made at the first call; owner-only rights, mended if they were wider.

    Raises:
        ConfigurationError: The file can't be written or read.
    """
    settings.ensure_home()
    path = token_path(settings)
    try:
        with contextlib.suppress(FileExistsError):
            # Made complete under another name first: a reader never sees half a token.
            fresh = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(32) + "\n")
            try:
                os.link(fresh, path)
            finally:
                fresh.unlink()
        if os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(0o600)
        token = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"The API's token file {path} can't be used: {error}.", remedy="Remove it, or mend its rights."
        ) from error
    if len(token) < 20:
        raise ConfigurationError(f"The API's token file {path} is damaged.", remedy="Remove it; a new one is made.")
    return token


class Access:
    """Checks tokens, hands out one-time links and keeps sessions. One per API process; safe between threads.

    Only SHA-256 hashes of links and sessions are stored (``api.sessions.json``): who reads the file gets in nowhere.
    """

    def __init__(self, settings: Settings) -> None:
        self._token = read_token(settings).encode()
        self._path = settings.home / "api.sessions.json"
        self._guard = threading.Lock()
        self._links, self._sessions = self._load()

    def is_token(self, given: str) -> bool:
        """Whether ``given`` is the token of the file; takes the same time whatever it is."""
        return secrets.compare_digest(given.encode("utf-8", "surrogatepass"), self._token)

    def allows(self, given: str) -> bool:
        """Whether ``given`` is the file's token or a living session, whose end is then moved."""
        if self.is_token(given):
            return True
        key, moment = _hash(given), _moment()
        with self._guard:
            ends = self._sessions.get(key)
            if ends is None or ends <= moment:
                return False
            fresh = moment + SESSION_HOURS * 3600
            if fresh - ends > _TOUCH_SECONDS:
                self._sessions[key] = fresh
                self._save()
        return True

    def new_link(self) -> SessionLink:
        """A fresh one-time token for the page."""
        one_time = secrets.token_urlsafe(24)
        ends = _moment() + LINK_HOURS * 3600
        with self._guard:
            self._links[_hash(one_time)] = ends
            self._save()
        return SessionLink(one_time=one_time, expires=_iso(ends))

    def exchange(self, one_time: str) -> SessionView:
        """Turn a one-time token into a session; it works once.

        Raises:
            Forbidden: It was used, is unknown or too old.
        """
        session, moment = secrets.token_urlsafe(32), _moment()
        with self._guard:
            ends = self._links.pop(_hash(one_time), None)
            if ends is None or ends <= moment:
                raise Forbidden("This link was used already or is too old.", remedy="`anmai up` prints a fresh one.")
            self._sessions[_hash(session)] = moment + SESSION_HOURS * 3600
            self._save()
        return SessionView(session=session, expires=_iso(moment + SESSION_HOURS * 3600))

    def session(self, given: str) -> SessionView:
        """The session ``given``.

        Raises:
            Unauthorized: It is none, or it is over.
        """
        with self._guard:
            ends = self._sessions.get(_hash(given), 0.0)
        if ends <= _moment():
            raise Unauthorized("This is no living session.", remedy="`anmai up` prints a fresh link.")
        return SessionView(session=given, expires=_iso(ends))

    def end(self, given: str) -> None:
        """End a session; nothing happens when it is none."""
        with self._guard:
            if self._sessions.pop(_hash(given), None) is not None:
                self._save()

    def _load(self) -> tuple[dict[str, float], dict[str, float]]:
        # A damaged or missing file costs the sessions alone: people ask for a fresh link.
        with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
            told = json.loads(self._path.read_text(encoding="utf-8"))
            return _living(told["links"]), _living(told["sessions"])
        return {}, {}

    def _save(self) -> None:
        self._links, self._sessions = _living(self._links), _living(self._sessions)
        fresh = self._path.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"links": self._links, "sessions": self._sessions}, file)
        fresh.replace(self._path)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _living(entries: dict[str, float]) -> dict[str, float]:
    moment = _moment()
    return {str(key): float(ends) for key, ends in entries.items() if float(ends) > moment}


def _moment() -> float:
    return datetime.datetime.now(datetime.UTC).timestamp()


def _iso(moment: float) -> str:
    return datetime.datetime.fromtimestamp(moment, datetime.UTC).isoformat(timespec="seconds")
