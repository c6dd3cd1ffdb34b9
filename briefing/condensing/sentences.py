"""The sentences of one source in the words in which they may be printed; parsed only as far as somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.checking.literals import violations
from briefing.condensing.references import REACH, answered, explained, replaced, resolve
from briefing.condensing.standalone import dangling, is_complete
from briefing.condensing.trimming import trimmed, without_connective

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from briefing.memo import Mode, Passage
    from briefing.models.parser import Parser

# Fewer words than this are no statement: "Susan Page explains."
SHORTEST = 6
# More than this is no sentence but a list or a page without punctuation.
LONGEST = 90
# How many sentences are read at once; fewer cost more time each, more are read for nothing.
_AT_ONCE = 12


@dataclass(frozen=True)
class Wording:
    """A sentence as it may be printed: its text, how it came about, and the passages that it rests on."""

    text: str
    mode: Mode
    passages: tuple[Passage, ...]


class Sentences:
    """A source's sentence passages in reading order, parsed and worded as far as they are asked for.

    Parsed together they take less time. ``order`` is that in which they are likely to be asked for: with one that was
    not read yet, the next ones in this order are read.
    """

    def __init__(self, passages: Sequence[Passage], parser: Parser, order: Iterable[int] = ()) -> None:
        self._passages = passages
        self._parser = parser
        self._order = list(order)
        self._docs: dict[int, Doc] = {}
        # What points outside each complete sentence, and what stands alone of those that were read.
        self._loose: dict[int, tuple[Token, ...]] = {}
        self._standing: dict[int, Wording | None] = {}
        # The parses of wordings that are not the sentence itself.
        self._printed: dict[int, Doc] = {}

    def standing(self, place: int) -> Wording | None:
        """The sentence as it stands alone: as it is, trimmed, or with "he" made a name; ``None`` where it does not."""
        if place not in self._standing:
            self._order = [other for other in self._order if other not in self._standing]
            self.read([place, *self._order[:_AT_ONCE]])
        return self._standing[place]

    def leans(self, place: int) -> bool:
        """Whether the sentence is whole, but takes up what the sentence right before it plainly tells.

        A text's first sentence, which has none before it, must explain itself.
        """
        if self.standing(place) is not None or place not in self._loose:
            return False
        if place == 0:
            return explained(self._loose[0])
        self.read([place - 1])
        self._parse([place - 1])
        return answered(self._loose[place], self._printed.get(place - 1, self._docs[place - 1]))

    def read(self, places: Iterable[int]) -> None:
        """Parse and word the sentences at these places, as far as that is not done."""
        new = sorted({place for place in places if place not in self._standing})
        self._parse([place for place in new if self._has_fit_length(place)])
        complete = [place for place in new if place in self._docs and is_complete(self._docs[place])]
        self._loose |= {place: dangling(self._docs[place]) for place in complete}
        self._parse([place - back for place in complete if self._loose[place] for back in range(1, REACH + 1)])
        self._standing |= dict.fromkeys(new)
        self._standing |= {place: self._worded(place, self._loose[place]) for place in complete}
        self._check_again(complete)

    def _has_fit_length(self, place: int) -> bool:
        return SHORTEST <= len(self._passages[place].text.split()) <= LONGEST

    def _parse(self, places: Sequence[int]) -> None:
        new = sorted({place for place in places if place >= 0 and place not in self._docs})
        parsed = self._parser.parse([self._passages[place].text for place in new]) if new else ()
        self._docs |= zip(new, parsed, strict=True)

    def _worded(self, place: int, loose: Sequence[Token]) -> Wording | None:
        """The sentence in words that stand alone; ``None`` where there are none."""
        passage = self._passages[place]
        if not loose:
            return self._trimmed(place)
        reference = resolve(loose[0], [self._docs[other] for other in range(max(0, place - REACH), place)])
        if reference is None:
            return None
        # Whatever else dangled must have meant the same person; the second reading decides.
        text = replaced(passage.text, loose[0], reference.name)
        return Wording(without_connective(text), "rewritten", (self._passages[place - reference.back], passage))

    def _trimmed(self, place: int) -> Wording:
        passage = self._passages[place]
        shorter = trimmed(self._docs[place])
        return Wording(shorter, "verbatim" if shorter == passage.text else "trimmed", (passage,))

    def _check_again(self, places: Sequence[int]) -> None:
        """Read once more what was changed: trimming may cut off an antecedent, a name may not settle every pronoun."""
        drafts = {place: found for place in places if (found := self._standing[place]) and found.mode != "verbatim"}
        docs = self._parser.parse([wording.text for wording in drafts.values()]) if drafts else ()
        for (place, wording), doc in zip(drafts.items(), docs, strict=True):
            if is_complete(doc) and not dangling(doc) and not _alters(wording):
                self._printed[place] = doc
            else:
                own = wording.passages[-1:]
                self._standing[place] = Wording(own[0].text, "verbatim", own) if wording.mode == "trimmed" else None


def _alters(wording: Wording) -> bool:
    return bool(violations(wording.text, [passage.text for passage in wording.passages]))
