"""Which sentences an article's statements about the future stand in."""

from __future__ import annotations

from typing import Any

from benchmarks.future import sentences

ARTICLE = [
    "The road ministry closed the old bridge in March.",
    "The tunnel under the fjord is to open in 2027, the ministry said.",
    "Ferries carried 3,000 cars a day last year.",
]
OPENING = {
    "Event Variable": "Tunnel under the fjord",
    "Predicted Attribute": "opening",
    "Magnitude / Predicted Value": None,
    "Event Date": "2027",
    "Predictor": "Road ministry",
}


def row(*extracted: object) -> dict[str, Any]:
    return {"original_text": " ".join(ARTICLE), "extracted": list(extracted)}


def test_a_statement_stands_where_most_of_its_words_stand() -> None:
    assert sentences(row(OPENING)) == [(ARTICLE[0], False), (ARTICLE[1], True), (ARTICLE[2], False)]


def test_of_two_sentences_with_the_same_words_the_first_is_taken_whatever_the_order_of_words() -> None:
    # The order of a set's words differs from run to run: of many articles one shows it.
    for article in range(40):
        words = [f"{kind}{article}{number}" for kind in ("tunnel", "fjord", "quay", "anchor") for number in range(12)]
        # Rarer words count more: each word stands in another number of sentences.
        others = " ".join(f"The {' '.join(words[: 6 * number])} left." for number in range(1, 8))
        twice = f"The {' '.join(words)} left. The {' '.join(reversed(words))} left."
        row = {"original_text": f"{twice} {others}", "extracted": [{"Event Variable": " ".join(words)}]}
        assert [future for _, future in sentences(row)][:2] == [True, False]


def test_what_no_sentence_says_stands_nowhere() -> None:
    assert not any(future for _, future in sentences(row({"Event Variable": "Olive harvest in Portugal"})))


def test_a_statement_without_words_or_fields_is_passed_over() -> None:
    assert not any(future for _, future in sentences(row({}, "none", None)))


def test_fragments_are_left_out() -> None:
    article = {"original_text": f"It rained. {ARTICLE[1]}", "extracted": [OPENING]}
    assert sentences(article) == [(ARTICLE[1], True)]
