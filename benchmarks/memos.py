"""Memos of news events, told by several outlets each, against what editors wrote of them.

    python -m benchmarks.memos EVENTS.jsonl[.gz] [--events N] [--first K] [--keep FOLDER]

A row has ``id``, ``summary`` (the editors') and ``articles`` (``title``, ``publisher``, ``published``, ``text``).
Reported: findings by section and kind, literal violations in findings (there must be none), how statements came about,
how well bottom line plus findings support the editors' sentences (coverage, 0 to 1), ROUGE of these against the
editors' summary, both the same for the articles' first sentences at the same number of words, and seconds.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from itertools import count, islice, zip_longest
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

from benchmarks.dossiers import Document, write_documents
from benchmarks.reporting import command_line, report
from benchmarks.rouge import ROUGE, rouge
from benchmarks.rows import rows
from benchmarks.texts import sentences_of
from briefing.checking.literals import violations
from briefing.checking.support import Support
from briefing.models.encoder import load_encoder
from briefing.models.heads.pairs import load_pair_judge
from briefing.pipeline import brief
from briefing.reading import passages
from briefing.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.memo import Finding, Memo

# Said in full, so that the environment has no say in what is measured.
_SETTINGS = Settings(summarizer="embedded", length="standard", subject=None, reuse=False)


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the memos and print what they come to."""
    parser = command_line("memos", __doc__)
    parser.add_argument("--events", type=int, default=20, help="how many events (default: 20)")
    parser.add_argument("--first", type=int, default=0, help="how many to pass over before (default: 0)")
    parser.add_argument("--keep", type=Path, help="a folder to keep the memos in, as Markdown")
    options = parser.parse_args(arguments)
    measured = [
        _measured(event, options.keep)
        for event in islice(rows(options.file), options.first, options.first + options.events)
    ]
    report(_means(measured))


def _measured(event: dict[str, Any], keep: Path | None) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        write_documents(map(_document, count(), event["articles"]), Path(folder))
        os.environ["BRIEFING_CACHE"] = cache  # empty, so that nothing counts as fast that was done before
        started = time.perf_counter()
        memo = brief(folder, _SETTINGS)
        seconds = time.perf_counter() - started
    if keep is not None:
        kept = memo.model_copy(update={"header": memo.header.model_copy(update={"subject": str(event["id"])})})
        kept.write(keep, formats=("md",))
    told = _text(memo)
    words = sum(len(sentence.split()) for sentence in told)
    lead = _lead(memo, words)
    return {
        "seconds": seconds,
        "findings": Counter(finding.kind for finding in memo.findings),
        "sections": Counter(finding.section for finding in memo.findings),
        "modes": Counter(statement.mode for summary in memo.summaries for statement in summary.statements),
        "violations": sum(len(_violations(finding)) for finding in memo.findings),
        "words": words,
        "coverage": _coverage(told, event["summary"]),
        "lead_coverage": _coverage(lead, event["summary"]),
        "memo": rouge(told, event["summary"]),
        "lead": rouge(lead, event["summary"]),
    }


def _document(number: int, article: dict[str, Any]) -> Document:
    return Document(
        id=str(number),
        title=article["title"] or "",
        publisher=article["publisher"],
        published=article["published"],
        text=article["text"],
    )


def _text(memo: Memo) -> list[str]:
    """Bottom line plus findings, each sentence once: most of the bottom line is drawn from the findings."""
    first = [memo.finding(identifier).text for identifier in memo.bottom_line]
    first = [memo.unconfirmed.text, *first] if memo.unconfirmed else first
    told = (text for one in memo.findings for text in (one.text, *(side.text for side in one.beneath)))
    return list(dict.fromkeys((*first, *told)))


def _lead(memo: Memo, words: int) -> list[str]:
    """The first sentences of all articles in turn, up to as many words."""
    told: list[str] = []
    for sentences in zip_longest(*(passages(source) for source in memo.sources)):
        for sentence in sentences:
            if sentence is not None and sum(len(one.split()) for one in told) < words:
                told.append(sentence.text)
    return told


def _violations(finding: Finding) -> tuple[str, ...]:
    """What the finding says literally that its own source does not; a discrepancy speaks of two sources."""
    own = finding.citations[0].source
    cited = [passage for passage in finding.citations if passage.source == own or finding.kind == "discrepancy"]
    return violations(finding.text, [passage.text for passage in cited])


def _coverage(told: Sequence[str], summary: str) -> float:
    """How well what is told supports the summary's sentences, 0 to 1."""
    support = Support(load_encoder(), load_pair_judge())
    return fmean(support.scores([(sentence, told) for sentence in sentences_of(summary)]))


def _means(measured: Sequence[dict[str, Any]]) -> dict[str, Any]:
    events = len(measured)
    modes = sum((one["modes"] for one in measured), Counter[str]())
    return {
        "events": events,
        "seconds": round(sum(one["seconds"] for one in measured) / events, 2),
        "violations": sum(one["violations"] for one in measured),
        "words": round(sum(one["words"] for one in measured) / events, 1),
        "sections": dict(sum((one["sections"] for one in measured), Counter[str]())),
        "kinds": dict(sum((one["findings"] for one in measured), Counter[str]())),
        "modes": {mode: round(number / modes.total(), 3) for mode, number in modes.items()},
        **{name: round(fmean(one[name] for one in measured), 3) for name in ("coverage", "lead_coverage")},
        **{
            f"{system}_{name}_{part}": round(100 * sum(one[system][name][part] for one in measured) / events, 2)
            for system in ("memo", "lead")
            for name in ROUGE
            for part in ("recall", "f")
        },
    }


if __name__ == "__main__":
    main()
