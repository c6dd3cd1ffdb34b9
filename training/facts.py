"""Train the fact head: whether two sentences of a matter tell one fact, and whether they speak to one issue.

    python -m training.facts --start PAIRS.safetensors --events EVENTS.train --work FOLDER --out WEIGHTS.safetensors

Goes on from the pair head, since what follows from a sentence is near to what it retells: first over long dossiers and
news, then over short dossiers as well, which are full of details told otherwise. Each round has other pairs of each
matter. The figures and temperatures are those of the dossiers and news that the retelling head learns from, and this
one does not.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from safetensors.torch import load_file
from sklearn.metrics import average_precision_score  # type: ignore[import-untyped]
from torch.nn.functional import cross_entropy

from briefing.composing.relations import NEAR
from briefing.models.encoder import has_bfloat16, load_encoder
from briefing.models.heads.facts import CARRIES, ISSUE, JUDGEMENTS
from training import cards
from training.calibration import temperature
from training.labels import DOSSIERS, POINTS, SHORT_DOSSIERS, UNSEEN_DOSSIERS, UNSEEN_POINTS
from training.networks import pair_network
from training.pairs import Pair, PairBatches, load_tokenizer
from training.points import Compared, are_of_one_issue, label_of, likeness, of_dossiers, of_news, turned
from training.runs import Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from briefing.models.heads.networks import PairNetwork
    from training.points import Matter


@dataclass(frozen=True)
class Step:
    """A part of the training: the dossiers beside the news, how many rounds, and how much of it is taken over.

    ``learned`` is how far the encoder goes from where the step starts to where it would take it, as in Wortsman et al.,
    "Robust fine-tuning of zero-shot models" (2022).
    """

    dossiers: tuple[Path, ...]
    rounds: int
    learned: float


# All the way instead of 0.7 of it, the first step tells the same less well: 0.76 instead of 0.79 in dossiers and 0.59
# instead of 0.63 in news that it did not learn from (average precision). Half of the second way instead of 0.3 loses
# more on the tuned dossiers than it gains on others.
STEPS = (Step((DOSSIERS,), rounds=3, learned=0.7), Step((DOSSIERS, SHORT_DOSSIERS), rounds=1, learned=0.3))
RATE = 1e-4
HEAD_RATE = 5e-4
SIZE = 32
# What the loss of the second judgement counts beside that of the first.
_ISSUE_WEIGHT = 0.7
_SMOOTHING = 0.05
# Not judged: what the loss leaves out.
_OPEN = -100
# Of each matter, in each round, at most so many pairs of each kind, so that all have a say.
_MOST = {"same": 24, "differs": 40, "voices": 16, "hard": 36, "other": 12, "beside": 8, "apart": 8}
# The pairs with the most words in common, from which the hard ones and those within one document are drawn.
_HARDEST = 100
_NEAREST_WITHIN = 60
_TURNED = 60
_SAME, _DIFFERS = CARRIES.index("same"), CARRIES.index("differs")
CARD = cards.Card(
    title="Fact head: carrying, issue",
    use="Reads two sentences of one matter at once (a cross-encoder): whether the one reports what the other reports, "
    "or reports it otherwise, and whether both speak to one issue, be it as two voices in one quarrel. The encoder's "
    "six layers, fully trained; its token embeddings stay the packaged ones.",
    limits="English news. The labels have one annotator, a language model. It goes on from the pair head, whose data "
    "it has seen, too. Where two sentences give a detail otherwise, it is seldom sure.",
    command="python -m training.facts",
    data=(cards.PROJECT_DOSSIERS, cards.SHORT_DOSSIERS, cards.PROJECT_LABELS),
)


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


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m training.facts", description=__doc__)
    parser.add_argument("--start", type=Path, required=True, help="the pair head's weights")
    for name in ("events", "work", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--threads", type=int, help="how many threads to use (default: all)")
    options = parser.parse_args(arguments)
    if options.threads:
        torch.set_num_threads(options.threads)
    chance = random.Random(13)  # noqa: S311 - reproducible, not secret
    news = [_kinds(matter, chance) for matter in of_news(POINTS, options.events)]
    weights = load_file(options.start)
    for number, step in enumerate(STEPS, start=1):
        dossiers = [_kinds(matter, chance) for path in step.dossiers for matter in of_dossiers(path)]
        rounds = _rounds([*dossiers, *news], step.rounds, chance)
        network = _trained(rounds, weights, step.learned, options.work / f"facts-{number}.pt")
        weights = network.state_dict()
    unseen = {"dossiers": of_dossiers(UNSEEN_DOSSIERS), "news": of_news(UNSEEN_POINTS, options.events)}
    near = {kind: list(_near(told)) for kind, told in unseen.items()}
    logits = {kind: _logits(network, pairs) for kind, pairs in near.items()}
    truth = {kind: _targets(pairs) for kind, pairs in near.items()}
    temperatures = {}
    for name in JUDGEMENTS:
        given = np.concatenate([logits[kind][name] for kind in near])
        right = np.concatenate([truth[kind][name] for kind in near])
        known = right != _OPEN
        temperatures[name] = temperature(given[known], right[known].tolist())
    figures = {f"near pairs of {kind} not learned from": _figures(logits[kind], truth[kind]) for kind in near}
    tensors = {name: value for name, value in network.state_dict().items() if ".embeddings." not in name}
    cards.write_head(options.out, tensors, {"temperatures": temperatures}, CARD, figures)


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


def _kinds(matter: Matter, chance: random.Random) -> dict[str, list[Told]]:
    """A matter's pairs by what they teach."""
    every = list(told_of(matter))
    same = [pair for pair in every if pair.label == "same"]
    some = [Compared(pair.a, pair.b, "same") for pair in chance.sample(same, min(len(same), _TURNED))]
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


