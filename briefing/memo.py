"""The types of the project: what a memo is made of, and its JSON schema.

Every stage takes one of these and returns the next; none of them knows a stage. All are frozen:
a stage that changes something makes a new value. Field names are those of ``briefing/memo/1``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Mode = Literal["verbatim", "trimmed", "rewritten"]
Section = Literal["agreements", "frictions", "next_steps"]
Kind = Literal["accord", "consensus", "dispute", "discrepancy", "next_step"]
Cause = Literal["number", "date", "polarity", "attribution", "naming", "scope"]
Firmness = Literal["announced", "expected", "conditional"]
GapKind = Literal[
    "no_comment",
    "undisclosed",
    "unmatched",
    "uncertain",
    "single_origin",
    "discrepancy",
    "quotation",
    "undated",
    "language",
    "unread",
]
Aspect = Literal[
    "number", "date", "when", "name", "polarity", "firmness", "section", "contested", "corroboration", "beneath"
]
Loss = Literal["past", "outranked", "withdrawn", "unread"]
Format = Literal["md", "pdf", "html", "json"]

Score = Annotated[float, Field(ge=0.0, le=1.0)]


class Value(BaseModel):
    """Base of all types here: frozen, and without room for unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Passage(Value):
    """A span of one source's text: ``sources[source].text[start:end] == text``.

    ``start`` and ``end`` are character (code point) offsets into the cleaned text.
    """

    source: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str

    @model_validator(mode="after")
    def _length_matches(self) -> Passage:
        if self.end - self.start != len(self.text):
            raise ValueError(f"passage {self.source}[{self.start}:{self.end}] is not {len(self.text)} characters long")
        return self


class Source(Value):
    """One input document, read and cleaned. What the document does not say is ``None``."""

    id: str = Field(pattern=r"^S[1-9][0-9]*$")
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: dt.date | None = None
    location: str = Field(description="where it was read from: a path, a URL, or - for standard input")
    media_type: str
    language: str | None = Field(default=None, description="ISO 639-1 code")
    words: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="of the bytes that were read")
    origin: str = Field(description="sources that reprint one text share one origin")
    reliability: str | None = Field(default=None, description="the user's own grade of the source, if given")
    text: str

    @property
    def name(self) -> str:
        """How a memo calls this source: by its outlet, else by its id."""
        return self.publisher or self.id


class Unread(Value):
    """A document that could not be read, and why."""

    location: str
    reason: str

    @property
    def line(self) -> str:
        """Both in one line."""
        return f"{self.location} was not read: {self.reason}"


class Dossier(Value):
    """The sources of one memo, and what could not be read."""

    sources: tuple[Source, ...]
    unread: tuple[Unread, ...] = ()


class Statement(Value):
    """One sentence of a summary, with the passages that carry it."""

    text: str
    mode: Mode
    support: Score = Field(description="how well the passages support the text; 1 for the source's own words")
    passages: tuple[Passage, ...] = Field(min_length=1)


class Summary(Value):
    """One source condensed: statements in reading order."""

    source: str
    statements: tuple[Statement, ...]
    further: tuple[Statement, ...] = Field(
        default=(), description="what the summary has no room for and may be a finding: plans, agreements, conflicts"
    )


class When(Value):
    """A point or span of time: the source's words, and ISO dates where they could be resolved."""

    text: str
    start: dt.date | None = None
    end: dt.date | None = None


class Side(Value):
    """One side of a discrepancy, or what is told beneath a finding, in its source's words."""

    text: str
    citations: tuple[Passage, ...] = Field(min_length=1)


class Voice(Side):
    """Another voice in the quarrel that a dispute tells of: a statement, and who else carries it."""

    mode: Mode
    support: Score

    @property
    def made_from(self) -> tuple[Passage, ...]:
        """The passages that it was made from, all of one source."""
        return _of_first_source(self.citations)


class Difference(Value):
    """One thing in which a finding differs from the earlier memo's, and what it was there.

    ``before`` is in the earlier memo's words: a figure, a day, a name, a firmness, or the whole sentence where kind or
    polarity differ. A ``when`` of ``None`` in a difference of that aspect means that no day was named. Where a source
    that is new contests it, ``discrepancy`` is the id of the finding that tells how.
    """

    aspect: Aspect
    before: str | None = None
    when: When | None = None
    kind: Kind | None = None
    origins: int | None = None
    discrepancy: str | None = Field(default=None, pattern=r"^F[1-9][0-9]*$")


class Change(Value):
    """What became of a finding since an earlier memo; a finding that is as it was has none.

    It is ``new``; or ``listed``, if the earlier memo's sources had it already and only the memo had not; or
    ``changed``, and then ``earlier`` is the id of the finding in the earlier memo.
    """

    state: Literal["new", "listed", "changed"]
    earlier: str | None = Field(default=None, pattern=r"^F[1-9][0-9]*$")
    differences: tuple[Difference, ...] = ()


