"""What ``digest.toml`` may say, as types. Every value is checked here, so that the rest can trust it.

The file is read, and its errors are given a line, in ``loading``.
"""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator

from briefing.delivering import period, placeholders
from briefing.delivering.addresses import Mailbox
from briefing.memo import Format, Value
from briefing.rendering import slug

MEGABYTE = 1_000_000
# Subjects are shown in one line of which phones show half; a longer one is a mistake.
_SUBJECT_LENGTH = 200
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")
_LIST_ID = re.compile(r"[A-Za-z0-9._-]+")
_ATTACHABLE: tuple[Format, ...] = ("pdf", "md", "html")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def _one_line(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise ValueError("must be one line of text, without control characters")
    return text


def _filled_text(text: str) -> str:
    placeholders.check(text, placeholders.IN_TEXT)
    return _one_line(text)


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or set(text) & set(" <>\"'`\\"):
        raise ValueError("is not a web address")
    if not text.isascii() or not text.isprintable():
        raise ValueError("must be written in ASCII; escape other letters with %")
    if parts.username or parts.password:
        raise ValueError("must hold no user and no password")
    return text


def _link(text: str) -> str:
    placeholders.check(text, placeholders.IN_TEXT)
    return _web_address(text)


def _unsubscribe(text: str) -> str:
    placeholders.check(text, placeholders.IN_UNSUBSCRIBE)
    if not text.startswith("https://"):
        raise ValueError("must begin with https:// (RFC 8058)")
    return _web_address(text)


def _source(text: str) -> str:
    return _web_address(text) if _ADDRESS.match(text) else _one_line(text)


def _attachable(format_: object) -> object:
    if format_ == "json":
        raise ValueError("json is not attached: it holds the sources' whole texts")
    if format_ not in _ATTACHABLE:
        raise ValueError(f"must be one of {', '.join(_ATTACHABLE)}")
    return format_


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise ValueError("must be 1 to 63 of a-z, 0-9, dot, hyphen and underscore, and begin with a letter or a digit")
    return text


def _list_id(text: str) -> str:
    if not _LIST_ID.fullmatch(text):
        raise ValueError("must hold only letters and digits of ASCII, dots, hyphens and underscores")
    return text


def _variable(name: str) -> str:
    if not _VARIABLE.fullmatch(name):
        raise ValueError("is the name of an environment variable, such as SMTP_PASSWORD, not its value")
    return name


def _schedule(text: str) -> str:
    period.check_schedule(text)
    return text


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError) as error:
        raise ValueError(f"{name!r} is not a time zone, such as Europe/Berlin") from error
    return name


OneLine = Annotated[str, AfterValidator(_one_line)]
Subject = Annotated[str, AfterValidator(_filled_text), Field(max_length=_SUBJECT_LENGTH)]
Link = Annotated[str, AfterValidator(_link)]
Variable = Annotated[str, AfterValidator(_variable)]
Security = Literal["tls", "starttls", "none"]


class DigestMemo(Value):
    """One memo of a digest."""

    subject: Subject = Field(description="what the memo is about")
    sources: tuple[Annotated[str, AfterValidator(_source)], ...] = Field(
        min_length=1, description="files, folders, web pages and feeds; paths are relative to the file"
    )
    include: Literal["new", "all"] = Field(
        default="new", description="new: what the last sent digest did not have; all: every document, every time"
    )
    allow_private_addresses: bool = Field(
        default=False, description="whether sources may be fetched from addresses that are not public"
    )
    link: Link | None = Field(default=None, description="the memo's permanent address, if you publish it")
    to: OneLine | None = Field(default=None, description="whom the memo is for")
    marking: OneLine | None = Field(default=None, description="how it may be shared, such as TLP:AMBER")
    template: OneLine | None = Field(default=None, description="the memo's template: a name, or a folder")
    summarizer: OneLine | None = Field(default=None, description="as in `briefing memo`")
    length: Literal["short", "standard", "long"] | None = Field(default=None, description="as in `briefing memo`")

    @property
    def key(self) -> str:
        """What the ledger knows it by, from one period to the next."""
        return slug(self.subject)


