"""Headers: whatever a name holds and however long it is, it comes back as one mailbox."""

from __future__ import annotations

from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivering.addresses import Mailbox
from briefing.delivering.headers import POLICY

PRINTABLE = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1, max_size=250)
SPECIAL = st.text('ab ,;:<>@"\\()[].=?_é', min_size=1, max_size=250)
ADDRESSES = st.sampled_from(["a@b.c", f"{'l' * 60}@{'d' * 60}.{'e' * 60}.org"])


def folded(name: str, value: object) -> bytes:
    message = EmailMessage(policy=POLICY)
    message[name] = value
    raw = b"".join(POLICY.fold_binary(*item) for item in message.items())
    assert raw.isascii()
    assert raw.endswith(b"\r\n")
    assert all(line[:1] == b" " and line.strip() for line in raw.split(b"\r\n")[1:-1])
    return raw


def mailboxes(header: str, mailbox: Mailbox) -> list[tuple[str, str]]:
    """What a mail program makes of the mailbox in this header."""
    raw = folded(header, mailbox.header)
    longest = max(78, len(f"{header}: <{mailbox.address}>"))
    assert max(map(len, raw.split(b"\r\n"))) <= longest
    assert len(message_from_bytes(raw + b"\r\n", policy=default)[header].addresses) == 1
    # The newer parser keeps the blanks between encoded words, which are none (RFC 2047, 6.2).
    found = getaddresses([message_from_bytes(raw + b"\r\n")[header]])
    return [(str(make_header(decode_header(name))), address) for name, address in found]


@pytest.mark.parametrize("header", ["From", "To", "Reply-To"])
@given(name=PRINTABLE | SPECIAL, address=ADDRESSES)
def test_any_name_stays_one_name_before_one_address(header: str, name: str, address: str) -> None:
    name = " ".join(name.split())
    assert mailboxes(header, Mailbox(name, address)) == [(name, address)]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("", b"To: a@b.c\r\n"),
        ("Asia desk", b"To: Asia desk <a@b.c>\r\n"),
        ("Doe, Jane", b'To: "Doe, Jane" <a@b.c>\r\n'),
        ("Zo\u00eb", b"To: =?utf-8?q?Zo=C3=AB?= <a@b.c>\r\n"),
    ],
)
def test_a_short_name_is_written_as_people_write_it(name: str, written: bytes) -> None:
    assert folded("To", Mailbox(name, "a@b.c").header) == written


def test_a_long_name_with_commas_is_no_list_of_addresses() -> None:
    name = "Ministry of Foreign Affairs, Directorate for East Asia, Desk 4 (China, Korea) <x@y.z>"
    assert mailboxes("To", Mailbox(name, "a@b.c")) == [(name, "a@b.c")]


@given(st.integers(1, 200), st.integers(1, 10))
def test_references_are_ids_however_long_they_are(length: int, count: int) -> None:
    ids = [f"<{number:032}@{'d' * length}.org>" for number in range(count)]
    raw = folded("References", " ".join(ids))
    assert raw.decode().split() == ["References:", *ids]
    assert str(message_from_bytes(raw + b"\r\n", policy=default)["References"]).split() == ids
