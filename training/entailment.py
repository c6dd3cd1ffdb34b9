"""Train the pair network on entailment: a passage supports, contradicts or leaves open a statement.

    python -m training.entailment ENTAILMENT.train [--articles FILE…] --dev ENTAILMENT.dev --work FOLDER [--plain]

``--plain`` trains the yardstick instead: a plain fine-tune of all layers on the same pairs, two epochs, batches of 32,
learning rate 5e-5, no corrupted claims. It writes no weights, only its accuracy.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from rich.console import Console
from torch.nn.functional import cross_entropy, log_softmax

from benchmarks.rows import rows
from briefing.models.encoder import has_bfloat16
from briefing.models.heads.pairs import ENTAILMENT
from training.networks import pair_network
from training.pairs import Batch, Pair, PairBatches, load_tokenizer
from training.runs import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from briefing.models.heads.networks import PairNetwork

JUDGEMENT = "entailment"
NETWORK = "entailment.pt"
"""The file with the trained network, in the working folder."""
NOT_ENTAILED = len(ENTAILMENT)
"""The target of a claim that is known not to follow, be it left open or contradicted."""

# Of these sets each round sees another part, of the others everything: lists that drop or add a conjunct, and
# descriptions of pictures, teach less about news than the rest.
SELDOM = frozenset({"conj", "cad"})
_PARTS = 3


@dataclass(frozen=True)
class Recipe:
    """How to train: rounds over the pairs, the highest learning rate, dropout.

    The rounds make as many cycles as there are ``shares``, with which the networks at their ends are averaged.
    ``embeddings`` tells whether the token embeddings are trained too.
    """

    rounds: int
    shares: tuple[float, ...]
    rate: float
    dropout: float
    embeddings: bool
    size: int = 32


PLAIN = Recipe(rounds=2, shares=(1.0,), rate=5e-5, dropout=0.1, embeddings=True)
# Shares of 0.5 and 0.5, and of 0.7 and 0.3, were measured on entailment.dev, within 0.1 points of each other and 0.5 to
# 1.1 points above either end alone; these lie between.
FULL = Recipe(rounds=4, shares=(0.6, 0.4), rate=1.5e-4, dropout=0.1, embeddings=False)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m training.entailment", description=__doc__)
    parser.add_argument("file", type=Path, help="rows of premise, hypothesis and label")
    parser.add_argument("--articles", type=Path, nargs="*", default=[], help="claims made by training.claims")
    parser.add_argument("--dev", type=Path, required=True, help="rows to measure on, never trained on")
    parser.add_argument("--work", type=Path, required=True, help="a folder for checkpoints")
    parser.add_argument("--plain", action="store_true", help="train the yardstick")
    parser.add_argument("--threads", type=int, help="how many threads to use (default: all)")
    options = parser.parse_args(arguments)
    if options.threads:
        torch.set_num_threads(options.threads)
    recipe = PLAIN if options.plain else FULL
    network = pair_network({JUDGEMENT: len(ENTAILMENT)}, dropout=recipe.dropout, embeddings=recipe.embeddings)
    pairs = labelled(options.file)
    seldom = frozenset[int]() if options.plain else _of_origins(options.file, SELDOM)
    claims = [] if options.plain else [pair for path in options.articles for pair in labelled(path)]
    tokenizer = load_tokenizer()
    batches = PairBatches([*pairs, *claims], tokenizer, recipe.size)
    order = [
        batch
        for number in range(recipe.rounds)
        for batch in batches.shuffled(_round(pairs, seldom, len(claims), number), seed=number)
    ]
    network.train()
    checkpoint = options.work / ("plain.pt" if options.plain else "full.pt")
    run = Run(network, rate=recipe.rate, checkpoint=checkpoint, cycles=len(recipe.shares))
    run.over(order, lambda places: loss_of(network, batches.batch(places)))
    if not options.plain:
        network.load_state_dict(run.averaged(recipe.shares))
        torch.save(network.state_dict(), options.work / NETWORK)
    Console(stderr=True).print(f"accuracy on {options.dev}: {_accuracy(network, labelled(options.dev))}")


def labelled(path: Path) -> list[Pair]:
    """The pairs of a file; "not entailment" stands for neutral or contradiction, unknown which."""
    targets = {**{name: place for place, name in enumerate(ENTAILMENT)}, "not entailment": NOT_ENTAILED}
    return [Pair(row["premise"], row["hypothesis"], JUDGEMENT, targets[row["label"]]) for row in rows(path)]


def _of_origins(path: Path, origins: frozenset[str]) -> frozenset[int]:
    return frozenset(place for place, row in enumerate(rows(path)) if row.get("origin") in origins)


def _round(pairs: Sequence[Pair], seldom: frozenset[int], claims: int, number: int) -> list[int]:
    """The places of one round: the pairs, of the seldom ones a part, and half of the claims."""
    some = sorted(seldom)[number % _PARTS :: _PARTS]
    often = [place for place in range(len(pairs)) if place not in seldom]
    return [*often, *some, *(len(pairs) + place for place in range(claims) if place % 2 == number % 2)]


def loss_of(network: PairNetwork, batch: Batch) -> torch.Tensor:
    """Cross-entropy; of a claim known only not to follow, minus the log of the chance of any class but entailment."""
    logits = network.judge(JUDGEMENT, network(batch.ids, batch.mask, batch.types)).float()
    known = batch.targets != NOT_ENTAILED
    losses = torch.zeros(len(batch.targets))
    if known.any():
        losses[known] = cross_entropy(logits[known], batch.targets[known], reduction="none")
    if not known.all():
        chances = log_softmax(logits[~known], dim=1)
        losses[~known] = -torch.logsumexp(chances[:, 1:], dim=1)
    return losses.mean()


def logits_of(network: PairNetwork, pairs: Sequence[Pair]) -> NDArray[np.float32]:
    """The network's logits for pairs: shape ``(n, 3)``."""
    batches = PairBatches(pairs, load_tokenizer(), 64)
    network.eval()
    logits = np.zeros((len(pairs), len(ENTAILMENT)), np.float32)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
        for places, batch in batches.in_order():
            logits[places] = network.judge(JUDGEMENT, network(batch.ids, batch.mask, batch.types)).float().numpy()
    return logits


def _accuracy(network: PairNetwork, pairs: Sequence[Pair]) -> float:
    found = logits_of(network, pairs).argmax(axis=1)
    return round(float((found == [pair.target for pair in pairs]).mean()), 4)


if __name__ == "__main__":
    main()
