"""Which texts share an origin."""

from __future__ import annotations

from briefing.reading.origins import Origins

WIRE = (
    "The two governments agreed on Saturday to open a direct line between their headquarters, officials said. "
    "The line will be tested in the spring and staffed around the clock by officers of both sides. "
    "Neither side would say how much it costs or who is to answer the first call. "
    "The last such line fell silent three years ago after a quarrel over a visit to the island. "
    "Since then ships of both navies have come close to each other a dozen times in the strait."
)
OTHER = (
    "A telephone may soon ring in the defense ministry that has been quiet for years, diplomats hope. "
    "Weeks of talks among deputies went before the announcement, which surprised allies in the region. "
    "Some of them fear that the great powers will settle matters over their heads. "
    "Others hope for fewer accidents at sea, where fishermen complain of being chased away."
)
QUOTE = (
    "“We want a line that works at night and on holidays, and we want officers at both ends who know each other and "
    "who are allowed to speak without asking their capitals for every single word that they say,” the minister said. "
)


def origins(*texts: str) -> list[str]:
    found = Origins()
    return [found.add(text) for text in texts]


def test_a_syndicated_copy_does_not_count_as_a_second_origin() -> None:
    first, *rest = WIRE.split(". ")
    copy = ". ".join(
        [first, "In our town the news was met with relief, said the mayor, whose son serves at sea", *rest]
    )
    assert origins(WIRE, OTHER, copy) == ["O1", "O2", "O1"]


def test_an_excerpt_shares_the_origin_of_the_whole() -> None:
    assert origins(WIRE, ". ".join(WIRE.split(". ")[:3])) == ["O1", "O1"]


def test_other_marks_and_capitals_make_no_new_origin() -> None:
    assert origins(WIRE, WIRE.upper().replace(",", " –")) == ["O1", "O1"]


def test_a_shared_quotation_does_not_make_one_origin() -> None:
    assert origins(QUOTE + WIRE, OTHER + QUOTE) == ["O1", "O2"]
    assert origins(QUOTE + WIRE[:240], OTHER[:240] + " " + QUOTE) == ["O1", "O2"]


def test_a_text_that_reprints_two_origins_does_not_make_them_one() -> None:
    assert origins(WIRE, OTHER, f"{OTHER} {WIRE}") in (["O1", "O2", "O1"], ["O1", "O2", "O2"])


def test_short_texts_share_an_origin_only_if_they_are_the_same() -> None:
    assert origins("The line is open.", "The line is open!", "The line is open now.") == ["O1", "O1", "O2"]


def test_unrelated_texts_each_have_their_own_origin() -> None:
    texts = [" ".join(f"{word}{number}" for word in WIRE.split()) for number in range(200)]
    assert origins(*texts) == [f"O{number}" for number in range(1, 201)]
