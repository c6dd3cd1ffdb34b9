"""What arrives in a mailbox of Exim, a server of another make, parsed and compared with what was sent."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING

import pytest

from briefing.delivering import run

from . import exim
from .conftest import NOW, SMTP, WriteDigest
from .editions import CONTENT, NAME, stored

if TYPE_CHECKING:
    from pathlib import Path

    import trustme

pytestmark = pytest.mark.skipif(exim.missing() is not None, reason=exim.missing() or "")


def test_a_digest_arrives_in_the_mailboxes_of_exim(
    write_digest: WriteDigest, authority: trustme.CA, ca_file: Path
) -> None:
    certificate = authority.issue_cert("localhost").private_key_and_cert_chain_pem.bytes()
    with exim.exim(certificate) as server:
        smtp = SMTP.format(host="localhost", port=server.port, security="starttls") + f'ca_file = "{ca_file}"\n'
        digest = write_digest({'to = ["chief@example.org"': 'to = ["nobody@example.org", "chief@example.org"'}, smtp)
        edition = stored(digest)
        report = run(digest, now=NOW)
        raw, other = server.delivered("chief"), server.delivered("zoe")
    assert dict(report.states) == {"sent": 2, "refused": 1}
    assert report.problems == ("nobody@example.org was refused for good: 550 no such reader here",)

    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk()] == [[]] * 5
    assert [part.get_content_type() for part in message.walk()] == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf")
    ]
    assert (message["Subject"], message["To"]) == (edition.subject, "chief@example.org")
    (attachment,) = message.iter_attachments()
    assert (attachment.get_filename(), attachment.get_content()) == (NAME, CONTENT)
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == edition.text.replace(edition.unsubscribe_mark, "")
    assert html.get_content().replace("\r\n", "\n") == edition.html.replace(edition.unsubscribe_mark, "")
    zoe = message_from_bytes(other, policy=default)
    assert zoe["To"] == "Zoë Ørsted <zoe@example.org>"
    assert zoe["Message-ID"] != message["Message-ID"]
