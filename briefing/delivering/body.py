"""What the message says: the bottom line of each memo, how much is in it, and the findings that matter most beside.

The words are the memo's own. How they look is the templates' business (``templates/digest``).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.errors import TemplateError
from briefing.rendering import changes, templating, wording
from briefing.rendering.beneath import beneath

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefing.memo import Finding, Gap, Kind, Memo

HTML_LIMIT = 100_000
"""Bytes. Gmail cuts a message off at 102 KB and hides the rest behind a link."""

HOME = "digest"
TEXT, HTML, STYLE = "message.txt.j2", "message.html.j2", "message.css"

_COUNTED: dict[Kind, str] = {
    "accord": "agreement",
    "consensus": "agreement",
    "dispute": "dispute",
    "discrepancy": "discrepancy",
    "next_step": "next step",
}

_OUTLETS = 3
# So many origins make a finding firm; more do not make it more important (as in the bottom line itself).
_FIRM = 3


@dataclass(frozen=True, slots=True)
class Item:
    """A finding: the memo's sentence, what it is, and who says it. ``sides`` are those of a discrepancy.

    ``beneath`` is what is told beneath it, with what stands before each line. ``change`` says that it is new or what
    was otherwise last time, where that tells it from the others.
    """

    label: str
    text: str
    outlets: str
    sides: tuple[tuple[str, str], ...] = ()
    beneath: tuple[tuple[str, str], ...] = ()
    change: str = ""


@dataclass(frozen=True, slots=True)
class MemoView:
    """One memo in the message. ``since`` counts what changed since the last one that was sent."""

    subject: str
    marking: str | None
    bottom_line: tuple[Item, ...]
    further: tuple[Item, ...]
    counts: str
    since: str | None
    link: str | None
    attached: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessageView:
    """Everything that the templates of a message can show. ``unsubscribe`` is an address."""

    subject: str
    sender: str
    date: str
    memos: tuple[MemoView, ...]
    note: str | None
    unsubscribe: str | None


@dataclass(frozen=True, slots=True)
class Body:
    """A message's text and HTML."""

    text: str
    html: str


def view_of(
    memo: Memo,
    *,
    link: str | None,
    attached: Sequence[str],
    notes: Sequence[str],
    lines: int,
    further: int,
) -> MemoView:
    """Return what the message shows of a memo: so many ``lines`` of the bottom line, so many ``further`` findings.

    ``attached`` are names of files, ``notes`` whole sentences.
    """
    main = [memo.finding(identifier) for identifier in memo.bottom_line]
    first = (_unconfirmed(memo, memo.unconfirmed),) if memo.unconfirmed else ()
    return MemoView(
        subject=memo.header.subject,
        marking=memo.header.marking,
        bottom_line=(*first, *(_item(memo, finding) for finding in main))[:lines],
        further=tuple(_item(memo, finding) for finding in _best(memo, main)[:further]),
        counts=_counts(memo),
        since=_since(memo),
        link=link,
        attached=tuple(attached),
        notes=tuple(notes),
    )


def make_body(view: MessageView, template: Path | None) -> Body:
    """Fill the templates in. ``template`` is a folder of the user's own. Raises ``TemplateError``."""
    import css_inline

    folder = _folder(template)
    text = templating.fill(folder, TEXT, home=HOME, message=view)
    html = templating.fill(folder, HTML, home=HOME, message=view)
    # Nothing is fetched for a style sheet, and what cannot be inlined (dark mode, narrow screens) stays in the head.
    inliner = css_inline.CSSInliner(
        load_remote_stylesheets=False, extra_css=templating.style(folder, STYLE, home=HOME), keep_at_rules=True
    )
    try:
        return Body(text, inliner.inline(html))
    except css_inline.InlineError as error:
        raise TemplateError(f"its styles cannot be inlined ({error})", where=str(folder / HTML)) from error


def _folder(template: Path | None) -> Path:
    own = templating.shipped() / HOME
    if template is None:
        return own
    if not any((template / name).is_file() for name in (TEXT, HTML, STYLE)):
        remedy = f"put in one of: {TEXT}, {HTML}, {STYLE}"
        raise TemplateError("no template of a message in this folder", where=str(template), remedy=remedy)
    return template


