"""The words in braces that a subject or an address in ``digest.toml`` may hold: ``Asia desk, week of {date}``.

Only whole names are filled in; nothing is evaluated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

IN_TEXT = ("date", "iso_date", "week", "name")
"""For subjects and links: ``23 November 2026``, ``2026-11-23``, the ISO week's number, the digest's name."""

IN_UNSUBSCRIBE = ("recipient", "name")
"""For the address that unsubscribes: the recipient's address and the digest's name, escaped for a URL."""

_BRACES = re.compile(r"\{([^{}]*)\}")


def check(text: str, allowed: Collection[str]) -> None:
    """Raise ``ValueError`` where a name in braces is not one of ``allowed``, or a brace stands alone."""
    for name in _BRACES.findall(text):
        if name not in allowed:
            known = ", ".join(f"{{{one}}}" for one in allowed)
            raise ValueError(f"{{{name}}} cannot be filled in; there are {known}")
    if set("{}") & set(_BRACES.sub("", text)):
        raise ValueError("a brace has no partner")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values in. The text was checked before."""
    return _BRACES.sub(lambda match: values[match[1]], text)
