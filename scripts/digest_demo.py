"""Shows a digest from nothing: starts a mail server, sends a memo of seeds/ through it, and says where the mail lies.

usage: python scripts/digest_demo.py [FOLDER]

The server is aiosmtpd on a port of loopback, and the mailbox a Maildir in FOLDER, outputs/digest-demo by default.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

ROOT = Path(__file__).resolve().parent.parent
RECIPIENT = "chief@example.org"

DIGEST = """\
# Written by scripts/digest_demo.py. What each line means: docs/digests.md.
name = "asia-desk"
subject = "Asia desk, {{date}}"
from = "Asia desk <desk@example.org>"
to = ["Chief of staff <{recipient}>"]
attach = ["pdf", "md"]
unsubscribe = "https://example.org/unsubscribe?list={{name}}&who={{recipient}}"

[[memos]]
subject = "US–China military channels"
sources = ["{seeds}"]
marking = "TLP:AMBER"

[smtp]
host = "localhost"
port = {port}
security = "none"
"""


def main() -> int:
    """Send the digest twice, of which one arrives, and show it."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "outputs" / "digest-demo"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    digest, box = folder / "desk.toml", folder / "mailbox"
    server = Controller(Mailbox(box), hostname="127.0.0.1", port=_free_port(), ready_timeout=30)
    digest.write_text(DIGEST.format(recipient=RECIPIENT, seeds=ROOT / "seeds", port=server.port), encoding="utf-8")
    _say(f"a mail server listens on localhost:{server.port}; the digest is {_shown(digest)}")
    server.start()
    try:
        for _ in range(2):
            if status := _briefing("digest", "run", digest):
                return status
        _briefing("digest", "log", digest, "--all")
    finally:
        server.stop()
    _show(box)
    return 0


def _briefing(*arguments: str | Path) -> int:
    _say("$ briefing " + " ".join(_shown(one) if isinstance(one, Path) else one for one in arguments))
    return subprocess.run([sys.executable, "-m", "briefing", *map(str, arguments)], check=False).returncode  # noqa: S603


def _show(box: Path) -> None:
    """The one message that arrived: its headers, its text, its files, and where it lies."""
    (file,) = (box / "new").iterdir()
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)  # noqa: S101 - so the policy has it
    text = message.get_body(("plain",))
    _say("")
    for name in ("From", "To", "Subject", "Date", "List-Unsubscribe"):
        _say(f"{name}: {message[name]}")
    for attachment in message.iter_attachments():
        size = len(attachment.get_payload(decode=True))
        _say(f"Attachment: {attachment.get_filename()} ({size:,} bytes)")
    _say("")
    _say(text.get_content().replace("\r\n", "\n") if text else "")
    _say(f"The message lies in {_shown(file)}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _shown(path: Path) -> str:
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