def _best(memo: Memo, main: Sequence[Finding]) -> list[Finding]:
    """Of what the bottom line leaves: the best agreement, dispute and next step.

    A discrepancy says how well things are known, not what happened; they are counted instead.
    """
    best = []
    for section in ("agreements", "frictions", "next_steps"):
        left = [one for one in memo.section(section) if one not in main and one.kind != "discrepancy"]
        best += sorted(left, key=lambda one: (min(one.origins, _FIRM), one.score), reverse=True)[:1]
    return best


def _unconfirmed(memo: Memo, gap: Gap) -> Item:
    label = wording.GAPS[gap.kind]
    outlets = _outlets(memo, list(dict.fromkeys(passage.source for passage in gap.citations)))
    return Item(label=label, text=gap.text, outlets=f"{outlets}; {wording.within(label)}")


def _item(memo: Memo, finding: Finding) -> Item:
    sides = finding.sides or ()
    # Where a side's words stand for the whole finding, both sides have to be read (as in the memo).
    shown = sides if finding.text in {side.text for side in sides} else ()
    outlets = _outlets(memo, finding.sources, finding.origins)
    alone = wording.alone(finding.alone, [memo.source(source).name for source in memo.first_origin(finding)])
    uncertain = wording.within(wording.GAPS["uncertain"]) if finding.compare else ""
    return Item(
        label=_label(finding),
        text="" if shown else finding.text,
        outlets="; ".join(filter(None, (outlets, uncertain, alone))),
        sides=tuple((_outlets(memo, [passage.source for passage in side.citations]), side.text) for side in shown),
        beneath=tuple((label, side.text) for label, side in beneath(memo, finding)),
        change=_change(memo, finding),
    )


def _change(memo: Memo, finding: Finding) -> str:
    """What became of a finding since the last memo. Where all are new, none is marked as new."""
    if finding.change is None or finding.change.state == "listed":
        return ""
    all_new = all(one.change is not None and one.change.state != "changed" for one in memo.findings)
    shown = changes.change(finding, {})
    assert shown is not None  # noqa: S101 - it has a change
    return "" if all_new else f"{shown.state}; {shown.before}" if shown.before else shown.state


def _label(finding: Finding) -> str:
    when = wording.resolved(finding.when) if finding.when else None
    return f"{wording.KINDS[finding.kind]}, {when}" if when else wording.KINDS[finding.kind]


def _outlets(memo: Memo, sources: Sequence[str], origins: int | None = None) -> str:
    """Name who says it. Where several print one text, that is said, for it is one witness."""
    names = list(dict.fromkeys(memo.source(identifier).name for identifier in sources))
    more = len(names) - _OUTLETS
    shown = [*names[:_OUTLETS], f"{more} more"] if more > 0 else names
    shared = origins is not None and origins < len(sources)
    return wording.listed(shown) + (f" ({wording.counted(origins or 0, 'origin')})" if shared else "")


def _counts(memo: Memo) -> str:
    kinds = Counter(_COUNTED[finding.kind] for finding in memo.findings)
    parts = [_counted(kinds[noun], noun) for noun in dict.fromkeys(_COUNTED.values()) if kinds[noun]]
    origins = len({source.origin for source in memo.sources})
    sources = wording.counted(len(memo.sources), "source")
    if origins < len(memo.sources):
        sources += f" ({wording.counted(origins, 'origin')})"
    counts = f"{wording.listed(parts) or 'No finding'} from {sources}."
    if memo.unread:
        could = "could not be read; the memo says why"
        counts += f" {wording.counted(len(memo.unread), 'document')} {could}."
    return counts


def _since(memo: Memo) -> str | None:
    """What became of the findings since the last memo, without what is as it was."""
    if memo.since is None:
        return None
    states = Counter(finding.change.state for finding in memo.findings if finding.change is not None)
    counts = {"new": states["new"], "changed": states["changed"], "no longer there": len(memo.since.dropped)}
    told = wording.listed([f"{number} {words}" for words, number in counts.items() if number])
    return f"Since {wording.date(memo.since.date)}: {told or 'no change'}."


def _counted(number: int, noun: str) -> str:
    return wording.counted(number, noun).replace("discrepancys", "discrepancies")
