"""The errors a user can meet: one line each, and an exit status."""

from __future__ import annotations

import inspect

import pytest

from briefing import errors
from briefing.errors import BriefingError, ModelMissing, SourceError, SourceMissing, UsageError

ALL = [value for value in vars(errors).values() if inspect.isclass(value)]


def drawn() -> set[str]:
    """The names in the tree that the module opens with."""
    tree = (errors.__doc__ or "").split("Each message")[0]
    return {word for word in tree.replace("─", " ").split() if word[0].isupper() and word not in {"All"}}


def test_the_tree_at_the_top_of_the_module_is_complete() -> None:
    assert drawn() == {error.__name__ for error in ALL}


def test_one_name_catches_all() -> None:
    assert all(issubclass(error, BriefingError) for error in ALL)


@pytest.mark.parametrize("error", ALL)
def test_a_missing_requirement_ends_with_status_3_and_everything_else_with_2(error: type[BriefingError]) -> None:
    assert error.exit_status == (3 if issubclass(error, errors.RequirementMissing) else 2)


def test_a_source_that_cannot_be_read_is_told_from_what_stops_a_memo() -> None:
    assert issubclass(SourceMissing, SourceError)
    assert not issubclass(errors.NothingToRead, SourceError)


def test_the_message_says_where_what_and_what_to_do() -> None:
    error = UsageError("no such length", where="--length", remedy="choose short, standard or long")
    assert str(error) == "--length: no such length; choose short, standard or long"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (UsageError("no such length"), "no such length"),
        (UsageError("no such length", where="--length"), "--length: no such length"),
        (ModelMissing("no encoder", remedy="run make setup"), "no encoder; run make setup"),
    ],
)
def test_what_is_not_known_is_left_out(error: BriefingError, message: str) -> None:
    assert str(error) == message


def test_a_message_is_one_line_whatever_is_in_it() -> None:
    error = SourceMissing("not\nfound", where="a\r\nb.txt", remedy="look\tagain")
    assert str(error) == "a b.txt: not found; look again"
