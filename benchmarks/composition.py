"""How a memo is composed, against what a careful analyst expects of it.

    python -m benchmarks.composition DOSSIERS.jsonl[.gz] [--keep FOLDER] [--verbose]

The schema of a dossier is in ``benchmarks.dossiers``. A finding is taken for a point where its own passages, not its
carriers', are among the sentences that tell the point; a discrepancy, where it sets one side's sentences against the
other's. Reported by kind: precision (printed findings of the kind that are points which may be of it) and recall
(needed points of the kind that are printed as a kind they may be). ``sections`` is the share of findings that are
points and stand in a section where the analyst accepts them, ``background`` the share of findings that are none at all,
``doubled`` how many findings say only what one before them said, ``dangling`` the share of findings and voices with a
reference to something they do not tell, ``beneath`` how many lines stand beneath findings, ``beneath_right`` the share
of them that tell a point of theirs, ``traps_fallen_for`` how many of the tempting passages were fallen for, ``origins``
the share of dossiers whose documents are parted rightly by origin.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.anaphora import dangles
from benchmarks.dossiers import Dossier, Point, Quote, Trap, dossiers, write_documents
from benchmarks.reporting import command_line, report
from briefing.composing.chosen import SECTIONS
from briefing.pipeline import brief
from briefing.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.memo import Finding, Kind, Memo, Passage, When

KINDS: tuple[Kind, ...] = ("accord", "consensus", "dispute", "discrepancy", "next_step")
# Said in full, so that the environment has no say in what is measured.
_SETTINGS = Settings(summarizer="embedded", length="standard", subject=None, reuse=False)
_FUTURE_TRAPS = frozenset({"past in future form", "done step"})


@dataclass(frozen=True)
class Read:
    """A dossier's memo, and which of the dossier's documents each of its sources is."""

    dossier: Dossier
    memo: Memo
    document: dict[str, str]

    def tells(self, passages: Iterable[Passage], quotes: Iterable[Quote]) -> bool:
        """Whether one of the passages is one of the quoted sentences, or holds it, or is a part of it."""
        said = [(quote.document, _plain(quote.quote)) for quote in quotes]
        return any(
            document == self.document[passage.source] and (text in plain or plain in text)
            for passage in passages
            for plain in [_plain(passage.text)]
            for document, text in said
        )

    def points(self, finding: Finding) -> list[Point]:
        """The points that a finding is."""
        if finding.sides is not None:
            one, other = (side.citations for side in finding.sides)
            return [point for point in self.dossier.points if self._opposes(point, one, other)]
        return self.told_by(_own(finding))

    def told_by(self, passages: Sequence[Passage]) -> list[Point]:
        """The points that passages tell."""
        return [point for point in self.dossier.points if self.tells(passages, point.carriers)]

    def _opposes(self, point: Point, one: Sequence[Passage], other: Sequence[Passage]) -> bool:
        if len(point.sides) != 2:
            return False
        here, there = point.sides
        return (self.tells(one, here) and self.tells(other, there)) or (
            self.tells(one, there) and self.tells(other, here)
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the memos and print what they come to."""
    parser = command_line("composition", __doc__)
    parser.add_argument("--keep", type=Path, help="a folder to keep the memos in, as Markdown")
    parser.add_argument("--verbose", action="store_true", help="tell on stderr what each finding was taken for")
    options = parser.parse_args(arguments)
    counts = Counter[str]()
    for dossier in dossiers(options.file):
        one = read(dossier)
        if options.keep is not None:
            head = one.memo.header.model_copy(update={"subject": dossier.id})
            one.memo.model_copy(update={"header": head}).write(options.keep, formats=("md",))
        if options.verbose:
            print(told(one), file=sys.stderr)
        counts += counted(one)
    report(shares(counts))


