"""Claims made from sentences: the true ones say no more, and each of the false ones changes what its name says."""

from __future__ import annotations

import re
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest

from training.corruptions import FALSE, TRUE, Pool, pool_of

if TYPE_CHECKING:
    from briefing.models.parser import Parser

SEEDS = range(16)
STORM = "The storm damaged 92 houses in Bergen."
# What the false claims below may take from.
ELSEWHERE = [
    "Norway and Denmark signed the radar agreement in Oslo.",
    "Ana Ruiz opened the harbour in Lima.",
    "Olaf Berg criticized the mayor of Bergen.",
    "The Danish parliament met on Friday.",
]
SENTENCES = [
    STORM,
    "Ana Ruiz, the mayor of Lima, opened the harbour on Friday.",
    "Peru, which lost two ships in March 2019, sued Chile over the nets.",
    "Ana Ruiz said that the harbour of Lima would open in May.",
    "The council of Bergen quickly approved the budget on Monday, but the mayor refused to sign it.",
    "Norway may sell 12 frigates to Peru for $1,200,000 next year.",
    "The Danish parliament will not meet before the election in Copenhagen.",
]


def luck(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - reproducible, not secret


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def true_claims(parser: Parser, kind: str, text: str) -> set[str]:
    """All claims of this kind that chance makes of the sentence."""
    (doc,) = parser.parse([text])
    return {claim for seed in SEEDS if (claim := TRUE[kind](doc, luck(seed)))}


def false_claims(parser: Parser, kind: str, text: str, *others: str) -> set[str]:
    """All claims of this kind that chance makes of the sentence in an article that has the others too."""
    doc, *docs = parser.parse([text, *(others or ELSEWHERE)])
    return {claim for seed in SEEDS if (claim := FALSE[kind][0](doc, pool_of([doc, *docs]), luck(seed)))}


# --- claims that stay true -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Ana Ruiz, the mayor of Lima, opened the harbour on Friday.", "Ana Ruiz opened the harbour on Friday."),
        ("Ana Ruiz, the mayor of Lima, opened the harbour on Friday.", "Ana Ruiz opened the harbour."),
        ("Peru, which lost two ships in March, sued Chile over the nets.", "Peru sued Chile over the nets."),
        ("The council quickly approved the budget on Monday.", "The council approved the budget."),
        ("Norway sold the frigate (built in 1987) to Peru on Friday.", "Norway sold the frigate to Peru."),
    ],
)
def test_asides_times_places_and_adverbs_may_be_left_out(parser: Parser, text: str, claim: str) -> None:
    assert claim in true_claims(parser, "shortened", text)


@pytest.mark.parametrize(
    "text",
    [
        "The council rarely meets on Mondays in Oslo.",
        "The ship nearly sank.",
        "The storm damaged houses.",
    ],
)
def test_what_narrows_a_sentence_is_not_left_out(parser: Parser, text: str) -> None:
    for claim in true_claims(parser, "shortened", text):
        assert {"rarely", "nearly"} & words(text).keys() <= words(claim).keys()


def test_a_negation_is_never_left_out(parser: Parser) -> None:
    text = "The council, which did not meet in March, approved the budget in Oslo on Monday."
    claims = true_claims(parser, "shortened", text)
    assert claims
    assert all("did not meet" in claim or "which" not in claim for claim in claims)


def test_what_is_quoted_is_not_shortened(parser: Parser) -> None:
    said = "“The radar was badly built in Oslo, which the ministry knows, on Monday,” Larsen said on Tuesday in Bergen."
    for claim in true_claims(parser, "shortened", said):
        assert "“The radar was badly built in Oslo, which the ministry knows, on Monday,”" in claim


def test_attribution_moves_to_the_end(parser: Parser) -> None:
    text = "The mayor said that the harbour of Lima would open in May."
    assert true_claims(parser, "turned", text) == {"The harbour of Lima would open in May, the mayor said."}


