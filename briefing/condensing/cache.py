"""The cache of summaries: what was condensed before, by content, models, settings and version.

A summary is taken from here only if the very same text was condensed by the very same means. A file that cannot be
read or written is as good as none: the cache never stands in the way of a memo.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from briefing.memo import ModelUse, Source, Statement, Summary
from briefing.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.condensing import Length


class CondensedCache:
    """Summaries in a folder, one small JSON file each. Without ``reuse`` they are made anew, and kept."""

    def __init__(self, folder: Path, summarizer: str, length: Length, *, reuse: bool = True) -> None:
        self._folder = folder
        self._means = [summarizer, length]
        self._reuse = reuse

    def find(self, source: Source, models: Sequence[ModelUse]) -> Summary | None:
        """The summary of the source, if it was condensed before by the same models."""
        if not self._reuse:
            return None
        try:
            summary = Summary.model_validate_json(self._path(source, models).read_bytes())
        except (OSError, ValidationError):
            return None
        told = (*summary.statements, *summary.further)
        passages = [passage for statement in told for passage in statement.passages]
        if any(source.text[passage.start : passage.end] != passage.text for passage in passages):
            return None
        return _of(source, summary)

    def keep(self, source: Source, models: Sequence[ModelUse], summary: Summary) -> None:
        """Keep the summary; a full or read-only disk is no reason to fail."""
        path = self._path(source, models)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
                aside = Path(file.name)
                try:
                    file.write(summary.model_dump_json())
                    file.flush()
                    aside.replace(path)
                except OSError:
                    aside.unlink(missing_ok=True)

    def _path(self, source: Source, models: Sequence[ModelUse]) -> Path:
        key = [VERSION, *self._means, [model.model_dump() for model in models], source.text]
        return self._folder / f"{hashlib.sha256(json.dumps(key).encode()).hexdigest()}.json"


def _of(source: Source, summary: Summary) -> Summary:
    """The summary with the id that the source has in this dossier."""
    return Summary(
        source=source.id,
        statements=tuple(_in(source, statement) for statement in summary.statements),
        further=tuple(_in(source, statement) for statement in summary.further),
    )


def _in(source: Source, statement: Statement) -> Statement:
    passages = tuple(passage.model_copy(update={"source": source.id}) for passage in statement.passages)
    return statement.model_copy(update={"passages": passages})
