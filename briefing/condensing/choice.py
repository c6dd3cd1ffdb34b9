"""Which summarizer a name stands for: ``embedded``, ``transformers:MODEL``, ``openai:MODEL@URL``, or one of a package.

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

    from briefing.condensing.drafting import Drafts
    from briefing.condensing.generative import GenerativeSummarizer
    from briefing.condensing.summarizer import Summarizer
    from briefing.models.answers import Answers

GROUP = "briefing.summarizers"
EMBEDDED = "embedded"
TRANSFORMERS = "transformers"
OPENAI = "openai"


def load_summarizer(name: str, cache: Path, *, reuse: bool = True) -> Summarizer:
    """The summarizer that ``name`` stands for; models are loaded, converted into ``cache`` where needed.

    What a model answered before is taken from ``cache`` unless ``reuse`` is false. Raises ``UsageError`` for a name
    that stands for none, ``ModelMissing`` or ``ModelCorrupt``.
    """
    scheme, _, rest = name.partition(":")
    if name == EMBEDDED:
        return _embedded(cache)
    if scheme == TRANSFORMERS and rest:
        return _generative(rest, cache, reuse=reuse)
    if scheme == OPENAI:
        return _served(rest, cache, reuse=reuse)
    for entry in entry_points(group=GROUP, name=scheme):
        summarizer: Summarizer = entry.load()(rest)
        return summarizer
    raise UsageError(
        f"no summarizer is called {name!r}",
        where="--summarizer",
        remedy=f"choose {EMBEDDED}, {TRANSFORMERS}:MODEL with a hub model's name or a folder, or {OPENAI}:MODEL@URL",
    )


def _embedded(cache: Path) -> Summarizer:
    from briefing.checking import Checker
    from briefing.checking.support import Support
    from briefing.condensing.embedded import EmbeddedSummarizer
    from briefing.models.heads.salience import load_salience_head
    from briefing.models.remembering import RememberingEncoder, RememberingJudge, RememberingParser

    # Sentences are remembered, since composing asks for them again, and no model is loaded that is not needed.
    encoder, judge = RememberingEncoder(cache / "judged"), RememberingJudge(cache / "judged")
    parser = RememberingParser(cache / "judged")
    return EmbeddedSummarizer(encoder, load_salience_head(), parser, Checker(Support(encoder, judge)))


def _generative(name: str, cache: Path, *, reuse: bool) -> Summarizer:
    from briefing.condensing.drafting import FreeDrafts
    from briefing.condensing.generative import AnsweringSummarizer
    from briefing.models.answers import ChatAnswers, RememberedAnswers
    from briefing.models.generators import load_generator

    generator = load_generator(name, cache)
    use = ModelUse(name=generator.name, version=generator.version, sha256=generator.sha256)
    written = _written(FreeDrafts(generator), cache, (use,))
    if not generator.follows_instructions:
        return written
    answers = RememberedAnswers(ChatAnswers(generator, (use,)), cache / "answered", reuse=reuse)
    return AnsweringSummarizer(written, _embedded(cache), answers)


def _served(name: str, cache: Path, *, reuse: bool) -> Summarizer:
    from briefing.condensing.drafting import CitedDrafts
    from briefing.condensing.generative import AnsweringSummarizer
    from briefing.models.answers import RememberedAnswers
    from briefing.models.parser import load_parser
    from briefing.models.server import load_server

    answers: Answers = RememberedAnswers(load_server(name), cache / "answered", reuse=reuse)
    written = _written(CitedDrafts(answers, load_parser()), cache, answers.models)
    return AnsweringSummarizer(written, _embedded(cache), answers)


def _written(drafts: Drafts, cache: Path, models: tuple[ModelUse, ...]) -> GenerativeSummarizer:
    from briefing.checking import Checker
    from briefing.checking.drafts import DraftChecker
    from briefing.checking.support import Support
    from briefing.condensing.generative import GenerativeSummarizer
    from briefing.models.parser import load_parser
    from briefing.models.remembering import RememberingEncoder, RememberingJudge

    encoder, judge = RememberingEncoder(cache / "judged"), RememberingJudge(cache / "judged")
    checker = DraftChecker(Checker(Support(encoder, judge)), load_parser())
    return GenerativeSummarizer(drafts, encoder, checker.check, models)
