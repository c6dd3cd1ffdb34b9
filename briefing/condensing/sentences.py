"""The sentences of one source in the words in which they may be printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.checking.literals import violations
from briefing.condensing.references import REACH, answered, explained, replaced, resolve
from briefing.condensing.standalone import dangling, is_complete
from briefing.condensing.trimming import trimmed, without_connective, without_links

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from briefing.memo import Mode, Passage
    from briefing.models.parser import Parses

# Fewer words than this are no statement: "Susan Page explains."
SHORTEST = 6
# More than this is no sentence but a list or a page without punctuation.
LONGEST = 90


@dataclass(frozen=True)
class Wording:
    """A sentence as it may be printed: its text, how it came about, and the passages that it rests on."""

    text: str
    mode: Mode
    passages: tuple[Passage, ...]


class Sentences:
    """A source's sentence passages in reading order, parsed and worded.

    All are parsed at once, whoever is asked for: composing parses the same list, and a parser that remembers has it.
    """

    def __init__(self, passages: Sequence[Passage], parser: Parses) -> None:
        self._passages = passages
        self._parser = parser
        self._docs = parser.parse([passage.text for passage in passages])
        complete = [
            place
            for place, doc in enumerate(self._docs)
            if SHORTEST <= len(doc.text.split()) <= LONGEST and is_complete(doc)
        ]
        # What points outside each complete sentence, and what stands alone of these.
        self._loose = {place: dangling(self._docs[place]) for place in complete}
        self._standing = {place: self._worded(place, self._loose[place]) for place in complete}
        # The parses of wordings that are not the sentence itself.
        self._printed = self._checked_again()

    def standing(self, place: int) -> Wording | None:
        """The sentence as it stands alone: as it is, trimmed, or with "he" made a name; ``None`` where it does not."""
        return self._standing.get(place)

    def leans(self, place: int) -> bool:
        """Whether the sentence is whole, but takes up what the sentence right before it plainly tells.

        A text's first sentence, which has none before it, must explain itself.
        """
        if self.standing(place) is not None or place not in self._loose:
            return False
        if place == 0:
            return explained(self._loose[0])
        return answered(self._loose[place], self._printed.get(place - 1, self._docs[place - 1]))

    def _worded(self, place: int, loose: Sequence[Token]) -> Wording | None:
        """The sentence in words that stand alone; ``None`` where there are none."""
        passage = self._passages[place]
        if not loose:
            return self._trimmed(place)
        reference = resolve(loose[0], [self._docs[other] for other in range(max(0, place - REACH), place)])
        if reference is None:
            return None
        # Whatever else dangled must have meant the same person; the second reading decides.
        text = replaced(without_links(self._docs[place], loose[0].idx), loose[0], reference.name)
        return Wording(without_connective(text), "rewritten", (self._passages[place - reference.back], passage))

    def _trimmed(self, place: int) -> Wording:
        passage = self._passages[place]
        shorter = trimmed(self._docs[place])
        return Wording(shorter, "verbatim" if shorter == passage.text else "trimmed", (passage,))

    def _checked_again(self) -> dict[int, Doc]:
        """Read once more what was changed: trimming may cut off an antecedent, a name may not settle every pronoun.

        Returns the parses of what holds; what does not is no longer standing, or stands in the sentence's own words.
        """
        drafts = {place: found for place, found in self._standing.items() if found and found.mode != "verbatim"}
        docs = self._parser.parse([wording.text for wording in drafts.values()])
        printed = {}
        for (place, wording), doc in zip(drafts.items(), docs, strict=True):
            if is_complete(doc) and not dangling(doc) and not _alters(wording):
                printed[place] = doc
            else:
                own = wording.passages[-1:]
                self._standing[place] = Wording(own[0].text, "verbatim", own) if wording.mode == "trimmed" else None
        return printed


def _alters(wording: Wording) -> bool:
    return bool(violations(wording.text, [passage.text for passage in wording.passages]))
