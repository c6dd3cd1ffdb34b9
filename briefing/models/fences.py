"""Fences around what was written by others, so that a model can tell it from what it is told."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def fenced(text: str) -> tuple[str, str]:
    """The text between two fences, and the fence: a line that cannot occur in the text.

    One text always gives one prompt, and none makes the fence grow by more than a few characters.
    """
    fence = "#####"
    for number in count(2):
        if fence not in text:
            break
        fence = f"##### {number} #####"
    return f"{fence}\n{text}\n{fence}", fence


def numbered(texts: Sequence[str]) -> str:
    """The texts as lines that begin with their numbers from 1 on. No text can begin a line of its own."""
    return "\n".join(f"[{number}] {' '.join(text.split())}" for number, text in enumerate(texts, start=1))
