"""How the explorer is started: the command line and environment of its Streamlit process."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import resources
from typing import Final

import yaml

from anmai.settings import Settings

#: Environment variables that hand things over to the page's process.
API_URL: Final = "ANMAI_API_URL"
LANG: Final = "ANMAI_LANG"


@dataclass(frozen=True, slots=True)
class StreamlitCommand:
    """What to run to serve the page.

    Attributes:
        argv: The command line.
        env: Variables to add to the environment.
        url: Root of the page; a person needs ``?token=<one-time token>`` (POST /session/links of the API) behind it.
    """

    argv: list[str]
    env: dict[str, str]
    url: str


def streamlit_command(settings: Settings, api_url: str, *, port: int | None = None) -> StreamlitCommand:
    """The command that serves the page. It is given no secret: the page has no rights but its visitor's session.

    Args:
        settings: Host and language.
        api_url: Root of the API, e.g. ``http://127.0.0.1:8707``.
        port: Port of the page; default ``settings.ui_port``.
    """
    chosen = settings.ui_port if port is None else port
    script = resources.files("anmai.ui").joinpath("app.py")
    options = {**page_options(), "server.address": settings.api_host, "server.port": chosen}
    argv = [sys.executable, "-m", "streamlit", "run", str(script)]
    argv += [f"--{name}={_written(value)}" for name, value in options.items()]
    env = {API_URL: api_url.rstrip("/"), LANG: settings.lang}
    return StreamlitCommand(argv, env, f"http://{settings.api_host}:{chosen}/")


def page_options() -> dict[str, str | int | bool]:
    """Streamlit's options for the page (streamlit_options.yaml): look, no outside host, no error details."""
    source = resources.files("anmai.ui").joinpath("streamlit_options.yaml").read_text("utf-8")
    options: dict[str, str | int | bool] = yaml.safe_load(source)
    return options


def _written(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
