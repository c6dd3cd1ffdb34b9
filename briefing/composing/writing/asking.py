"""A writer that asks a model, in as few questions as the model's window allows.

A question without an answer is told to whoever listens, and its statements or findings stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.writing.grouping_prompt import grouping_question
from briefing.composing.writing.wording_prompt import line, wording_question
from briefing.models.answers import Unanswered, room

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.composing.writing.writer import Worded
    from briefing.models.answers import Answers

# An answer has room for so many findings of a long sentence each (a third of the smallest window).
_MOST_WORDED = 12


class AskingWriter:
    """Asks a model to group and to word. ``tell`` gets a line for each question that had no answer."""

    def __init__(self, answers: Answers, tell: Callable[[str], None]) -> None:
        self._answers = answers
        self._tell = tell

    def group(self, statements: Sequence[str]) -> list[frozenset[int]]:
        """Places of statements that report one fact. Neighbours in the list are asked about together."""
        window = self._answers.window
        left = room(self._answers, grouping_question([], window))
        found: list[frozenset[int]] = []
        for places in self._batches(statements, left, len(statements)):
            asked = [statements[place] for place in places]
            try:
                answer = self._answers.answer(grouping_question(asked, window))
            except Unanswered as error:
                self._tell(f"the embedded models grouped {len(places)} statements, because {error}")
                continue
            found += [frozenset(places[number - 1] for number in group) for group in _sound(answer.groups, len(places))]
        return found

    def word(self, findings: Sequence[Worded]) -> dict[int, str]:
        """Better wordings of findings, by their places."""
        window = self._answers.window
        left = room(self._answers, wording_question([], window))
        found: dict[int, str] = {}
        for places in self._batches([line(one) for one in findings], left, _MOST_WORDED):
            try:
                answer = self._answers.answer(wording_question([findings[place] for place in places], window))
            except Unanswered as error:
                self._tell(f"{len(places)} findings stand in their own words, because {error}")
                continue
            known = [one for one in answer.wordings if 0 < one.finding <= len(places)]
            found |= {places[one.finding - 1]: " ".join(one.text.split()) for one in known}
        return found

    def _batches(self, lines: Sequence[str], left: int, most: int) -> list[list[int]]:
        """Places of lines, in order, in batches that fit ``left`` tokens. Those that do not fit alone are told."""
        sizes = [self._answers.count_tokens(f"[999] {line}\n") for line in lines]
        fit = [place for place, size in enumerate(sizes) if size <= left]
        if len(fit) < len(lines):
            self._tell(f"the model was not asked about {len(lines) - len(fit)} sentences, because they do not fit it")
        batches: list[list[int]] = []
        held = 0
        for place in fit:
            if not batches or held + sizes[place] > left or len(batches[-1]) == most:
                batches.append([])
                held = 0
            batches[-1].append(place)
            held += sizes[place]
        return batches


def _sound(groups: Sequence[Sequence[int]], asked: int) -> list[set[int]]:
    """The groups that can be meant: of two or more numbers that exist and stand in no other group.

    None where there are more groups than numbers.
    """
    if len(groups) > asked:
        return []
    several = [set(group) for group in groups if len(set(group)) > 1]
    known = [group for group in several if all(0 < number <= asked for number in group)]
    return [group for group in known if all(group is other or group.isdisjoint(other) for other in several)]
