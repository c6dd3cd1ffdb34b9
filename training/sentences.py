"""Train the sentence head: stance (PLOVER) and outlook, and how firm what is to come is.

    python -m training.sentences --stance STANCE.train --future FUTURE.train --events EVENTS.train
                                 --work FOLDER --out WEIGHTS.safetensors [--folds 4]

First by cross-validation (stance rows at random, labelled sentences by event, articles about the future by article):
its predictions give the figures of the model card and the temperatures. Then on all of it, for the weights.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn.functional import log_softmax

from benchmarks import future, measures
from benchmarks.rows import rows
from benchmarks.stance import LABELS
from briefing.models.encoder import has_bfloat16
from briefing.models.heads.networks import SentenceNetwork, copied_layers
from briefing.models.heads.sentences import FIRMNESS, JUDGEMENTS, OUTLOOK, POINTS
from briefing.models.loading import load_bert
from training import cards
from training.calibration import temperature
from training.labels import DOSSIERS, UNSEEN_DOSSIERS, UNSEEN_POINTS, held_events, labelled_sentences
from training.labels import POINTS as LABELLED_POINTS
from training.points import of_dossiers, of_news
from training.runs import Run, bucketed
from training.states import padded, states_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

SHARED = 3
LAYERS = 3
EPOCHS = 4
RATE = 1e-4
SIZE = 32
CARD = cards.Card(
    title="Sentence head: stance, outlook, point",
    use="Judges single English sentences of news: whether they tell of cooperation or conflict, in words or in deeds "
    "(PLOVER), whether something is planned, promised, scheduled or expected, and how firmly, and in which section of "
    "a memo an analyst would look for it. Three layers on the encoder's third; the figures are those of held-out "
    "folds.",
    limits="Trained on English news, much of it on the politics of the United States and on armed conflict. The labels "
    "made for this project have one annotator, a language model. Lists of statements about the future are incomplete, "
    "so that precision on them is understated.",
    command="python -m training.sentences",
    data=(cards.PLOVER, cards.FUTURE, cards.PROJECT_LABELS, cards.PROJECT_DOSSIERS, cards.UNSEEN_DOSSIERS),
)
_SMOOTHING = 0.05
_POINTS: tuple[str, ...] = POINTS
# An article's list of statements about the future is not complete: that a sentence is not in it says little.
_UNLISTED = 0.3
# Coded sentences are an eighth of all; at the weight of the others the two sides came out worse told apart.
_CODED = 2.0
_OWN = frozenset({"labels", "news"})
_UNLISTED_SHARE = 0.3


@dataclass(frozen=True)
class Example:
    """A sentence, the classes of each judgement, how much it weighs, and the group that stays together in folds.

    More than one class means that each of them is right.
    """

    text: str
    targets: Mapping[str, tuple[int, ...]]
    weight: float
    group: str
    origin: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m training.sentences", description=__doc__)
    parser.add_argument("--stance", type=Path, required=True)
    parser.add_argument("--future", type=Path, required=True)
    parser.add_argument("--events", type=Path, required=True, help="the events that training/labels speaks of")
    parser.add_argument("--work", type=Path, required=True, help="a folder for checkpoints")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--measured", type=int, help="how many of the folds to measure (default: all)")
    parser.add_argument("--threads", type=int, help="how many threads to use (default: all)")
    options = parser.parse_args(arguments)
    if options.threads:
        torch.set_num_threads(options.threads)
    examples = [
        *_of_stance(options.stance),
        *_of_labels(options.events),
        *_of_future(options.future),
        *_of_points(options.events),
    ]
    states = states_of([example.text for example in examples], SHARED)
    measured = options.measured or options.folds
    network = _trained(examples, states, range(len(examples)), options.work / "sentences-all.pt")
    held_out = _cross_validated(examples, states, options.folds, measured, options.work)
    temperatures = _temperatures(examples, held_out)
    figures = _figures(examples, {name: _chances(held_out[name], temperatures[name]) for name in JUDGEMENTS})
    folds = f"{measured} of {options.folds} folds held out"
    figures = {f"{name} ({folds})": group for name, group in figures.items()}
    cards.write_head(
        options.out,
        network.state_dict(),
        {"temperatures": temperatures, "shared": SHARED, "layers": LAYERS},
        CARD,
        figures,
    )


def _of_stance(path: Path) -> Iterator[Example]:
    for number, row in enumerate(rows(path)):
        yield Example(row["sentence"], {"stance": (LABELS.index(row["label"]),)}, _CODED, f"stance-{number}", "stance")


def _of_labels(events: Path) -> Iterator[Example]:
    for one in labelled_sentences(events):
        targets = {"stance": (LABELS.index(one.stance),), "outlook": (OUTLOOK.index(one.outlook),)}
        if one.firmness:
            targets["firmness"] = ([*FIRMNESS].index(one.firmness),)  # type: ignore[arg-type]
        yield Example(one.text, targets, 1.5, one.event, "labels")


def _of_future(path: Path) -> Iterator[Example]:
    chance = random.Random(13)  # noqa: S311 - reproducible, not secret
    for number, row in enumerate(rows(path)):
        for text, listed in future.sentences(row):
            if listed or chance.random() < _UNLISTED_SHARE:
                yield Example(
                    text, {"outlook": (int(listed),)}, 1.0 if listed else _UNLISTED, f"future-{number}", "future"
                )


def _of_points(events: Path) -> Iterator[Example]:
    invented = (matter for path in (DOSSIERS, UNSEEN_DOSSIERS) for matter in of_dossiers(path))
    news = (matter for path in (LABELLED_POINTS, UNSEEN_POINTS) for matter in of_news(path, events))
    held = held_events()
    for origin, matters in (("dossiers", invented), ("news", news)):
        for matter in matters:
            for one in matter.said:
                if one.points and matter.id not in held:
                    yield Example(one.text, {"point": tuple(map(_POINTS.index, one.points))}, 1.5, matter.id, origin)


def _cross_validated(
    examples: Sequence[Example], states: Sequence[torch.Tensor], folds: int, measured: int, work: Path
) -> dict[str, NDArray[np.float32]]:
    """The logits of the examples of the measured folds, by networks that saw nothing of their groups; else NaN."""
    groups = sorted({example.group for example in examples})
    random.Random(13).shuffle(groups)  # noqa: S311 - reproducible, not secret
    fold_of = {group: place % folds for place, group in enumerate(groups)}
    logits = {name: np.full((len(examples), classes), np.nan, np.float32) for name, classes in JUDGEMENTS.items()}
    for fold in range(measured):
        held = [place for place, example in enumerate(examples) if fold_of[example.group] == fold]
        seen = [place for place, example in enumerate(examples) if fold_of[example.group] != fold]
        network = _trained(examples, states, seen, work / f"sentences-{fold}-of-{folds}.pt")
        for name, found in _judged(network, [states[place] for place in held]).items():
            logits[name][held] = found
    return logits


def _trained(
    examples: Sequence[Example], states: Sequence[torch.Tensor], places: Sequence[int], checkpoint: Path
) -> SentenceNetwork:
    torch.manual_seed(13)
    network = SentenceNetwork(JUDGEMENTS, LAYERS)
    copied_layers(load_bert(), network, after=SHARED)
    network.train()
    run = Run(network, rate=RATE, checkpoint=checkpoint, head_rate=1e-3)
    run.over(_batches(states, places), lambda batch: _loss(network, examples, states, batch))
    return network.eval()


def _batches(states: Sequence[torch.Tensor], places: Sequence[int]) -> list[list[int]]:
    chance = random.Random(13)  # noqa: S311 - reproducible, not secret
    lengths = [len(state) for state in states]
    batches = []
    for _ in range(EPOCHS):
        mixed = list(places)
        chance.shuffle(mixed)
        batches += bucketed(mixed, lengths, SIZE, chance)
    return batches


def _loss(
    network: SentenceNetwork, examples: Sequence[Example], states: Sequence[torch.Tensor], places: Sequence[int]
) -> torch.Tensor:
    """The log of the chance of a right class, with label smoothing; what nobody judged adds nothing."""
    given, mask = padded([states[place] for place in places])
    # Kept in 16 bit, which only a processor that computes in bfloat16 takes as they are.
    features = network(given.float(), mask)
    weights = torch.tensor([examples[place].weight for place in places])
    total = torch.zeros(())
    for name in JUDGEMENTS:
        logs = log_softmax(network.judge(name, features).float(), dim=1)
        right = torch.zeros_like(logs)
        for row, place in enumerate(places):
            right[row, list(examples[place].targets.get(name, ()))] = 1
        known = right.any(dim=1)
        if known.any():
            chance = logs[known].masked_fill(right[known] == 0, -torch.inf).logsumexp(dim=1)
            losses = -(1 - _SMOOTHING) * chance - _SMOOTHING * logs[known].mean(dim=1)
            total = total + (losses * weights[known]).sum() / len(places)
    return total


def _judged(network: SentenceNetwork, states: Sequence[torch.Tensor]) -> dict[str, NDArray[np.float32]]:
    found = defaultdict(list)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
        for start in range(0, len(states), SIZE):
            given, mask = padded(states[start : start + SIZE])
            features = network(given.float(), mask)
            for name in JUDGEMENTS:
                found[name].append(network.judge(name, features).float().numpy())
    return {name: np.concatenate(parts) for name, parts in found.items()}


def _temperatures(examples: Sequence[Example], logits: dict[str, NDArray[np.float32]]) -> dict[str, float]:
    """Chosen on the project's own labels alone: their share of each class is nearest to that of the news."""
    found = {}
    for name in JUDGEMENTS:
        places = [
            place
            for place, one in enumerate(examples)
            if one.origin in _OWN and name in one.targets and _is_measured(logits[name][place])
        ]
        found[name] = temperature(logits[name][places], [examples[place].targets[name][0] for place in places])
    return found


