"""Prepares a memo for its page: numbers the citations, and puts every finding into the words beside it.

A passage gets its number where it appears first, from the bottom line on; the same passage has the same
number everywhere.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.memo import Voice
from briefing.rendering import wording
from briefing.rendering.beneath import beneath
from briefing.rendering.changes import change, since
from briefing.rendering.view import (
    BeneathView,
    Evidence,
    MemoView,
    ModelView,
    Point,
    SideView,
    SourceView,
    StatementView,
    SummaryView,
    UnreadView,
    Use,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.memo import Finding, Gap, Memo, Mode, Passage, Section, Side, Source, TimelineEntry

_SHORT_HASH = 12
# Characters that fit at the left of a page's foot, when the marking in the middle of it is short.
_RUNNING_SUBJECT = 62
_SHORTEST_SUBJECT = 16


def prepare(memo: Memo, created: dt.datetime) -> MemoView:
    """Prepare a memo for templates. ``created`` is the time stamp that the page carries."""
    return _Preparation(memo).view(created)


class _Citations:
    """Gives passages their numbers by first appearance, and remembers what uses them."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._passages: list[Passage] = []
        self._uses: list[dict[Use, None]] = []

    def cite(self, passages: Iterable[Passage], use: Use) -> tuple[int, ...]:
        numbers: dict[int, None] = {}
        for passage in passages:
            key = (passage.source, passage.start, passage.end)
            if key not in self._numbers:
                self._numbers[key] = len(self._passages) + 1
                self._passages.append(passage)
                self._uses.append({})
            number = self._numbers[key]
            self._uses[number - 1][use] = None
            numbers[number] = None
        return tuple(numbers)

    def known(self, passages: Iterable[Passage]) -> bool:
        return all((passage.source, passage.start, passage.end) in self._numbers for passage in passages)

    def entries(self) -> Iterable[tuple[int, Passage, tuple[Use, ...]]]:
        for number, (passage, uses) in enumerate(zip(self._passages, self._uses, strict=True), start=1):
            yield number, passage, tuple(uses)


