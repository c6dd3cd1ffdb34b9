"""The parser: spaCy's small English pipeline, from verified files.

Sentences go in one per text; documents come out with parts of speech, dependencies, lemmas and
named entities. spaCy may split a text again (``doc.sents``); what that means is the caller's matter.
"""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING, Protocol

from briefing.models.store import PARSER, verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

# Longer batches cost memory and gain nothing.
BATCH = 128


class Parses(Protocol):
    """What parses English sentences: the parser itself, or one that remembers."""

    def parse(self, texts: Sequence[str]) -> list[Doc]:
        """Return one parsed document for each text, in order. A document's text is the text given."""
        ...


class Parser:
    """Parses English sentences."""

    def __init__(self, language: Language) -> None:
        self._language = language

    @property
    def vocabulary(self) -> Vocab:
        """The words that its documents are made of."""
        return self._language.vocab

    def parse(self, texts: Sequence[str]) -> list[Doc]:
        """Return one parsed document for each text, in order. A document's text is the text given."""
        return list(self._language.pipe(texts, batch_size=BATCH))


@cache
def load_parser() -> Parser:
    """Return the process's parser. Raises ``ModelMissing`` or ``ModelCorrupt``."""
    folder = verify(PARSER)
    import spacy

    with warnings.catch_warnings():
        # W095: the pipeline was trained with another minor version of spaCy than the one that runs. The
        # files are pinned by hash and pyproject.toml pins spaCy to 3.8, for which they were made.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return Parser(spacy.load(folder))
