"""Which summarizer a name stands for: ``embedded``, ``transformers:MODEL``, or one that a package adds.

A package adds one through an entry point in the group ``briefing.summarizers``: its name is the part of the user's
choice before the colon, its object is called with the part behind it and returns a ``Summarizer``.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from briefing.errors import UsageError
from briefing.memo import ModelUse

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.condensing.summarizer import Summarizer

GROUP = "briefing.summarizers"
EMBEDDED = "embedded"
TRANSFORMERS = "transformers"


def load_summarizer(name: str, cache: Path) -> Summarizer:
    """The summarizer that ``name`` stands for; models are loaded, converted into ``cache`` where needed.

    Raises ``UsageError`` for a name that stands for none, ``ModelMissing`` or ``ModelCorrupt``.
    """
    scheme, _, rest = name.partition(":")
    if name == EMBEDDED:
        return _embedded(cache)
    if scheme == TRANSFORMERS and rest:
        return _generative(rest, cache)
    for entry in entry_points(group=GROUP, name=scheme):
        summarizer: Summarizer = entry.load()(rest)
        return summarizer
    raise UsageError(
        f"no summarizer is called {name!r}",
        where="--summarizer",
        remedy=f"choose {EMBEDDED}, or {TRANSFORMERS}:MODEL with a hub model's name or a folder",
    )


def _embedded(cache: Path) -> Summarizer:
    from briefing.checking import Checker
    from briefing.checking.support import Support
    from briefing.condensing.embedded import EmbeddedSummarizer
    from briefing.models.heads.salience import load_salience_head
    from briefing.models.parser import load_parser
    from briefing.models.remembering import RememberingEncoder, RememberingJudge

    # Sentences are remembered, since composing asks for them again, and no model is loaded that is not needed.
    encoder, judge = RememberingEncoder(cache / "judged"), RememberingJudge(cache / "judged")
    return EmbeddedSummarizer(encoder, load_salience_head(), load_parser(), Checker(Support(encoder, judge)))


def _generative(name: str, cache: Path) -> Summarizer:
    from briefing.checking import Checker
    from briefing.checking.support import Support
    from briefing.condensing.generative import GenerativeSummarizer
    from briefing.models.encoder import load_encoder
    from briefing.models.generators import load_generator
    from briefing.models.heads.pairs import load_pair_judge

    encoder = load_encoder()
    generator = load_generator(name, cache)
    checker = Checker(Support(encoder, load_pair_judge()))
    use = ModelUse(name=generator.name, version=generator.version, sha256=generator.sha256)
    return GenerativeSummarizer(generator, encoder, checker.check, models=(use,))