def read(dossier: Dossier) -> Read:
    """Make the memo of a dossier, from nothing."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        names = write_documents(dossier.documents, Path(folder))
        os.environ["BRIEFING_CACHE"] = cache
        memo = brief(folder, _SETTINGS)
    return Read(dossier, memo, {source.id: names[Path(source.location).name] for source in memo.sources})


def counted(one: Read) -> Counter[str]:
    """What there is to count in one memo; whatever is 0 is left out."""
    counts = Counter[str](dossiers=1)
    seen: list[frozenset[str]] = []
    printed: dict[str, set[Kind]] = {}
    for finding in one.memo.findings:
        points = one.points(finding)
        known = [point for point in points if point.kinds]
        allowed = {kind for point in points for kind in point.kinds}
        counts["findings"] += 1
        counts[f"{finding.kind} printed"] += 1
        counts[f"{finding.kind} right"] += finding.kind in allowed
        counts["points"] += bool(known)
        counts["background"] += not known
        counts["sections right"] += finding.section in {SECTIONS[kind] for kind in allowed}
        counts["dangling"] += finding.kind != "discrepancy" and dangles(finding.text)
        for point in known:
            printed.setdefault(point.id, set()).add(finding.kind)
        if finding.kind != "discrepancy":
            # What is told beneath tells its own point with the finding's.
            beneath = [one.told_by(side.citations) for side in finding.beneath]
            for point in chain.from_iterable(beneath):
                printed.setdefault(point.id, set()).add(finding.kind)
            counts["beneath"] += len(beneath)
            counts["beneath right"] += sum(any(point in known for point in told) for told in beneath)
            counts["voices"] += len(finding.also)
            counts["dangling"] += sum(dangles(voice.text) for voice in finding.also)
            said = frozenset(point.id for point in chain(points, *beneath))
            counts["doubled"] += bool(said) and any(said <= other for other in seen)
            seen.append(said)
        if finding.kind == "next_step":
            dated = [point for point in points if "next_step" in point.kinds]
            counts["dates"] += bool(dated)
            counts["dates right"] += any(is_when(finding.when, point.when) for point in dated)
    for point in one.dossier.points:
        if point.needed and point.kinds:
            counts[f"{point.kinds[0]} needed"] += 1
            counts[f"{point.kinds[0]} found"] += bool(printed.get(point.id, set()) & set(point.kinds))
    for trap in one.dossier.traps:
        counts["traps"] += 1
        counts["traps fallen for"] += is_sprung(one, trap)
    counts["origins right"] += _parted(one) == {frozenset(origin) for origin in one.dossier.origins}
    return counts


def shares(counts: Counter[str]) -> dict[str, Any]:
    """The metrics from the counts of all memos; ``None`` where there was nothing to count."""
    metrics: dict[str, Any] = {"dossiers": counts["dossiers"], "findings": counts["findings"]}
    for kind in KINDS:
        precision = _share(counts[f"{kind} right"], counts[f"{kind} printed"])
        recall = _share(counts[f"{kind} found"], counts[f"{kind} needed"])
        metrics |= {
            f"{kind}_printed": counts[f"{kind} printed"],
            f"{kind}_needed": counts[f"{kind} needed"],
            f"{kind}_precision": precision,
            f"{kind}_recall": recall,
            f"{kind}_f1": round(2 * precision * recall / max(precision + recall, 1e-9), 4)
            if precision is not None and recall is not None
            else None,
        }
    return metrics | {
        "dates": _share(counts["dates right"], counts["dates"]),
        "sections": _share(counts["sections right"], counts["points"]),
        "background": _share(counts["background"], counts["findings"]),
        "doubled": counts["doubled"],
        "dangling": _share(counts["dangling"], counts["findings"] + counts["voices"]),
        "beneath": counts["beneath"],
        "beneath_right": _share(counts["beneath right"], counts["beneath"]),
        "traps": counts["traps"],
        "traps_fallen_for": counts["traps fallen for"],
        "origins": _share(counts["origins right"], counts["dossiers"]),
    }


def is_when(found: When | None, expected: str | None) -> bool:
    """Whether a time is the expected day, month, year or week; where none is expected, none must be resolved."""
    if found is None or found.start is None:
        return expected is None
    if expected is None:
        return False
    if "W" in expected:
        return f"{found.start:%G-W%V}" == expected
    # A day or a month within the span that the words leave open: "by the end of April" is April, and its last day.
    return found.start.isoformat().startswith(expected) or (found.end or found.start).isoformat().startswith(expected)


def is_sprung(one: Read, trap: Trap) -> bool:
    """Whether the memo took the bait: printed the step, merged the events, or set the passages against each other."""
    for finding in one.memo.findings:
        if trap.trap in _FUTURE_TRAPS:
            if finding.kind == "next_step" and one.tells(_own(finding), trap.passages):
                return True
        elif trap.trap == "instruction in a document":
            if one.tells(_own(finding), trap.passages) or one.tells(_beneath(finding), trap.passages):
                return True
        elif finding.sides is not None:
            hits = [[one.tells(side.citations, [quote]) for quote in trap.passages] for side in finding.sides]
            if any(here and there for here, there in _crossed(hits)):
                return True
        elif trap.trap == "two events" and sum(one.tells(finding.citations, [quote]) for quote in trap.passages) > 1:
            return True
    return False


def told(one: Read) -> str:
    """What each finding was taken for, and which needed points are missing, to be read by a person."""
    lines = [f"== {one.dossier.id}"]
    printed: set[str] = set()
    for finding in one.memo.findings:
        points = one.points(finding)
        printed |= {point.id for point in points if finding.kind in point.kinds}
        right = "ok " if any(finding.kind in point.kinds for point in points) else "NOT"
        taken = ", ".join(f"{point.id} {'/'.join(point.kinds) or 'background'}" for point in points) or "nothing listed"
        when = finding.when.model_dump_json() if finding.when else ""
        lines.append(f"{right} {finding.kind} [{taken}] {finding.text} {when}")
        for side in finding.beneath:
            told_by = ", ".join(point.id for point in one.told_by(side.citations))
            lines.append(f"    beneath [{told_by or 'nothing listed'}] {side.text}")
    for point in one.dossier.points:
        if point.needed and point.kinds and point.id not in printed:
            lines.append(f"MISSING {point.id} {'/'.join(point.kinds)} {point.when or ''} {point.gist}")
    lines += [f"TRAP {trap.trap}: {trap.why}" for trap in one.dossier.traps if is_sprung(one, trap)]
    return "\n".join(lines)


def _own(finding: Finding) -> tuple[Passage, ...]:
    """The passage that a finding words: of its own source the last, after what a pronoun in it was resolved from."""
    return (finding.made_from[-1],)


def _beneath(finding: Finding) -> tuple[Passage, ...]:
    return tuple(passage for side in finding.beneath for passage in side.citations)


def _crossed(hits: Sequence[Sequence[bool]]) -> Iterable[tuple[bool, bool]]:
    one, other = hits
    return ((a, b) for i, a in enumerate(one) for j, b in enumerate(other) if i != j)


def _parted(one: Read) -> set[frozenset[str]]:
    by_origin: dict[str, set[str]] = {}
    for source in one.memo.sources:
        by_origin.setdefault(source.origin, set()).add(one.document[source.id])
    return {frozenset(documents) for documents in by_origin.values()}


def _plain(text: str) -> str:
    return " ".join(text.split())


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


if __name__ == "__main__":
    main()
