"""Sections: which groups become findings, and how many of each section; each point is made once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.composing.chosen import Choice, Chosen, Passed
from briefing.composing.details import gives_otherwise
from briefing.composing.hearsay import independent_origins
from briefing.composing.judging import judged
from briefing.composing.quarrels import quarrels
from briefing.composing.repeats import are_worded_alike, repeats, tell_one_fact
from briefing.composing.replies import with_replies
from briefing.composing.second_origins import of_own_origins
from briefing.composing.witnesses import is_witness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.composing.corpus import Corpus
    from briefing.composing.grouping import Group
    from briefing.composing.quarrels import Quarrels
    from briefing.composing.relations import Relations
    from briefing.condensing.summarizer import Length
    from briefing.memo import Passage, Section
    from briefing.models.heads.facts import JudgesFacts

# A main part of two pages holds about twenty findings of one sentence.
_MOST: dict[Length, dict[Section, int]] = {
    "short": {"agreements": 3, "frictions": 3, "next_steps": 4},
    "standard": {"agreements": 7, "frictions": 6, "next_steps": 8},
    "long": {"agreements": 12, "frictions": 12, "next_steps": 14},
}
# So many places of the agreements are kept for accords: what happened is told by more origins than what was agreed.
_OF_ACCORDS = 2
# So many voices are told beneath the best one of a quarrel; each takes a place in its section.
_MOST_VOICES = 2
_NO_ROOM = "found no room in its section"
# What a finding loses for being near to one already kept: ten findings on one point are worth less than on ten.
_NOVELTY = 0.8


def choose(
    groups: Sequence[Group],
    corpus: Corpus,
    relations: Relations,
    length: Length,
    facts: JudgesFacts,
    contested: frozenset[Passage] = frozenset(),
) -> Choice:
    """The groups that become findings, by section and score; next steps by date, undated ones last.

    ``contested`` are passages that another source contradicts: what says the same without them is preferred.
    """
    found = [judged(group, corpus, relations, contested) for group in groups]
    passed = [one for one in found if isinstance(one, Passed)]
    able, told = with_replies([one for one in found if isinstance(one, Chosen)], corpus)
    passed += told
    voices = quarrels(able, corpus, relations, facts)
    kept, waiting = list[Chosen](), list[Chosen]()
    # How near each is to the nearest of those already kept in its section.
    nearest = [0.0] * len(able)
    left = set(range(len(able)))
    while left:
        best_left = max(left, key=lambda index: (able[index].score - _NOVELTY * nearest[index], -index))
        left.remove(best_left)
        one = able[best_left]
        if repeated := _repeated(one, kept, corpus, relations):
            passed.append(Passed(one.centre, "says again what a finding says", one, repeated))
        elif (quarrel := _quarrel(one, kept, voices)) is not None:
            if _is_cited_by(one, kept[quarrel]):
                passed.append(Passed(one.centre, "says again what a finding says", one, kept[quarrel]))
            elif len(kept[quarrel].also) == _MOST_VOICES:
                passed.append(Passed(one.centre, "is one voice more in a quarrel", one))
            elif _is_full(one.section, kept, length):
                passed.append(Passed(one.centre, _NO_ROOM, one))
            else:
                kept[quarrel] = replace(kept[quarrel], also=(*kept[quarrel].also, one))
                passed.append(Passed(one.centre, "is told beneath the quarrel that it is a voice in", one))
        elif _has_room(one, kept, able, length):
            kept.append(one)
            for index in left:
                if able[index].section == one.section:
                    nearest[index] = max(nearest[index], float(able[index].centre.vector @ one.centre.vector))
        else:
            waiting.append(one)
    for one in waiting:
        # Places that were kept for accords and that no accord took.
        if repeated := _repeated(one, kept, corpus, relations):
            passed.append(Passed(one.centre, "says again what a finding says", one, repeated))
        elif _is_full(one.section, kept, length):
            passed.append(Passed(one.centre, _NO_ROOM, one))
        else:
            kept.append(one)
    order: list[Section] = ["agreements", "frictions", "next_steps"]
    return Choice(tuple(sorted(kept, key=lambda one: (order.index(one.section), *_place(one)))), tuple(passed))


def _repeated(one: Chosen, kept: list[Chosen], corpus: Corpus, relations: Relations) -> Chosen | None:
    """The finding, or the voice beneath it, that says what this one says; a finding takes over this one's witnesses."""
    for place, other in enumerate(kept):
        if _says_again(one, other, relations):
            kept[place] = _with_carriers_of(one, other, corpus, relations)
            return other
        again = next((voice for voice in other.also if _says_again(one, voice, relations)), None)
        if again is not None:
            return again
    return None


