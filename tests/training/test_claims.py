"""Claims about articles: what they are about, and what they are labelled as."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from briefing.checking.literals import violations
from training.claims import Claim, articles, claims, main
from training.corruptions import FALSE, TRUE

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.models.parser import Parser

HEADLINE = "Norway and Denmark agree to share radar data"
ARTICLE = [
    "Norway and Denmark agreed on Friday to share radar data in the Skagerrak, Defense Minister Ingrid Larsen said.",
    "The agreement will cost Norway 40 million kroner over five years, according to the ministry in Oslo.",
    "Russia condemned the agreement on Saturday and warned Norway of consequences.",
    "Ingrid Larsen said that the radar near Bergen would be ready in May.",
    "Nils Holm, the mayor of Stavanger, praised the plan, but the fishers of the town oppose it.",
    "More than 90 ships pass the strait on a normal day, the coast guard of Denmark says.",
    "The Danish parliament may vote on the agreement before the election in November.",
]
KINDS = {"verbatim", "headline", "elsewhere", *TRUE, *FALSE}


def made(parser: Parser, seed: int = 1, title: str = HEADLINE, sentences: list[str] = ARTICLE) -> list[Claim]:
    chance = Random(seed)  # noqa: S311 - reproducible, not secret
    return list(claims(title, " ".join(sentences), parser, chance))


@pytest.fixture(scope="module")
def every(parser: Parser) -> list[Claim]:
    """The claims of many seeds."""
    return [claim for seed in range(25) for claim in made(parser, seed)]


def test_claims_of_every_way_are_made(every: list[Claim]) -> None:
    assert {claim.kind for claim in every} <= KINDS
    assert {claim.label for claim in every} == {"entailment", "neutral", "contradiction", "not entailment"}
    assert {"verbatim", "elsewhere", "shortened", "number", "name", "negation"} <= {claim.kind for claim in every}


def test_the_label_follows_from_the_way(every: list[Claim]) -> None:
    for claim in every:
        if claim.kind == "elsewhere":
            assert claim.label == "neutral"
        elif claim.kind in FALSE:
            assert claim.label == FALSE[claim.kind][1]
        else:
            assert claim.label == "entailment"


def test_a_premise_is_a_row_of_sentences_of_the_article(every: list[Claim]) -> None:
    text = " ".join(ARTICLE)
    for claim in every:
        assert claim.premise in text
        assert 1 <= sum(sentence in claim.premise for sentence in ARTICLE) <= 4


def test_a_true_claim_has_no_name_number_or_date_that_its_premise_lacks(every: list[Claim]) -> None:
    for claim in every:
        if claim.label == "entailment":
            assert violations(claim.hypothesis, [claim.premise]) == ()


def test_a_verbatim_claim_stands_in_its_premise(every: list[Claim]) -> None:
    assert all(claim.hypothesis in claim.premise for claim in every if claim.kind == "verbatim")


def test_a_false_claim_stands_nowhere_in_the_article(every: list[Claim]) -> None:
    assert not any(claim.hypothesis in ARTICLE for claim in every if claim.kind in FALSE)


def test_what_is_told_elsewhere_does_not_stand_in_the_premise(every: list[Claim]) -> None:
    found = [claim for claim in every if claim.kind == "elsewhere"]
    assert all(claim.hypothesis in ARTICLE and claim.hypothesis not in claim.premise for claim in found)


def test_a_headline_is_taken_for_true_where_the_opening_has_it(parser: Parser) -> None:
    opening = " ".join(ARTICLE[:4])
    found = [claim for claim in made(parser) if claim.premise == opening]
    assert "entailment" in {claim.label for claim in found}


@pytest.mark.parametrize("title", ["Norway and Sweden agree to share radar data", "Why it rains", "", "Radar"])
def test_a_headline_that_the_opening_does_not_have_makes_no_claim(parser: Parser, title: str) -> None:
    opening = " ".join(ARTICLE[:4])
    assert not any(claim.premise == opening for seed in range(5) for claim in made(parser, seed, title))


def test_the_same_seed_makes_the_same_claims_and_another_others(parser: Parser) -> None:
    assert made(parser, 3) == made(parser, 3)
    assert made(parser, 3) != made(parser, 4)


@pytest.mark.parametrize("count", [0, 1, 4])
def test_of_an_article_with_few_sentences_nothing_is_made(parser: Parser, count: int) -> None:
    assert made(parser, sentences=ARTICLE[:count]) == []


def test_articles_stand_alone_or_in_events() -> None:
    rows: list[dict[str, Any]] = [
        {"document": "One.", "summary": "A"},
        {"articles": [{"title": "B", "text": "Two."}, {"title": None, "text": "Three."}]},
    ]
    assert list(articles(iter(rows))) == [("A", "One."), ("B", "Two."), ("", "Three.")]


def test_the_command_writes_a_claim_a_line_and_passes_over_what_it_is_told_to(tmp_path: Path) -> None:
    first, second = " ".join(ARTICLE), " ".join(ARTICLE).replace("Norway", "Iceland")
    rows = [{"document": text, "summary": HEADLINE} for text in (first, second)]
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    def written(*options: str) -> list[dict[str, str]]:
        main([str(tmp_path / "news.jsonl"), "--out", str(tmp_path / "claims.jsonl"), *options])
        return [json.loads(line) for line in (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()]

    one = written("--articles", "1")
    other = written("--articles", "1", "--skip", "1")
    assert one
    assert other
    assert all(row.keys() == {"premise", "hypothesis", "label", "kind"} for row in [*one, *other])
    assert all(row["premise"] in first for row in one)
    assert all(row["premise"] in second for row in other)
    assert written("--articles", "1") == one
