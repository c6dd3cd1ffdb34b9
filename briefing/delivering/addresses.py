"""Mail addresses as a person writes them: ``Asia desk <desk@example.org>``. Checked here, once, and then trusted.

Whether anybody reads mail there is the server's business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.errors import HeaderParseError, ObsoleteHeaderDefect
from email.headerregistry import Address
from email.policy import SMTP
from typing import TYPE_CHECKING, Any

from pydantic_core import CoreSchema, core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

# RFC 5321, 4.5.3.1: octets of the part before the @, and of the whole path without its brackets.
_LOCAL_LENGTH = 64
_LENGTH = 254
# A dot-atom (RFC 5322). Quoted parts before the @ are allowed there, and break too many programs to be sent to.
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name, which may be empty, and an address in ASCII (domains of other letters in their ASCII form)."""

    name: str
    address: str

    @classmethod
    def parse(cls, text: str) -> Mailbox:
        """Read one mailbox. Raises ``ValueError`` with the reason."""
        if any(character < " " or character == "\x7f" for character in text):
            raise ValueError("an address cannot hold line breaks or control characters")
        try:
            header: Any = SMTP.header_factory("To", text)
            found = header.addresses
        # The library's parser breaks off in many ways at what is no address ('.:' is an AttributeError).
        except (HeaderParseError, ValueError, LookupError, AttributeError, TypeError) as error:
            raise ValueError(f"{text!r} is not a mail address") from error
        if len(found) != 1 or any(group.display_name for group in header.groups):
            raise ValueError(f"{text!r} is not one mail address")
        # The library mends what it reads, and nobody knows whether that is what was meant. A dot in a name is harmless.
        mended = any(not isinstance(defect, ObsoleteHeaderDefect) for defect in header.defects)
        if mended or not text.rstrip(" >").endswith(f"{found[0].username}@{found[0].domain}"):
            raise ValueError(f"{text!r} is not a mail address: a bracket, a quote, a comma or a blank is out of place")
        if not found[0].display_name.isprintable():
            raise ValueError(f"{text!r} has a character in its name that cannot be printed")
        return cls(found[0].display_name, _checked(found[0].username, found[0].domain, text))

    @property
    def key(self) -> str:
        """What tells one mailbox from another: the address, in lower case."""
        return self.address.lower()

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]

    @property
    def header(self) -> Address:
        """The mailbox for a header of a message."""
        return Address(self.name, addr_spec=self.address)

    def __str__(self) -> str:
        """The mailbox as it was written, with the name in quotes where it needs them."""
        return str(self.header)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a string in a file be a mailbox."""

        def read(value: object) -> Mailbox:
            if isinstance(value, Mailbox):
                return value
            if not isinstance(value, str):
                raise ValueError("an address is a text in quotation marks")
            return cls.parse(value)

        return core_schema.no_info_plain_validator_function(read)


def _checked(local: str, domain: str, text: str) -> str:
    if not local.isascii():
        raise ValueError(
            f"{text!r} has letters before the @ that many servers do not take; use an address without them"
        )
    try:
        domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise ValueError(f"{text!r} has no valid domain behind the @") from error
    if not _LOCAL.fullmatch(local) or len(local) > _LOCAL_LENGTH or not _DOMAIN.fullmatch(domain):
        raise ValueError(f"{text!r} is not a mail address")
    address = f"{local}@{domain}"
    if len(address) > _LENGTH:
        raise ValueError(f"{text!r} is longer than a mail address may be")
    return address
