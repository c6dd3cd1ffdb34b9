"""The message: its parts, its headers, and that nobody can slip one in."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivering.addresses import Mailbox
from briefing.delivering.message import Letter, attached_part, message_id

from .conftest import NOW, WriteDigest
from .editions import CONTENT, NAME

if TYPE_CHECKING:
    from briefing.delivering import Digest

CHIEF = Mailbox("The chief – of staff", "chief@example.org")


@pytest.fixture
def digest(write_digest: WriteDigest) -> Digest:
    return write_digest({"timezone =": 'unsubscribe = "https://example.org/u?who={recipient}&list={name}"\ntimezone ='})


def letter(digest: Digest, **fields: object) -> Letter:
    given: dict[str, object] = {
        "subject": "Radar desk – Woche",
        "created": NOW,
        "text": "Hello.\n.\nFrom here on: é\nNo more: MARK\n",
        "html": "<p>Hello – <a href='MARK'>no more</a></p>\n",
        "unsubscribe_mark": "MARK",
        "attached": [attached_part(NAME, "application/pdf", CONTENT)],
    }
    return Letter(digest, **(given | fields))  # type: ignore[arg-type]


def parsed(made: Letter, recipient: Mailbox = CHIEF, identifier: str = "<1@example.org>") -> EmailMessage:
    raw = bytes(made.message(recipient, identifier, ["<a@example.org>", "<b@example.org>"]))
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk()] == [[] for _ in message.walk()]
    return message


def test_a_message_is_text_and_html_and_its_attachments(digest: Digest) -> None:
    message = parsed(letter(digest))
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"]
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == NAME
    assert attachment.get_content() == CONTENT


def test_each_recipient_has_an_address_of_their_own_to_unsubscribe(digest: Digest) -> None:
    made = letter(digest)
    for mailbox in (CHIEF, Mailbox("", "o'hara+x@example.org")):
        message = parsed(made, mailbox)
        address = message["List-Unsubscribe"].strip("<>")
        assert address.startswith("https://example.org/u?who=")
        assert "&list=radar-weekly" in address
        text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
        assert text is not None
        assert html is not None
        assert text.get_content().splitlines()[-1] == f"No more: {address}"
        assert address.replace("&", "&amp;") in html.get_content()
    assert "who=o%27hara%2Bx%40example.org&" in address


def test_the_headers_are_those_of_a_list(digest: Digest) -> None:
    message = parsed(letter(digest))
    assert message["From"] == "Radar desk <desk@example.org>"
    assert message["To"].addresses[0].display_name == "The chief – of staff"
    assert message["Subject"] == "Radar desk – Woche"
    assert message["Date"].datetime == NOW
    assert message["Message-ID"] == "<1@example.org>"
    assert message["References"] == "<a@example.org> <b@example.org>"
    assert message["List-Id"] == "<radar-weekly.example.org>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["MIME-Version"] == "1.0"


def test_without_an_address_to_unsubscribe_there_is_no_such_header(write_digest: WriteDigest) -> None:
    message = parsed(letter(write_digest()))
    assert message["List-Unsubscribe"] is None
    assert message["List-Unsubscribe-Post"] is None


def test_answers_go_where_the_digest_says(write_digest: WriteDigest) -> None:
    digest = write_digest({"timezone =": 'reply_to = "answers@example.org"\nlist_id = "radar.example"\ntimezone ='})
    message = parsed(letter(digest))
    assert (message["Reply-To"], message["List-Id"]) == ("answers@example.org", "<radar.example>")


def test_a_long_address_to_unsubscribe_is_not_cut_up(write_digest: WriteDigest) -> None:
    token = "0123456789abcdef" * 12
    digest = write_digest({"timezone =": f'unsubscribe = "https://example.org/u?t={token}"\ntimezone ='})
    raw = bytes(letter(digest).message(CHIEF, "<1@example.org>"))
    assert f"\r\nList-Unsubscribe: <https://example.org/u?t={token}>\r\n".encode() in raw


def test_a_message_without_html_is_plain_text(digest: Digest) -> None:
    message = parsed(letter(digest, html=None, attached=[]))
    assert [part.get_content_type() for part in message.walk()] == ["multipart/mixed", "text/plain"]


def test_the_message_id_follows_from_digest_period_and_recipient(digest: Digest, write_digest: WriteDigest) -> None:
    other = write_digest({'name = "radar-weekly"': 'name = "radar-daily"'})
    ids = {
        message_id(digest, "2026-11-23", CHIEF),
        message_id(digest, "2026-11-30", CHIEF),
        message_id(digest, "2026-11-23", Mailbox("", "deputy@example.org")),
        message_id(other, "2026-11-23", CHIEF),
        message_id(digest, "2026-11-23", CHIEF, "about"),
    }
    assert len(ids) == 5
    assert message_id(digest, "2026-11-23", Mailbox("", "Chief@example.org")) in ids
    assert all(one.endswith("@example.org>") for one in ids)


def test_the_attachments_are_encoded_once_for_all(digest: Digest) -> None:
    made = letter(digest)
    first, second = (made.message(Mailbox("", f"{name}@example.org"), f"<{name}@example.org>") for name in "ab")
    assert first.parts[-1] is second.parts[-1]


@given(st.text(min_size=1, max_size=80))
def test_no_name_of_a_file_brings_a_header_of_its_own(name: str) -> None:
    try:
        part = attached_part(name, "application/pdf", b"x")
    except ValueError:
        return  # refused is fine, too
    message = message_from_bytes(part, policy=default)
    assert set(message.keys()) <= {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition"}


def test_a_subject_with_a_line_break_makes_no_message(digest: Digest) -> None:
    with pytest.raises(ValueError, match=r"linefeed|newline|CR|LF"):
        letter(digest, subject="x\r\nBcc: eve@example.org").message(CHIEF, "<1@example.org>")
