"""The measures of the benchmarks: probabilities and true classes in, figures out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import balanced_accuracy_score, f1_score, precision_recall_fscore_support, roc_auc_score  # type: ignore[import-untyped]

from briefing.models.heads.pairs import RELATION
from briefing.models.heads.sentences import CODES, IS_OUTLOOK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

Figures = dict[str, float]

_SIDES = np.array([("cooperation", "conflict", "neutral").index(label) for label, _ in CODES])
_NEUTRAL = 2


def classes(chances: NDArray[np.float32], truth: Sequence[int], names: Sequence[str]) -> Figures:
    """Accuracy, macro-F1 and the F1 of each class, taking the likeliest one."""
    found, true = chances.argmax(axis=1), np.array(truth)
    every = range(len(names))
    each = f1_score(true, found, average=None, labels=every, zero_division=0)
    return {
        "rows": len(true),
        "accuracy": _rounded((found == true).mean()),
        "macro_f1": _rounded(f1_score(true, found, average="macro", labels=every, zero_division=0)),
        **{f"f1_{name}": _rounded(value) for name, value in zip(names, each, strict=True)},
    }


def stance(chances: NDArray[np.float32], truth: Sequence[int]) -> Figures:
    """Stance: macro-F1 of the two sides and of the four codes on rows that have one, accuracy on neutral rows.

    On rows that take a side, what is compared is the side (the code) that is likeliest among the sides (the codes).
    ``all_macro_f1`` is that of cooperation, conflict and neutral over all rows.
    """
    true = np.array(truth)
    siding = _SIDES[true] != _NEUTRAL
    sides = np.stack([chances[:, side == _SIDES].sum(axis=1) for side in range(3)], axis=1)
    figures = {"rows": float(len(true)), "siding_rows": float(siding.sum())}
    if siding.any():
        codes = chances[siding][:, _SIDES != _NEUTRAL].argmax(axis=1)
        figures["two_macro_f1"] = _rounded(
            f1_score(_SIDES[true][siding], sides[siding][:, :2].argmax(axis=1), average="macro")
        )
        figures["four_macro_f1"] = _rounded(f1_score(true[siding], codes, average="macro"))
    if not siding.all():
        figures["neutral_accuracy"] = _rounded((sides[~siding].argmax(axis=1) == _NEUTRAL).mean())
    figures["all_macro_f1"] = _rounded(f1_score(_SIDES[true], sides.argmax(axis=1), average="macro"))
    return figures


def relation(chances: NDArray[np.float32], truth: Sequence[int]) -> Figures:
    """Relation: the figures of its classes, and the ROC-AUC of conflict against the rest."""
    conflict = RELATION.index("conflict")
    return {
        **classes(chances, truth, RELATION),
        "roc_auc_conflict": _rounded(roc_auc_score([one == conflict for one in truth], chances[:, conflict])),
    }


def outlook(chances: NDArray[np.float32], truth: Sequence[int]) -> Figures:
    """Outlook by sentence: precision, recall and F1 of the future at the shipped threshold, and ROC-AUC."""
    found = chances[:, 1] >= IS_OUTLOOK
    precision, recall, f1, _ = precision_recall_fscore_support(truth, found, average="binary", zero_division=0)
    return {
        "rows": len(truth),
        "future_rows": int(np.sum(truth)),
        "precision": _rounded(precision),
        "recall": _rounded(recall),
        "f1": _rounded(f1),
        "roc_auc": _rounded(roc_auc_score(truth, chances[:, 1])),
    }


def verdicts(scores: ArrayLike, truth: Sequence[int], threshold: float) -> Figures:
    """Of two classes: balanced accuracy at a threshold that is given, and ROC-AUC."""
    values = np.asarray(scores)
    return {
        "rows": len(truth),
        "balanced_accuracy": _rounded(balanced_accuracy_score(truth, values >= threshold)),
        "roc_auc": _rounded(roc_auc_score(truth, values)),
    }


def _rounded(value: float) -> float:
    return round(float(value), 4)