def _of_first_source(citations: tuple[Passage, ...]) -> tuple[Passage, ...]:
    return tuple(passage for passage in citations if passage.source == citations[0].source)


class Finding(Value):
    """What the memo says: a statement chosen for all sources that carry it."""

    id: str = Field(pattern=r"^F[1-9][0-9]*$")
    section: Section
    kind: Kind
    text: str
    mode: Mode
    citations: tuple[Passage, ...] = Field(min_length=1)
    naming: int = Field(
        default=0,
        ge=0,
        exclude_if=lambda number: not number,
        description="how many of the citations, the first ones, only tell who somebody is",
    )
    sources: tuple[str, ...] = Field(min_length=1, description="ids of the sources that carry it, in order")
    origins: int = Field(ge=1, description="how many independent origins these sources have")
    alone: tuple[str, ...] = Field(
        default=(),
        exclude_if=lambda told: not told,
        description="figures and days of the text that no cited source of another origin than the first's gives",
    )
    compare: tuple[Passage, ...] = Field(
        default=(),
        exclude_if=lambda passages: not passages,
        description="what likely tells an accord or a dispute of one origin as well, and not surely; absent if nothing",
    )
    support: Score
    score: float = Field(description="what findings are ranked by; comparable within one memo only")
    who: tuple[str, ...] = ()
    when: When | None = None
    firmness: Firmness | None = None
    sides: tuple[Side, ...] | None = None
    cause: Cause | None = None
    reply: Side | None = Field(
        default=None,
        exclude_if=lambda reply: reply is None,
        description="what somebody else answers to a dispute, right behind it in its source; absent if there is none",
    )
    later: Side | None = Field(
        default=None,
        exclude_if=lambda later: later is None,
        description="what a later report gives in place of a figure of the text; absent if there is none",
    )
    also: tuple[Voice, ...] = Field(
        default=(),
        exclude_if=lambda told: not told,
        description="other voices in the quarrel that a dispute tells of; absent if there are none",
    )
    change: Change | None = Field(default=None, description="since the earlier memo, if there is one and it changed")

    @property
    def made_from(self) -> tuple[Passage, ...]:
        """The passages that it was made from, all of one source: the other citations are of those that carry it."""
        return _of_first_source(self.citations)

    @property
    def told_in(self) -> tuple[Passage, ...]:
        """The passages that it was made from, but for those that only tell who somebody is."""
        return self.made_from[self.naming :]

    @property
    def beneath(self) -> tuple[Side, ...]:
        """What is told beneath its text, in order: a later figure, the reply, and other voices."""
        return tuple(side for side in (self.later, self.reply, *self.also) if side is not None)

    @property
    def more(self) -> tuple[Side, ...]:
        """All that it tells and its text does not: the sides of a discrepancy, or what is told beneath."""
        return (*(self.sides or ()), *self.beneath)


class Gap(Value):
    """Something that the sources leave open."""

    text: str
    kind: GapKind
    citations: tuple[Passage, ...] = ()
    compare: tuple[Passage, ...] = Field(
        default=(),
        exclude_if=lambda passages: not passages,
        description="passages of other origins that seem to tell it, alike or otherwise; absent if there are none",
    )


class TimelineEntry(Value):
    """A dated event of the matter: its day, or the first and the last day of its month or year."""

    date: dt.date
    end: dt.date | None = None
    text: str
    citations: tuple[Passage, ...] = Field(min_length=1)


class EarlierPassage(Value):
    """A passage that the earlier memo cited: ``text`` stands at ``start`` of its source there, not in this memo."""

    source: str = Field(description="its id in the earlier memo")
    name: str = Field(description="how the earlier memo calls the source")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="of the source's bytes")
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Dropped(Value):
    """A finding of the earlier memo that no finding of this one carries.

    Why: ``past``, a step whose day came before this memo's; ``outranked``, the sources of this memo still say so and
    other findings come first; ``withdrawn``, its source was read again and does not say so any more; ``unread``, its
    source was not read for this memo.
    """

    finding: str = Field(pattern=r"^F[1-9][0-9]*$", description="its id in the earlier memo")
    section: Section
    kind: Kind
    text: str
    when: When | None = None
    loss: Loss
    citations: tuple[EarlierPassage, ...] = Field(min_length=1)


class Since(Value):
    """The earlier memo that this one was compared with, and what it had that this one does not."""

    memo: str = Field(description="the earlier memo's id")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="of the earlier memo.json")
    date: dt.date
    dropped: tuple[Dropped, ...] = ()