class _Preparation:
    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self._names = {source.id: source.name for source in memo.sources}
        self._citations = _Citations()
        self._places = {
            finding.id: f"{wording.SECTIONS[section]} {place}"
            for section in wording.SECTIONS
            for place, finding in enumerate(memo.section(section), start=1)
        }

    def view(self, created: dt.datetime) -> MemoView:
        memo = self._memo
        # The order of these lines is the order of the page, and with it that of the numbers.
        bottom_line = tuple(self._bottom_line())
        agreements = self._section("agreements")
        frictions = self._section("frictions")
        next_steps = self._section("next_steps")
        gaps = tuple(self._open("Gap", place, gap) for place, gap in enumerate(memo.gaps, start=1))
        timeline = tuple(
            self._noted(_use("Timeline", place), entry, wording.span(entry.date, entry.end or entry.date))
            for place, entry in enumerate(memo.timeline, start=1)
        )
        summaries = self._summaries()
        header, provenance = memo.header, memo.provenance
        return MemoView(
            id=memo.id,
            subject=header.subject,
            running_subject=_shortened(header.subject, header.marking or ""),
            marking=header.marking,
            to=header.to,
            sender=header.from_,
            date=wording.date(header.date),
            iso_date=header.date.isoformat(),
            description=" ".join(["Memorandum", *(["to", header.to] if header.to else []), wording.date(header.date)]),
            created=created.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            bottom_line=bottom_line,
            agreements=agreements,
            frictions=frictions,
            next_steps=next_steps,
            gaps=gaps,
            timeline=timeline,
            since=since(memo),
            sources=tuple(map(self._source, memo.sources)),
            unread=tuple(UnreadView(_file_name(unread.location), unread.reason) for unread in memo.unread),
            summaries=summaries,
            evidence=tuple(
                Evidence(number, passage.source, self._names[passage.source], passage.text, _place(passage), uses)
                for number, passage, uses in self._citations.entries()
            ),
            version=provenance.briefing,
            models=tuple(
                ModelView(model.name, model.version, model.sha256[:_SHORT_HASH] if model.sha256 else None)
                for model in provenance.models
            ),
            settings=tuple((name, _setting(value)) for name, value in provenance.settings.items()),
            fallbacks=provenance.fallbacks,
        )

    def _bottom_line(self) -> Iterator[Point]:
        told = [self._memo.finding(identifier) for identifier in self._memo.bottom_line]
        first = self._memo.unconfirmed
        if first is not None:
            # A gap does not say how its words came about: one passage is trimmed, several are made one sentence.
            changed: Mode = "trimmed" if len(first.citations) == 1 else "rewritten"
            noted = self._open(
                "Bottom line", 1, first, "verbatim" if first.text == first.citations[-1].text else changed
            )
            yield replace(noted, corroboration=noted.label if noted.compare else f"{noted.label}.")
        for place, finding in enumerate(told, start=1 if first is None else 2):
            yield self._noted(_use("Bottom line", place, finding.mode), finding, wording.KINDS[finding.kind])

    def _section(self, section: Section) -> tuple[Point, ...]:
        return tuple(
            self._point(finding, _use(wording.SECTIONS[section], place, finding.mode))
            for place, finding in enumerate(self._memo.section(section), start=1)
        )

    def _noted(self, use: Use, noted: Finding | Gap | TimelineEntry, label: str) -> Point:
        return Point(use.anchor, noted.text, self._citations.cite(noted.citations, use), label)

    def _open(self, section: str, place: int, gap: Gap, mode: Mode = "verbatim") -> Point:
        noted = self._noted(_use(section, place, mode), gap, wording.GAPS[gap.kind])
        return replace(noted, compare=self._compared(gap, _use(section, place)))

    def _compared(self, one: Finding | Gap, place: Use) -> tuple[int, ...]:
        """The numbers of what a finding or a gap, which stands at this place, is to be compared with."""
        return self._citations.cite(one.compare, Use(f"{place.text} (to compare)", place.anchor))

    def _point(self, finding: Finding, use: Use) -> Point:
        when = wording.resolved(finding.when) if finding.when else None
        words = finding.when.text if finding.when else None
        sides = finding.sides or ()
        names = [self._names[source] for source in finding.sources]
        carried = wording.corroboration(names, finding.origins, uncertain=bool(finding.compare))
        alone = wording.alone(finding.alone, [self._names[source] for source in self._memo.first_origin(finding)])
        # Where a side's words stand for the whole finding, nothing but the cause says what is wrong with them.
        quoted = finding.text in {side.text for side in sides}
        return Point(
            anchor=use.anchor,
            text="" if quoted else finding.text,
            numbers=self._citations.cite(finding.citations, use),
            label=wording.KINDS[finding.kind],
            corroboration=f"{carried}; {alone}" if alone else carried,
            compare=self._compared(finding, Use(self._places[finding.id], use.anchor)),
            sides=tuple(self._side(side, use) for side in sides),
            cause=wording.CAUSES[finding.cause] if finding.cause and quoted else None,
            beneath=tuple(
                BeneathView(label, side.text, self._citations.cite(side.citations, self._beneath(finding, side)))
                for label, side in beneath(self._memo, finding)
            ),
            who=wording.opening(wording.listed(finding.who)) or None,
            when=wording.opening(when or words or "") or None,
            when_words=words if when and words != when else None,
            firmness=wording.FIRMNESS[finding.firmness] if finding.firmness else None,
            change=change(finding, self._places),
        )

    def _beneath(self, finding: Finding, side: Side) -> Use:
        """Where a line beneath a finding stands: with it, and changed or not by itself."""
        place = self._memo.section(finding.section).index(finding) + 1
        return _use(wording.SECTIONS[finding.section], place, side.mode if isinstance(side, Voice) else "verbatim")

    def _side(self, side: Side, use: Use) -> SideView:
        quoted = side.citations[0].text
        return SideView(
            outlet=wording.listed(list(dict.fromkeys(self._names[passage.source] for passage in side.citations))),
            text=side.text,
            quotation=None if side.text == quoted else quoted,
            numbers=self._citations.cite(side.citations, use),
        )

    def _source(self, source: Source) -> SourceView:
        shared = [other.id for other in self._memo.sources if other.origin == source.origin and other.id != source.id]
        return SourceView(
            id=source.id,
            name=source.name,
            title=source.title,
            publisher=source.publisher,
            author=source.author,
            published=wording.date(source.published) if source.published else None,
            file_name=_file_name(source.location),
            url=_url(source.location),
            words=wording.counted(source.words, "word"),
            language=source.language,
            reliability=source.reliability,
            shared_with=wording.listed(shared) or None,
        )

    def _summaries(self) -> tuple[SummaryView, ...]:
        views = []
        for summary in self._memo.summaries:
            statements = []
            for statement in summary.statements:
                # A verbatim statement is its own evidence; one in other words needs its passage in the list.
                cited = statement.mode != "verbatim" or self._citations.known(statement.passages)
                use = Use(f"Summary of {summary.source}{_changed(statement.mode)}", f"summary-{summary.source}")
                statements.append(
                    StatementView(
                        text=statement.text,
                        mode=statement.mode,
                        numbers=self._citations.cite(statement.passages, use) if cited else (),
                        place="; ".join(map(_place, statement.passages)),
                    )
                )
            views.append(SummaryView(summary.source, self._names.get(summary.source, ""), tuple(statements)))
        return tuple(views)


def _use(section: str, place: int, mode: Mode = "verbatim") -> Use:
    return Use(f"{section} {place}{_changed(mode)}", f"{section.lower().replace(' ', '-')}-{place}")


def _changed(mode: Mode) -> str:
    return "" if mode == "verbatim" else f" ({mode})"


def _place(passage: Passage) -> str:
    return f"characters {passage.start:,}–{passage.end:,}"


def _setting(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _shortened(subject: str, marking: str) -> str:
    """Shorten the subject for a page's foot, where there is room for one line beside the marking."""
    subject = " ".join(subject.split())
    # The marking grows to both sides, and in wider letters.
    room = max(_SHORTEST_SUBJECT, _RUNNING_SUBJECT - len(marking) * 2 // 3)
    if len(subject) <= room:
        return subject
    return subject[:room].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def _url(location: str) -> str | None:
    """Return the location if it is a web address that may be linked. Nothing else ever becomes a link."""
    try:
        parts = urlsplit(location)
    except ValueError:
        return None
    printable = location.isascii() and location.isprintable() and not set(location) & set(" <>\"'`\\")
    return location if printable and parts.scheme in ("http", "https") and parts.netloc else None


def _file_name(location: str) -> str:
    """Return the location without the folders of the machine it was made on."""
    if _url(location):
        return location
    if location == "-":
        return "standard input"
    return PureWindowsPath(PurePosixPath(location).name).name or location
