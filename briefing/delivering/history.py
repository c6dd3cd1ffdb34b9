"""What readers have had already: which documents are known, and the last memo of each matter.

Known is what an edition held that reached a reader. An edition that reached nobody leaves its documents new.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from briefing.delivering.records import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from briefing.delivering.editions import EditionStore
    from briefing.delivering.ledger import Ledger
    from briefing.memo import Memo, Source


class History:
    """The past of one digest, for the making of its next edition."""

    def __init__(self, ledger: Ledger, store: EditionStore) -> None:
        self._ledger = ledger
        self._store = store

    def known(self, memo: str) -> Callable[[Source], bool]:
        """Return what tells whether a reader of this memo has had a source."""
        known = Known(self._ledger.seen(memo))
        return lambda source: known.has(Document(memo, source.location, source.sha256, _text_sha256(source)))

    def last_memo(self, memo: str) -> Path | None:
        """Return the memo.json of the last edition that had this memo and reached a reader."""
        for entry in reversed(self._ledger.entries()):
            if entry.edition and self._ledger.reached(entry.period) and (path := self._store.memo(entry.edition, memo)):
                return path
        return None


class Known:
    """The documents that somebody knows.

    The same bytes are the same document wherever they lie. At one location the same text is, too: a web page's bytes
    change from one visit to the next. The same document of another memo is another one.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        given = list(documents)
        self._contents = {(one.memo, one.sha256) for one in given}
        self._texts = {(one.memo, one.location, one.text_sha256) for one in given}

    def has(self, document: Document) -> bool:
        """Whether this document is among them."""
        return (document.memo, document.sha256) in self._contents or (
            document.memo,
            document.location,
            document.text_sha256,
        ) in self._texts


def documents_of(key: str, memo: Memo) -> Iterable[Document]:
    """Return what the ledger is to remember of a memo's sources."""
    for source in memo.sources:
        yield Document(key, source.location, source.sha256, _text_sha256(source))


def _text_sha256(source: Source) -> str:
    return hashlib.sha256(source.text.encode()).hexdigest()
