"""What a memo's page shows: the values that templates see, with citations numbered.

Templates get one ``MemoView`` and need no logic beyond loops and conditions. ``preparing.py`` makes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.memo import Mode


@dataclass(frozen=True, slots=True)
class Use:
    """Where the memo uses a passage: ``Friction 2 (trimmed)``, and the anchor of that place."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a discrepancy: its outlets, what they say, and the passage if that says it in other words."""

    outlet: str
    text: str
    quotation: str | None
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BeneathView:
    """What is told beneath a finding, in its source's words; ``label`` says why: a later figure, a reply, or more."""

    label: str
    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What became of a finding since an earlier memo: ``New`` or ``Changed``, and what was otherwise before."""

    state: str
    before: str


@dataclass(frozen=True, slots=True)
class Point:
    """A finding, a gap or an event: a text, its citations, and the quiet words beside it.

    ``text`` is empty where the sides of a discrepancy already say it. ``change`` says what became of it since an
    earlier memo, if that was asked for and something did. ``compare`` are the numbers of passages of other origins that
    may tell it, too.
    """

    anchor: str
    text: str
    numbers: tuple[int, ...]
    label: str
    corroboration: str = ""
    sides: tuple[SideView, ...] = ()
    cause: str | None = None
    beneath: tuple[BeneathView, ...] = ()
    who: str | None = None
    when: str | None = None
    when_words: str | None = None
    firmness: str | None = None
    change: ChangeView | None = None
    compare: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DroppedView:
    """A finding of the earlier memo that this one does not have: why, who carried it, and where it stood."""

    label: str
    text: str
    loss: str
    outlets: str
    place: str


@dataclass(frozen=True, slots=True)
class SinceView:
    """What became of the findings since an earlier memo; ``more`` tells how many dropped ones are not listed."""

    date: str
    counts: str
    dropped: tuple[DroppedView, ...]
    more: str | None


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source in the list of sources. ``url`` is set only for http and https."""

    id: str
    name: str
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    file_name: str
    url: str | None
    words: str
    language: str | None
    reliability: str | None
    shared_with: str | None


@dataclass(frozen=True, slots=True)
class UnreadView:
    """A document that is not in the memo, and why."""

    file_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """A sentence of a source's summary, with its evidence numbers, or else where in the source it stands."""

    text: str
    mode: Mode
    numbers: tuple[int, ...]
    place: str


@dataclass(frozen=True, slots=True)
class SummaryView:
    """A source's statements, in reading order."""

    source: str
    name: str
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A numbered passage: the source's words, where they stand, and what rests on them."""

    number: int
    source: str
    name: str
    text: str
    place: str
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class ModelView:
    """A model that took part, with the beginning of its hash."""

    name: str
    version: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class MemoView:
    """Everything that a template can show."""

    id: str
    subject: str
    running_subject: str
    marking: str | None
    to: str | None
    sender: str | None
    date: str
    iso_date: str
    description: str
    created: str
    bottom_line: tuple[Point, ...]
    agreements: tuple[Point, ...]
    frictions: tuple[Point, ...]
    next_steps: tuple[Point, ...]
    gaps: tuple[Point, ...]
    timeline: tuple[Point, ...]
    since: SinceView | None
    sources: tuple[SourceView, ...]
    unread: tuple[UnreadView, ...]
    summaries: tuple[SummaryView, ...]
    evidence: tuple[Evidence, ...]
    version: str
    models: tuple[ModelView, ...]
    settings: tuple[tuple[str, str], ...]
    fallbacks: tuple[str, ...]
