"""Pairs of a matter's sentences, and what they teach: one fact, the same fact otherwise, one issue, or nothing shared.

The fact head and the rereading head learn from them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from sklearn.metrics import average_precision_score  # type: ignore[import-untyped]
from torch.nn.functional import cross_entropy

from briefing.composing.relations import NEAR
from briefing.models.encoder import load_encoder
from briefing.models.heads.facts import CARRIES, ISSUE, JUDGEMENTS
from training.calibration import temperature
from training.labels import UNSEEN_DOSSIERS, UNSEEN_POINTS
from training.points import Compared, are_of_one_issue, label_of, likeness, of_dossiers, of_news, turned

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from training.points import Matter

OPEN = -100
"""The target of what is not judged, which a loss leaves out."""
# What the loss of the second judgement counts beside that of the first.
_ISSUE_WEIGHT = 0.7
_SMOOTHING = 0.05
# The pairs with the most words in common, from which the hard ones and those within one document are drawn.
_HARDEST = 100
_NEAREST_WITHIN = 60
_SAME, _DIFFERS = CARRIES.index("same"), CARRIES.index("differs")


@dataclass(frozen=True)
class Told:
    """Two sentences of a matter: what ``b`` says of what ``a`` reports; ``None`` where that is left open.

    ``alike`` is the share of the shorter one's words that the other has.
    """

    a: str
    b: str
    label: str | None
    issue: bool | None
    alike: float = 1.0
    within: bool = False


def told_of(matter: Matter) -> Iterator[Told]:
    """All pairs of a matter's sentences of which something is known, both ways."""
    for one, other in combinations(matter.said, 2):
        if one.text == other.text:
            continue
        within = one.document == other.document
        for a, b in ((one, other), (other, one)):
            label = None if within else label_of(a, b)
            if label is not None or a.facts or a.sides:
                yield Told(a.text, b.text, label, are_of_one_issue(a, b), likeness(a.text, b.text), within)


def kinds_of(matter: Matter, most_turned: int, chance: random.Random) -> dict[str, list[Told]]:
    """A matter's pairs by what they teach."""
    every = list(told_of(matter))
    same = [pair for pair in every if pair.label == "same"]
    some = [Compared(pair.a, pair.b, "same") for pair in chance.sample(same, min(len(same), most_turned))]
    made = [Told(pair.a, pair.b, pair.label, None) for pair in turned(some, chance)]
    other = [pair for pair in every if pair.label == "other"]
    apart = [pair for pair in every if pair.within and not pair.issue]
    return {
        "same": same,
        "differs": [pair for pair in every if pair.label == "differs"] + made,
        "voices": [pair for pair in every if pair.label is None and pair.issue and not pair.within],
        "hard": _nearest(other, _HARDEST),
        "other": other,
        "beside": [pair for pair in every if pair.within and pair.issue],
        "apart": _nearest(apart, _NEAREST_WITHIN),
    }


def _nearest(pairs: list[Told], most: int) -> list[Told]:
    return sorted(pairs, key=lambda pair: -pair.alike)[:most]


def rounds_of(
    matters: Sequence[Mapping[str, list[Told]]], most: Mapping[str, int], count: int, chance: random.Random
) -> list[list[Told]]:
    """So many rounds over all matters, each with at most so many pairs of a kind from every one of them."""
    return [
        [
            pair
            for kinds in matters
            for kind, limit in most.items()
            for pair in chance.sample(kinds[kind], min(limit, len(kinds[kind])))
        ]
        for _ in range(count)
    ]


def targets_of(told: Sequence[Told]) -> dict[str, NDArray[np.int64]]:
    """The class of each pair in each judgement; ``OPEN`` where that is not known."""
    return {
        "carries": np.array([OPEN if pair.label is None else CARRIES.index(pair.label) for pair in told], np.int64),
        "issue": np.array(
            [OPEN if pair.issue is None else ISSUE.index("one" if pair.issue else "other") for pair in told], np.int64
        ),
    }


def class_weights(targets: torch.Tensor) -> torch.Tensor:
    """A weight for each class, so that a rare one is not passed over: one over the root of its share."""
    counts = Counter(targets[targets != OPEN].tolist())
    shares = torch.tensor([max(1, counts[place]) / max(1, counts.total()) for place in range(len(CARRIES))])
    return shares.rsqrt() / shares.rsqrt().mean()


def loss_of(
    judge: Callable[[str], torch.Tensor], targets: Mapping[str, torch.Tensor], weights: torch.Tensor
) -> torch.Tensor:
    """The loss of a batch: that of both judgements, each over the pairs of which it is known.

    ``judge`` gives a judgement's logits; ``weights`` are those of the classes of ``carries``.
    """
    total = torch.zeros(())
    for name, share, own in (("carries", 1.0, weights), ("issue", _ISSUE_WEIGHT, None)):
        right = targets[name]
        if (right != OPEN).any():
            logits = judge(name).float()
            found = cross_entropy(logits, right, weight=own, label_smoothing=_SMOOTHING, ignore_index=OPEN)
            total = total + share * found
    return total


def measured(
    events: Path, judge: Callable[[Sequence[Told]], dict[str, NDArray[np.float32]]]
) -> tuple[dict[str, float], dict[str, Any]]:
    """Temperatures, and figures for a card, by pairs of different documents that nothing of this was learned from.

    ``judge`` gives the logits of each judgement for pairs, shape ``(n, classes)``.
    """
    unseen = {"dossiers": of_dossiers(UNSEEN_DOSSIERS), "news": of_news(UNSEEN_POINTS, events)}
    near = {kind: [pair for pair in _near(matters) if not pair.within] for kind, matters in unseen.items()}
    logits = {kind: judge(pairs) for kind, pairs in near.items()}
    truth = {kind: targets_of(pairs) for kind, pairs in near.items()}
    temperatures = {}
    for name in JUDGEMENTS:
        given = np.concatenate([logits[kind][name] for kind in near])
        right = np.concatenate([truth[kind][name] for kind in near])
        known = right != OPEN
        temperatures[name] = temperature(given[known], right[known].tolist())
    figures = {f"near pairs of {kind} not learned from": _figures(logits[kind], truth[kind]) for kind in near}
    return temperatures, figures


def _near(matters: Iterable[Matter]) -> Iterator[Told]:
    """Pairs of near sentences, both ways, whatever words they share."""
    encoder = load_encoder()
    for matter in matters:
        vectors = encoder.encode([one.text for one in matter.said])
        places = {one.text: place for place, one in enumerate(matter.said)}
        for pair in told_of(matter):
            if float(vectors[places[pair.a]] @ vectors[places[pair.b]]) >= NEAR:
                yield pair


def _figures(logits: Mapping[str, NDArray[np.float32]], truth: Mapping[str, NDArray[np.int64]]) -> dict[str, Any]:
    """Average precision: of telling the same, of telling it otherwise, of one issue."""
    figures: dict[str, Any] = {}
    for name, judgement, column in (
        ("the same", "carries", _SAME),
        ("otherwise", "carries", _DIFFERS),
        ("one issue", "issue", ISSUE.index("one")),
    ):
        known = truth[judgement] != OPEN
        right = truth[judgement][known] == column
        scores = torch.softmax(torch.from_numpy(logits[judgement][known]), dim=1).numpy()[:, column]
        figures[f"{name}: pairs"] = float(right.sum())
        figures[f"{name}: of"] = float(len(right))
        figures[f"{name}: average precision"] = round(float(average_precision_score(right, scores)), 4)
    return figures
