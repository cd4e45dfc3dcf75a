"""Running the API and the explorer in the foreground: what ``anmai api`` and ``anmai ui`` do."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
from types import FrameType

import uvicorn

from anmai.api.app import create_app
from anmai.api.background import hold, listen, running, url_of
from anmai.errors import ConfigurationError
from anmai.settings import Settings

_GRACE = 10


def serve_api(settings: Settings) -> None:
    """Serve the API until told to stop.

    Raises:
        ConfigurationError: The host is not loopback, or no port is free.
        BusyError: The API of this home runs already.
    """
    opened = listen(settings.api_host, settings.api_port)
    with opened, hold(settings, "api", url_of(opened)):
        # No access log: addresses of calls hold names of people.
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
        logging.getLogger("httpx").setLevel(logging.WARNING)
        config = uvicorn.Config(
            create_app(settings),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE,
        )
        uvicorn.Server(config).run(sockets=[opened])


def serve_ui(settings: Settings) -> None:
    """Serve the explorer until told to stop; it talks to the API of this home, wherever that listens.

    Raises:
        ConfigurationError: The explorer's port is taken and no other is free, or Streamlit can't be started.
        BusyError: The explorer of this home runs already.
    """
    from anmai.ui.serve import streamlit_command

    api = running(settings, "api")
    api_url = api.url if api is not None else f"http://{settings.api_host}:{settings.api_port}"
    probe = listen(settings.api_host, settings.ui_port)
    port = int(probe.getsockname()[1])
    probe.close()
    command = streamlit_command(settings, api_url, port=port)
    with hold(settings, "ui", command.url, api_url=api_url):
        try:
            page = subprocess.Popen(command.argv, env={**os.environ, **command.env}, stdin=subprocess.DEVNULL)
        except OSError as error:
            raise ConfigurationError(
                f"The explorer can't be started: {error}.", remedy="Install anmai again."
            ) from error

        def ended(_signal: int, _frame: FrameType | None) -> None:
            page.terminate()

        signal.signal(signal.SIGTERM, ended)
        try:
            page.wait()
        except KeyboardInterrupt:
            page.terminate()
            page.wait(_GRACE)
        finally:
            if page.poll() is None:
                page.kill()
