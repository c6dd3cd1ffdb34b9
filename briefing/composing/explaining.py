"""Explaining: why each finding stands where it stands, and why the next best statements are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.points import SECTION_OF
from briefing.reasons import Reason, Reasons, Weight, Witness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.composing.candidates import Candidate
    from briefing.composing.chosen import Chosen, Passed
    from briefing.composing.relations import Relations
    from briefing.memo import Finding, Kind, Passage, Section

    Ids = dict[tuple[Kind, tuple[Passage, ...]], str]
    """The findings' ids, by kind and by the passages that each was made from."""

# So many of those passed over are told of each section.
_PASSED = 6
_SAID = "stands as it does in its source"


def reasons(
    chosen: Sequence[Chosen],
    passed: Sequence[Passed],
    findings: Sequence[Finding],
    relations: Relations,
    first: Passed | None = None,
) -> Reasons:
    """The reasons of the findings, in their order, and of the best statements that were passed over.

    ``first`` opens the bottom line, though it is no finding.
    """
    ids: Ids = {(one.kind, one.made_from): one.id for one in findings}
    told, crowded = [], []
    for one in chosen:
        identifier = ids.get((one.kind, one.centre.statement.passages))
        if identifier is None:
            crowded.append(_of_chosen(one, None, "gave way to the discrepancies", relations))
        else:
            told.append(_of_chosen(one, identifier, _verdict(one), relations))
    if first is not None:
        found = "no second origin is sure" if first.compare else "no second origin found"
        crowded.append(_never_judged(first.centre, SECTION_OF[first.centre.point], f"opens the bottom line; {found}"))
    others = [one for one in passed if first is None or one.centre is not first.centre]
    return Reasons(chosen=tuple(told), passed=(*crowded, *_best_passed(others, ids, relations)))


def _of_chosen(one: Chosen, identifier: str | None, verdict: str, relations: Relations) -> Reason:
    statement = one.centre.statement
    return Reason(
        finding=identifier,
        section=one.section,
        kind=one.kind,
        text=statement.text,
        source=one.centre.source.id,
        score=one.score,
        weights=tuple(Weight(name=name, value=round(value, 3)) for name, value in one.weights if round(value, 3)),
        members=tuple(f"{other.source.id}: {other.statement.text}" for other in one.group if other is not one.centre),
        witnesses=tuple(
            Witness(
                source=passage.source,
                text=passage.text,
                chance=round(relations.of(passage.text, statement.text).carries, 3),
            )
            for passage in one.carriers
        ),
        support=statement.support,
        verdict=verdict,
    )


def _verdict(one: Chosen) -> str:
    changed = _SAID if one.centre.statement.mode == "verbatim" else f"was {one.centre.statement.mode} and checked"
    origins = "one origin" if one.origins == 1 else f"{one.origins} origins"
    replied = "; answered right behind it in its source" if one.reply else ""
    more = f"; {len(one.also)} more voice{'s' * (len(one.also) > 1)} beneath it" if one.also else ""
    return f"{one.kind.replace('_', ' ')} of {origins}; {changed}{replied}{more}"


def _best_passed(passed: Sequence[Passed], ids: Ids, relations: Relations) -> list[Reason]:
    """Of each section the best that were passed over."""
    kept: dict[Section, list[Reason]] = {"agreements": [], "frictions": [], "next_steps": []}
    for one in sorted(passed, key=lambda one: -_rank(one)):
        section = one.judged.section if one.judged is not None else SECTION_OF[one.centre.point]
        if len(kept[section]) < _PASSED:
            kept[section].append(_of_passed(one, section, ids, relations))
    return [reason for section in kept.values() for reason in section]


def _rank(one: Passed) -> float:
    return one.judged.score if one.judged is not None else one.centre.merit


def _of_passed(one: Passed, section: Section, ids: Ids, relations: Relations) -> Reason:
    if one.judged is None:
        return _never_judged(one.centre, section, one.why)
    why = one.why
    if one.repeats is not None:
        said = ids.get((one.repeats.kind, one.repeats.centre.statement.passages))
        texts = one.centre.statement.text, one.repeats.centre.statement.text
        same, issue = relations.same(*texts), relations.issue(*texts)
        why = f"says again what {said or 'a better one'} says (one fact: {same:.2f}, one issue: {issue:.2f})"
    return _of_chosen(one.judged, None, why, relations)


def _never_judged(centre: Candidate, section: Section, why: str) -> Reason:
    return Reason(
        section=section,
        kind=None,
        text=centre.statement.text,
        source=centre.source.id,
        score=None,
        weights=tuple(Weight(name=name, value=round(value, 3)) for name, value in centre.weights if round(value, 3)),
        support=centre.statement.support,
        verdict=why,
    )
