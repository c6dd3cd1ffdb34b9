"""Train the pair head's other judgements on the entailment network, and write the head's weights.

    python -m training.relations RELATIONS.train --events EVENTS.train --entailment ENTAILMENT.train --claims FILE…
                                 --dev ENTAILMENT.dev --work FOLDER --out WEIGHTS.safetensors [--start HEAD.safetensors]
                                 [--folds 3] [--measured 1]

Starts from what ``training.entailment`` left in FOLDER, or goes on from a head that has learned before. On all of the
data, with some pairs of the entailment data among them, so that entailment is not forgotten; and without some of it
(relations by topic, labelled pairs by matter), for the figures and temperatures.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch.nn.functional import cross_entropy

from benchmarks import measures
from benchmarks.rows import rows
from briefing.models.encoder import has_bfloat16
from briefing.models.heads.facts import CARRIES
from briefing.models.heads.pairs import ENTAILMENT, RELATION
from training import cards, entailment
from training.calibration import temperature
from training.labels import DOSSIERS, POINTS, labelled_pairs
from training.networks import pair_network
from training.pairs import Pair, PairBatches, load_tokenizer
from training.points import Compared, compared, likeness, of_dossiers, of_news, turned
from training.runs import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from briefing.models.heads.networks import PairNetwork

# What carries a finding is the fact head's to say; learned beside the others here, it makes them no worse, and the fact
# head goes on from it.
JUDGEMENTS = {"entailment": ENTAILMENT, "relation": RELATION, "carries": CARRIES}
ROUNDS = 2
RATE = 6e-5
HEAD_RATE = 1e-3
SIZE = 32
# Half of the time of a step is spent on what to drop; two short rounds do without.
DROPOUT = 0.0
# How far the shared weights go from where entailment left them to where this training would take them, as in Wortsman
# et al., "Robust fine-tuning of zero-shot models" (2022). All the way entailment.dev loses 0.4 points; half of it,
# relations (of the half of ClaimDiff's topics that was held out) are told apart worse.
LEARNED = 0.7
# Pairs of the entailment data, and claims, that are gone over again, in each round others.
_REPEATED = 9000
_REPEATED_CLAIMS = 2000
_PARTS = 3
# Of each matter at most so many pairs, so that all have a say.
_MOST = {"same": 24, "other": 50, "differs": 24}
# The share of those that tell something else which are the ones with the most words in common: they are what is hard.
_HARD = 0.5
_CLASS = {"same": "same", "contradicts": "differs", "other": "other"}
SAME = CARRIES.index("same")
CARD = cards.Card(
    title="Pair head: entailment, carrying, relation",
    use="Reads a passage and a statement at once (a cross-encoder): whether the passage supports, leaves open or "
    "contradicts the statement; whether a passage of another outlet reports what a statement reports; and whether two "
    "outlets' statements strengthen or weaken each other. The encoder's six layers, fully trained; its token "
    "embeddings stay the packaged ones.",
    limits="Trained on English. Relations follow ClaimDiff, whose annotators often disagreed; its conflicts are mostly "
    "of emphasis, and the figures are low. What carries a finding has one annotator, a language model.",
    command="python -m training.entailment, then python -m training.relations",
    data=(*cards.ENTAILMENT, cards.CLAIMS, cards.CLAIMDIFF, cards.PROJECT_LABELS, cards.PROJECT_DOSSIERS),
)


@dataclass(frozen=True)
class Grouped:
    """A pair, and the group that stays together in folds."""

    pair: Pair
    group: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m training.relations", description=__doc__)
    parser.add_argument("file", type=Path, help="rows of a, b, label and topic")
    parser.add_argument("--claims", type=Path, nargs="*", default=[], help="claims made by training.claims")
    for name in ("events", "entailment", "dev", "work", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a pair head's weights to go on from")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--measured", type=int, help="how many of the folds to measure (default: all)")
    parser.add_argument("--threads", type=int, help="how many threads to use (default: all)")
    options = parser.parse_args(arguments)
    if options.threads:
        torch.set_num_threads(options.threads)
    tokenizer = load_tokenizer()
    examples = [*_relations(options.file), *_carriers(options.events), *_of_matters(options.events)]
    repeated = _repeated(options.entailment, options.claims)
    before = _before(options.work, options.start)
    measured = options.measured or options.folds
    pairs = [example.pair for example in examples]
    network = _trained(pairs, tokenizer, options.work / "relations-all.pt", before, repeated)
    logits = _cross_validated(examples, tokenizer, options.folds, measured, options.work, before)
    dev = entailment.labelled(options.dev)
    judged = entailment.logits_of(network, dev)
    truth = {"entailment": [pair.target for pair in dev]}
    found = {"entailment": judged}
    for name in ("relation", "carries"):
        places = [
            place
            for place, example in enumerate(examples)
            if example.pair.judgement == name and not np.isnan(logits[name][place]).any()
        ]
        found[name] = logits[name][places]
        truth[name] = [examples[place].pair.target for place in places]
    temperatures = {name: temperature(found[name], truth[name]) for name in JUDGEMENTS}
    chances = {name: _chances(found[name], temperatures[name]) for name in JUDGEMENTS}
    folds = f"{measured} of {options.folds} folds held out"
    figures: dict[str, Any] = {
        "entailment dev": measures.classes(chances["entailment"], truth["entailment"], ENTAILMENT),
        f"relation ({folds})": measures.classes(chances["relation"], truth["relation"], RELATION),
        f"carries ({folds})": measures.classes(chances["carries"], truth["carries"], CARRIES)
        | measures.verdicts(chances["carries"][:, SAME], [int(one == SAME) for one in truth["carries"]], 0.5),
    }
    tensors = {name: value for name, value in network.state_dict().items() if ".embeddings." not in name}
    cards.write_head(options.out, tensors, {"temperatures": temperatures}, CARD, figures)


def _before(work: Path, start: Path | None) -> dict[str, torch.Tensor]:
    """The weights to start from: a head's, without the token embeddings, or those of the entailment network."""
    if start is None:
        state: dict[str, torch.Tensor] = torch.load(work / entailment.NETWORK, weights_only=True)
        return state
    return {name: value.float() for name, value in load_file(start).items()}


