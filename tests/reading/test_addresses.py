"""Which addresses may be connected to."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.reading.addresses import is_public

# The special-purpose registries of IANA (RFC 6890 and those that update it), and multicast.
NOT_PUBLIC_4 = [
    IPv4Network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
    )
]
NOT_PUBLIC_6 = [
    IPv6Network(network)
    for network in (
        *("::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001:db8::/32", "3fff::/20", "5f00::/16"),
        *("fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
    )
]

within_4 = st.sampled_from(NOT_PUBLIC_4).flatmap(lambda network: st.ip_addresses(v=4, network=network))
within_6 = st.sampled_from(NOT_PUBLIC_6).flatmap(lambda network: st.ip_addresses(v=6, network=network))


@given(within_4)
def test_no_address_of_a_special_network_is_public(address: IPv4Address) -> None:
    assert not is_public(str(address))


@given(within_6)
def test_no_address_of_a_special_ipv6_network_is_public(address: IPv6Address) -> None:
    assert not is_public(str(address))
    assert not is_public(f"{address}%eth0")


@given(st.ip_addresses(v=4))
def test_every_other_address_is_public(address: IPv4Address) -> None:
    assert is_public(str(address)) is not any(address in network for network in NOT_PUBLIC_4)


@given(within_4)
def test_an_ipv6_address_that_stands_for_such_an_address_is_not_public(address: IPv4Address) -> None:
    number = int(address)
    assert not is_public(str(IPv6Address((0xFFFF << 32) | number)))  # mapped
    assert not is_public(str(IPv6Address(number)))  # compatible
    assert not is_public(str(IPv6Address((0x2002 << 112) | (number << 80))))  # 6to4
    assert not is_public(str(IPv6Address((0x0064_FF9B << 96) | number)))  # NAT64
    assert not is_public(str(IPv6Address((0x2001_0000 << 96) | (number ^ 0xFFFFFFFF))))  # Teredo


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_hosts_of_the_public_internet_are_public(address: str) -> None:
    assert is_public(address)


def test_a_name_is_no_address() -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        is_public("localhost")
