"""All that can go wrong for a user.

BriefingError                    exit status 2
├── UsageError                   an option or a setting is wrong
├── SourceError                  one document could not be read; the others go on
│   ├── SourceMissing
│   ├── SourceUnreadable         no permission, a broken or binary file, nothing in it
│   ├── SourceTooLarge
│   └── SourceRefused            an address that may not be fetched: not public, or closed by robots.txt
├── NothingToRead                no document of the dossier could be read
├── TemplateError                a template is missing or has a mistake
├── OutputError                  a file could not be written
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
    """No document of the dossier could be read."""


class TemplateError(BriefingError):
    """A template is missing or has a mistake."""


class OutputError(BriefingError):
    """A file could not be written."""


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
