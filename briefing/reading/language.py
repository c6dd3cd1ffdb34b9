"""Which language a text is in: a light guess, or none when unsure."""

from __future__ import annotations

import functools
from typing import Any

# Below this the detector's own probability is too often wrong on short texts.
SURE = 0.9

# The detector needs some words, and gains nothing from more than a few paragraphs.
_FEWEST_LETTERS = 40
_SAMPLE = 4000


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, or ``None`` when there is too little text to be sure."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return None
    code, probability = _detector().classify(sample)
    return str(code) if code and probability >= SURE else None


@functools.cache
def _detector() -> Any:  # noqa: ANN401 - the library has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
