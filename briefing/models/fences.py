"""Fences around what was written by others, so that a model can tell it from what it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def fenced(text: str) -> tuple[str, str]:
    """The text between two fences, and the fence: a line that cannot occur in the text.

    It is as long as it must be and no longer, so that one text always gives one prompt.
    """
    fence = "#####"
    while fence in text:
        fence += "#"
    return f"{fence}\n{text}\n{fence}", fence


def numbered(texts: Sequence[str]) -> str:
    """The texts as lines that begin with their numbers from 1 on. No text can begin a line of its own."""
    return "\n".join(f"[{number}] {' '.join(text.split())}" for number, text in enumerate(texts, start=1))