@pytest.mark.parametrize(
    "text",
    [
        "The mayor denied that the harbour would be closed.",
        "The mayor said nothing.",
        "The mayor did not say that the harbour would be closed.",
        "No minister said that the harbour would be closed.",
    ],
)
def test_what_was_denied_or_not_said_is_not_turned(parser: Parser, text: str) -> None:
    assert true_claims(parser, "turned", text) == set()


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "The council of Bergen approved the budget on Monday, but the mayor refused to sign it.",
            "The council of Bergen approved the budget on Monday.",
        ),
        (
            "The ferry left the port of Bergen at noon; it arrived at night.",
            "The ferry left the port of Bergen at noon.",
        ),
    ],
)
def test_the_first_of_two_clauses_may_stand_alone(parser: Parser, text: str, claim: str) -> None:
    assert true_claims(parser, "first clause", text) == {claim}


@pytest.mark.parametrize(
    "text",
    [
        "The foreign ministers of Norway, Denmark, Iceland, and Sweden signed the accord.",
        "If the council of Bergen approves the new budget, and the mayor signs it, the harbour will open.",
        "The council approved it, but not the mayor.",
    ],
)
def test_a_list_a_condition_or_a_stub_is_no_first_clause(parser: Parser, text: str) -> None:
    assert true_claims(parser, "first clause", text) == set()


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("kind", TRUE)
def test_a_true_claim_has_no_word_that_its_sentence_has_not(parser: Parser, kind: str, text: str) -> None:
    for claim in true_claims(parser, kind, text):
        assert words(claim) <= words(text)
        assert claim != text
        assert claim[0].isupper()
        assert claim.endswith(".")
        assert not re.search(r"\s[,.;]|,\s*[,.;]|\s\s", claim)


# --- claims that become false --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "claims"),
    [
        ("roles", "Peru accused Chile of illegal fishing.", {"Chile accused Peru of illegal fishing."}),
        ("firmness", "Norway may sign the accord.", {"Norway will sign the accord."}),
        ("firmness", "Norway is expected to sign the accord.", {"Norway is certain to sign the accord."}),
        ("opposite", "The council approved the budget.", {"The council rejected the budget."}),
        (
            "opposite",
            "Prices rose before the vote.",
            {"Prices fell before the vote.", "Prices rose after the vote."},
        ),
        ("negation", "Norway signed the accord.", {"Norway did not sign the accord."}),
        ("negation", "Norway will sign the accord.", {"Norway will not sign the accord."}),
        ("negation", "Ships pass the strait.", {"Ships do not pass the strait."}),
        ("negation", "The mayor said the harbour is open.", {"The mayor said the harbour is not open."}),
        ("negation", "Norway has never signed the accord.", {"Norway has signed the accord."}),
        ("negation", "Norway cannot pay.", {"Norway can pay."}),
        (
            "subject",
            "Olaf Berg opened the harbour in Stavanger.",
            {"Norway and Denmark opened the harbour in Stavanger.", "Ana Ruiz opened the harbour in Stavanger."},
        ),
    ],
)
def test_one_thing_is_changed_and_the_rest_stays(parser: Parser, kind: str, text: str, claims: set[str]) -> None:
    assert false_claims(parser, kind, text) == claims


def test_a_name_gives_way_to_another_of_its_kind_from_the_article(parser: Parser) -> None:
    claims = false_claims(parser, "name", "Ana Ruiz met the council in Lima.")
    assert claims
    assert claims <= {
        *(f"Ana Ruiz met the council in {place}." for place in ("Norway", "Denmark", "Oslo")),
        "Olaf Berg met the council in Lima.",
    }


def test_a_possessive_stays_one(parser: Parser) -> None:
    claims = false_claims(parser, "name", "Norway's fleet left the harbour.")
    assert claims
    assert all(re.fullmatch(r"(Denmark|Lima|Oslo)'s fleet left the harbour\.", claim) for claim in claims)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        (STORM, r"The storm damaged (\d+) houses in Bergen\."),
        ("The bridge costs $1,200,000.", r"The bridge costs \$(\d,\d{3},\d{3}|\d{3},\d{3})\."),
        ("The rate fell to 3.5 percent.", r"The rate fell to (\d+\.\d) percent\."),
        ("Twelve sailors drowned.", r"(Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven) sailors drowned\."),
    ],
)
def test_a_changed_number_looks_like_the_one_that_stood_there(parser: Parser, text: str, pattern: str) -> None:
    claims = false_claims(parser, "number", text)
    assert len(claims) > 1
    assert all(re.fullmatch(pattern, claim) for claim in claims)
    assert text not in claims


