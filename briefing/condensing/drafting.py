"""Drafts: what models write of a document, sentence by sentence, with the passages that each may come from.

A chat model or a sequence-to-sequence model of transformers writes freely; a model that answers questions says itself
which passages it draws on. Whether they carry the sentence is for ``generative`` and the checker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from briefing.checking.drafts import LONGEST, addresses_its_reader
from briefing.condensing.chunks import JOINT, chunks, text_of
from briefing.condensing.prompts import cited_question, summary_prompt
from briefing.memo import Passage, Source
from briefing.models.answers import Unanswered, room

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from briefing.condensing.chunks import Chunk
    from briefing.condensing.prompts import Told
    from briefing.models.answers import Answers
    from briefing.models.generators import Generator
    from briefing.models.parser import Parses

# What a long sentence of a news summary needs, with room; one that is broken off is left out.
TOKENS_PER_SENTENCE = 60
# Asked of each chunk beyond its share, because some sentences will fall to the same passage.
SPARE = 1


@dataclass(frozen=True)
class Draft:
    """A sentence that the model wrote, how early in its chunk, and the passages that it may come from."""

    text: str
    rank: int
    passages: tuple[Passage, ...]


class Drafts(Protocol):
    """What drafts the summary of a document."""

    def drafts(self, passages: Sequence[Passage], budget: int) -> Iterator[Draft]:
        """Yield sentences, about ``budget`` of them, each with at least one of the passages."""
        ...


class FreeDrafts:
    """Drafts by a model that writes what it likes; any passage that it read may carry a sentence."""

    def __init__(self, generator: Generator) -> None:
        self._generator = generator

    def drafts(self, passages: Sequence[Passage], budget: int) -> Iterator[Draft]:
        """Yield what the model writes, sentence by sentence, with the passages of the chunk that it read."""
        generator = self._generator
        empty = generator.count_tokens(summary_prompt("", budget)) if generator.follows_instructions else 0
        # A longer fence, and what a template puts around a prompt, may take some more.
        reads = generator.max_input_tokens - (empty + 8 if empty else 0)
        read = chunks(passages, reads, generator.count_tokens)
        each = -(-budget // len(read)) + SPARE
        prompts = [
            summary_prompt(text_of(chunk), each) if generator.follows_instructions else text_of(chunk) for chunk in read
        ]
        written = generator.generate(prompts, max_new_tokens=each * TOKENS_PER_SENTENCE)
        for chunk, draft in zip(read, written, strict=True):
            candidates = _within(passages, chunk)
            for rank, sentence in enumerate(sentences_of(draft)):
                yield Draft(sentence, rank, candidates)


class CitedDrafts:
    """Drafts by a model that names the passages it draws on. What addresses its reader carries nothing."""

    def __init__(self, answers: Answers, parser: Parses) -> None:
        self._answers = answers
        self._parser = parser

    def drafts(self, passages: Sequence[Passage], budget: int) -> Iterator[Draft]:
        """Yield what the model writes, with the passages that it cites. Raises ``Unanswered``."""
        answers = self._answers
        empty = cited_question([], budget, answers.window)
        left = room(answers, empty)
        if left <= 2 * JOINT:
            raise Unanswered("the model reads too little")
        read = chunks(passages, left, lambda text: answers.count_tokens(f"[999] {text}\n"))
        each = -(-budget // len(read)) + SPARE
        told = dict(zip(passages, map(_tells, self._parser.parse([one.text for one in passages])), strict=True))
        for chunk in read:
            answer = answers.answer(cited_question([piece.text for piece in chunk], each, answers.window))
            short = [one for one in answer.statements if len(one.text) <= LONGEST]
            for rank, one in enumerate(short[:each]):
                carriers = tuple(passage for passage in _cited(one, chunk, passages) if told[passage])
                for sentence in sentences_of(one.text) if carriers else ():
                    yield Draft(sentence, rank, carriers)


def _tells(doc: Doc) -> bool:
    return not addresses_its_reader(doc)


def _cited(one: Told, chunk: Chunk, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The source's passages that a statement names, in reading order; numbers of none are left aside."""
    pieces = [chunk[number - 1] for number in one.passages if 0 < number <= len(chunk)]
    named = {passage for piece in pieces for passage in _within(passages, (piece,))}
    return tuple(passage for passage in passages if passage in named)


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
