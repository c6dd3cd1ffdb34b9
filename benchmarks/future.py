"""Which sentences of an article speak of the future, from files that list an article's statements about the future.

A row has ``original_text`` and ``extracted``: statements in other words than the article's, without their place in it.
Each is laid to the sentence that has most of its words, rarer words counting more; that sentence counts as future.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from benchmarks.texts import source_of
from briefing.checking.literals import OPENERS
from briefing.checking.normal_forms import normal_words
from briefing.reading import passages

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAYING = ("Event Variable", "Predicted Attribute", "Magnitude / Predicted Value", "Event Date", "Predictor")
# A statement none of whose sentences has this share of its words cannot be placed, and is left out.
_PLACED = 0.3
_SHORTEST = 4


def sentences(row: dict[str, Any]) -> list[tuple[str, bool]]:
    """The sentences of a row's article in order, each with whether it speaks of the future."""
    texts = [one.text for one in passages(source_of(row["original_text"]))]
    texts = [text for text in texts if len(text.split()) >= _SHORTEST]
    words = [_words(text) for text in texts]
    spread = Counter(word for one in words for word in one)
    future = {_place(statement, words, spread) for statement in row["extracted"] if isinstance(statement, dict)}
    return [(text, index in future) for index, text in enumerate(texts)]


def _place(statement: dict[str, Any], sentences: Sequence[frozenset[str]], spread: Counter[str]) -> int | None:
    """The sentence that a statement stands in, or ``None``."""
    said = _words(" ".join(str(statement.get(field) or "") for field in _SAYING))
    weights = {word: math.log(1 + len(sentences) / spread[word]) for word in said if word in spread}
    whole = math.fsum(weights.values()) + (len(said) - len(weights))
    if not whole or not sentences:
        return None
    # Rounded once, whatever the order of a set: of sentences with the same words always the first is taken.
    scores = [math.fsum(weights.get(word, 0.0) for word in sentence) / whole for sentence in sentences]
    best = max(range(len(sentences)), key=scores.__getitem__)
    return best if scores[best] >= _PLACED else None


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in normal_words(text) if word not in OPENERS)