@pytest.mark.parametrize("number", ["0.2", "0.3", "1", "2", "10", "2.5", "1,000", "1950"])
def test_a_changed_number_is_always_another(parser: Parser, number: str) -> None:
    text = f"Prices in Bergen rose by {number} percent."
    assert text not in false_claims(parser, "number", text)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("Norway signed the accord on Monday.", r"Norway signed the accord on \w+day\."),
        ("The museum opened in 1990.", r"The museum opened in (19[89]\d)\."),
        ("In March the ferry sank.", r"In [A-Z][a-z]+ the ferry sank\."),
    ],
)
def test_a_changed_date_is_another_weekday_month_or_year(parser: Parser, text: str, pattern: str) -> None:
    claims = false_claims(parser, "date", text)
    assert len(claims) > 1
    assert all(re.fullmatch(pattern, claim) for claim in claims)
    assert text not in claims


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("number", "In 2012 the ferry carried 2 cars.", "In 2012"),
        ("number", "She often wrote ten letters.", "She often wrote"),
        ("name", "The Iranian envoy left Iran on Friday.", "The Iranian envoy"),
    ],
)
def test_what_only_looks_like_what_is_changed_stays(parser: Parser, kind: str, text: str, kept: str) -> None:
    claims = false_claims(parser, kind, text)
    assert claims
    assert all(kept in claim for claim in claims)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("roles", "Norway met Denmark in Oslo."),
        ("roles", "Norway agreed with Denmark."),
        ("firmness", "Norway could not sign the accord."),
        ("firmness", "Norway might have signed the accord."),
        ("firmness", "Norway signed the accord in May."),
        ("number", "The storm damaged the quay."),
        ("date", "The storm damaged the quay."),
        ("opposite", "The storm damaged the quay."),
        ("negation", "Norway won't sign the accord."),
    ],
)
def test_where_nothing_of_the_kind_can_be_changed_there_is_no_claim(parser: Parser, kind: str, text: str) -> None:
    assert false_claims(parser, kind, text) == set()


def test_names_are_swapped_only_for_names_that_the_article_has(parser: Parser) -> None:
    (doc,) = parser.parse(["Ana Ruiz opened the harbour in Lima."])
    for kind in ("name", "subject"):
        assert FALSE[kind][0](doc, Pool({}, ()), luck(1)) is None
        assert FALSE[kind][0](doc, pool_of([doc]), luck(1)) is None


def test_a_name_is_not_swapped_for_another_form_of_it(parser: Parser) -> None:
    claims = false_claims(parser, "name", "Ana Ruiz left.", "Ruiz spoke in Oslo.", "Mayor Ana Ruiz returned.")
    assert claims == set()


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("kind", FALSE)
def test_a_false_claim_takes_its_words_from_the_article_or_changes_a_few(parser: Parser, kind: str, text: str) -> None:
    known = sum((words(sentence) for sentence in ELSEWHERE), words(text))
    for claim in false_claims(parser, kind, text):
        assert claim != text
        # Three words at the most are of its own making: "did not sign".
        assert (words(claim) - known).total() <= 3


@pytest.mark.parametrize("text", SENTENCES)
def test_the_same_chance_makes_the_same_claims(parser: Parser, text: str) -> None:
    for kind in FALSE:
        assert false_claims(parser, kind, text) == false_claims(parser, kind, text)


@pytest.mark.parametrize("text", ["", "Rain.", "Hello.", "“", "( )"])
def test_of_a_stub_nothing_is_made_and_nothing_breaks(parser: Parser, text: str) -> None:
    for kind in TRUE:
        assert true_claims(parser, kind, text) == set()
    for kind in FALSE:
        assert false_claims(parser, kind, text) == set()


def test_every_kind_is_known_to_be_false_or_at_least_not_to_follow() -> None:
    assert {label for _, label in FALSE.values()} == {"contradiction", "not entailment"}
    assert not TRUE.keys() & FALSE.keys()


def test_a_pool_holds_names_by_kind_and_subjects_that_have_a_name(parser: Parser) -> None:
    pool = pool_of(parser.parse(ELSEWHERE))
    assert {"Norway", "Denmark", "Oslo", "Lima"} <= set(pool.names["GPE"])
    assert {"Norway and Denmark", "Ana Ruiz", "Olaf Berg"} <= set(pool.subjects)
