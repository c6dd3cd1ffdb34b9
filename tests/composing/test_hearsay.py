"""What several sources tell after one outlet has one origin."""

from __future__ import annotations

import pytest

from briefing.composing.hearsay import outlets
from briefing.models.parser import load_parser

from .dossiers import composed, source

_SANK = "the ferry Solveig sank off Bergen on Friday with 40 people aboard, and nine of them drowned."


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("NBC News reported on Tuesday that the ferry sank.", {"nbc news"}),
        ("The ferry sank, according to the New York Times.", {"new york times"}),
        ("The ferry sank, the BBC reported.", {"bbc"}),
        ("“The BBC reported that we had lost the ferry,” the captain said.", set()),
        ("Vicente Fox said that the ferry sank.", set()),
        ("The Post Office said that the ferry sank.", set()),
        ("The Norwegian police reported that the ferry sank.", set()),
        ("The captain told the New York Times that he would resign.", set()),
    ],
)
def test_an_outlet_is_who_is_named_for_what_is_told(text: str, named: set[str]) -> None:
    (doc,) = load_parser().parse([text])
    assert outlets(doc) == named


@pytest.mark.parametrize(
    ("first", "second", "publisher", "origins"),
    [
        (f"NBC News reported on Saturday that {_SANK}", f"According to NBC News, {_SANK}", "", []),
        (f"Police said on Saturday that {_SANK}", f"According to police, {_SANK}", "", [2]),
        # The outlet itself is the second source.
        (f"NBC News reported on Saturday that {_SANK}", f"T{_SANK[1:]}", "NBC News", []),
        (f"NBC News reported on Saturday that {_SANK}", f"T{_SANK[1:]}", "", [2]),
    ],
)
def test_two_that_have_it_from_one_outlet_are_one_origin(
    first: str, second: str, publisher: str, origins: list[int]
) -> None:
    found = composed(source(1, first), source(2, second, publisher=publisher)).findings
    assert [one.origins for one in found if one.kind == "consensus"] == origins


def test_of_three_two_that_have_it_from_one_outlet_count_once() -> None:
    texts = (f"T{_SANK[1:]}", f"NBC News reported on Saturday that {_SANK}", f"According to NBC News, {_SANK}")
    (found,) = composed(*(source(number, text) for number, text in enumerate(texts, start=1))).findings
    assert (len(found.sources), found.origins) == (3, 2)
