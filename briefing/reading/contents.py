"""What was read at one place: a cleaned document, and the bytes that it came from.

Numbering sources and finding their origins is the business of ``dossier``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.errors import SourceUnreadable
from briefing.reading.cleaning import clean
from briefing.reading.documents import reader_for

if TYPE_CHECKING:
    from briefing.reading.documents import Document
    from briefing.reading.locations import Loaded


@dataclass(frozen=True, slots=True)
class Content:
    """A cleaned document with its place, its media type, and the SHA-256 of the bytes that were read."""

    location: str
    media_type: str
    sha256: str
    document: Document

    @property
    def words(self) -> int:
        """How many words the text has; what has neither letter nor digit is none."""
        return sum(any(map(str.isalnum, word)) for word in self.document.text.split())


def content(loaded: Loaded, location: str) -> Content:
    """Read a document with the reader for its format. Raises ``SourceUnreadable`` where there is no text."""
    reader = reader_for(loaded.data, location, loaded.media_type)
    document = clean(reader.read(loaded.data, location, charset=loaded.charset))
    if not any(map(str.isalnum, document.text)):
        raise SourceUnreadable("holds no text beside headings and page furniture", where=location)
    return Content(location, reader.media_types[0], hashlib.sha256(loaded.data).hexdigest(), document)