class Header(Value):
    """The memo's head: to whom, from whom, when, about what, and how it may be shared."""

    to: str | None = None
    from_: str | None = Field(default=None, alias="from")
    date: dt.date
    subject: str
    marking: str | None = None


class ModelUse(Value):
    """A model that took part in making a memo."""

    name: str
    version: str
    sha256: str | None = None


class Provenance(Value):
    """How a memo was made, so that it can be made again."""

    briefing: str = Field(description="version of this program")
    models: tuple[ModelUse, ...]
    settings: dict[str, Any]
    created: dt.datetime
    fallbacks: tuple[str, ...] = Field(
        default=(),
        exclude_if=lambda told: not told,
        description="what the embedded models did because the model that the user named could not; absent if nothing",
    )


class Memo(Value):
    """A whole memo: header, bottom line, findings, gaps, timeline, sources, summaries, provenance."""

    schema_: Literal["briefing/memo/1"] = Field(default="briefing/memo/1", alias="schema")
    id: str = Field(description="hash of the sources, of the settings, and of the earlier memo if there is one")
    header: Header
    bottom_line: tuple[str, ...] = Field(description="ids of findings")
    unconfirmed: Gap | None = Field(
        default=None,
        exclude_if=lambda gap: gap is None,
        description="what happened by one origin's word, where no agreement at a report's beginning tells it: the "
        "first sentence of the bottom line; absent if there is none",
    )
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    timeline: tuple[TimelineEntry, ...]
    sources: tuple[Source, ...]
    unread: tuple[Unread, ...]
    summaries: tuple[Summary, ...]
    provenance: Provenance
    since: Since | None = Field(default=None, description="the earlier memo that this one was compared with, if any")

    @model_validator(mode="after")
    def _everything_is_traceable(self) -> Memo:
        texts = {source.id: source.text for source in self.sources}
        for passage in self.passages():
            if texts.get(passage.source, "")[passage.start : passage.end] != passage.text:
                raise ValueError(f"{passage.source}[{passage.start}:{passage.end}] is not {passage.text!r}")
        known = {finding.id for finding in self.findings}
        if missing := [identifier for identifier in self.bottom_line if identifier not in known]:
            raise ValueError(f"the bottom line names findings that do not exist: {missing}")
        return self

    def passages(self) -> Iterator[Passage]:
        """Every passage that the memo refers to, in the order in which the memo refers to them."""
        if self.unconfirmed is not None:
            yield from (*self.unconfirmed.citations, *self.unconfirmed.compare)
        for finding in self.findings:
            yield from (*finding.citations, *finding.compare)
            for side in finding.more:
                yield from side.citations
        for gap in self.gaps:
            yield from (*gap.citations, *gap.compare)
        for entry in self.timeline:
            yield from entry.citations
        for summary in self.summaries:
            for statement in (*summary.statements, *summary.further):
                yield from statement.passages

    def section(self, section: Section) -> tuple[Finding, ...]:
        """The findings of one section, in the memo's order."""
        return tuple(finding for finding in self.findings if finding.section == section)

    def finding(self, identifier: str) -> Finding:
        """The finding with this id. Raises ``KeyError`` if there is none."""
        for finding in self.findings:
            if finding.id == identifier:
                return finding
        raise KeyError(identifier)

    def source(self, identifier: str) -> Source:
        """The source with this id. Raises ``KeyError`` if there is none."""
        for source in self.sources:
            if source.id == identifier:
                return source
        raise KeyError(identifier)

    def first_origin(self, finding: Finding) -> tuple[str, ...]:
        """The ids of the finding's sources that have one origin with the one that it was made from."""
        origin = self.source(finding.citations[0].source).origin
        return tuple(source for source in finding.sources if self.source(source).origin == origin)

    def to_json(self) -> str:
        """The memo as ``memo.json``: two spaces of indentation, one newline at the end."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Memo:
        """Read what ``to_json`` wrote. Raises ``pydantic.ValidationError`` where it does not hold the contract."""
        return cls.model_validate_json(text)

    def write(self, output: str | Path = "outputs", formats: Sequence[Format] = ("md", "pdf", "json")) -> list[Path]:
        """Render the memo into the folder ``output``, with the standard template, and return the files' paths.

        Raises ``briefing.errors.OutputError`` if the folder cannot be written.
        """
        # The one place where a type looks ahead to a stage, and only when called (docs/decisions.md).
        from briefing.rendering import write

        return write(self, Path(output), formats)


def json_schema() -> dict[str, Any]:
    """The JSON schema of ``memo.json``, as ``briefing schema`` prints it."""
    return Memo.model_json_schema(by_alias=True, mode="serialization")
