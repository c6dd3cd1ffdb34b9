"""The pipeline: read, condense, compose. The only place that knows the order of the stages.

Command line, server, digest and batch call ``brief`` and nothing below it. It never prints: whoever wants to show
progress listens to its events.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefing.condensing import Answering, Summarizer, condense, load_summarizer
from briefing.condensing.cache import CondensedCache
from briefing.condensing.choice import EMBEDDED
from briefing.errors import NothingNew, NothingToRead
from briefing.memo import Dossier, Header, Memo, ModelUse, Provenance, Source, Summary, Unread
from briefing.models.answers import Unanswered
from briefing.models.heads.pins import HEADS
from briefing.models.heads.weights import verify_head
from briefing.models.store import SHARED, cache_folder, verify_all
from briefing.reading import read
from briefing.settings import Settings, load_settings
from briefing.version import VERSION

if TYPE_CHECKING:
    from briefing.composing.changes import Earlier
    from briefing.composing.writing import Writer
    from briefing.models.heads.pins import Head
    from briefing.models.store import Model
    from briefing.reasons import Reasons

Stage = Literal["reading", "condensing", "composing"]
# Settings that change where and how documents are read and a memo is written, not what it says.
_NOT_CONTENT = {"output", "formats", "template", "reuse", "date", "since", "allow_private_addresses"}


@dataclass(frozen=True)
class Event:
    """Progress: ``done`` of ``total`` in a stage; ``detail`` names what was just done.

    ``fallback`` says what the embedded models did because the one that the user named could not; empty otherwise.
    """

    stage: Stage
    done: int
    total: int
    detail: str = ""
    fallback: str = ""


Listener = Callable[[Event], None]


def brief(
    locations: str | Path | Iterable[str | Path],
    settings: Settings | None = None,
    *,
    on_event: Listener | None = None,
    known: Callable[[Source], bool] | None = None,
) -> Memo:
    """Make a memo of the documents at ``locations``: files, folders, URLs, feeds, or ``-`` for standard input.

    ``settings`` default to those of the environment and of ``briefing.toml``. Where ``known`` is given, the documents
    that it says yes to are left out. Raises ``NothingToRead`` if no document can be read, ``NothingNew`` if all are
    known, ``UsageError`` for a wrong setting or an earlier memo that cannot be used, ``ModelMissing``, ``ModelCorrupt``
    or ``ModelUnreachable``. A document that cannot be read while others can is listed in ``Memo.unread``; what a model
    that writes had no answer to, in ``Memo.provenance.fallbacks``.
    """
    return explained(locations, settings, on_event=on_event, known=known)[0]


def explained(
    locations: str | Path | Iterable[str | Path],
    settings: Settings | None = None,
    *,
    on_event: Listener | None = None,
    known: Callable[[Source], bool] | None = None,
) -> tuple[Memo, Reasons]:
    """Make a memo as ``brief`` does, and say why its findings stand where they stand. Raises what ``brief`` raises."""
    chosen = settings or load_settings()
    tell = on_event or (lambda _: None)
    earlier = _earlier(chosen)
    try:
        dossier = read_dossier(locations, allow_private_addresses=chosen.allow_private_addresses, on_event=tell)
    except NothingToRead as error:
        if known is not None and error.empty:
            raise _nothing_new() from error
        raise
    if known is not None:
        dossier = _new_only(dossier, known)
    means = _Means(chosen, tell)
    summaries = _condensed(dossier, means, tell)
    return _composed(dossier, summaries, means, earlier, tell)


def read_dossier(
    locations: str | Path | Iterable[str | Path],
    *,
    allow_private_addresses: bool = False,
    on_event: Listener | None = None,
) -> Dossier:
    """Read the documents at ``locations`` and stop there. Raises ``NothingToRead``."""
    tell = on_event or (lambda _: None)
    paths = [locations] if isinstance(locations, (str, Path)) else list(locations)

    def on_read(document: Source | Unread, done: int, total: int) -> None:
        tell(Event("reading", done, total, document.location))

    return read(paths, on_read=on_read, allow_private_addresses=allow_private_addresses)


def _new_only(dossier: Dossier, known: Callable[[Source], bool]) -> Dossier:
    """The dossier without what is known, numbered as if that had not been there."""
    new = [source for source in dossier.sources if not known(source)]
    if not new:
        raise _nothing_new(dossier.unread)
    origins = {origin: f"O{number}" for number, origin in enumerate(dict.fromkeys(s.origin for s in new), start=1)}
    numbered = (
        source.model_copy(update={"id": f"S{number}", "origin": origins[source.origin]})
        for number, source in enumerate(new, start=1)
    )
    return dossier.model_copy(update={"sources": tuple(numbered)})


def _nothing_new(unread: Iterable[Unread] = ()) -> NothingNew:
    lines = tuple(one.line for one in unread)
    return NothingNew("there is no new document", remedy="wait for one, or ask for all of them", unread=lines)


class _Means:
    """What the settings choose to condense and to write with, loaded only if it is needed."""

    def __init__(self, settings: Settings, tell: Listener) -> None:
        self.settings = settings
        self.fallbacks: list[str] = []
        self._tell = tell

    @cached_property
    def summarizer(self) -> Summarizer:
        return load_summarizer(self.settings.summarizer, cache_folder(), reuse=self.settings.reuse)

    @cached_property
    def embedded(self) -> Summarizer:
        return load_summarizer(EMBEDDED, cache_folder())

    @cached_property
    def shared(self) -> tuple[ModelUse, ...]:
        return _shared_models()

    @cached_property
    def models(self) -> tuple[ModelUse, ...]:
        own = () if self.settings.summarizer == EMBEDDED else self.summarizer.models
        return tuple(dict.fromkeys((*self.shared, *own)))

    @cached_property
    def writer(self) -> Writer | None:
        """What composing asks, where the summarizer's model answers questions."""
        if self.settings.summarizer == EMBEDDED or not isinstance(self.summarizer, Answering):
            return None
        from briefing.composing.writing import AskingWriter

        def fall_back(line: str) -> None:
            self.fallbacks.append(line)
            self._tell(Event("composing", 0, 1, fallback=line))

        return AskingWriter(self.summarizer.answers, fall_back)


