"""What robots.txt allows, and how often it is asked for."""

from __future__ import annotations

import pytest

from briefing.errors import SourceError, SourceRefused, SourceUnreadable
from briefing.reading.robots import SIZE_LIMIT, Robots

RULES = b"""
User-agent: *
Disallow: /private
Allow: /private/open$

User-agent: briefing
Disallow: /archive/*.pdf
"""


def allows(robots: Robots, address: str) -> bool:
    try:
        robots.check(address)
    except SourceRefused:
        return False
    return True


def test_the_rules_for_this_program_hold_where_there_are_some() -> None:
    robots = Robots(lambda *_: RULES)
    assert allows(robots, "https://outlet.example/private")
    assert not allows(robots, "https://outlet.example/archive/2025/1.pdf")


@pytest.mark.parametrize(
    ("path", "allowed"), [("/news", True), ("/private/1", False), ("/private/open", True), ("/private/open/1", False)]
)
def test_else_the_rules_for_all_hold(path: str, allowed: bool) -> None:
    rules = RULES.partition(b"User-agent: briefing")[0]
    assert allows(Robots(lambda *_: rules), f"https://outlet.example{path}") is allowed


def test_without_a_file_everything_is_allowed() -> None:
    assert allows(Robots(lambda *_: None), "https://outlet.example/page")


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (
            SourceUnreadable("answered HTTP 503"),
            "was not fetched, for its host's robots.txt answered HTTP 503",
        ),
        (SourceRefused("is at 10.0.0.1, which is no public address"), "is at 10.0.0.1, which is no public address"),
    ],
)
def test_where_the_rules_cannot_be_had_nothing_is_allowed(error: SourceError, what: str) -> None:
    def load(*_: object) -> bytes | None:
        raise error

    robots = Robots(load)
    for _ in range(2):
        with pytest.raises(SourceRefused) as refused:
            robots.check("https://outlet.example/page")
        assert refused.value.what == what


def test_each_host_is_asked_once_and_each_port_is_a_host() -> None:
    asked: list[tuple[str, int]] = []

    def load(address: str, size_limit: int) -> bytes | None:
        asked.append((address, size_limit))
        return None

    robots = Robots(load)
    for address in (
        "https://a.example/1",
        "https://a.example/2?x=1",
        "https://b.example/1",
        "https://a.example:8443/1",
    ):
        robots.check(address)
    hosts = ("https://a.example", "https://b.example", "https://a.example:8443")
    assert asked == [(f"{host}/robots.txt", SIZE_LIMIT) for host in hosts]


def test_bytes_that_are_no_text_are_no_rules() -> None:
    assert allows(Robots(lambda *_: b"\xff\xfe\x00\x01"), "https://outlet.example/page")
