"""How a model server is named, what opens it, and where plain http may lead."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from briefing.errors import ModelUnreachable, UsageError
from briefing.models.server.address import Address, address_of, forbid_the_open_net


@pytest.mark.parametrize(
    ("name", "model", "url", "host"),
    [
        ("qwen3@http://localhost:11434/v1", "qwen3", "http://localhost:11434/v1", "localhost:11434"),
        ("qwen3:8b@http://localhost/v1/", "qwen3:8b", "http://localhost/v1", "localhost"),
        ("org/model@2024@https://ai.example/v1", "org/model@2024", "https://ai.example/v1", "ai.example"),
        ("m@http://[::1]:8080", "m", "http://[::1]:8080", "[::1]:8080"),
    ],
)
def test_a_model_is_named_with_its_server(name: str, model: str, url: str, host: str) -> None:
    address = address_of(name)
    assert (address.model, address.url, address.host) == (model, url, host)


@pytest.mark.parametrize(
    "name",
    ["", "qwen3", "@http://localhost/v1", "qwen3@", "qwen3@localhost:11434", "qwen3@ftp://localhost/", "a b@http://x"],
)
def test_what_names_no_server_is_refused_with_the_form(name: str) -> None:
    with pytest.raises(UsageError, match="write openai:MODEL@URL"):
        address_of(name)


@pytest.mark.parametrize(
    "url", ["http:///v1", "http://:80/v1", "http://host:port/v1", "http://host:99999/v1", "http://[x/v1"]
)
def test_a_broken_url_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="cannot be understood"):
        address_of(f"m@{url}")


@pytest.mark.parametrize("url", ["https://me:secret@ai.example/v1", "https://secret@ai.example/v1"])
def test_a_password_in_the_url_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(UsageError, match="put the key into BRIEFING_OPENAI_KEY") as error:
        address_of(f"m@{url}")
    assert "secret" not in str(error.value)


def test_a_query_in_the_url_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError, match="holds a query") as error:
        address_of("m@https://ai.example/v1?api-key=secret")
    assert "secret" not in str(error.value)


def test_the_key_comes_from_its_variable_and_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_OPENAI_KEY", " sk-secret\n")
    address = address_of("m@https://ai.example/v1")
    assert address.key == "sk-secret"
    assert "secret" not in repr(address)


def test_a_key_for_another_server_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    assert address_of("m@https://ai.example/v1").key is None


def test_a_key_that_cannot_be_one_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_OPENAI_KEY", "sec ret\r\nX-More: 1")
    with pytest.raises(UsageError, match="key has characters that no key has") as error:
        address_of("m@https://ai.example/v1")
    assert "X-More" not in str(error.value)
    assert error.value.where == "BRIEFING_OPENAI_KEY"


def _plain(host: str) -> Address:
    return Address("m", f"http://{host}/v1", host)


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "[::1]", "localhost", "192.168.1.7", "10.0.0.1", "100.64.0.1"])
def test_plain_http_may_stay_on_this_machine_and_in_private_networks(host: str) -> None:
    forbid_the_open_net(_plain(host))


@pytest.mark.parametrize("host", ["8.8.8.8", "[2606:4700::1111]"])
def test_plain_http_may_not_lead_to_a_public_address(host: str) -> None:
    with pytest.raises(UsageError, match="use https"):
        forbid_the_open_net(_plain(host))


def test_https_may_lead_anywhere_and_asks_nobody_where_that_is() -> None:
    forbid_the_open_net(Address("m", "https://no-such-host.invalid/v1", "no-such-host.invalid"))


def test_a_name_counts_by_the_addresses_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def known(*_: object, **__: object) -> list[Any]:
        return [(2, 1, 6, "", ("192.168.1.7", 0)), (2, 1, 6, "", ("8.8.8.8", 0))]

    monkeypatch.setattr(socket, "getaddrinfo", known)
    with pytest.raises(UsageError, match="use https"):
        forbid_the_open_net(_plain("gpu.example"))


def test_a_host_that_nobody_knows_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(ModelUnreachable, match="the host is not known"):
        forbid_the_open_net(_plain("gpu.example"))
