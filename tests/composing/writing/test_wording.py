"""Which wordings of a writer a finding takes on, and which not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from briefing.composing.chosen import Chosen
from briefing.composing.writing import worded
from briefing.memo import When
from briefing.models.encoder import load_encoder
from briefing.models.heads.pairs import load_pair_judge
from briefing.models.parser import load_parser
from tests.composing.dossiers import candidates_of, source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.composing.writing.writer import Worded
    from briefing.memo import Kind

SIGNED = (
    "Norway and Denmark, which have quarreled over fish for years, signed the radar agreement in Oslo on Monday, "
    "Defense Minister Ingrid Larsen said."
)
BETTER = "Norway and Denmark signed the radar agreement in Oslo on Monday, Defense Minister Ingrid Larsen said."
MEETING = "The defense ministers of Norway and Denmark will meet again next April in Copenhagen, if all goes well."


@dataclass
class Saying:
    """A writer that words findings as the test says."""

    found: Mapping[int, str]

    def group(self, statements: Sequence[str]) -> list[frozenset[int]]:
        raise AssertionError(f"nobody asked for groups of {len(statements)}")

    def word(self, findings: Sequence[Worded]) -> Mapping[int, str]:
        assert all(finding.passages for finding in findings)
        return self.found


def finding(text: str, kind: Kind = "accord") -> Chosen:
    (candidate,) = candidates_of(source(1, text))
    return Chosen(candidate, kind, carriers=(), origins=1, score=1.0)


def in_words(chosen: Sequence[Chosen], found: Mapping[int, str]) -> list[Chosen]:
    return worded(chosen, Saying(found), parser=load_parser(), encoder=load_encoder(), judge=load_pair_judge())


def words(one: Chosen, text: str) -> str:
    return in_words([one], {0: text})[0].centre.statement.text


def test_words_that_hold_are_taken_over_with_the_same_passages() -> None:
    one = finding(SIGNED)
    (edited,) = in_words([one], {0: BETTER})
    assert edited.centre.statement.text == BETTER
    assert edited.centre.statement.mode == "rewritten"
    assert edited.centre.statement.passages == one.centre.statement.passages
    assert edited.centre.statement.support < 1
    assert edited.centre.doc.text == BETTER


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Norway and Sweden signed the radar agreement in Oslo on Monday, Defense Minister Ingrid Larsen said.",
        "Norway and Denmark signed the radar agreement in Oslo on Tuesday, Defense Minister Ingrid Larsen said.",
        "Norway and Denmark did not sign the radar agreement in Oslo on Monday, Defense Minister Ingrid Larsen said.",
        "Norway and Denmark signed the radar agreement in Oslo on Monday.",
        "They signed the radar agreement in Oslo on Monday, Defense Minister Ingrid Larsen said.",
        "The radar agreement of Norway and Denmark, signed in Oslo on Monday",
        "Norway and Denmark signed the radar agreement. Defense Minister Ingrid Larsen said so in Oslo on Monday.",
        "Norway won the war over fish.",
    ],
)
def test_words_that_do_not_hold_leave_the_finding_as_it_was(text: str) -> None:
    assert words(finding(SIGNED), text) == SIGNED


def test_words_must_keep_who_the_memo_names() -> None:
    one = replace(finding(SIGNED), who=("Norway", "Denmark"))
    assert words(one, BETTER) == BETTER
    assert words(one, BETTER.replace("Norway and Denmark signed", "Norway signed")) == SIGNED


def test_words_must_keep_when_the_memo_says_it_comes() -> None:
    one = replace(finding(MEETING, "next_step"), when=When(text="next April"))
    shorter = "The defense ministers of Norway and Denmark will meet again next April in Copenhagen."
    assert words(one, shorter) == shorter
    assert words(one, shorter.replace(" next April", "")) == MEETING


def test_one_wording_is_taken_over_once() -> None:
    edited = in_words([finding(SIGNED), finding(SIGNED)], {0: BETTER, 1: BETTER})
    assert [one.centre.statement.text for one in edited] == [BETTER, SIGNED]


def test_a_finding_that_the_writer_leaves_out_stays() -> None:
    one = finding(SIGNED)
    (edited,) = in_words([one], {})
    assert edited is one