def _relations(path: Path) -> Iterator[Grouped]:
    for row in rows(path):
        yield Grouped(Pair(row["a"], row["b"], "relation", RELATION.index(row["label"])), row["topic"])


def _carriers(events: Path) -> Iterator[Grouped]:
    for one in labelled_pairs(events):
        yield Grouped(Pair(one.b, one.a, "carries", CARRIES.index(_CLASS[one.label])), one.event)


def _of_matters(events: Path) -> Iterator[Grouped]:
    """Pairs of a matter's sentences; and of two that tell one fact, one with a detail changed that the other has."""
    chance = random.Random(13)  # noqa: S311 - reproducible, not secret
    for matter in (*of_dossiers(DOSSIERS), *of_news(POINTS, events)):
        pairs = list(compared(matter))
        pairs += list(turned(pairs, chance))
        for label, most in _MOST.items():
            every = [pair for pair in pairs if pair.label == label]
            for pair in _some(every, most, chance, hard=_HARD if label == "other" else 0.0):
                yield Grouped(Pair(pair.b, pair.a, "carries", CARRIES.index(label)), matter.id)


def _some(pairs: list[Compared], most: int, chance: random.Random, *, hard: float) -> list[Compared]:
    """At most so many pairs: a share of them those with the most words in common, the others at random."""
    ordered = sorted(pairs, key=lambda pair: -likeness(pair.a, pair.b)) if hard else pairs
    first, rest = ordered[: int(hard * most)], ordered[int(hard * most) :]
    return [*first, *chance.sample(rest, min(most - len(first), len(rest)))]


def _repeated(path: Path, claims: Sequence[Path]) -> list[Pair]:
    chance = random.Random(13)  # noqa: S311 - reproducible, not secret
    pairs = entailment.labelled(path)
    made = [pair for file in claims for pair in entailment.labelled(file)]
    repeated = [
        *chance.sample(pairs, min(_PARTS * _REPEATED, len(pairs))),
        *chance.sample(made, min(_PARTS * _REPEATED_CLAIMS, len(made))),
    ]
    chance.shuffle(repeated)
    return repeated


