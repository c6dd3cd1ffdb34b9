"""What is marked as changed since an earlier memo, against what an analyst would mark.

    python -m benchmarks.changes PAIRS.jsonl[.gz] [--verbose]

A pair is one JSON object: ``before`` and ``after`` are the days of the two memos; ``documents`` have ``id``,
``publisher``, ``published``, ``read`` (for the memo "before", "after", or "both") and ``sentences``, each with the name
of the fact that it tells. Two documents with one ``id`` are one document before and after it was corrected. ``facts``
gives for each name its ``state``: "same", "new", "changed", "either" (new or changed) or "dropped"; ``aspects``, the
differences that may be told of it; and of what is dropped its ``loss``. A fact that changed and was not in the earlier
memo counts as new.

Reported: of the findings of the later memo how many are marked "new" and "changed", and with which precision (marked
ones that are so) and recall (of the printed findings that are so, those marked); of the differences told the share that
is right; of the findings told as dropped the share that is, and with the right reason.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from benchmarks.dossiers import Document, write_documents
from benchmarks.reporting import command_line, report
from benchmarks.rows import rows
from briefing.memo import Aspect, Loss
from briefing.pipeline import brief
from briefing.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from briefing.memo import Dropped, Finding, Memo

_CONTESTABLE = frozenset({"number", "date", "when"})
State = Literal["same", "new", "changed", "either", "dropped"]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(_Row):
    """What becomes of one fact: the mark that it deserves, and what may be told as different."""

    state: State
    aspects: tuple[Aspect, ...] = ()
    loss: Loss | None = None


class Told(_Row):
    """A document: sentences with the names of their facts."""

    id: str
    publisher: str
    published: str
    read: Literal["before", "after", "both"]
    sentences: tuple[tuple[str, str], ...]

    def document(self) -> Document:
        """The document as it is written for the memo."""
        text = "\n\n".join(sentence for _, sentence in self.sentences)
        return Document(id=self.id, title=self.id, publisher=self.publisher, published=self.published, text=text)


class Pair(_Row):
    """The documents of two memos on one matter, and what became of each fact."""

    id: str
    before: dt.date
    after: dt.date
    documents: tuple[Told, ...]
    facts: dict[str, Fact]

    def fact(self, text: str) -> Fact:
        """The fact that a passage tells."""
        return self.facts[self.name(text)]

    def name(self, text: str) -> str:
        """The name of the fact that a passage tells."""
        return next(
            name for told in self.documents for name, sentence in told.sentences if text in sentence or sentence in text
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the memos and print what they come to."""
    parser = command_line("changes", __doc__)
    parser.add_argument("--verbose", action="store_true", help="tell on stderr how each finding was marked")
    options = parser.parse_args(arguments)
    counts = Counter[str]()
    for row in rows(options.file):
        pair = Pair.model_validate(row)
        earlier, later = both_memos(pair)
        if options.verbose:
            print("\n".join((f"== {pair.id}", *_lines(pair, later))), file=sys.stderr)
        counts += counted(pair, earlier, later)
    report(shares(counts))