def _rounds(matters: Sequence[Mapping[str, list[Told]]], count: int, chance: random.Random) -> list[list[Told]]:
    return [
        [
            pair
            for kinds in matters
            for kind, most in _MOST.items()
            for pair in chance.sample(kinds[kind], min(most, len(kinds[kind])))
        ]
        for _ in range(count)
    ]


def _trained(
    rounds: Sequence[Sequence[Told]], start: Mapping[str, torch.Tensor], learned: float, checkpoint: Path
) -> PairNetwork:
    torch.manual_seed(13)
    network = pair_network({name: len(classes) for name, classes in JUDGEMENTS.items()}, dropout=0.0)
    before = {name: value.float() for name, value in start.items()}
    network.load_state_dict({name: value for name, value in before.items() if _is_ours(name)}, strict=False)
    network.train()
    told = [pair for one in rounds for pair in one]
    targets = {name: torch.from_numpy(found) for name, found in _targets(told).items()}
    batches = PairBatches(_pairs(told), load_tokenizer(), SIZE)
    order, first = list[list[int]](), 0
    for number, one in enumerate(rounds):
        order += batches.shuffled(range(first, first + len(one)), seed=number)
        first += len(one)
    weight = _weights(targets["carries"])

    def loss(places: Sequence[int]) -> torch.Tensor:
        batch = batches.batch(places)
        features = network(batch.ids, batch.mask, batch.types)
        total = torch.zeros(())
        for name, share, weights in (("carries", 1.0, weight), ("issue", _ISSUE_WEIGHT, None)):
            right = targets[name][list(places)]
            if (right != _OPEN).any():
                logits = network.judge(name, features).float()
                found = cross_entropy(logits, right, weight=weights, label_smoothing=_SMOOTHING, ignore_index=_OPEN)
                total = total + share * found
        return total

    Run(network, rate=RATE, head_rate=HEAD_RATE, checkpoint=checkpoint).over(order, loss)
    after = network.state_dict()
    kept = {name for name in before if not name.startswith("judgements.")}
    network.load_state_dict(
        {name: torch.lerp(before[name], value, learned) if name in kept else value for name, value in after.items()}
    )
    return network.eval()


def _is_ours(name: str) -> bool:
    return not name.startswith("judgements.") or name.split(".")[1] in JUDGEMENTS


def _pairs(told: Iterable[Told]) -> list[Pair]:
    # What the passage says of the statement: ``b`` comes first.
    return [Pair(pair.b, pair.a, "carries", 0) for pair in told]


def _targets(told: Sequence[Told]) -> dict[str, NDArray[np.int64]]:
    return {
        "carries": np.array([_OPEN if pair.label is None else CARRIES.index(pair.label) for pair in told], np.int64),
        "issue": np.array(
            [_OPEN if pair.issue is None else ISSUE.index("one" if pair.issue else "other") for pair in told], np.int64
        ),
    }


def _weights(targets: torch.Tensor) -> torch.Tensor:
    """A weight for each class, so that a rare one is not passed over: one over the root of its share."""
    counts = Counter(targets[targets != _OPEN].tolist())
    shares = torch.tensor([max(1, counts[place]) / max(1, counts.total()) for place in range(len(CARRIES))])
    return shares.rsqrt() / shares.rsqrt().mean()


def _near(matters: Iterable[Matter]) -> Iterator[Told]:
    """Pairs that composing would ask about: of near sentences, both ways, whatever words they share."""
    encoder = load_encoder()
    for matter in matters:
        vectors = encoder.encode([one.text for one in matter.said])
        places = {one.text: place for place, one in enumerate(matter.said)}
        for pair in told_of(matter):
            if float(vectors[places[pair.a]] @ vectors[places[pair.b]]) >= NEAR:
                yield pair


def _logits(network: PairNetwork, told: Sequence[Told]) -> dict[str, NDArray[np.float32]]:
    found = {name: np.zeros((len(told), len(classes)), np.float32) for name, classes in JUDGEMENTS.items()}
    batches = PairBatches(_pairs(told), load_tokenizer(), 64)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
        for places, batch in batches.in_order():
            features = network(batch.ids, batch.mask, batch.types)
            for name, logits in found.items():
                logits[places] = network.judge(name, features).float().numpy()
    return found


def _figures(logits: Mapping[str, NDArray[np.float32]], truth: Mapping[str, NDArray[np.int64]]) -> dict[str, Any]:
    """Average precision: of telling the same, of telling it otherwise, of one issue."""
    figures: dict[str, Any] = {}
    for name, judgement, column in (
        ("the same", "carries", _SAME),
        ("otherwise", "carries", _DIFFERS),
        ("one issue", "issue", ISSUE.index("one")),
    ):
        known = truth[judgement] != _OPEN
        right = truth[judgement][known] == column
        scores = torch.softmax(torch.from_numpy(logits[judgement][known]), dim=1).numpy()[:, column]
        figures[f"{name}: pairs"] = float(right.sum())
        figures[f"{name}: of"] = float(len(right))
        figures[f"{name}: average precision"] = round(float(average_precision_score(right, scores)), 4)
    return figures


if __name__ == "__main__":
    main()
