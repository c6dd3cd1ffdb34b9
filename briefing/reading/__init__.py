"""Documents in, sources out: one reader per format, cleaning, sentence passages, origins.

The stage's one function is ``read``. ``passages`` and ``paragraphs`` cut a source's text into spans.
"""

from briefing.reading.documents import Document, Reader
from briefing.reading.dossier import read
from briefing.reading.passages import is_heading, paragraphs, passages

__all__ = ["Document", "Reader", "is_heading", "paragraphs", "passages", "read"]
