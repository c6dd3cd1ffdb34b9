"""What changed since an earlier memo: which findings are new or changed, and which of the earlier ones are gone.

``compare`` is the public function, ``load_earlier`` reads the earlier memo. How it is shown is the business of
rendering.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.changes.differences import Compared, differences
from briefing.composing.changes.earlier import Earlier, load_earlier
from briefing.composing.changes.losses import dropped
from briefing.composing.changes.matching import match
from briefing.memo import Change, Since

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from briefing.composing.changes.matching import Matching
    from briefing.memo import Finding, Source
    from briefing.models.encoder import Encodes
    from briefing.models.heads.facts import JudgesFacts
    from briefing.models.parser import Parses

__all__ = ["Earlier", "compare", "load_earlier"]


def compare(
    findings: Sequence[Finding],
    earlier: Earlier,
    *,
    sources: Sequence[Source],
    day: dt.date,
    parser: Parses,
    encoder: Encodes,
    facts: JudgesFacts,
) -> tuple[tuple[Finding, ...], Since]:
    """Mark what changed in the findings of a memo of that ``day``, and tell what the earlier memo had beside."""
    matching = match(earlier, findings, sources, encoder, facts)
    pairs = {pair.now.id: pair for pair in matching.pairs}
    texts = [text for pair in matching.pairs for text in (pair.earlier.text, pair.now.text)]
    docs = dict(zip(texts, parser.parse(texts), strict=True))
    compared = {name: Compared(pair, docs[pair.earlier.text], docs[pair.now.text]) for name, pair in pairs.items()}
    marked = tuple(
        finding.model_copy(update={"change": _change(finding, compared.get(finding.id), matching, earlier, sources)})
        for finding in findings
    )
    gone = (finding for finding in earlier.memo.findings if not matching.keeps(finding))
    return marked, Since(
        memo=earlier.memo.id,
        sha256=earlier.sha256,
        date=earlier.memo.header.date,
        dropped=tuple(dropped(finding, earlier, sources, day) for finding in gone),
    )


def _change(
    finding: Finding, compared: Compared | None, matching: Matching, earlier: Earlier, sources: Sequence[Source]
) -> Change | None:
    if compared is not None:
        told = differences(compared, matching, earlier, sources)
        return Change(state="changed", earlier=compared.pair.earlier.id, differences=told) if told else None
    if matching.knows(finding):
        return None
    made_from = finding.citations if finding.sides else finding.told_in
    return Change(state="listed" if all(earlier.says(passage.text) for passage in made_from) else "new")