class Smtp(Value):
    """The mail server. Name and password come from the environment or a file, never from ``digest.toml``."""

    host: OneLine = Field(description="the server's name, which its certificate must carry")
    port: int = Field(ge=1, le=65535, description="587 for starttls and 465 for tls, as a rule")
    security: Security = Field(description="tls, starttls, or none (to this machine only)")
    username_env: Variable | None = Field(default=None, description="the variable that holds the user's name")
    password_env: Variable | None = Field(default=None, description="the variable that holds the password")
    password_file: Path | None = Field(default=None, description="a file that holds the password, and nothing else")
    ca_file: Path | None = Field(default=None, description="certificates to trust instead of the system's")
    timeout: float = Field(default=30, gt=0, le=600, description="seconds to wait for an answer")
    connections: int = Field(default=4, ge=1, le=20, description="how many at once")
    messages_per_connection: int = Field(default=100, ge=1, description="then a new connection is made")
    retry_after: tuple[Annotated[float, Field(ge=0, le=86_400)], ...] = Field(
        default=(30, 120, 600), description="seconds to wait before each further attempt after a temporary refusal"
    )

    @model_validator(mode="after")
    def _safe(self) -> Smtp:
        if self.security == "none" and not _is_loopback(self.host):
            raise ValueError('security = "none" is for this machine only (localhost); use starttls or tls')
        if self.password_env and self.password_file:
            raise ValueError("password_env and password_file are both there; keep one")
        if bool(self.username_env) != bool(self.password_env or self.password_file):
            raise ValueError("a login needs username_env and one of password_env and password_file")
        return self


class Digest(Value):
    """A digest: who gets which memos, when, and through which server."""

    # The file says `from`, and there is no second way to say it.
    model_config = ConfigDict(validate_by_name=False, validate_by_alias=True)

    name: Annotated[str, AfterValidator(_name)] = Field(description="small letters, digits, hyphens; names it")
    subject: Subject = Field(description="of the message; may hold {date}, {iso_date}, {week}, {name}")
    schedule: Annotated[str, AfterValidator(_schedule)] | None = Field(
        default=None, description="cron: minute, hour, day of the month, month, day of the week; else one a day"
    )
    timezone: Annotated[str, AfterValidator(_zone)] = Field(default="UTC", description="such as Europe/Berlin")
    sender: Mailbox = Field(alias="from", description="whom it is from")
    to: tuple[Mailbox, ...] = Field(min_length=1, description="the recipients; each gets a message of their own")
    owner: Mailbox | None = Field(default=None, description="who is told what went wrong")
    reply_to: Mailbox | None = Field(default=None, description="where answers go, if not to `from`")
    attach: tuple[Annotated[Format, BeforeValidator(_attachable)], ...] = Field(
        default=("pdf",), description="the formats that each memo is attached in"
    )
    attachments_mb: float = Field(
        default=10, gt=0, description="most megabytes of attachments in one message, counted as they travel"
    )
    unsubscribe: Annotated[str, AfterValidator(_unsubscribe)] | None = Field(
        default=None, description="one-click address (RFC 8058); may hold {recipient} and {name}"
    )
    list_id: Annotated[str, AfterValidator(_list_id)] | None = Field(
        default=None, description="for List-Id (RFC 2919); by default name and domain of `from`"
    )
    nothing_new: Literal["silence", "note"] = Field(
        default="silence", description="what is sent where no memo has anything new: nothing, or a short note"
    )
    template: Path | None = Field(default=None, description="a folder with templates for the message")
    state: Path | None = Field(default=None, description="the folder for the ledger; by default `<name>.digest`")
    folder: Path | None = Field(default=None, description="messages land here as .eml files; in place of [smtp]")
    memos: tuple[DigestMemo, ...] = Field(min_length=1, description="the memos, in the order of the message")
    smtp: Smtp | None = Field(default=None, description="the mail server")

    @model_validator(mode="after")
    def _whole(self) -> Digest:
        if (self.smtp is None) == (self.folder is None):
            raise ValueError("give either a table [smtp] or `folder`, so that the messages can go somewhere")
        if len({memo.key for memo in self.memos}) < len(self.memos):
            raise ValueError("two memos have the same subject; the ledger could not tell them apart")
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the schedule and of the memos' date."""
        return ZoneInfo(self.timezone)

    @property
    def recipients(self) -> tuple[Mailbox, ...]:
        """Whom it goes to, each address once."""
        return tuple({mailbox.key: mailbox for mailbox in reversed(self.to)}.values())[::-1]

    @property
    def attachment_limit(self) -> int:
        """Bytes that the attachments of one message may have, encoded."""
        return int(self.attachments_mb * MEGABYTE)


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
