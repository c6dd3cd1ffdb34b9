"""Composing: from the summaries of many sources to what is agreed, where the frictions are and what happens next.

``compose`` is the one public function.
"""

from __future__ import annotations

from briefing.composing.composer import Composition, compose

__all__ = ["Composition", "compose"]
