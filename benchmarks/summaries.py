"""Summaries of single documents against what people wrote.

    python -m benchmarks.summaries FILE [--sentences N | --words N] [--documents N]

A row has ``document``, ``summary`` and perhaps ``systems``: other summaries of the document, by name. Reported: ROUGE
(F, stemmed) and words of the embedded summarizer's statements, of the document's first sentences, of LexRank's choice
of its sentences, and of each system; and the seconds that one summary takes, with the models loaded and nothing
remembered. Documents are read from files, as users' are; what cannot be read is counted and left out.

With ``--words`` a summary has one sentence, and one more as long as it has no more words than that.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections import defaultdict
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # type: ignore[import-untyped]
from sumy.nlp.stemmers import Stemmer  # type: ignore[import-untyped]
from sumy.summarizers.lex_rank import LexRankSummarizer  # type: ignore[import-untyped]
from sumy.utils import get_stop_words  # type: ignore[import-untyped]

from benchmarks.reporting import command_line, report
from benchmarks.rouge import ROUGE, rouge
from benchmarks.rows import rows
from benchmarks.texts import sentences_of, source_of
from briefing.condensing.choice import EMBEDDED, load_summarizer
from briefing.errors import NothingToRead
from briefing.reading import passages, read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.memo import Source

    Summarizes = Callable[[int], Sequence[str]]
    """Gives a summary of at most so many sentences."""

# Words as sumy's own tokenizer has them: without digits.
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['-])*")


class _Clocked:
    """The embedded summarizer, with the seconds of each summary. It starts with empty caches each time."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.summarize(source_of("The ministers of Norway and Denmark agreed on Friday to meet again in Oslo."), 1)
        self.seconds.clear()  # of the first, most went into loading the models

    def summarize(self, source: Source, most: int) -> list[str]:
        """The statements of a summary, at most so many."""
        with tempfile.TemporaryDirectory() as cache:
            summarizer = load_summarizer(EMBEDDED, Path(cache))
            started = time.perf_counter()
            summary = summarizer.summarize(source, passages(source), budget=most)
            self.seconds.append(time.perf_counter() - started)
        return [statement.text for statement in summary.statements]


class _Words:
    """Cuts sentences into words for sumy, whose own tokenizer needs data from elsewhere."""

    def to_words(self, sentence: str) -> list[str]:
        """The words of a sentence."""
        return _WORD.findall(sentence)


def main(arguments: Sequence[str] | None = None) -> None:
    """Summarize the documents and print how like the references the summaries are."""
    parser = command_line("summaries", __doc__)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--sentences", type=int, default=3, help="how many sentences a summary has (default: 3)")
    size.add_argument("--words", type=int, help="how many words a summary may have instead")
    parser.add_argument("--documents", type=int, help="how many documents (default: all)")
    options = parser.parse_args(arguments)

    def fitted(way: Summarizes) -> Sequence[str]:
        return way(options.sentences) if options.words is None else _within(options.words, way)

    embedded = _Clocked()
    measured: dict[str, list[float]] = defaultdict(list)
    unread = 0
    for row in islice(rows(options.file), options.documents):
        source = _read(row["document"])
        if source is None:
            unread += 1
            continue
        for name, value in _measured(row, source, embedded, fitted).items():
            measured[name].append(value)
    report(
        {
            "documents": len(measured["lead_words"]),
            "unread": unread,
            "limit": f"{options.sentences} sentences" if options.words is None else f"{options.words} words",
            "seconds": round(fmean(embedded.seconds), 3),
            **{name: round(fmean(values), 2) for name, values in measured.items()},
        }
    )


def _read(document: str) -> Source | None:
    """The document as a source, or ``None`` where there is nothing to read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "document.txt")
        path.write_text(document, encoding="utf-8")
        try:
            return read([path]).sources[0]
        except NothingToRead:
            return None


def _measured(
    row: dict[str, Any], source: Source, embedded: _Clocked, fitted: Callable[[Summarizes], Sequence[str]]
) -> dict[str, float]:
    """The figures of every way to summarize the document, fitted to the size that is asked for."""
    texts = [passage.text for passage in passages(source)]
    ways: dict[str, Summarizes] = {
        "embedded": lambda most: embedded.summarize(source, most),
        "lead": lambda most: texts[:most],
        "lexrank": lambda most: _lexrank(texts, most),
    }
    told = {name: fitted(way) for name, way in ways.items()}
    told |= {name: sentences_of(text) for name, text in (row.get("systems") or {}).items()}
    reference = "\n".join(sentences_of(row["summary"]))
    figures: dict[str, float] = {}
    for name, summary in told.items():
        scores = rouge(summary, reference)
        figures |= {f"{name}_{measure}": 100 * scores[measure]["f"] for measure in ROUGE}
        figures[f"{name}_words"] = _words(summary)
    return figures


def _within(words: int, way: Summarizes) -> Sequence[str]:
    """The longest summary that has no more words than this, but no shorter one than a sentence."""
    summary = way(1)
    while True:
        longer = way(len(summary) + 1)
        if len(longer) <= len(summary) or _words(longer) > words:
            return summary
        summary = longer


def _words(sentences: Sequence[str]) -> int:
    return sum(len(sentence.split()) for sentence in sentences)


def _lexrank(sentences: Sequence[str], most: int) -> Sequence[str]:
    if len(sentences) <= most:
        return sentences
    summarizer = LexRankSummarizer(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    words = _Words()
    document = ObjectDocumentModel([Paragraph([Sentence(sentence, words) for sentence in sentences])])
    return [str(sentence) for sentence in summarizer(document, most)]


if __name__ == "__main__":
    main()
