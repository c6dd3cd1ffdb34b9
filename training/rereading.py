"""Train the rereading head: the larger packaged encoder, adapted, judges what the fact head judges.

    python -m training.rereading --events EVENTS.train --entailment ENTAILMENT.train --work FOLDER
                                 --out WEIGHTS.safetensors

One round over the dossiers and the news that the fact head learns from. Natural language inference is mixed into its
first part, as a judgement that is not kept: it teaches what follows and what contradicts. The encoder's own weights
stay as they are. The figures and temperatures are those of dossiers and news that neither head learns from.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch.nn.functional import cross_entropy

from benchmarks.rows import rows
from briefing.models.heads.facts import JUDGEMENTS
from briefing.models.heads.pair_reader import judged
from briefing.models.heads.pairs import ENTAILMENT
from briefing.models.heads.rereading import BATCH_TOKENS, load_network, load_tokenized
from briefing.models.store import REREADER, cache_folder, joined_rereader
from training import cards
from training.labels import DOSSIERS, POINTS, SHORT_DOSSIERS
from training.points import of_dossiers, of_news
from training.runs import Run, bucketed
from training.told import OPEN, class_weights, kinds_of, loss_of, measured, rounds_of, targets_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from briefing.models.heads.networks import RereadingNetwork
    from training.told import Told

RATE = 4e-4
HEAD_RATE = 1e-3
SIZE = 32
# Pairs of natural language inference, and the part of the training that they are spread over.
INFERENCES = 12_000
_INFERRED = 0.6
_INFERENCE_WEIGHT = 0.7
_DROPOUT = 0.1
# Of each matter at most so many pairs of each kind.
_MOST = {"same": 24, "differs": 40, "voices": 10, "hard": 20, "other": 6, "beside": 3, "apart": 3}
# Of a matter's pairs that tell one fact, so many are turned into ones that tell it otherwise.
_TURNED = 10
CARD = cards.Card(
    title="Rereading head: carrying, issue",
    use="Reads two sentences of one matter at once, with the larger encoder, adapted at rank 8; judges what the fact "
    "head judges. It is asked only about pairs that the fact head finds likely to tell one fact, and both are heard. "
    "Of the pairs of natural language inference 12,000 were drawn.",
    limits="English news. The labels have one annotator, a language model.",
    command="python -m training.rereading",
    data=(cards.PROJECT_DOSSIERS, cards.SHORT_DOSSIERS, cards.PROJECT_LABELS, *cards.ENTAILMENT),
    base=REREADER,
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m training.rereading", description=__doc__)
    for name in ("events", "entailment", "work", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--threads", type=int, help="how many threads to use (default: all)")
    options = parser.parse_args(arguments)
    if options.threads:
        torch.set_num_threads(options.threads)
    chance = random.Random(13)  # noqa: S311 - reproducible, not secret
    matters = (*of_dossiers(DOSSIERS), *of_dossiers(SHORT_DOSSIERS), *of_news(POINTS, options.events))
    (told,) = rounds_of([kinds_of(matter, _TURNED, chance) for matter in matters], _MOST, 1, chance)
    inferences = _inferences(options.entailment, chance)
    network = _trained(told, inferences, options.work / "rereading.pt", chance)
    temperatures, figures = measured(options.events, lambda pairs: _logits(network, pairs))
    tensors = {name: value for name, value in network.learned().items() if "entailment" not in name}
    cards.write_head(options.out, tensors, {"temperatures": temperatures}, CARD, figures)


def _inferences(path: Path, chance: random.Random) -> list[tuple[str, str, int]]:
    """Premise, hypothesis and class of some pairs, in the file's order."""
    every = [(row["premise"], row["hypothesis"], ENTAILMENT.index(row["label"])) for row in rows(path)]
    places = sorted(chance.sample(range(len(every)), min(INFERENCES, len(every))))
    return [every[place] for place in places]


def _trained(
    told: Sequence[Told], inferences: Sequence[tuple[str, str, int]], checkpoint: Path, chance: random.Random
) -> RereadingNetwork:
    torch.manual_seed(13)
    folder = joined_rereader(cache_folder())
    classes = {name: len(names) for name, names in JUDGEMENTS.items()}
    network = load_network(folder, {**classes, "entailment": len(ENTAILMENT)}, dropout=_DROPOUT)
    network.train()
    reading = load_tokenized(folder)(
        [*((pair.b, pair.a) for pair in told), *((hypothesis, premise) for premise, hypothesis, _ in inferences)]
    )
    open_told, open_inferences = torch.full((len(told),), OPEN), torch.full((len(inferences),), OPEN)
    targets = {name: torch.cat([torch.from_numpy(found), open_inferences]) for name, found in targets_of(told).items()}
    entailed = torch.cat([open_told, torch.tensor([label for _, _, label in inferences], dtype=torch.long)])
    weights = class_weights(targets["carries"])

    def loss(places: Sequence[int]) -> torch.Tensor:
        features = network(*reading.tensors(places))
        found = {name: right[list(places)] for name, right in targets.items()}
        total = loss_of(lambda name: network.judge(name, features), found, weights)
        right = entailed[list(places)]
        if (right != OPEN).any():
            logits = network.judge("entailment", features).float()
            total = total + _INFERENCE_WEIGHT * cross_entropy(logits, right, ignore_index=OPEN)
        return total

    order = _order(reading.tokens, len(told), chance)
    Run(network, rate=RATE, head_rate=HEAD_RATE, checkpoint=checkpoint).over(order, loss)
    return network.eval()


def _order(tokens: Sequence[list[int]], told: int, chance: random.Random) -> list[list[int]]:
    """Batches of places, each of like lengths: those from ``told`` on fall into the first part."""
    place_in_time = [chance.random() * (1.0 if place < told else _INFERRED) for place in range(len(tokens))]
    mixed = sorted(range(len(tokens)), key=lambda place: place_in_time[place])
    return bucketed(mixed, [len(one) for one in tokens], SIZE, chance)


def _logits(network: RereadingNetwork, told: Sequence[Told]) -> dict[str, NDArray[np.float32]]:
    reading = load_tokenized(joined_rereader(cache_folder()))([(pair.b, pair.a) for pair in told])
    return judged(network, reading, JUDGEMENTS, BATCH_TOKENS)


if __name__ == "__main__":
    main()