def _says_again(one: Chosen, other: Chosen, relations: Relations) -> bool:
    """Whether a finding makes the point of another.

    Two disputes on one issue are two voices, and each has its say; one that brings its reply is not told beneath.
    """
    if one.kind == other.kind == "dispute" and one.reply is None:
        return tell_one_fact(one.centre, other.centre, relations)
    return repeats(one.centre, other.centre, relations)


def _is_cited_by(one: Chosen, other: Chosen) -> bool:
    """Whether a statement has its words from what another cites for its own, or answers it as its reply does."""
    own = one.centre.statement.passages[-1]
    return own in other.carriers or other.reply in (own, *one.carriers)


def _quarrel(one: Chosen, kept: Sequence[Chosen], voices: Quarrels) -> int | None:
    """The place of the dispute that a statement is likeliest one more voice in; with a reply it stands alone."""
    likely = [(voices.likely(one, other), -place) for place, other in enumerate(kept)]
    chance, place = max(likely, default=(0.0, 0))
    return -place if chance and one.reply is None else None


def _has_room(one: Chosen, kept: Sequence[Chosen], able: Sequence[Chosen], length: Length) -> bool:
    """Whether a section takes one more; what several report leaves room for what parties agree."""
    reserved = 0
    if one.kind == "consensus":
        accords = sum(other.kind == "accord" for other in able)
        reserved = max(0, min(_OF_ACCORDS, accords) - sum(other.kind == "accord" for other in kept))
    return not _is_full(one.section, kept, length, reserved)


def _is_full(section: Section, kept: Sequence[Chosen], length: Length, reserved: int = 0) -> bool:
    return sum(1 + len(other.also) for other in kept if other.section == section) >= _MOST[length][section] - reserved


def uncorroborated(choice: Choice, corpus: Corpus, relations: Relations) -> list[Passed]:
    """What happened, and neither is a finding, since no second origin is sure for it, nor said by one: the best first.

    What of the rest says the same is the first thing to compare it with.
    """
    happened = sorted((one for one in choice.passed if one.happened), key=lambda one: -one.centre.merit)
    told = [each.centre for one in choice.kept for each in (one, *one.also)]
    found: list[Passed] = []
    for one in happened:
        if not any(repeats(one.centre, other, relations) for other in told):
            rest = (other.centre for other in happened if other is not one)
            again = (other.statement.passages[-1] for other in rest if repeats(one.centre, other, relations))
            others = (passage for passage in again if corpus.by_id[passage.source].origin != one.centre.source.origin)
            found.append(replace(one, compare=of_own_origins(one.centre, (*others, *one.compare), corpus)))
    return found


def each_once(passed: Sequence[Passed], relations: Relations) -> list[Passed]:
    """Those that do not say again what one before them says."""
    kept: list[Passed] = []
    for one in passed:
        if not any(repeats(one.centre, other.centre, relations) for other in kept):
            kept.append(one)
    return kept


def _with_carriers_of(repeating: Chosen, kept: Chosen, corpus: Corpus, relations: Relations) -> Chosen:
    """The finding with those witnesses of another that says it again which are witnesses of its own words, too.

    It takes over the other's reply as well, where it has none.
    """
    if kept.kind == repeating.kind and kept.reply is None:
        kept = replace(kept, reply=repeating.reply)
    cited = {kept.centre.source.id, *(passage.source for passage in kept.carriers)}
    told = (repeating.centre.statement.passages[-1], *repeating.carriers)
    # In nearly the same words it is the same, though the fact head takes a detail that differs for another fact.
    worded_alike = are_worded_alike(repeating.centre, kept.centre)
    added = [
        passage
        for passage in told
        if passage.source not in cited
        and (
            (worded_alike and not gives_otherwise(kept.centre.doc, corpus.docs[corpus.place_of(passage)]))
            or is_witness(corpus.place_of(passage), kept.centre, corpus, relations)
        )
    ]
    if not added or repeating.kind != kept.kind:
        return kept
    sources = [source.id for source in corpus.sources]
    every = sorted((*kept.carriers, *added), key=lambda passage: sources.index(passage.source))
    return replace(kept, carriers=tuple(every), origins=independent_origins(kept.centre, every, corpus))


def _place(one: Chosen) -> tuple[dt.date | int, int, float]:
    if one.section != "next_steps":
        return (0, 0, -one.score)
    # A time that only its source's date would resolve comes before none.
    return ((one.when.start if one.when and one.when.start else dt.date.max), int(one.when is None), -one.score)
