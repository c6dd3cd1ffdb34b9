"""Where a login comes from, and that it is never shown."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from briefing.delivering.configuration import Smtp
from briefing.delivering.credentials import Credentials, credentials_of
from briefing.errors import DigestInvalid

if TYPE_CHECKING:
    from pathlib import Path

BASE = {"host": "mail.example.org", "port": 587, "security": "starttls"}


def smtp(**fields: object) -> Smtp:
    return Smtp.model_validate(BASE | fields)


def test_without_a_login_there_is_none() -> None:
    assert credentials_of(smtp()) is None


def test_a_login_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_USER", "desk")
    monkeypatch.setenv("DESK_PASSWORD", "correct horse")
    found = credentials_of(smtp(username_env="DESK_USER", password_env="DESK_PASSWORD"))
    assert found == Credentials("desk", "correct horse")


def test_a_password_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESK_USER", "desk")
    path = tmp_path / "password"
    path.write_text(" correct horse \n", encoding="utf-8")
    assert credentials_of(smtp(username_env="DESK_USER", password_file=path)) == Credentials("desk", " correct horse ")


@pytest.mark.parametrize(
    ("content", "told"), [(None, "No such file"), (b"\n", "is empty"), (b"\xff\xfe", "is not UTF-8")]
)
def test_a_file_without_a_password_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None, told: str
) -> None:
    monkeypatch.setenv("DESK_USER", "desk")
    path = tmp_path / "password"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DigestInvalid, match=rf"smtp.password_file: {path} .*{told}"):
        credentials_of(smtp(username_env="DESK_USER", password_file=path))


@pytest.mark.parametrize("key", ["username_env", "password_env"])
def test_a_variable_that_is_not_set_is_told_by_its_key_alone(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("DESK_USER", "desk")
    given = {"username_env": "DESK_USER", "password_env": "DESK_USER"} | {key: "hunter2secret"}
    with pytest.raises(DigestInvalid, match=rf"^smtp.{key}: the environment variable that it names is not set") as told:
        credentials_of(smtp(**given))
    assert "hunter2secret" not in str(told.value)


@pytest.mark.parametrize("password", ["pw9", "d"])
def test_a_short_password_is_hidden_as_well(password: str) -> None:
    login = Credentials("desk", password)
    encoded = base64.b64encode(password.encode()).decode()
    assert login.redact(f"535 {password} ({encoded}) no") == "535 [hidden] ([hidden]) no"


def test_a_password_is_taken_out_of_what_a_server_says_in_every_form() -> None:
    login = Credentials("desk", "correct-horse")
    forms = [
        "correct-horse",
        base64.b64encode(b"correct-horse").decode(),
        base64.b64encode(b"\0desk\0correct-horse").decode(),
        base64.b64encode(b"desk").decode(),
        base64.b64encode(b"desk").decode().rstrip("="),
    ]
    for form in forms:
        assert login.redact(f"535 {form} is wrong") == "535 [hidden] is wrong"
    assert login.redact("550 desk@example.org may not send") == "550 desk@example.org may not send"
