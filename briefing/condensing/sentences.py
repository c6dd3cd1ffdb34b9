"""The sentences of one source with all that condensing knows of them: parses, judgements, wordings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.checking.literals import violations
from briefing.condensing.references import REACH, replaced, resolve
from briefing.condensing.standalone import dangling, is_complete
from briefing.condensing.trimming import trimmed, without_connective

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from briefing.memo import Mode, Passage
    from briefing.models.encoder import Encodes
    from briefing.models.heads.sentences import Judged
    from briefing.models.parser import Parser

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


@dataclass(frozen=True)
class Analysis:
    """A source's sentences: passages, parses and judgements in reading order, and wordings where they stand alone."""

    passages: tuple[Passage, ...]
    docs: tuple[Doc, ...]
    judged: Judged
    wordings: tuple[Wording | None, ...]


def analyse(passages: Sequence[Passage], parser: Parser, encoder: Encodes) -> Analysis:
    """Parse and judge a source's sentence passages, and word those that can stand alone."""
    texts = [passage.text for passage in passages]
    docs = parser.parse(texts)
    wordings = [_wording(index, passages, docs) for index in range(len(docs))]
    return Analysis(tuple(passages), tuple(docs), encoder.judge(texts), tuple(_checked_again(wordings, parser)))


def _wording(index: int, passages: Sequence[Passage], docs: Sequence[Doc]) -> Wording | None:
    """The sentence in words that stand alone: its own, trimmed, or with "he" made a name; ``None`` if that fails."""
    doc, passage = docs[index], passages[index]
    if not SHORTEST <= len(passage.text.split()) <= LONGEST or not is_complete(doc):
        return None
    loose = dangling(doc)
    shorter = trimmed(doc)
    if not loose:
        return Wording(shorter, "verbatim" if shorter == passage.text else "trimmed", (passage,))
    reference = resolve(loose[0], docs[max(0, index - REACH) : index])
    if reference is None:
        return None
    # Whatever else dangled must have meant the same person; the second reading decides.
    text = replaced(passage.text, loose[0], reference.name)
    return Wording(without_connective(text), "rewritten", (passages[index - reference.back], passage))


def _checked_again(wordings: Sequence[Wording | None], parser: Parser) -> list[Wording | None]:
    """Read once more what was changed: trimming may cut off an antecedent, and a name may not settle every pronoun."""
    changed = [index for index, wording in enumerate(wordings) if wording and wording.mode != "verbatim"]
    checked = list(wordings)
    for index, doc in zip(changed, parser.parse([wordings[index].text for index in changed]), strict=True):  # type: ignore[union-attr]
        wording = wordings[index]
        if wording is None or (is_complete(doc) and not dangling(doc) and not _alters(wording)):
            continue
        checked[index] = (
            Wording(wording.passages[-1].text, "verbatim", wording.passages[-1:]) if wording.mode == "trimmed" else None
        )
    return checked


def _alters(wording: Wording) -> bool:
    return bool(violations(wording.text, [passage.text for passage in wording.passages]))
