"""Which addresses of the internet may be connected to: public ones, unless the user allows the others.

Judged is the address that a connection goes to, never how a URL spells it: names, "127.1", "0x7f000001" and
"2130706433" have all become addresses by then.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# Not public, though older versions of Python say so: 192.0.0.0/24 (RFC 6890) and the relays of 6to4 (RFC 7526).
_SPECIAL = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))

_GLOBAL_UNICAST = IPv6Network("2000::/3")
"""All that is assigned to hosts of the public internet (RFC 4291); whatever lies outside serves some other end."""

_DOCUMENTATION = IPv6Network("3fff::/20")
"""RFC 9637; newer than some versions of Python that this program runs on."""

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""NAT64 (RFC 6052): the last 32 bits are the IPv4 address that is reached."""


def is_public(address: str) -> bool:
    """Whether a numeric address, such as a socket has, is one of the public internet.

    Private, loopback, link-local, multicast, shared, reserved and documentation addresses are not, nor is an IPv6
    address that stands for such an IPv4 address (mapped, 6to4, Teredo, NAT64). Raises ``ValueError`` for a name.
    """
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv4Address):
        return _is_public_4(found)
    inner = _ipv4_within(found)
    if inner is not None and not _is_public_4(inner):
        return False
    # Of 6to4 some versions of Python say that it is public, and others that it is not.
    if found.ipv4_mapped is not None or found.sixtofour is not None or found in _TRANSLATED:
        return True
    return found in _GLOBAL_UNICAST and found.is_global and not found.is_multicast and found not in _DOCUMENTATION


def _is_public_4(address: IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and not any(address in network for network in _SPECIAL)


def _ipv4_within(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address leads to, if any."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
