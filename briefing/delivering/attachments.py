"""The files that go with a message: rendered once, under names for readers, within the limit that servers set.

What is too large gives way, the largest file first: to the memo's link if it has one, else to a shortened memo.
Nothing gives way in silence: ``notes`` say it in the message.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefing.delivering.editions import Attachment
from briefing.delivering.message import attached_part
from briefing.rendering import render, slug

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
class Enclosed:
    """A memo that is to be attached: where it may be read instead, and as what kind of template it looks."""

    memo: Memo
    link: str | None = None
    template: str = "standard"


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of one memo: its files, and sentences about what had to give way."""

    files: tuple[tuple[Attachment, bytes], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    """One memo in one format, at one of its lengths; ``content`` is ``None`` where nothing is attached."""

    place: int
    format: Format
    length: int = 0
    content: bytes | None = None
    size: int = 0
    names: tuple[str, str] = field(default=("", ""))


def attach(enclosed: Sequence[Enclosed], formats: Sequence[Format], limit: int) -> list[Attached]:
    """Render the memos in these formats, in at most ``limit`` bytes as they travel. Raises what ``render`` raises."""
    files = [
        _made(_File(place, format_), one) for place, one in enumerate(enclosed) for format_ in dict.fromkeys(formats)
    ]
    while sum(file.size for file in files) > limit:
        largest = max(range(len(files)), key=lambda index: files[index].size)
        files[largest] = _smaller(files[largest], enclosed[files[largest].place])
    return [
        _attached([file for file in files if file.place == place], one, limit) for place, one in enumerate(enclosed)
    ]


def file_name(memo: Memo, format_: Format) -> str:
    """Return a name for readers: ``2026-11-23 US–China military channels.pdf``. It cannot leave its folder."""
    subject = unicodedata.normalize("NFC", memo.header.subject)
    plain = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in _FORBIDDEN.sub("-", subject))
    words = " ".join(plain.split())[:_NAME_LENGTH].strip(" .")
    return f"{memo.header.date.isoformat()} {words or 'memo'}.{format_}"


def _made(file: _File, one: Enclosed) -> _File:
    memo = _LENGTHS[file.length](one.memo)
    content = render(memo, file.format, one.template)
    name = file_name(memo, file.format)
    size = len(attached_part(name, _MEDIA_TYPES[file.format], content))
    return replace(file, content=content, size=size, names=(name, f"{slug(memo.header.subject)}.{file.format}"))


def _smaller(file: _File, one: Enclosed) -> _File:
    """The next shorter memo, or none where the whole one can be read elsewhere or all are tried."""
    following = file.length + 1
    if one.link or following == len(_LENGTHS):
        return replace(file, length=len(_LENGTHS), content=None, size=0)
    return _made(replace(file, length=following), one)


def _attached(files: Sequence[_File], one: Enclosed, limit: int) -> Attached:
    return Attached(
        files=tuple(
            (Attachment(name=file.names[0], media_type=_MEDIA_TYPES[file.format], file=file.names[1]), file.content)
            for file in files
            if file.content is not None
        ),
        notes=tuple(_note(file, one, limit) for file in files if file.length),
    )


def _note(file: _File, one: Enclosed, limit: int) -> str:
    name = _NAMES[file.format]
    if file.content is not None:
        return f"The attached {name} is shortened, because the whole memo is too large: {_LEFT_OUT[file.length]}."
    instead = "read it at its address" if one.link else "ask the sender for it"
    return f"The {name} is not attached, because it is larger than {limit / 1e6:g} MB: {instead}."


def _without_summaries(memo: Memo) -> Memo:
    return memo.model_copy(update={"summaries": ()})


def _bottom_line_only(memo: Memo) -> Memo:
    findings = tuple(finding for finding in memo.findings if finding.id in memo.bottom_line)
    return memo.model_copy(update={"findings": findings, "summaries": (), "gaps": (), "timeline": ()})


_LENGTHS = (lambda memo: memo, _without_summaries, _bottom_line_only)
_LEFT_OUT = ("", "the summaries of the sources are left out", "it holds the bottom line and its evidence")
