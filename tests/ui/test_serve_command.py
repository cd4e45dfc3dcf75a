from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

from streamlit import config

from anmai.settings import Settings
from anmai.ui.serve import API_URL, page_options, streamlit_command


def test_the_command_runs_the_page_on_loopback_without_any_secret(home_settings: Settings) -> None:
    command = streamlit_command(home_settings, "http://127.0.0.1:8707/", port=8799)

    assert command.argv[1:4] == ["-m", "streamlit", "run"]
    assert Path(command.argv[4]).name == "app.py"
    assert "--server.address=127.0.0.1" in command.argv
    assert "--server.port=8799" in command.argv
    assert "--client.showErrorDetails=none" in command.argv
    assert "--client.toolbarMode=minimal" in command.argv
    assert "--browser.gatherUsageStats=false" in command.argv
    assert command.env == {API_URL: "http://127.0.0.1:8707", "ANMAI_LANG": "zh"}
    assert command.url == "http://127.0.0.1:8799/"


def test_every_option_is_one_that_this_streamlit_knows() -> None:
    known = config.get_config_options()

    assert [name for name in page_options() if name not in known] == []


def test_what_the_page_ships_names_no_outside_host() -> None:
    hosts: set[str] = set()
    for folder in ("parts", "graph_view", "."):
        for file in resources.files("anmai.ui").joinpath(folder).iterdir():
            if file.name.endswith((".js", ".css", ".yaml")):
                hosts |= set(re.findall(r"https?://([\w.-]+)", file.read_text("utf-8")))

    # Names of XML vocabularies and of a page in a message of Cytoscape; nothing is fetched from them.
    assert hosts <= {"www.w3.org", "js.cytoscape.org", "127.0.0.1"}
