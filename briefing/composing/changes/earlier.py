"""The earlier memo: read from its file, and asked what of it this memo's sources still say."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, get_args

from pydantic import ValidationError

from briefing.errors import UsageError
from briefing.memo import EarlierPassage, Memo

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.memo import Passage, Source

_SCHEMA: str = get_args(Memo.model_fields["schema_"].annotation)[0]
_REMEDY = "name the .memo.json file of an earlier memo"


@dataclass(frozen=True)
class Earlier:
    """A memo made before, and the SHA-256 of its file."""

    memo: Memo
    sha256: str

    @cached_property
    def by_id(self) -> dict[str, Source]:
        """Its sources by their ids."""
        return {source.id: source for source in self.memo.sources}

    def read(self, source: Source) -> bool:
        """Whether it was made of this source, too, be it as it was then."""
        return any(are_one(source, other) for other in self.memo.sources)

    def says(self, text: str) -> bool:
        """Whether one of its sources has these words."""
        return any(text in source.text for source in self.memo.sources)

    def passage(self, passage: Passage) -> EarlierPassage:
        """A passage of one of its sources, so that it can be traced without them."""
        source = self.by_id[passage.source]
        return EarlierPassage(name=source.name, sha256=source.sha256, **passage.model_dump())


def are_one(one: Source, other: Source) -> bool:
    """Whether two memos' sources are one document: the same bytes, or one place read at two times.

    A place may hold another document by then, so that title or a paragraph must be the same, too.
    """
    if one.sha256 == other.sha256:
        return True
    if one.location != other.location:
        return False
    titled = one.title is not None and one.title == other.title
    return titled or not set(one.text.split("\n\n")).isdisjoint(other.text.split("\n\n"))


def load_earlier(path: Path) -> Earlier:
    """Read an earlier memo. Raises ``UsageError`` where the file cannot be read or is none, or is of another schema."""
    try:
        data = path.read_bytes()
        content = json.loads(data)
    except OSError as error:
        raise _unusable(path, f"cannot be read ({error.strerror or error})") from error
    except ValueError as error:  # no UTF-8, or no JSON
        raise _unusable(path, "is not JSON") from error
    schema = content.get("schema") if isinstance(content, dict) else None
    if schema != _SCHEMA:
        told = f"is of schema {schema!r}" if schema else "is not a memo.json"
        raise _unusable(path, f"{told}; this version reads {_SCHEMA}")
    try:
        return Earlier(Memo.from_json(data), hashlib.sha256(data).hexdigest())
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise _unusable(path, f"breaks the contract of memo.json ({field or 'memo'}: {first['msg']})") from error


def _unusable(path: Path, what: str) -> UsageError:
    return UsageError(what, where=f"--since {path}", remedy=_REMEDY)
