"""Memos from a folder of documents, every sentence traced to a passage in a source and checked against it.

>>> from briefing import brief
>>> memo = brief(["seeds/"])  # doctest: +SKIP
>>> memo.write("outputs/")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.version import VERSION

if TYPE_CHECKING:
    from briefing.errors import BriefingError
    from briefing.memo import (
        Change,
        Difference,
        Dossier,
        Dropped,
        EarlierPassage,
        Finding,
        Gap,
        Header,
        Memo,
        Passage,
        Side,
        Since,
        Source,
        Statement,
        Summary,
        TimelineEntry,
        When,
        json_schema,
    )
    from briefing.pipeline import Event, brief
    from briefing.reading import read
    from briefing.rendering import to_html, to_markdown, to_pdf
    from briefing.settings import Settings

__version__ = VERSION

_HOMES = {
    "briefing.errors": ("BriefingError",),
    "briefing.memo": (
        "Change",
        "Difference",
        "Dossier",
        "Dropped",
        "EarlierPassage",
        "Finding",
        "Gap",
        "Header",
        "Memo",
        "Passage",
        "Side",
        "Since",
        "Source",
        "Statement",
        "Summary",
        "TimelineEntry",
        "When",
        "json_schema",
    ),
    "briefing.pipeline": ("Event", "brief"),
    "briefing.reading": ("read",),
    "briefing.rendering": ("to_html", "to_markdown", "to_pdf"),
    "briefing.settings": ("Settings",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "BriefingError",
    "Change",
    "Difference",
    "Dossier",
    "Dropped",
    "EarlierPassage",
    "Event",
    "Finding",
    "Gap",
    "Header",
    "Memo",
    "Passage",
    "Settings",
    "Side",
    "Since",
    "Source",
    "Statement",
    "Summary",
    "TimelineEntry",
    "When",
    "__version__",
    "brief",
    "json_schema",
    "read",
    "to_html",
    "to_markdown",
    "to_pdf",
]


def __getattr__(name: str) -> object:
    """Import what is asked for when it is asked for, so that ``briefing --help`` does not wait for the models."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value
