"""Summaries by models that write: any model that transformers runs, or one on a server.

What a model writes is a draft (``drafting``). Each of its sentences is laid beside the passages that it comes from and
goes through the checker; where that says no, the source's own passage stands instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from briefing.condensing.drafting import Draft
from briefing.memo import ModelUse, Passage, Source, Statement, Summary
from briefing.models.answers import Unanswered

if TYPE_CHECKING:
    from briefing.condensing.drafting import Drafts
    from briefing.condensing.summarizer import Summarizer
    from briefing.models.answers import Answers
    from briefing.models.encoder import Encodes

# Below this much of a sentence's words newly found in it, a passage is not added to those that carry it.
NEWLY_CARRIED = 0.15
# Two statements whose vectors are more alike than this say the same.
SAME = 0.92
MOST_PASSAGES = 3


class Verdict(Protocol):
    """What the checker says of a text and the passages that are to carry it."""

    @property
    def ok(self) -> bool:
        """Whether the text may be printed."""
        ...

    @property
    def support(self) -> float:
        """How well the passages carry it, 0 to 1."""
        ...


Check = Callable[[str, Sequence[Passage]], Verdict]
"""What stands between a draft and the reader: ``briefing.checking`` in the program."""


class GenerativeSummarizer:
    """Condenses a source with a model's own words where they hold, and the source's where they do not."""

    def __init__(self, drafts: Drafts, encoder: Encodes, check: Check, models: tuple[ModelUse, ...] = ()) -> None:
        self.models = models
        self._drafts = drafts
        self._encoder = encoder
        self._check = check

    def summarize(self, source: Source, passages: Sequence[Passage], budget: int) -> Summary:
        """Return at most ``budget`` statements in the order in which the source tells them.

        ``passages`` are the source's sentences, in order; every one of them is read by the model.
        """
        if not passages or budget < 1:
            return Summary(source=source.id, statements=())
        aligned = self._aligned(list(self._drafts.drafts(passages, budget)))
        chosen = self._distinct([self._stated(draft) for draft in aligned])[:budget]
        return Summary(source=source.id, statements=tuple(sorted(chosen, key=_place)))

    def _aligned(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Narrow each draft's passages to the one to three that carry it, best first; earliest ranks first."""
        texts = list(dict.fromkeys(passage.text for draft in drafts for passage in draft.passages))
        vectors = dict(zip(texts, self._encoder.encode(texts), strict=True))
        written = self._encoder.encode([draft.text for draft in drafts])
        narrowed = [
            Draft(draft.text, draft.rank, _carriers(draft, [float(vector @ vectors[p.text]) for p in draft.passages]))
            for draft, vector in zip(drafts, written, strict=True)
        ]
        return sorted(narrowed, key=lambda draft: draft.rank)

    def _stated(self, draft: Draft) -> Statement:
        """Return the draft where the checker lets it pass, else its best passage, word for word."""
        best = draft.passages[0]
        if " ".join(draft.text.split()) != " ".join(best.text.split()):
            carriers = tuple(sorted(draft.passages, key=lambda passage: passage.start))
            verdict = self._check(draft.text, carriers)
            if verdict.ok:
                return Statement(text=draft.text, mode="rewritten", support=verdict.support, passages=carriers)
        return Statement(text=best.text, mode="verbatim", support=1.0, passages=(best,))

    def _distinct(self, statements: Sequence[Statement]) -> list[Statement]:
        """Leave out what an earlier statement says already."""
        vectors = self._encoder.encode([statement.text for statement in statements])
        kept: list[int] = []
        for index, statement in enumerate(statements):
            said = any(
                float(vectors[index] @ vectors[other]) > SAME
                or (statement.mode == "verbatim" and statement.passages[0] in statements[other].passages)
                for other in kept
            )
            if not said:
                kept.append(index)
        return [statements[index] for index in kept]


def _carriers(draft: Draft, likeness: Sequence[float]) -> tuple[Passage, ...]:
    """Choose the best passage by vector and words, then those that carry words which it lacks."""
    wanted = _words(draft.text)
    held = [_words(passage.text) & wanted for passage in draft.passages]
    share = [len(words) / max(1, len(wanted)) for words in held]
    order = sorted(range(len(held)), key=lambda index: -(likeness[index] + share[index]))
    chosen = [order[0]]
    carried = set(held[order[0]])
    for index in order[1:]:
        if len(chosen) < MOST_PASSAGES and len(held[index] - carried) >= NEWLY_CARRIED * max(1, len(wanted)):
            chosen.append(index)
            carried |= held[index]
    return tuple(draft.passages[index] for index in chosen)


def _words(text: str) -> set[str]:
    """Return the words that mean something: those with a capital or a digit, and those longer than three letters."""
    found = re.findall(r"\w+", text)
    return {word.lower() for word in found if len(word) > 3 or word[0].isdigit() or word[0].isupper()}


class AnsweringSummarizer:
    """Condenses with a model that answers questions, and completes that with what the embedded summarizer finds.

    ``answers`` is the model; composing asks it as well. ``embedded`` words what the model did not word better than
    the source, and tells what may be a finding and the model has no room for.
    """

    def __init__(self, written: GenerativeSummarizer, embedded: Summarizer, answers: Answers) -> None:
        self.models = answers.models
        self.answers = answers
        self._written = written
        self._embedded = embedded

    def summarize(self, source: Source, passages: Sequence[Passage], budget: int) -> Summary:
        """Return at most ``budget`` statements in reading order. Raises ``Unanswered``."""
        told = self._written.summarize(source, passages, budget).statements
        if not told and passages and budget > 0:
            raise Unanswered("nothing that the model wrote rests on the document")
        embedded = self._embedded.summarize(source, passages, budget)
        # By the passage that a statement tells; those before it only say whom it speaks of.
        found = {one.passages[-1]: one for one in (*embedded.statements, *embedded.further)}
        held = (found.get(one.passages[-1], one) if one.mode == "verbatim" else one for one in told)
        cited = {passage for one in told for passage in one.passages}
        beside = (one for passage, one in found.items() if passage not in cited)
        return Summary(
            source=source.id,
            statements=tuple(sorted(held, key=_place)),
            further=tuple(sorted(beside, key=_place)),
        )


def _place(statement: Statement) -> tuple[int, int]:
    return statement.passages[0].start, statement.passages[0].end
