"""Summaries by models that write: any sequence-to-sequence or chat model that transformers runs.

What a model writes is a draft. Each of its sentences is laid beside the passages that it seems to come
from and goes through the checker; where that says no, the source's own passage stands instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from briefing.condensing.chunks import chunks, text_of
from briefing.condensing.prompts import summary_prompt
from briefing.memo import ModelUse, Passage, Source, Statement, Summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.condensing.chunks import Chunk
    from briefing.models.encoder import Encodes
    from briefing.models.generators import Generator

# What a long sentence of a news summary needs, with room; one that is broken off is left out.
TOKENS_PER_SENTENCE = 60
# Asked of each chunk beyond its share, because some sentences will fall to the same passage.
SPARE = 1
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


@dataclass(frozen=True)
class _Draft:
    """A sentence that the model wrote, how early in its chunk, and the passages that it may come from."""

    text: str
    rank: int
    passages: tuple[Passage, ...]


class GenerativeSummarizer:
    """Condenses a source with a model's own words where they hold, and the source's where they do not."""

    def __init__(self, generator: Generator, encoder: Encodes, check: Check, models: tuple[ModelUse, ...] = ()) -> None:
        self.models = models
        self._generator = generator
        self._encoder = encoder
        self._check = check

    def summarize(self, source: Source, passages: Sequence[Passage], budget: int) -> Summary:
        """Return at most ``budget`` statements in the order in which the source tells them.

        ``passages`` are the source's sentences, in order; every one of them is read by the model.
        """
        if not passages or budget < 1:
            return Summary(source=source.id, statements=())
        aligned = self._aligned(list(self._drafts(passages, budget)))
        chosen = self._distinct([self._stated(draft) for draft in aligned])[:budget]
        return Summary(source=source.id, statements=tuple(sorted(chosen, key=_place)))

    def _drafts(self, passages: Sequence[Passage], budget: int) -> Iterator[_Draft]:
        """Yield what the model writes, sentence by sentence, with the passages of the chunk that it read."""
        generator = self._generator
        empty = generator.count_tokens(summary_prompt("", budget)) if generator.follows_instructions else 0
        # A longer fence, and what a template puts around a prompt, may take some more.
        room = generator.max_input_tokens - (empty + 8 if empty else 0)
        read = chunks(passages, room, generator.count_tokens)
        each = -(-budget // len(read)) + SPARE
        prompts = [
            summary_prompt(text_of(chunk), each) if generator.follows_instructions else text_of(chunk) for chunk in read
        ]
        written = generator.generate(prompts, max_new_tokens=each * TOKENS_PER_SENTENCE)
        for chunk, draft in zip(read, written, strict=True):
            candidates = _within(passages, chunk)
            for rank, sentence in enumerate(sentences_of(draft)):
                yield _Draft(sentence, rank, candidates)

    def _aligned(self, drafts: Sequence[_Draft]) -> list[_Draft]:
        """Narrow each draft's passages to the one to three that carry it, best first; earliest ranks first."""
        texts = list(dict.fromkeys(passage.text for draft in drafts for passage in draft.passages))
        vectors = dict(zip(texts, self._encoder.encode(texts), strict=True))
        written = self._encoder.encode([draft.text for draft in drafts])
        narrowed = [
            _Draft(draft.text, draft.rank, _carriers(draft, [float(vector @ vectors[p.text]) for p in draft.passages]))
            for draft, vector in zip(drafts, written, strict=True)
        ]
        return sorted(narrowed, key=lambda draft: draft.rank)

    def _stated(self, draft: _Draft) -> Statement:
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


def sentences_of(draft: str) -> list[str]:
    """Split what a model wrote into sentences, without list marks; one that was broken off is left out."""
    from briefing.reading.passages import passages

    text = "\n".join(_closed(line) for line in draft.splitlines() if line.strip())
    written = Source(
        id="S1", location="-", media_type="text/plain", words=len(text.split()), sha256="0" * 64, origin="S1", text=text
    )
    found = [" ".join(passage.text.split()) for passage in passages(written)]
    return [sentence for sentence in found if re.search(r"[.!?][\"'”’)]*$", sentence)]


def _closed(line: str) -> str:
    """Bring a line into one paragraph's form: PEGASUS writes ``<n>`` for a new line, others ``- `` before it."""
    return re.sub(r"\s*<n>\s*", " ", line).strip()


def _within(passages: Sequence[Passage], chunk: Chunk) -> tuple[Passage, ...]:
    """Return the source's own passages that a chunk holds, wholly or in part."""
    first, last = chunk[0].start, chunk[-1].end
    return tuple(passage for passage in passages if passage.end > first and passage.start < last)


def _carriers(draft: _Draft, likeness: Sequence[float]) -> tuple[Passage, ...]:
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


def _place(statement: Statement) -> tuple[int, int]:
    return statement.passages[0].start, statement.passages[0].end
