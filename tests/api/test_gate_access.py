from __future__ import annotations

import os
import socket
import stat
from pathlib import Path
from typing import Protocol

import httpx
import pytest

from anmai.api import access
from anmai.api.access import Access, read_token
from anmai.api.background import listen
from anmai.errors import ConfigurationError, Forbidden
from anmai.settings import Settings


class Api(Protocol):
    url: str
    token: str
    settings: Settings

    def client(self) -> httpx.Client: ...


def call(api: Api, path: str = "/api/v1/leads", **options: object) -> httpx.Response:
    with httpx.Client(base_url=api.url, trust_env=False) as client:
        return client.request(str(options.pop("method", "GET")), path, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["/api/v1/leads", "/api/v1/openapi.json", "/api/v1/nothing", "/", "/api/v1/session"])
def test_everything_but_health_needs_the_token(api_without_neo4j: Api, path: str) -> None:
    answer = call(api_without_neo4j, path)

    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "unauthorized"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic {token}", "{token}", "Bearer {token}x"])
def test_a_wrong_token_is_refused(api_without_neo4j: Api, header: str) -> None:
    value = header.format(token=api_without_neo4j.token)

    assert call(api_without_neo4j, headers={"Authorization": value}).status_code == 401


def test_the_token_opens(api_without_neo4j: Api) -> None:
    headers = {"Authorization": f"Bearer {api_without_neo4j.token}"}

    assert call(api_without_neo4j, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", "127.0.0.1.evil.example:{port}", "localhost"]
)
def test_a_page_elsewhere_cannot_call_by_another_name(api_without_neo4j: Api, host: str) -> None:
    port = httpx.URL(api_without_neo4j.url).port
    headers = {"Authorization": f"Bearer {api_without_neo4j.token}", "Host": host.format(port=port)}

    answer = call(api_without_neo4j, headers=headers)

    assert answer.status_code == 403
    assert answer.json()["code"] == "forbidden"


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
def test_loopback_names_may_call(api_without_neo4j: Api, name: str) -> None:
    port = httpx.URL(api_without_neo4j.url).port

    assert call(api_without_neo4j, "/api/v1/health", headers={"Host": f"{name}:{port}"}).status_code == 200


def test_two_host_headers_are_refused(api_without_neo4j: Api) -> None:
    url = httpx.URL(api_without_neo4j.url)
    request = f"GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1:{url.port}\r\nHost: evil\r\nConnection: close\r\n\r\n"
    with socket.create_connection((url.host, url.port or 0), timeout=10) as wire:
        wire.sendall(request.encode())
        status = wire.recv(4096).split(b" ", 2)[1]

    assert status in (b"400", b"403")


def test_no_answer_allows_another_origin(api_without_neo4j: Api) -> None:
    headers = {"Origin": "http://evil.example", "Authorization": f"Bearer {api_without_neo4j.token}"}

    answer = call(api_without_neo4j, headers=headers)
    preflight = call(api_without_neo4j, method="OPTIONS", headers={**headers, "Access-Control-Request-Method": "GET"})

    assert not [name for name in (*answer.headers, *preflight.headers) if name.startswith("access-control")]


def test_a_link_works_once_and_gives_a_session(api_without_neo4j: Api) -> None:
    api = api_without_neo4j
    with api.client() as client:
        one_time = client.post("/session/links").json()["one_time"]

    first = call(api, "/api/v1/session/exchange", method="POST", json={"one_time": one_time})
    second = call(api, "/api/v1/session/exchange", method="POST", json={"one_time": one_time})
    session = {"Authorization": f"Bearer {first.json()['session']}"}

    assert (first.status_code, second.status_code) == (200, 403)
    assert call(api, headers=session).status_code == 200
    assert call(api, "/api/v1/session", headers=session).json()["session"] == first.json()["session"]
    assert call(api, "/api/v1/session", method="DELETE", headers=session).status_code == 204
    assert call(api, headers=session).status_code == 401


def test_a_session_cannot_make_links(api_without_neo4j: Api) -> None:
    api = api_without_neo4j
    with api.client() as client:
        one_time = client.post("/session/links").json()["one_time"]
    session = call(api, "/api/v1/session/exchange", method="POST", json={"one_time": one_time}).json()["session"]

    answer = call(api, "/api/v1/session/links", method="POST", headers={"Authorization": f"Bearer {session}"})

    assert answer.status_code == 403


def test_sessions_outlive_a_restart_and_are_stored_as_hashes(home_settings: Settings) -> None:
    first = Access(home_settings)
    session = first.exchange(first.new_link().one_time).session

    again = Access(home_settings)

    assert again.allows(session)
    assert session not in (home_settings.home / "api.sessions.json").read_text()


def test_links_and_sessions_end(home_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Access(home_settings)
    link, session = opened.new_link().one_time, opened.exchange(opened.new_link().one_time).session
    later = access._moment() + 13 * 3600
    monkeypatch.setattr(access, "_moment", lambda: later)

    assert not opened.allows(session)
    with pytest.raises(Forbidden):
        opened.exchange(link)


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX")
def test_secrets_are_for_their_owner_alone(home_settings: Settings) -> None:
    opened = Access(home_settings)
    opened.new_link()
    token = home_settings.home / "api.token"
    token.chmod(0o644)

    read_token(home_settings)

    for path in (token, home_settings.home / "api.sessions.json"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_token_file_is_told(home_settings: Settings) -> None:
    home_settings.ensure_home()
    Path(home_settings.home / "api.token").write_text("short\n")

    with pytest.raises(ConfigurationError, match="damaged"):
        read_token(home_settings)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_no_address_but_loopback_is_served(host: str) -> None:
    with pytest.raises(ConfigurationError, match="this machine alone"):
        listen(host, 0)


@pytest.mark.parametrize("length_told", [True, False])
def test_a_body_beyond_the_limit_is_refused(api_without_neo4j: Api, length_told: bool) -> None:
    big = b'{"text": "' + b"x" * (2 << 20) + b'"}'
    content = big if length_told else iter([big[: 1 << 20], big[1 << 20 :]])
    headers = {"Authorization": f"Bearer {api_without_neo4j.token}", "Content-Type": "application/json"}

    answer = call(api_without_neo4j, "/api/v1/notes", method="POST", content=content, headers=headers)

    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"
