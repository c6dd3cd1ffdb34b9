"""The writer: a model that may advise the composer on what says the same and on how a finding is worded.

Composing does without one by default. What a writer says counts only where the checks let it; ``Writer`` is all that
composing knows of it, ``AskingWriter`` asks a model.
"""

from __future__ import annotations

from briefing.composing.writing.advice import advised
from briefing.composing.writing.asking import AskingWriter
from briefing.composing.writing.wording import worded
from briefing.composing.writing.writer import Writer

__all__ = ["AskingWriter", "Writer", "advised", "worded"]
