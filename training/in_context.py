"""Train the in-context head: what a sentence is to a memo, read with its headline and the sentence before it.

    python -m training.in_context --events EVENTS.train --work FOLDER --out WEIGHTS.safetensors

One round over labelled news and dossiers, fewer of the sentences that the sentence head is sure of, and right. The
larger encoder's own weights stay as they are. The figures and the temperature are those of the events in
``labels/held-events.txt``, from which the sentence head did not learn what a sentence is to a memo either; its own
stand beside them.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from sklearn.metrics import average_precision_score  # type: ignore[import-untyped]
from torch.nn.functional import log_softmax

from benchmarks.dossiers import dossiers
from benchmarks.rows import rows
from briefing.models.encoder import load_encoder
from briefing.models.heads.in_context import JUDGEMENTS, context
from briefing.models.heads.pair_reader import judged
from briefing.models.heads.rereading import BATCH_TOKENS, load_network, load_tokenized
from briefing.models.heads.sentences import POINTS as CLASSES
from briefing.models.store import REREADER, cache_folder, joined_rereader
from training import cards
from training.calibration import temperature
from training.labels import DOSSIERS, POINTS, SHORT_DOSSIERS, UNSEEN_POINTS, held_events
from training.points import of_dossiers, of_news
from training.runs import Run, bucketed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from briefing.models.heads.networks import RereadingNetwork
    from training.points import Matter

RATE = 4e-4
HEAD_RATE = 1e-3
SIZE = 32
_DROPOUT = 0.1
_SMOOTHING = 0.05
# The sentence head is sure from this chance on; of what it is sure of, and right, and of the rest, so much is taken:
# half an hour's training on two cores. Nothing else was tried.
_SURE = 0.9
_OF_SURE = 0.3
_OF_REST = 0.85
# Of the short dossiers, which are much alike, so much of that.
_OF_SHORT = 0.35
_SHORT = "short dossiers"
_CLASSES: tuple[str, ...] = CLASSES
CARD = cards.Card(
    title="In-context head: point",
    use="Reads an English sentence of news together with its document's headline and the sentence before it, with the "
    "larger encoder, adapted at rank 8: in which section of a memo an analyst would look for it. It is asked only "
    "about the best candidates of each section, and both it and the sentence head are heard.",
    limits="Trained on English news and invented dossiers of news, e-mails and reports. The labels have one "
    "annotator, a language model. Facts around a matter that several outlets give it often takes for background.",
    command="python -m training.in_context",
    data=(cards.PROJECT_LABELS, cards.PROJECT_DOSSIERS, cards.SHORT_DOSSIERS),
    base=REREADER,
)


@dataclass(frozen=True)
class InContext:
    """A sentence with its context, what an analyst would accept it as, and its matter.

    ``origin`` is news, dossiers or short dossiers.
    """

    context: str
    text: str
    points: tuple[str, ...]
    matter: str
    origin: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m training.in_context", description=__doc__)
    for name in ("events", "work", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--threads", type=int, help="how many threads to use (default: all)")
    options = parser.parse_args(arguments)
    if options.threads:
        torch.set_num_threads(options.threads)
    held = held_events()
    every = [*of_labels(options.events), *of_invented()]
    first = load_encoder().judge([one.text for one in every]).point
    chance = random.Random(13)  # noqa: S311 - reproducible, not secret
    learned = [
        one
        for one, chances in zip(every, first, strict=True)
        if one.matter not in held and chance.random() < _share(one, chances)
    ]
    network = _trained(learned, options.work / "in-context.pt", chance)
    kept = [place for place, one in enumerate(every) if one.matter in held]
    warmth, figures = measured(network, [every[place] for place in kept], first[kept])
    cards.write_head(options.out, network.learned(), {"temperatures": {"point": warmth}}, CARD, figures)


def of_labels(events: Path) -> Iterator[InContext]:
    """The labelled sentences of news, in their context."""
    titles = {
        (row["id"], str(number)): article["title"]
        for row in rows(events)
        for number, article in enumerate(row["articles"])
    }
    for path in (POINTS, UNSEEN_POINTS):
        for matter in of_news(path, events):
            yield from _read(matter, titles, "news")


def of_invented() -> Iterator[InContext]:
    """The sentences of the dossiers that the fact head learned from, in their context."""
    for path, origin in ((DOSSIERS, "dossiers"), (SHORT_DOSSIERS, _SHORT)):
        titles = {
            (dossier.id, document.id): document.title for dossier in dossiers(path) for document in dossier.documents
        }
        for matter in of_dossiers(path):
            yield from _read(matter, titles, origin)


def _read(matter: Matter, titles: Mapping[tuple[str, str], str | None], origin: str) -> Iterator[InContext]:
    """A matter's sentences of which it is said what they are, each with what stands before it in its document."""
    before: dict[str, str] = {}
    for one in matter.said:
        if one.points:
            around = context(titles[matter.id, one.document], before.get(one.document))
            yield InContext(around, one.text, one.points, matter.id, origin)
        before[one.document] = one.text


