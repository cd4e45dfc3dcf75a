"""Asking a running API for a one-time link, as the command line does."""

from __future__ import annotations

import httpx

from anmai.api.access import read_token
from anmai.errors import ServerUnavailable
from anmai.forms.views import SessionLink
from anmai.settings import Settings


def new_link(settings: Settings, api_url: str) -> str:
    """A fresh one-time token.

    Raises:
        ServerUnavailable: The API doesn't answer, or refuses the token of this home.
    """
    try:
        answer = httpx.post(
            f"{api_url}/api/v1/session/links",
            headers={"Authorization": f"Bearer {read_token(settings)}"},
            timeout=10.0,
            trust_env=False,
        )
        answer.raise_for_status()
    except httpx.HTTPError as error:
        raise ServerUnavailable(
            f"The API at {api_url} gives no link: {error}.", remedy="`anmai down`, then `anmai up`."
        ) from error
    return SessionLink.model_validate(answer.json()).one_time
