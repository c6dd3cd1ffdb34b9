"""Headers that are folded here, because the library's own folding breaks them.

It cuts a long word up as if it were prose in a foreign script, and loses the quotes of a long name, so that a comma in
it parts two addresses (RFC 5322, 3.4; RFC 2047, 5).
"""

from __future__ import annotations

import re
from email.header import Header
from email.headerregistry import HeaderRegistry, UniqueAddressHeader, UnstructuredHeader
from email.policy import SMTP
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.headerregistry import Address
    from email.policy import Policy

_LINE_LENGTH = 78
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ATOMS = re.compile(rf"{_ATOM}( {_ATOM})*")
_ENCODED_WORD = "=?"


class _Whole(UnstructuredHeader):
    """A header of one long word."""

    name: str
    max_count = 1

    def fold(self, *, policy: Policy) -> str:  # noqa: ARG002 - the library asks for it
        return f"{self.name}: {self}\r\n"


class _Words(UnstructuredHeader):
    """A header of long words, each on a line of its own."""

    name: str
    max_count = 1

    def fold(self, *, policy: Policy) -> str:  # noqa: ARG002 - the library asks for it
        return f"{self.name}: " + "\r\n ".join(str(self).split()) + "\r\n"


class _OneMailbox(UniqueAddressHeader):
    """A header of one name and address."""

    name: str
    addresses: tuple[Address, ...]

    def fold(self, *, policy: Policy) -> str:  # noqa: ARG002 - the library asks for it
        (mailbox,) = self.addresses
        if not mailbox.display_name:
            return f"{self.name}: {mailbox.addr_spec}\r\n"
        name = _phrase(mailbox.display_name, self.name)
        last = len(f"{self.name}: {name}".rpartition("\r\n")[2])
        address = f"<{mailbox.addr_spec}>"
        between = " " if last + 1 + len(address) <= _LINE_LENGTH else "\r\n "
        return f"{self.name}: {name}{between}{address}\r\n"


def _phrase(name: str, header: str) -> str:
    """A name as it may stand before an address: plain, in quotes, or in encoded words."""
    if _ENCODED_WORD not in name:
        quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
        plain = name if _ATOMS.fullmatch(name) else quoted
        if name.isascii() and len(f"{header}: {plain}") <= _LINE_LENGTH:
            return plain
    return Header(name, "utf-8", maxlinelen=_LINE_LENGTH - 2, header_name=header).encode(linesep="\r\n")


_TYPES = {
    **dict.fromkeys(("list-unsubscribe", "list-id", "message-id"), _Whole),
    **dict.fromkeys(("from", "to", "reply-to"), _OneMailbox),
    "references": _Words,
}
_REGISTRY = HeaderRegistry()
for _name, _type in _TYPES.items():
    _REGISTRY.map_to_type(_name, _type)  # type: ignore[arg-type]  # typeshed wants the class that it becomes a part of

POLICY = SMTP.clone(header_factory=_REGISTRY, cte_type="7bit")
"""How messages are written: lines that end in CRLF, 7 bits, these headers."""
