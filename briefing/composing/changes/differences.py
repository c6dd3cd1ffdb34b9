"""What changed in a finding since the earlier memo, in words. Silence is preferred to a false change.

What differs is read off both sentences as it is for discrepancies. It counts only where this memo's sentence was not
in the earlier memo's sources, and where neither memo's evidence has the other's value: else the same was worded or
chosen otherwise.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

from briefing.checking.numbers import numbers
from briefing.composing.changes.earlier import are_one
from briefing.composing.clauses import step
from briefing.composing.days import differing as other_days
from briefing.composing.days import times_in
from briefing.composing.discrepancies import names
from briefing.composing.discrepancies.polarity import denies
from briefing.composing.measures import Measure, measures
from briefing.composing.measures import differing as other_figures
from briefing.memo import Difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from briefing.composing.changes.earlier import Earlier
    from briefing.composing.changes.matching import Matching, Pair
    from briefing.composing.relations import Relations
    from briefing.memo import Finding, Source, When

# From this chance of the fact head alone on a new source's passage tells what a finding says, and counts as news.
CORROBORATES = 0.7
# From this chance on two sentences on one finding tell it otherwise.
OTHERWISE = 0.65


@dataclass(frozen=True)
class Compared:
    """A finding in both memos: the pair, and the parses of both texts."""

    pair: Pair
    before: Doc
    now: Doc

    @property
    def is_reworded(self) -> bool:
        """Whether both memos say it in different words."""
        return self.pair.earlier.text != self.pair.now.text


def differences(
    one: Compared, matching: Matching, earlier: Earlier, sources: Sequence[Source]
) -> tuple[Difference, ...]:
    """All that changed: what is told, then what contests it, then how well it is carried."""
    told: list[Difference] = []
    now = one.pair.now
    if one.is_reworded and not all(earlier.says(passage.text) for passage in now.told_in):
        told += _of_section(one)
        told += _of_when(one)
        if one.pair.differs >= OTHERWISE:
            days = (earlier.by_id[one.pair.earlier.citations[0].source].published, _published(now, sources))
            # The day of a step is told as such.
            told += (found for found in _of_values(one, days) if not (found.aspect == "date" and now.when))
        told += _of_firmness(one)
    told += _contested(now, matching.findings, earlier)
    told += _beneath(now, earlier)
    told += _of_origins(one.pair, matching.relations, earlier, sources)
    return tuple(told)


def _beneath(now: Finding, earlier: Earlier) -> Iterator[Difference]:
    """A later figure, a reply or a voice beneath a finding that none of the earlier sources had."""
    if not all(any(earlier.says(passage.text) for passage in side.citations) for side in now.beneath):
        yield Difference(aspect="beneath")


def _published(finding: Finding, sources: Sequence[Source]) -> dt.date | None:
    return next(source.published for source in sources if source.id == finding.citations[0].source)


def _of_section(one: Compared) -> Iterator[Difference]:
    """The sentence that stood in another section: a step that was taken, an agreement that was turned around."""
    before, now = one.pair.earlier, one.pair.now
    if before.section != now.section:
        yield Difference(aspect="section", before=before.text, kind=before.kind)


def _of_when(one: Compared) -> Iterator[Difference]:
    """A day that moved, or that was named more closely; one that is only left out is no change."""
    before, now = one.pair.earlier.when, one.pair.now.when
    if one.pair.earlier.kind != "next_step" or now is None or now.start is None:
        return
    if now.text in _evidence(one.pair.earlier):
        return
    if before is None or before.start is None or _is_other(before, now):
        yield Difference(aspect="when", before=before.text if before else None, when=before)


def _is_other(before: When, now: When) -> bool:
    """Whether two times do not meet, or the later one named is a part of the earlier one."""
    (start, end), (first, last) = _ends(before), _ends(now)
    return last < start or end < first or (start <= first and last <= end and (start, end) != (first, last))


def _ends(when: When) -> tuple[dt.date, dt.date]:
    start = when.start or dt.date.min
    return start, when.end or start


def _of_values(one: Compared, said_on: tuple[dt.date | None, dt.date | None]) -> Iterator[Difference]:
    """A figure, a day, a name, or whether it is so at all: the first that can be named."""
    evidence = [_evidence(finding) for finding in (one.pair.now, one.pair.earlier)]
    figure = other_figures(measures(one.before), measures(one.now))
    if figure is not None and not any(map(_counts, figure, evidence)):
        yield Difference(aspect="number", before=figure[0].phrase)
        return
    times = [times_in(doc, day) for doc, day in zip((one.before, one.now), said_on, strict=True)]
    day = other_days(times[0], times[1])
    name = names.differing(one.before, one.now)
    if day is not None and not any(side.words in text for side, text in zip(day, evidence, strict=True)):
        yield Difference(aspect="date", before=day[0].words)
    elif denies(one.before) != denies(one.now) and one.pair.earlier.section == one.pair.now.section:
        yield Difference(aspect="polarity", before=one.pair.earlier.text)
    elif name is not None and not any(side.text in text for side, text in zip(name, evidence, strict=True)):
        yield Difference(aspect="name", before=name[0].text)


def _evidence(finding: Finding) -> str:
    return "\n".join(passage.text for passage in finding.citations)


def _counts(measure: Measure, text: str) -> bool:
    return any(measure.number.agrees_with(other) for other in numbers(text))


def _of_firmness(one: Compared) -> Iterator[Difference]:
    """A firmness that another form of words shows; where no form tells it, it is the head's guess at a wording."""
    before, now = one.pair.earlier.firmness, one.pair.now.firmness
    forms = {clause.firmness for doc in (one.before, one.now) if (clause := step(doc)) is not None}
    if before and now and before != now and forms - {None}:
        yield Difference(aspect="firmness", before=before)


def _of_origins(pair: Pair, relations: Relations, earlier: Earlier, sources: Sequence[Source]) -> Iterator[Difference]:
    """More origins, one of them surely and new; or fewer, since a source was read again and is silent now."""
    before, now = pair.earlier, pair.now
    new = {source.id for source in sources if not earlier.read(source)}
    mine = now.citations[0].source
    added = any(
        relations.of(passage.text, now.text).carries >= CORROBORATES
        for passage in now.citations
        if passage.source != mine and new & {mine, passage.source}
    )
    corrected = any(
        are_one(earlier.by_id[gone], source) and earlier.by_id[gone].sha256 != source.sha256
        for gone in before.sources
        for source in sources
        if source.id not in now.sources
    )
    if (now.origins > before.origins and added) or (now.origins < before.origins and corrected):
        yield Difference(aspect="corroboration", origins=before.origins)


def _contested(now: Finding, findings: Sequence[Finding], earlier: Earlier) -> Iterator[Difference]:
    """A figure or a day that a source which the earlier memo did not have gives otherwise."""
    mine = set(now.told_in)
    for one in findings:
        for here, there in permutations(one.sides or (), 2):
            new = not any(earlier.says(passage.text) for passage in there.citations)
            if one.id != now.id and one.cause != "naming" and new and mine & set(here.citations):
                yield Difference(aspect="contested", discrepancy=one.id)