def _condensed(dossier: Dossier, means: _Means, tell: Listener) -> list[Summary]:
    total = len(dossier.sources)
    summaries = []
    tell(Event("condensing", 0, total))
    for done, source in enumerate(dossier.sources, start=1):
        summary, fallback = _summary(source, means)
        summaries.append(summary)
        if fallback:
            means.fallbacks.append(fallback)
        tell(Event("condensing", done, total, source.name, fallback))
    return summaries


def _summary(source: Source, means: _Means) -> tuple[Summary, str]:
    """The summary of a source; by the embedded models, with a line about it, where the named one has no answer."""
    try:
        return _kept(source, means.settings.summarizer, means.models, lambda: means.summarizer, means), ""
    except Unanswered as reason:
        fallback = f"the embedded models condensed {source.id}, because {reason}"
    return _kept(source, EMBEDDED, means.shared, lambda: means.embedded, means), fallback


def _kept(
    source: Source, name: str, models: tuple[ModelUse, ...], load: Callable[[], Summarizer], means: _Means
) -> Summary:
    """The summary of a source by the summarizer of this name: from the cache, else made and kept there."""
    settings = means.settings
    cache = CondensedCache(cache_folder() / "condensed", name, settings.length, reuse=settings.reuse)
    summary = cache.find(source, models)
    if summary is None:
        summary = condense(source, load(), settings.length)
        cache.keep(source, models, summary)
    return summary


def _shared_models() -> tuple[ModelUse, ...]:
    """The models that take part in every memo. They are verified even where all that they do was kept from before."""
    for model in SHARED:
        verify_all(model)
    for head in HEADS:
        verify_head(head)
    used: tuple[Model | Head, ...] = (*SHARED, *HEADS)
    return tuple(ModelUse(name=one.name, version=one.version, sha256=one.sha256) for one in used)


def _earlier(settings: Settings) -> Earlier | None:
    """The earlier memo, if one is named: read before all else, so that a wrong file costs no time."""
    if settings.since is None:
        return None
    from briefing.composing.changes import load_earlier

    return load_earlier(settings.since)


def _composed(
    dossier: Dossier, summaries: list[Summary], means: _Means, earlier: Earlier | None, tell: Listener
) -> tuple[Memo, Reasons]:
    from briefing.composing import compose
    from briefing.composing.changes import compare
    from briefing.models.remembering import (
        RememberingEncoder,
        RememberingFacts,
        RememberingInContext,
        RememberingJudge,
        RememberingParser,
    )

    settings = means.settings
    tell(Event("composing", 0, 1))
    judged = cache_folder() / "judged"
    parser, encoder, facts = RememberingParser(judged), RememberingEncoder(judged), RememberingFacts(judged)
    composition = compose(
        dossier,
        summaries,
        subject=settings.subject,
        length=settings.length,
        parser=parser,
        encoder=encoder,
        facts=facts,
        in_context=RememberingInContext(judged),
        judge=RememberingJudge(judged),
        writer=means.writer,
    )
    findings, since = composition.findings, None
    if earlier is not None:
        findings, since = compare(
            findings,
            earlier,
            sources=dossier.sources,
            day=settings.day,
            parser=parser,
            encoder=encoder,
            facts=facts,
        )
    options = settings.model_dump(mode="json", exclude=_NOT_CONTENT)
    memo = Memo(
        id=_identity(dossier, options, earlier),
        header=_header(dossier, settings),
        bottom_line=composition.bottom_line,
        unconfirmed=composition.unconfirmed,
        findings=findings,
        gaps=composition.gaps,
        timeline=composition.timeline,
        sources=dossier.sources,
        unread=dossier.unread,
        summaries=tuple(summaries),
        provenance=Provenance(
            briefing=VERSION,
            models=means.models,
            settings=options,
            created=settings.moment,
            fallbacks=tuple(means.fallbacks),
        ),
        since=since,
    )
    tell(Event("composing", 1, 1))
    return memo, composition.reasons


def _header(dossier: Dossier, settings: Settings) -> Header:
    return Header(
        to=settings.to,
        from_=settings.sender,
        date=settings.day,
        subject=settings.subject or _subject(dossier),
        marking=settings.marking,
    )


def _subject(dossier: Dossier) -> str:
    """Where no subject is given: the first headline, or how many documents there are."""
    titles = [source.title for source in dossier.sources if source.title]
    if titles:
        return titles[0]
    count = len(dossier.sources)
    return "One document" if count == 1 else f"{count} documents"


def _identity(dossier: Dossier, options: dict[str, object], earlier: Earlier | None) -> str:
    """A hash of the sources, of the settings that bear on what the memo says, and of the earlier memo's file."""
    content = [VERSION, [source.sha256 for source in dossier.sources], options]
    if earlier is not None:
        content.append(earlier.sha256)
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