def _cross_validated(
    examples: Sequence[Grouped],
    tokenizer: Tokenizer,
    folds: int,
    measured: int,
    work: Path,
    before: dict[str, torch.Tensor],
) -> dict[str, NDArray[np.float32]]:
    """The logits of the examples of the measured folds, by networks that saw nothing of their groups; else NaN."""
    groups = sorted({example.group for example in examples})
    random.Random(13).shuffle(groups)  # noqa: S311 - reproducible, not secret
    fold_of = {group: place % folds for place, group in enumerate(groups)}
    logits = {name: np.full((len(examples), len(classes)), np.nan, np.float32) for name, classes in JUDGEMENTS.items()}
    for fold in range(measured):
        held = [place for place, example in enumerate(examples) if fold_of[example.group] == fold]
        seen = [example.pair for example in examples if fold_of[example.group] != fold]
        network = _trained(seen, tokenizer, work / f"relations-{fold}-of-{folds}.pt", before)
        batches = PairBatches([examples[place].pair for place in held], tokenizer, 64)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
            for places, batch in batches.in_order():
                found = network.judge(batch.judgement, network(batch.ids, batch.mask, batch.types)).float().numpy()
                logits[batch.judgement][[held[place] for place in places]] = found
    return logits


def _trained(
    pairs: Sequence[Pair],
    tokenizer: Tokenizer,
    checkpoint: Path,
    before: dict[str, torch.Tensor],
    repeated: Sequence[Pair] = (),
) -> PairNetwork:
    torch.manual_seed(13)
    network = pair_network({name: len(classes) for name, classes in JUDGEMENTS.items()}, dropout=DROPOUT)
    network.load_state_dict(before, strict=False)
    network.train()
    batches = PairBatches([*pairs, *repeated], tokenizer, SIZE)
    rounds = [
        [*range(len(pairs)), *range(len(pairs) + number, len(pairs) + len(repeated), _PARTS)]
        for number in range(ROUNDS)
    ]
    order = [batch for number, places in enumerate(rounds) for batch in batches.shuffled(places, seed=number)]
    weights = {name: _weights(name, pairs) for name in ("relation", "carries")}
    known = all(f"judgements.{name}.weight" in before for name in JUDGEMENTS)
    run = Run(network, rate=RATE, head_rate=RATE if known else HEAD_RATE, checkpoint=checkpoint)
    run.over(order, lambda places: _loss(network, batches, places, weights))
    after = network.state_dict()
    network.load_state_dict(
        {name: torch.lerp(before[name], value, LEARNED) if name in before else value for name, value in after.items()}
    )
    return network.eval()


def _weights(judgement: str, pairs: Sequence[Pair]) -> torch.Tensor:
    """A weight for each class, so that a rare one is not passed over: one over the root of its share."""
    counts = Counter(pair.target for pair in pairs if pair.judgement == judgement)
    shares = torch.tensor([counts[place] / max(1, counts.total()) for place in range(len(JUDGEMENTS[judgement]))])
    return shares.clamp(min=1e-3).rsqrt() / shares.clamp(min=1e-3).rsqrt().mean()


def _loss(
    network: PairNetwork, batches: PairBatches, places: Sequence[int], weights: dict[str, torch.Tensor]
) -> torch.Tensor:
    batch = batches.batch(places)
    if batch.judgement == entailment.JUDGEMENT:
        return entailment.loss_of(network, batch)
    logits = network.judge(batch.judgement, network(batch.ids, batch.mask, batch.types)).float()
    return cross_entropy(logits, batch.targets, weight=weights[batch.judgement], label_smoothing=0.05)


def _chances(logits: NDArray[np.float32], warmth: float) -> NDArray[np.float32]:
    chances: NDArray[np.float32] = torch.softmax(torch.from_numpy(logits) / warmth, dim=1).numpy()
    return chances


if __name__ == "__main__":
    main()
