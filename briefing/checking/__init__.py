"""Checking: is a statement carried by its passages? Literally, without exception, and by and large, with a score.

``Checker`` is the one public entry; what counts as literal stands in ``literals``, the score in ``support``.
"""

from __future__ import annotations

from briefing.checking.checker import Checker, Verdict

__all__ = ["Checker", "Verdict"]
