"""Exim, from Debian's packages: a mail server of another make, in a folder of its own, on a port of loopback."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .servers import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRAM = "/usr/sbin/exim4"
USER = "Debian-exim"
READERS = ("chief", "zoe")
PATIENCE = 30
"""Seconds."""

CONFIGURATION = """
primary_hostname = localhost
spool_directory = {folder}/spool
log_file_path = {folder}/log/%s
pid_file_path = {folder}/exim.pid
daemon_smtp_ports = {port}
local_interfaces = 127.0.0.1
tls_advertise_hosts = *
tls_certificate = {folder}/certificate.pem
acl_smtp_rcpt = recipient
acl_smtp_mail = sender
never_users = root
host_lookup =
rfc1413_hosts =
keep_environment =
smtp_accept_max_per_connection = 1000
begin acl
sender:
  deny condition = ${{if def:tls_in_cipher{{no}}{{yes}}}}
       message = encrypt first
  accept
recipient:
  accept local_parts = {readers}
  deny message = no such reader here
begin routers
local:
  driver = accept
  local_parts = {readers}
  transport = mailbox
begin transports
mailbox:
  driver = appendfile
  directory = {folder}/mail/$local_part_data
  maildir_format
  create_directory
  user = {user}
"""


def missing() -> str | None:
    """Say why Exim cannot be run here, or nothing."""
    if not Path(PROGRAM).is_file():
        return "Exim is not installed (Debian: apt-get install exim4-daemon-light)"
    if os.geteuid() != 0:
        return "Exim delivers to mailboxes only where it is started by root"
    if USER not in {user.pw_name for user in pwd.getpwall()}:
        return f"there is no user {USER}"
    return None


@dataclass(frozen=True)
class Exim:
    """A running server. Mail lies in ``mail/<reader>/new`` of its folder."""

    port: int
    folder: Path

    def delivered(self, reader: str) -> bytes:
        """Wait until a message lies in a reader's mailbox, and return it."""
        box = self.folder / "mail" / reader / "new"
        _wait_for(lambda: box.is_dir() and any(box.iterdir()), self.folder)
        (path,) = box.iterdir()
        return path.read_bytes()


@contextmanager
def exim(certificate: bytes) -> Iterator[Exim]:
    """Run Exim, which shows this certificate with its key."""
    # Not below the tests' own folders, which Exim's user may not enter.
    with tempfile.TemporaryDirectory(prefix="exim-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with _running(folder, certificate) as port:
            yield Exim(port, folder)


@contextmanager
def _running(folder: Path, certificate: bytes) -> Iterator[int]:
    port = free_port()
    for name in ("spool", "log", "mail"):
        (folder / name).mkdir()
        shutil.chown(folder / name, USER)
    (folder / "certificate.pem").write_bytes(certificate)
    shutil.chown(folder / "certificate.pem", USER)
    configuration = folder / "exim.conf"
    configuration.write_text(
        CONFIGURATION.format(folder=folder, port=port, user=USER, readers=" : ".join(READERS)), encoding="utf-8"
    )
    with subprocess.Popen([PROGRAM, "-C", configuration, "-bdf", "-q1m"], stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(lambda: _answers(port), folder)
            yield port
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def _wait_for(condition: Callable[[], bool], folder: Path) -> None:
    ends = time.monotonic() + PATIENCE
    while not condition():
        logs = "".join(path.read_text(encoding="utf-8") for path in (folder / "log").iterdir())
        assert time.monotonic() < ends, f"Exim takes too long; it says: {logs}"
        time.sleep(0.05)
