"""Make claims about news articles: true ones, corrupted ones, and ones that the passage does not speak of.

    python -m training.claims FILE… --articles N --out CLAIMS.jsonl [--skip K] [--seed S]

FILE holds articles (rows with ``document`` and ``summary``, its headline) or events (rows with ``articles``). Each
line of CLAIMS has ``premise`` (one to three sentences in a row), ``hypothesis``, ``label`` and ``kind``: how the claim
was made.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.rows import rows
from benchmarks.texts import source_of
from briefing.checking.literals import violations
from briefing.checking.support import coverage
from briefing.models.parser import load_parser
from briefing.reading import passages
from training.corruptions import FALSE, TRUE, Pool, pool_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from briefing.models.parser import Parser

# Sentences of an article that are read; news has its facts in front, and parsing takes time.
_READ = 14
_BASES = 4
# A headline is taken for true where the opening has nearly all of its words and each of its names and numbers.
_COVERED = 0.75
_OPENING = 4
# Kinds of corruption that nearly every sentence allows; without a handicap there would be hardly any others.
_COMMON = frozenset({"name", "subject", "negation", "opposite"})


@dataclass(frozen=True)
class Claim:
    """A claim about a passage, and whether it follows from it."""

    premise: str
    hypothesis: str
    label: str
    kind: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the claims as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m training.claims", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--articles", type=int, default=1000, help="how many articles of each file (default: 1000)")
    parser.add_argument("--skip", type=int, default=0, help="how many articles of each file to pass over before")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=13)
    options = parser.parse_args(arguments)
    chance = Random(options.seed)  # noqa: S311 - reproducible, not secret
    grammar = load_parser()
    with options.out.open("w", encoding="utf-8") as out:
        for path in options.files:
            for title, text in islice(articles(rows(path)), options.skip, options.skip + options.articles):
                for claim in claims(title, text, grammar, chance):
                    out.write(json.dumps(asdict(claim), ensure_ascii=False) + "\n")


def articles(found: Iterator[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The headline and the text of each article."""
    for row in found:
        if "articles" in row:
            for article in row["articles"]:
                yield article["title"] or "", article["text"]
        else:
            yield row["summary"], row["document"]


def claims(title: str, text: str, parser: Parser, chance: Random) -> Iterator[Claim]:
    """Claims about one article: of some sentences and of the headline a true one and corrupted ones."""
    sentences = [one.text for one in passages(source_of(text))[:_READ] if 6 <= len(one.text.split()) <= 60]
    if len(sentences) < 5:
        return
    *docs, headline = parser.parse([*sentences, title])
    pool = pool_of(docs)
    for place in chance.sample(range(len(docs)), min(_BASES, len(docs))):
        window = _window(sentences, place, chance)
        yield from _about(window, docs[place], pool, chance)
        if chance.random() < 0.4:
            yield _elsewhere(sentences, place, chance)
    opening = " ".join(sentences[:_OPENING])
    if coverage(title, opening) >= _COVERED and len(headline) >= 5 and not violations(title, sentences[:_OPENING]):
        yield from _about(opening, headline, pool, chance, kind="headline")


def _about(window: str, doc: Doc, pool: Pool, chance: Random, kind: str = "verbatim") -> Iterator[Claim]:
    """A true claim, and one or two false ones of kinds that the sentence allows."""
    ways = [name for name in TRUE if chance.random() < 0.75]
    chance.shuffle(ways)
    told = next(((name, text) for name in ways if (text := TRUE[name](doc, chance))), (kind, doc.text))
    yield Claim(window, told[1], "entailment", told[0])
    kinds = sorted(FALSE, key=lambda name: chance.random() + 0.5 * (name in _COMMON))
    false = [(name, text) for name in kinds if (text := FALSE[name][0](doc, pool, chance)) and text != doc.text]
    for name, text in false[: chance.choice([1, 1, 2])]:
        yield Claim(window, text, FALSE[name][1], name)


def _window(sentences: Sequence[str], place: int, chance: Random) -> str:
    """One to three sentences in a row, this one among them."""
    size = chance.choice([1, 2, 2, 3])
    first = max(0, place - chance.randint(0, size - 1))
    return " ".join(sentences[first : max(place + 1, first + size)])


def _elsewhere(sentences: Sequence[str], place: int, chance: Random) -> Claim:
    """A true sentence with a passage of the same article that does not have it."""
    other = chance.choice([one for one in range(len(sentences)) if abs(one - place) > 1])
    after = min(len(sentences), other + chance.choice([1, 2]))
    window = [sentences[one] for one in range(other, after) if one != place]
    return Claim(" ".join(window), sentences[place], "neutral", "elsewhere")


if __name__ == "__main__":
    main()
