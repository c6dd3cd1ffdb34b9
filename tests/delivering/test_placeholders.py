"""The names in braces that subjects and addresses may hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivering import placeholders

VALUES = {"date": "23 November 2026", "name": "radar"}


def test_names_are_filled_in() -> None:
    assert placeholders.fill("{name}, week of {date}", VALUES) == "radar, week of 23 November 2026"


def test_an_unknown_name_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match=r"\{day\} cannot be filled in; there are \{date\}, \{name\}"):
        placeholders.check("of {day}", ("date", "name"))


@pytest.mark.parametrize("text", ["{date.__class__}", "{date!r}", "{0}", "{}", "{date:>99}"])
def test_nothing_is_evaluated(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be filled in"):
        placeholders.check(text, ("date",))


@pytest.mark.parametrize("text", ["{date", "date}", "{{date}}"])
def test_a_brace_without_a_partner_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="partner"):
        placeholders.check(text, ("date",))


@given(st.text(alphabet="{}adet ", max_size=20))
def test_what_passes_the_check_can_be_filled_in(text: str) -> None:
    try:
        placeholders.check(text, ("date",))
    except ValueError:
        return
    assert not set("{}") & set(placeholders.fill(text, {"date": "x"}))