def _is_measured(values: NDArray[np.float32]) -> bool:
    return not np.isnan(values).any()


def _chances(logits: NDArray[np.float32], warmth: float) -> NDArray[np.float32]:
    chances: NDArray[np.float32] = torch.softmax(torch.from_numpy(logits) / warmth, dim=1).numpy()
    return chances


def _figures(examples: Sequence[Example], chances: dict[str, NDArray[np.float32]]) -> dict[str, Any]:
    """What the benchmarks measure, on the held-out predictions of each kind of data."""

    def of(origin: str, name: str) -> tuple[NDArray[np.float32], list[int]]:
        places = [
            place
            for place, one in enumerate(examples)
            if one.origin == origin and name in one.targets and _is_measured(chances[name][place])
        ]
        return chances[name][places], [examples[place].targets[name][0] for place in places]

    return {
        "stance rows": measures.stance(*of("stance", "stance")),
        "labelled sentences, stance": measures.stance(*of("labels", "stance")),
        "labelled sentences, outlook": measures.outlook(*of("labels", "outlook")),
        "labelled sentences, firmness": measures.classes(*of("labels", "firmness"), FIRMNESS),
        "future rows, outlook": measures.outlook(*of("future", "outlook")),
        "sentences of news, point": _points(examples, chances["point"], "news"),
        "sentences of the dossiers, point": _points(examples, chances["point"], "dossiers"),
    }


def _points(examples: Sequence[Example], chances: NDArray[np.float32], origin: str) -> dict[str, float]:
    """The figures by the first class of each sentence, and the share judged as one that an analyst accepts."""
    places = [
        place
        for place, one in enumerate(examples)
        if one.origin == origin and "point" in one.targets and _is_measured(chances[place])
    ]
    accepted = [examples[place].targets["point"] for place in places]
    hits = [int(best) in classes for best, classes in zip(chances[places].argmax(axis=1), accepted, strict=True)]
    figures = measures.classes(chances[places], [classes[0] for classes in accepted], POINTS)
    return {**figures, "accepted": round(sum(hits) / len(hits), 4)}


if __name__ == "__main__":
    main()
