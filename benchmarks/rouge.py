"""ROUGE of summaries, with stemming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rouge_score.rouge_scorer import RougeScorer  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Sequence

ROUGE = ("rouge1", "rouge2", "rougeLsum")


def rouge(sentences: Sequence[str], reference: str) -> dict[str, dict[str, float]]:
    """Recall and F of each measure; of the reference, each line is a sentence."""
    scores = RougeScorer(ROUGE, use_stemmer=True).score(reference, "\n".join(sentences))
    return {name: {"recall": score.recall, "f": score.fmeasure} for name, score in scores.items()}
