"""How well passages support a statement, 0 to 1: a stand-in until a trained entailment head takes its place.

Half of it is the likeness of the vectors, half the share of the statement's words that the passages have. Neither
sees who did what to whom, so that names, numbers, dates and quotations are checked for themselves, in ``literals``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.checking.literals import OPENERS
from briefing.checking.normal_forms import normal_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.models.encoder import Encodes

SUPPORTED = 0.8


def support(text: str, passages: Sequence[str], encoder: Encodes) -> float:
    """How well ``passages``, taken together, support ``text``."""
    joined = " ".join(passages)
    vectors = encoder.encode([text, joined])
    likeness = float(vectors[0] @ vectors[1])
    return round(min(1.0, max(0.0, (likeness + coverage(text, joined)) / 2)), 4)


def coverage(text: str, passage: str) -> float:
    """The share of the text's words, common ones left out, that the passage has too; 1 for a text without words."""
    said = set(normal_words(passage))
    words = [word for word in normal_words(text) if word not in OPENERS]
    return sum(word in said for word in words) / len(words) if words else 1.0
