"""All that can go wrong for a user.

BriefingError                    exit status 2
├── UsageError                   an option or a setting is wrong
├── SourceError                  one document could not be read; the others go on
│   ├── SourceMissing
│   ├── SourceUnreadable         no permission, a broken or binary file, nothing in it
│   ├── SourceTooLarge
│   └── SourceRefused            an address that may not be fetched: not public, or closed by robots.txt
├── NothingToRead                no document of the dossier could be read
├── NothingNew                   every document is known already
├── TemplateError                a template is missing or has a mistake
├── OutputError                  a file could not be written
├── DigestInvalid                digest.toml has a wrong key or value
├── DigestBusy                   another run of the same digest is under way
├── DigestNotMade                none of a digest's memos could be made
├── LedgerError                  the record of what was sent cannot be read or written
├── DeliveryError                a digest could not be handed over; what was not accepted may be tried again
│   ├── ServerUnreachable        no connection to the mail server, or no answer from it
│   └── ServerRefused            its certificate, encryption or login is wrong, or it takes the message for nobody
└── RequirementMissing           exit status 3
    ├── ModelMissing             a model or the package that carries it is not there
    ├── ModelCorrupt             a model's hash is not the expected one
    ├── ModelUnreachable         the model server that the user named is not there, or does not let us in
    └── LibraryMissing           a library of the system is not there

Each message is one line: what went wrong, where, and what to do. ``remedy`` is that last part.
"""

from __future__ import annotations


class BriefingError(Exception):
    """Base of every error that a user can meet.

    ``str(error)`` is one line: ``where: what (remedy)``, without the parts that are not known.
    """

    exit_status = 2

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what)

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        if self.remedy:
            line = f"{line}; {self.remedy}"
        return " ".join(line.split())


class UsageError(BriefingError):
    """An option or a setting is wrong."""


class SourceError(BriefingError):
    """One document could not be read."""


class SourceMissing(SourceError):
    """The path does not exist."""


class SourceUnreadable(SourceError):
    """The document is there, but holds nothing that can be read."""


class SourceTooLarge(SourceError):
    """The document is larger than the limit."""


class SourceRefused(SourceError):
    """The address may not be fetched: it is not a public one, or its host closes it to programs."""


class NothingToRead(BriefingError):
    """No document of the dossier could be read.

    ``empty`` says that there was none at all, as in an empty folder.
    """

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None, empty: bool = False) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.empty = empty


class NothingNew(BriefingError):
    """Every document is known already, or there is none. Only where new ones are asked for.

    ``unread`` has a line for each document that could not be read, and so may have been new.
    """

    def __init__(
        self, what: str, *, unread: tuple[str, ...], where: str | None = None, remedy: str | None = None
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.unread = unread


class TemplateError(BriefingError):
    """A template is missing or has a mistake."""


class OutputError(BriefingError):
    """A file could not be written."""


class DigestInvalid(BriefingError):
    """``digest.toml`` has a wrong key or value."""


class DigestBusy(BriefingError):
    """Another run of the same digest is under way."""


class DigestNotMade(BriefingError):
    """None of a digest's memos could be made. ``exit_status`` is that of the first error behind it."""

    def __init__(self, what: str, *, exit_status: int, where: str | None = None, remedy: str | None = None) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.exit_status = exit_status


class LedgerError(BriefingError):
    """The record of what was sent cannot be read or written."""


class DeliveryError(BriefingError):
    """A digest could not be handed over. What the server did not accept may be tried again."""


class ServerUnreachable(DeliveryError):
    """There is no connection to the mail server, or no answer from it. Trying again may help."""


class ServerRefused(DeliveryError):
    """The server's certificate, its encryption or the login is wrong, or it takes the message for nobody.

    Trying again does not help before something is mended.
    """


class RequirementMissing(BriefingError):
    """A model or a required part of the system is missing."""

    exit_status = 3


class ModelMissing(RequirementMissing):
    """A model, or the package that carries it, is not there."""


class ModelCorrupt(RequirementMissing):
    """A model's file is not the one that was pinned."""


class ModelUnreachable(RequirementMissing):
    """The model server that the user named cannot be reached, or does not let us in."""


class LibraryMissing(RequirementMissing):
    """A library of the operating system is not there."""
