"""Why a memo says what it says: the types that composing fills in and rendering prints for ``--explain``."""

from __future__ import annotations

from pydantic import Field

from briefing.memo import Kind, Section, Value


class Weight(Value):
    """One part of a score: what it is for, and how much it adds or takes."""

    name: str
    value: float


class Witness(Value):
    """A passage of another source that was taken to report the same, and how likely it does."""

    source: str
    text: str
    chance: float = Field(ge=0, le=1)


class Reason(Value):
    """Why a statement became a finding, or did not."""

    finding: str | None = Field(default=None, description="the finding's id; none for what was passed over")
    section: Section
    kind: Kind | None
    text: str
    source: str
    score: float | None = Field(description="what ranked it; none where it was out of the question before")
    weights: tuple[Weight, ...] = Field(description="what the score is the sum of")
    members: tuple[str, ...] = Field(default=(), description="statements of the sources that were grouped with it")
    witnesses: tuple[Witness, ...] = ()
    support: float = Field(description="how well its own passages support it, 0 to 1")
    verdict: str


class Reasons(Value):
    """The reasons of a whole memo: of its findings, in their order, and of the best that are none, by section."""

    chosen: tuple[Reason, ...] = ()
    passed: tuple[Reason, ...] = ()
