"""Mail addresses: what is one, and that nothing else gets into a header."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivering.addresses import Mailbox


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("chief@example.org", "", "chief@example.org"),
        ("Asia desk <desk@example.org>", "Asia desk", "desk@example.org"),
        ('"Doe, Jane" <jane@example.org>', "Doe, Jane", "jane@example.org"),
        ("Zoë <zoe@example.org>", "Zoë", "zoe@example.org"),
        ("post@bücher.example", "", "post@xn--bcher-kva.example"),
        ("root@localhost", "", "root@localhost"),
        ("J. R. Doe <jane@example.org>", "J. R. Doe", "jane@example.org"),
    ],
)
def test_a_mailbox_is_a_name_and_an_address(text: str, name: str, address: str) -> None:
    assert Mailbox.parse(text) == Mailbox(name, address)


@pytest.mark.parametrize(
    "text",
    [
        *(".:", "", "chief", "chief@", "@example.org", "a b@example.org", "a..b@example.org", '"a b"@example.org'),
        *("a@-example.org", "a@exa_mple.org", "a@example..org", "a@[127.0.0.1]", f"{'a' * 65}@example.org"),
        *("Doe, Jane <jane@example.org>", "a@example.org, b@example.org", "team: a@example.org;", "ä@example.org"),
        f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 60}",
    ],
)
def test_what_is_no_mailbox_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"address|domain|letters"):
        Mailbox.parse(text)


@pytest.mark.parametrize("text", ["a@example.org\nBcc: b@example.org", "A\r\n B <a@example.org>", "a\0@example.org"])
def test_a_line_break_cannot_bring_a_header_of_its_own(text: str) -> None:
    with pytest.raises(ValueError, match="line breaks"):
        Mailbox.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        *("<a@example.org", "a@example.org>", "a @example.org", "a@ example.org", '"Doe, Jane <a@example.org>'),
        *("<a@example.org> x", "a@example.org,", "a@example.org (Jane)", "<<a@example.org>>", "a. b@example.org"),
    ],
)
def test_what_would_have_to_be_mended_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"out of place|not a mail address|not one mail address"):
        Mailbox.parse(text)


@pytest.mark.parametrize("name", ["=?utf-8?q?A=1Bz?=", "=?utf-8?q?A=00z?=", "A\u2028B", "A\u202eB", "A\u00a0B"])
def test_a_name_holds_only_what_can_be_printed(name: str) -> None:
    with pytest.raises(ValueError, match=r"out of place|cannot be printed"):
        Mailbox.parse(f"{name} <a@example.org>")


def test_two_spellings_of_an_address_are_one_recipient() -> None:
    assert Mailbox.parse("Chief@Example.org").key == Mailbox.parse("The chief <chief@example.ORG>").key


@given(st.text(max_size=60))
def test_any_text_is_refused_or_comes_back_from_its_own_spelling(text: str) -> None:
    try:
        mailbox = Mailbox.parse(text)
    except ValueError:
        return
    assert Mailbox.parse(str(mailbox)) == mailbox
    assert mailbox.address.isascii()
    assert "\n" not in str(mailbox)
