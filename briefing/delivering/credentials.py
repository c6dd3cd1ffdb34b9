"""The name and password for a mail server: from the environment or a file, and never printed.

``redact`` takes them out of what a server says, because a server may repeat what it was told.
"""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.errors import DigestInvalid

if TYPE_CHECKING:
    from briefing.delivering.configuration import Smtp

_HIDDEN = "[hidden]"
# Shorter ones would blot out half of a sentence, and no server takes them.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user's name and password. Neither shows where the value is printed."""

    username: str = field(repr=False)
    password: str = field(repr=False)

    def redact(self, text: str) -> str:
        """Take name and password out of a text, plain or in the ways that they travel."""
        plain = f"\0{self.username}\0{self.password}"
        encoded = [base64.b64encode(secret.encode()).decode() for secret in (plain, self.password, self.username)]
        # A user's name may be the very address that a server complains of: plain, only the password is hidden.
        for form in (*encoded, *(one.rstrip("=") for one in encoded), self.password):
            if len(form) >= _SHORTEST:
                text = text.replace(form, _HIDDEN)
        return text


def credentials_of(smtp: Smtp) -> Credentials | None:
    """Return what the server is to be told, or ``None`` if it wants no login. Raises ``DigestInvalid``."""
    if smtp.username_env is None:
        return None
    username = _variable(smtp.username_env, "smtp.username_env")
    if smtp.password_env is not None:
        return Credentials(username, _variable(smtp.password_env, "smtp.password_env"))
    return Credentials(username, _file(smtp))


def _variable(name: str, key: str) -> str:
    if not (value := os.environ.get(name)):
        raise DigestInvalid(f"the variable {name} is not set", where=key, remedy=f"set {name} in the environment")
    return value


def _file(smtp: Smtp) -> str:
    path = smtp.password_file
    assert path is not None  # noqa: S101 - the configuration has checked it
    try:
        password = path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8"
        raise DigestInvalid(f"{path} cannot be read ({reason})", where="smtp.password_file") from None
    if not password:
        raise DigestInvalid(f"{path} is empty", where="smtp.password_file", remedy="put the password into it")
    return password