def _share(one: InContext, chances: NDArray[np.float32]) -> float:
    """The share of sentences like this one that is learned from."""
    sure = float(chances.max()) > _SURE and CLASSES[int(chances.argmax())] in one.points
    return (_OF_SHORT if one.origin == _SHORT else 1.0) * (_OF_SURE if sure else _OF_REST)


def _trained(learned: Sequence[InContext], checkpoint: Path, chance: random.Random) -> RereadingNetwork:
    torch.manual_seed(13)
    folder = joined_rereader(cache_folder())
    network = load_network(folder, {name: len(names) for name, names in JUDGEMENTS.items()}, dropout=_DROPOUT)
    network.train()
    reading = load_tokenized(folder)([(one.context, one.text) for one in learned])
    right = torch.zeros(len(learned), len(CLASSES), dtype=torch.bool)
    for row, one in enumerate(learned):
        right[row, [_CLASSES.index(point) for point in one.points]] = True

    def loss(places: Sequence[int]) -> torch.Tensor:
        """The log of the chance of a right class, with label smoothing."""
        logs = log_softmax(network.judge("point", network(*reading.tensors(places))).float(), dim=1)
        hit = logs.masked_fill(~right[list(places)], -torch.inf).logsumexp(dim=1)
        return (-(1 - _SMOOTHING) * hit - _SMOOTHING * logs.mean(dim=1)).mean()

    mixed = chance.sample(range(len(learned)), len(learned))
    batches = bucketed(mixed, [len(tokens) for tokens in reading.tokens], SIZE, chance)
    Run(network, rate=RATE, head_rate=HEAD_RATE, checkpoint=checkpoint).over(batches, loss)
    return network.eval()


def measured(
    network: RereadingNetwork, held: Sequence[InContext], first: NDArray[np.float32]
) -> tuple[float, dict[str, dict[str, float]]]:
    """The temperature, and the figures of sentences that were not learned from; ``first`` are the sentence head's."""
    reading = load_tokenized(joined_rereader(cache_folder()))([(one.context, one.text) for one in held])
    logits = judged(network, reading, JUDGEMENTS, BATCH_TOKENS)["point"]
    warmth = temperature(logits, [_CLASSES.index(one.points[0]) for one in held])
    chances: NDArray[np.float32] = torch.softmax(torch.from_numpy(logits) / warmth, dim=1).numpy()
    return warmth, {
        "sentences of news not learned from": _figures(chances, held),
        "the same, by the sentence head": _figures(first, held),
    }


def _figures(chances: NDArray[np.float32], held: Sequence[InContext]) -> dict[str, float]:
    """The share judged as something that an analyst accepts, and the average precision of each class."""
    best = [CLASSES[place] for place in chances.argmax(axis=1)]
    accepted = np.mean([point in one.points for point, one in zip(best, held, strict=True)])
    figures = {"sentences": float(len(held)), "accepted": round(float(accepted), 4)}
    for column, name in enumerate(CLASSES):
        right = [name in one.points for one in held]
        if any(right):
            figures[f"{name}: average precision"] = round(float(average_precision_score(right, chances[:, column])), 4)
    return figures


if __name__ == "__main__":
    main()
