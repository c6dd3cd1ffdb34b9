"""What a later report gives in place of a finding's figure: it is told beneath, with its day.

A toll that rose contradicts nobody, but who reads the earlier one must not take it for the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.discrepancies.superseded import counts_on, is_superseded
from briefing.composing.measures import measures, unshared
from briefing.condensing.standalone import dangling, is_complete

if TYPE_CHECKING:
    from briefing.composing.candidates import Candidate
    from briefing.composing.corpus import Corpus
    from briefing.composing.relations import Relations
    from briefing.memo import Passage

# From these chances on two passages speak to one issue, and tell one fact otherwise: of what is counted as it is found,
# and of all else.
_COUNTED_ON = (0.7, 0.6)
_ELSE = (0.9, 0.8)


def told_later(centre: Candidate, corpus: Corpus, relations: Relations) -> Passage | None:
    """The passage of a later report that supersedes a figure of a statement: of several the latest."""
    place = corpus.place_of(centre.statement.passages[-1])
    said_on, counted = centre.source.published, measures(centre.doc)
    if said_on is None or not counted:
        return None
    found = []
    for other, passage in enumerate(corpus.passages):
        published = corpus.source_of(other).published
        if published is None or published <= said_on:
            continue
        both = relations.of(passage.text, centre.statement.text), relations.of(centre.statement.text, passage.text)
        issue, differs = max(one.issue for one in both), max(one.differs for one in both)
        anew = measures(corpus.docs[other])
        one_issue, tells_otherwise = _COUNTED_ON if counts_on(corpus, place, other) else _ELSE
        if (
            issue >= one_issue
            and differs >= tells_otherwise
            and unshared(counted, anew)
            and unshared(anew, counted)
            and is_superseded(corpus, place, other)
            and is_complete(corpus.docs[other])
            and not dangling(corpus.docs[other])
        ):
            found.append((published, differs, passage))
    return max(found, key=lambda one: one[:2])[2] if found else None
