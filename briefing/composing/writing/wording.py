"""The wordings that a writer proposes for findings, taken over where the checks let them.

A finding's new words are checked against the passages that its statement was made from, and they must keep what the
memo says of it: who, when, which side.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.checking import Checker
from briefing.checking.drafts import DraftChecker
from briefing.checking.support import Support
from briefing.composing.candidates import tells
from briefing.composing.witnesses import opposite
from briefing.composing.writing.writer import Worded
from briefing.memo import Statement
from briefing.models.heads.pairs import ENTAILMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.composing.chosen import Chosen
    from briefing.composing.writing.writer import Writer
    from briefing.models.encoder import Encodes
    from briefing.models.heads.pairs import JudgesPairs
    from briefing.models.parser import Parses

_CONTRADICTION = ENTAILMENT.index("contradiction")
# From this chance on old words contradict new ones.
_TURNED = 0.7


def worded(
    chosen: Sequence[Chosen], writer: Writer, *, parser: Parses, encoder: Encodes, judge: JudgesPairs
) -> list[Chosen]:
    """The findings in the writer's words where these hold, in their own where they do not."""
    editor = _Editor(parser, encoder, judge)
    found = writer.word([_as_it_is(one) for one in chosen])
    taken = {one.centre.statement.text for one in chosen}
    edited = []
    for place, one in enumerate(chosen):
        better = editor.edited(one, found[place]) if found.get(place, "") not in {"", *taken} else None
        if better is not None:
            taken.add(better.centre.statement.text)
        edited.append(better or one)
    return edited


def _as_it_is(one: Chosen) -> Worded:
    statement = one.centre.statement
    return Worded(statement.text, tuple(passage.text for passage in statement.passages))


class _Editor:
    """Decides on one wording at a time."""

    def __init__(self, parser: Parses, encoder: Encodes, judge: JudgesPairs) -> None:
        self._parser = parser
        self._encoder = encoder
        self._judge = judge
        self._checker = DraftChecker(Checker(Support(encoder, judge)), parser)

    def edited(self, one: Chosen, text: str) -> Chosen | None:
        """The finding in these words, or ``None`` where they do not hold."""
        centre = one.centre
        verdict = self._checker.check(text, centre.statement.passages)
        if not verdict.ok or not _keeps(one, text) or self._turns(centre.statement.text, text):
            return None
        (doc,) = self._parser.parse([text])
        judged = self._encoder.judge([text])
        stance = judged.stance_of(0)
        if not tells(doc) or len(list(doc.sents)) != 1 or opposite(stance, centre.stance):
            return None
        statement = Statement(text=text, mode="rewritten", support=verdict.support, passages=centre.statement.passages)
        return replace(one, centre=replace(centre, statement=statement, doc=doc, stance=stance))

    def _turns(self, before: str, after: str) -> bool:
        """Whether the old words contradict the new ones; the other way, what has become shorter leaves more open."""
        return float(self._judge.judge([(before, after)]).entailment[0, _CONTRADICTION]) >= _TURNED


def _keeps(one: Chosen, text: str) -> bool:
    """Whether the words still say who and when, as the memo does beside them."""
    words = [*one.who, *([one.when.text] if one.when else [])]
    return all(word in text for word in words)