def both_memos(pair: Pair) -> tuple[Memo, Memo]:
    """Make both memos, the later one since the earlier."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        os.environ["BRIEFING_CACHE"] = cache
        earlier = _memo(pair, "before", Path(folder), Settings(date=pair.before))
        path = Path(folder) / "earlier.memo.json"
        path.write_text(earlier.to_json(), encoding="utf-8")
        return earlier, _memo(pair, "after", Path(folder), Settings(date=pair.after, since=path))


def _memo(pair: Pair, when: Literal["before", "after"], folder: Path, settings: Settings) -> Memo:
    # One place for both memos: a document that was corrected is known by it.
    place = folder / "documents"
    place.mkdir(exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    ids = list(dict.fromkeys(told.id for told in pair.documents))
    for told in pair.documents:
        if told.read in ("both", when):
            (name,) = write_documents([told.document()], folder)
            (folder / name).rename(place / f"{ids.index(told.id):03}.md")
    return brief(place, settings)


def counted(pair: Pair, earlier: Memo, memo: Memo) -> Counter[str]:
    """What there is to count in a later memo."""
    counts = Counter[str](pairs=1)
    known = {pair.name(finding.citations[0].text) for finding in earlier.findings if finding.kind != "discrepancy"}
    for finding, fact in _findings(pair, memo):
        if fact.state == "changed" and pair.name(finding.citations[0].text) not in known:
            fact = fact.model_copy(update={"state": "new"})
        state = finding.change.state if finding.change else "same"
        counts["findings"] += 1
        told = finding.change.differences if finding.change else ()
        beneath = {pair.fact(side.citations[-1].text).state for side in finding.beneath}
        right = [_is_right(difference.aspect, fact, beneath) for difference in told]
        counts["differences"] += len(right)
        counts["differences right"] += sum(right)
        counts[f"{state} marked"] += 1
        counts["new right"] += state == "new" and fact.state in ("new", "either")
        counts["changed right"] += state == "changed" and all(right)
        counts["new to mark"] += fact.state == "new"
        counts["new found"] += fact.state == "new" and state == "new"
        counts["changed to mark"] += fact.state == "changed"
        counts["changed found"] += fact.state == "changed" and state == "changed"
    for dropped, fact in _dropped(pair, memo):
        counts["dropped"] += 1
        counts["dropped right"] += fact.state == "dropped"
        counts["losses right"] += fact.state == "dropped" and fact.loss == dropped.loss
    return counts


def _is_right(aspect: Aspect, fact: Fact, beneath: Container[str]) -> bool:
    """Whether a difference may be told of the fact; what another source gives otherwise is contested, too.

    ``beneath`` are the states of what is told beneath it.
    """
    if aspect == "beneath":
        return "new" in beneath or "changed" in beneath
    return aspect in fact.aspects or (aspect == "contested" and bool(_CONTESTABLE.intersection(fact.aspects)))


def _findings(pair: Pair, memo: Memo) -> Iterator[tuple[Finding, Fact]]:
    """Findings with their facts; a discrepancy sets two sentences against each other and is left out."""
    return ((one, pair.fact(one.citations[0].text)) for one in memo.findings if one.kind != "discrepancy")


def _dropped(pair: Pair, memo: Memo) -> Iterator[tuple[Dropped, Fact]]:
    gone = memo.since.dropped if memo.since else ()
    return ((one, pair.fact(one.citations[0].text)) for one in gone if one.kind != "discrepancy")


def shares(counts: Counter[str]) -> dict[str, float]:
    """What is reported, from the counts of all pairs."""

    def share(part: str, whole: str) -> float:
        return counts[part] / counts[whole] if counts[whole] else 1.0

    return {
        "pairs": counts["pairs"],
        "findings": counts["findings"],
        "new": counts["new marked"],
        "new_precision": share("new right", "new marked"),
        "new_recall": share("new found", "new to mark"),
        "changed": counts["changed marked"],
        "changed_precision": share("changed right", "changed marked"),
        "changed_recall": share("changed found", "changed to mark"),
        "differences": counts["differences"],
        "differences_right": share("differences right", "differences"),
        "listed": counts["listed marked"],
        "dropped": counts["dropped"],
        "dropped_precision": share("dropped right", "dropped"),
        "losses_right": share("losses right", "dropped"),
    }


def _lines(pair: Pair, memo: Memo) -> Iterator[str]:
    for finding, fact in _findings(pair, memo):
        change = finding.change.model_dump(exclude_none=True) if finding.change else None
        yield f"{fact.state:8} {'/'.join(fact.aspects):24} {finding.kind} | {finding.text} | {change}"
    for dropped, fact in _dropped(pair, memo):
        yield f"{fact.state:8} {fact.loss!s:24} {dropped.kind} | {dropped.text} | dropped: {dropped.loss}"


if __name__ == "__main__":
    main()
