"""The files that go with a message: rendered once, under names for readers, within the limit that servers set.

What is too large gives way, the largest file first: to the memo's link if it has one, else to a shortened memo.
Nothing gives way in silence: ``Enclosed.notes`` say it in the message.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.delivering.editions import Attachment
from briefing.delivering.message import attached_part
from briefing.rendering import render
from briefing.rendering.templating import STANDARD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.memo import Format, Memo

_MEDIA_TYPES: dict[Format, str] = {
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
_NAMES: dict[Format, str] = {"pdf": "PDF", "md": "Markdown file", "html": "HTML file", "json": "JSON file"}
# What some system or other does not allow in a file's name.
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
_NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class File:
    """A memo in one format, at one of its lengths. ``size`` is in bytes, as it travels.

    ``content`` is ``None`` where nothing is attached any more.
    """

    format: Format
    length: int
    name: str
    content: bytes | None
    size: int


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A memo with its files. ``link`` is where it may be read instead, ``template`` how it looks.

    ``key`` tells it from the digest's other memos, whatever they are called in this period.
    """

    key: str
    memo: Memo
    files: tuple[File, ...]
    link: str | None = None
    template: str = STANDARD

    @property
    def attached(self) -> list[tuple[Attachment, bytes]]:
        """The files that are attached."""
        return [
            (
                Attachment(name=one.name, media_type=_MEDIA_TYPES[one.format], file=f"{self.key}.{one.format}"),
                one.content,
            )
            for one in self.files
            if one.content is not None
        ]

    def notes(self, limit: int) -> list[str]:
        """Sentences about what had to give way to the limit."""
        return [_note(one, self.link, limit) for one in self.files if one.length]


def enclose(
    key: str, memo: Memo, formats: Sequence[Format], link: str | None = None, template: str = STANDARD
) -> Enclosed:
    """Render a memo in these formats. Raises ``TemplateError`` or ``LibraryMissing``."""
    return Enclosed(key, memo, tuple(_file(memo, one, template) for one in dict.fromkeys(formats)), link, template)


def fit(enclosed: Sequence[Enclosed], limit: int) -> list[Enclosed]:
    """Shorten or leave out files until all of them together have at most ``limit`` bytes as they travel."""
    fitted = list(enclosed)
    while sum(file.size for one in fitted for file in one.files) > limit:
        place, largest = max(
            ((place, file) for place, one in enumerate(fitted) for file in one.files), key=lambda found: found[1].size
        )
        one = fitted[place]
        files = tuple(_smaller(file, one) if file is largest else file for file in one.files)
        fitted[place] = replace(one, files=files)
    return fitted


def file_name(memo: Memo, format_: Format) -> str:
    """Return a name for readers: ``2026-11-23 US–China military channels.pdf``. It cannot leave its folder."""
    subject = unicodedata.normalize("NFC", memo.header.subject)
    plain = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in _FORBIDDEN.sub("-", subject))
    words = " ".join(plain.split())[:_NAME_LENGTH].strip(" .")
    return f"{memo.header.date.isoformat()} {words or 'memo'}.{format_}"


def _file(memo: Memo, format_: Format, template: str, length: int = 0) -> File:
    content = render(_LENGTHS[length](memo), format_, template)
    name = file_name(memo, format_)
    return File(format_, length, name, content, len(attached_part(name, _MEDIA_TYPES[format_], content)))


def _smaller(file: File, one: Enclosed) -> File:
    """The next shorter memo, or none where the whole one can be read elsewhere or all are tried."""
    following = file.length + 1
    if one.link or following == len(_LENGTHS):
        return replace(file, length=len(_LENGTHS), content=None, size=0)
    return _file(one.memo, file.format, one.template, following)


def _note(file: File, link: str | None, limit: int) -> str:
    name = _NAMES[file.format]
    if file.content is not None:
        return f"The attached {name} is shortened, because the whole memo is too large: {_LEFT_OUT[file.length]}."
    instead = "read it at its address" if link else "ask the sender for it"
    return f"The {name} is not attached, because the files would be larger than {limit / 1e6:g} MB: {instead}."


def _without_summaries(memo: Memo) -> Memo:
    return memo.model_copy(update={"summaries": ()})


def _bottom_line_only(memo: Memo) -> Memo:
    findings = tuple(finding for finding in memo.findings if finding.id in memo.bottom_line)
    return memo.model_copy(update={"findings": findings, "summaries": (), "gaps": (), "timeline": (), "since": None})


_LENGTHS = (lambda memo: memo, _without_summaries, _bottom_line_only)
_LEFT_OUT = ("", "the summaries of the sources are left out", "it holds the bottom line and its evidence")
