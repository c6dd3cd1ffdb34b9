"""The measures, on cases small enough to reckon by hand."""

from __future__ import annotations

import numpy as np

from benchmarks import measures
from briefing.models.heads.pairs import RELATION
from briefing.models.heads.sentences import CODES, IS_OUTLOOK

COOPERATION_IN_WORDS, CONFLICT_IN_DEEDS, NEUTRAL = (
    CODES.index(code) for code in (("cooperation", "verbal"), ("conflict", "material"), ("neutral", None))
)


def chances(*rows: tuple[float, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(rows, dtype=np.float32)


def test_classes_are_compared_by_the_likeliest() -> None:
    found = chances((0.8, 0.1, 0.1), (0.2, 0.7, 0.1), (0.1, 0.8, 0.1), (0.1, 0.5, 0.4))

    assert measures.classes(found, [0, 0, 1, 2], ["x", "y", "z"]) == {
        "rows": 4,
        "accuracy": 0.5,
        "macro_f1": 0.3889,  # (2/3 + 1/2 + 0) / 3
        "f1_x": 0.6667,  # one of one, of two
        "f1_y": 0.5,  # one of three, of one
        "f1_z": 0,
    }


def test_stance_counts_sides_codes_and_neutral_sentences() -> None:
    found = chances(
        (0.4, 0.1, 0.1, 0.1, 0.3),  # right
        (0.1, 0.1, 0.3, 0.2, 0.3),  # the side is right, the code is not
        (0.3, 0.2, 0.1, 0.1, 0.3),  # a side where there is none
        (0.0, 0.0, 0.0, 0.1, 0.9),  # right
    )

    assert measures.stance(found, [COOPERATION_IN_WORDS, CONFLICT_IN_DEEDS, NEUTRAL, NEUTRAL]) == {
        "rows": 4,
        "siding_rows": 2,
        "two_macro_f1": 1,
        "four_macro_f1": 0.3333,  # one code of the three that occur
        "neutral_accuracy": 0.5,
        "all_macro_f1": 0.7778,  # (2/3 + 1 + 2/3) / 3
    }


def test_where_a_side_is_taken_the_likeliest_side_counts_however_likely_neutral_is() -> None:
    figures = measures.stance(chances((0.2, 0.1, 0.05, 0.05, 0.6)), [COOPERATION_IN_WORDS])

    assert (figures["two_macro_f1"], figures["four_macro_f1"]) == (1, 1)
    assert "neutral_accuracy" not in figures


def test_outlook_is_found_from_the_shipped_threshold_on() -> None:
    likely = np.array([1.0, IS_OUTLOOK - 0.1, IS_OUTLOOK, 0.0])

    assert measures.outlook(chances(*zip(1 - likely, likely, strict=True)), [1, 1, 0, 0]) == {
        "rows": 4,
        "future_rows": 2,
        "precision": 0.5,
        "recall": 0.5,
        "f1": 0.5,
        "roc_auc": 0.75,  # three of four pairs are in order
    }


def test_verdicts_are_taken_at_the_threshold_that_is_given() -> None:
    figures = measures.verdicts([0.9, 0.8, 0.3, 0.2], [1, 0, 1, 0], 0.8)
    assert figures == {"rows": 4, "balanced_accuracy": 0.5, "roc_auc": 0.75}


def test_relation_adds_how_well_conflict_is_told_from_the_rest() -> None:
    agreement, conflict, unrelated = (RELATION.index(name) for name in ("agreement", "conflict", "unrelated"))
    found = np.zeros((4, 3), np.float32)
    found[:, agreement] = 0.8, 0.1, 0.7, 0.1
    found[:, conflict] = 0.1, 0.8, 0.2, 0.3
    found[:, unrelated] = 0.1, 0.1, 0.1, 0.6

    assert measures.relation(found, [agreement, conflict, conflict, unrelated]) == {
        "rows": 4,
        "accuracy": 0.75,
        "macro_f1": 0.7778,  # (2/3 + 2/3 + 1) / 3
        "f1_agreement": 0.6667,
        "f1_conflict": 0.6667,
        "f1_unrelated": 1,
        "roc_auc_conflict": 0.75,
    }
