"""Builders of memos, through the real types, with all that a test is about visible in the test."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from briefing.memo import (
    Finding,
    Header,
    Memo,
    Passage,
    Provenance,
    Source,
)


def source(number: int, text: str, **fields: object) -> Source:
    """Make a source with this text; ``fields`` says what else is known of it."""
    given: dict[str, Any] = {
        "location": f"inbox/source-{number}.txt",
        "media_type": "text/plain",
        "origin": f"O{number}",
        "language": "en",
    }
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Source(id=f"S{number}", text=text, words=len(text.split()), sha256=digest, **(given | fields))


def passage(of: Source, words: str) -> Passage:
    """Find the passage of a source that consists of these words."""
    start = of.text.index(words)
    return Passage(source=of.id, start=start, end=start + len(words), text=words)


def finding(number: int, section: str, kind: str, citations: list[Passage], **fields: object) -> Finding:
    """Make a finding in the words of its first citation, unless ``fields`` says otherwise."""
    given: dict[str, Any] = {
        "text": citations[0].text,
        "mode": "verbatim",
        "sources": tuple(dict.fromkeys(citation.source for citation in citations)),
        "support": 1.0,
        "score": 1.0,
    }
    given["origins"] = len(given["sources"])
    return Finding.model_validate(
        {"id": f"F{number}", "section": section, "kind": kind, "citations": tuple(citations)} | given | fields
    )


def memo(sources: list[Source], findings: list[Finding], *, subject: str = "Ferry link", **fields: object) -> Memo:
    """Make a memo of these sources and findings, with nothing else in it unless ``fields`` says so."""
    given: dict[str, Any] = {
        "id": "0123456789abcdef",
        "header": Header(date=dt.date(2025, 11, 1), subject=subject),
        "bottom_line": (),
        "gaps": (),
        "timeline": (),
        "unread": (),
        "summaries": (),
        "provenance": Provenance(
            briefing="0.1.0", models=(), settings={}, created=dt.datetime(2025, 11, 1, 8, 30, tzinfo=dt.UTC)
        ),
    }
    return Memo(sources=tuple(sources), findings=tuple(findings), **(given | fields))


def memo_saying(text: str, **fields: object) -> Memo:
    """Make a memo whose one source, one finding and subject are this text."""
    only = source(1, text)
    header = Header(date=dt.date(2025, 11, 1), subject=" ".join(text.split()))
    found = finding(1, "agreements", "consensus", [passage(only, text)])
    given: dict[str, Any] = {"header": header, "bottom_line": ("F1",)} | fields
    return memo([only], [found], **given)
