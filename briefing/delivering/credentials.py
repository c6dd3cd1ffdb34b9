"""The name and password for a mail server: from the environment or a file, and never printed.

``redact`` takes them out of what a server says, because a server may repeat what it was told.
"""

from __future__ import annotations

import base64
import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.errors import DigestInvalid

if TYPE_CHECKING:
    from briefing.delivering.configuration import Smtp

_HIDDEN = "[hidden]"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user's name and password. Neither shows where the value is printed."""

    username: str = field(repr=False)
    password: str = field(repr=False)

    def redact(self, text: str) -> str:
        """Take the password out of a text, plain or in the ways that it travels, and the name in those ways."""
        plain = f"\0{self.username}\0{self.password}"
        encoded = [base64.b64encode(secret.encode()).decode() for secret in (plain, self.password, self.username)]
        # A user's name may be the very address that a server complains of: plain, only the password is hidden.
        forms = {*encoded, *(one.rstrip("=") for one in encoded), self.password} - {""}
        # At once and the longest first, so that none is left in half; a short password blots out more than itself.
        return re.sub("|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)), _HIDDEN, text)


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
        # What it names is not repeated: it may be the secret itself, written into the wrong place.
        what = "the environment variable that it names is not set"
        raise DigestInvalid(what, where=key, remedy="set it; the key holds the variable's name, not its value")
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
