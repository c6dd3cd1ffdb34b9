"""Train the salience head: which sentences carry a document.

    python -m training.salience --extracts EXTRACTIVE.train --events EVENTS.train --dev NEWS.dev
                                --work FOLDER --out WEIGHTS.safetensors

What a sentence is worth in training is how much of the reference it holds: of editors' summaries of the event by ROUGE,
of extracts whether it was chosen. DEV is only measured on.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from rouge_score.rouge_scorer import RougeScorer  # type: ignore[import-untyped]

from benchmarks.rows import rows
from benchmarks.texts import sentences_of
from briefing.condensing.salience import chosen, weighed
from briefing.models.heads.networks import SalienceNetwork
from briefing.models.heads.salience import FEATURES, SalienceHead, features
from briefing.models.remembering import RememberingEncoder
from training.cards import EVENTS, EXTRACTS, Card, write_head
from training.runs import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

EPOCHS = 6
RATE = 5e-4
SIZE = 32
# Sentences of a document that are read in training: what carries news stands above these.
READ = 32
_FEWEST = 5
# Extracts are of another kind than what a memo needs: as many as a third of the articles of events, not more.
_EXTRACTS = 900
# Gains are sharpened before they are shared out, so that the best sentence counts and the rest hardly.
_SHARPNESS = 2.0
_SCORER = RougeScorer(["rouge1", "rouge2"], use_stemmer=True)
CARD = Card(
    title="Salience head: which sentences carry a document",
    use="Scores the sentences of a news article, each seen among the others: a light transformer over the encoder's "
    "sentence vectors.",
    limits="Trained on English news articles only; on reports, minutes and letters its liking for the opening may "
    "mislead.",
    command="python -m training.salience",
    data=(EXTRACTS, EVENTS),
)


@dataclass(frozen=True)
class Document:
    """A document's sentences, their vectors ``(n, 384)``, and each one's share of the worth, summing to 1."""

    sentences: tuple[str, ...]
    vectors: NDArray[np.float32]
    worth: NDArray[np.float32]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m training.salience", description=__doc__)
    for name in ("extracts", "events", "dev", "work", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--threads", type=int, help="how many threads to use (default: all)")
    options = parser.parse_args(arguments)
    if options.threads:
        torch.set_num_threads(options.threads)
    encoder = RememberingEncoder(options.work / "vectors")
    documents = [
        *_documents(
            ((row["document"], row["summary"]) for row in islice(rows(options.extracts), _EXTRACTS)),
            encoder,
            _was_chosen,
        ),
        *_documents(
            ((article["text"], row["summary"]) for row in rows(options.events) for article in row["articles"]),
            encoder,
            _rouge,
        ),
    ]
    network = trained(documents, options.work / "salience.pt")
    dev = list(_documents(((row["document"], row["summary"]) for row in rows(options.dev)), encoder, _rouge))
    references = [row["summary"] for row in rows(options.dev)]
    figures = {"news dev, three sentences": _measured(SalienceHead(network), dev, references)}
    write_head(options.out, network.state_dict(), {"layers": 2}, CARD, figures)


def _documents(
    found: Iterator[tuple[str, str]], encoder: RememberingEncoder, gain: Callable[[str, str], float]
) -> Iterator[Document]:
    for text, reference in found:
        sentences = sentences_of(text)[:READ]
        if len(sentences) < _FEWEST:
            continue
        gains = np.array([gain(sentence, reference) for sentence in sentences], dtype=np.float32) ** _SHARPNESS
        if gains.sum() > 0:
            yield Document(tuple(sentences), encoder.encode(sentences), gains / gains.sum())


def _was_chosen(sentence: str, reference: str) -> float:
    return float(sentence in reference)


def _rouge(sentence: str, reference: str) -> float:
    """How much of the reference the sentence holds, for its length: mean F of ROUGE-1 and ROUGE-2."""
    scores = _SCORER.score(reference, sentence)
    return float(scores["rouge1"].fmeasure + scores["rouge2"].fmeasure) / 2


def trained(documents: Sequence[Document], checkpoint: Path) -> SalienceNetwork:
    """The network after all epochs."""
    torch.manual_seed(13)
    network = SalienceNetwork(FEATURES).train()
    order = random.Random(13)  # noqa: S311 - reproducible, not secret
    batches: list[list[int]] = []
    for _ in range(EPOCHS):
        mixed = list(range(len(documents)))
        order.shuffle(mixed)
        batches += [mixed[start : start + SIZE] for start in range(0, len(mixed), SIZE)]
    run = Run(network, rate=RATE, checkpoint=checkpoint)
    run.over(batches, lambda places: _loss(network, [documents[place] for place in places]))
    return network.eval()


def _loss(network: SalienceNetwork, documents: Sequence[Document]) -> torch.Tensor:
    """Cross-entropy of the shares of worth against the softmax of the scores (ListNet; Cao et al., 2007)."""
    longest = max(len(document.sentences) for document in documents)
    shape = (len(documents), longest)
    vectors, extra = torch.zeros(*shape, 384), torch.zeros(*shape, FEATURES)
    mask, worth = torch.zeros(shape), torch.zeros(shape)
    for row, document in enumerate(documents):
        count = len(document.sentences)
        vectors[row, :count] = torch.from_numpy(document.vectors)
        extra[row, :count] = torch.from_numpy(features(document.vectors, document.sentences))
        mask[row, :count] = 1
        worth[row, :count] = torch.from_numpy(document.worth)
    scores = network(vectors, extra, mask).masked_fill(mask == 0, -1e4)
    return -(worth * torch.log_softmax(scores, dim=1)).sum(dim=1).mean()


def _measured(head: SalienceHead, documents: Sequence[Document], references: Sequence[str]) -> dict[str, float]:
    """Mean ROUGE F of the three chosen sentences and of the first three, with nothing trimmed or left out."""
    scorer = RougeScorer(["rouge1", "rouge2"], use_stemmer=True)
    totals: dict[str, list[float]] = {}
    for document, reference in zip(documents, references, strict=True):
        everyone = range(len(document.sentences))
        scores = weighed(head.scores(document.vectors, document.sentences), document.sentences)
        picked = sorted(chosen(scores, document.vectors, 3))
        for name, places in (("chosen", picked), ("lead", everyone[:3])):
            found = scorer.score(reference, "\n".join(document.sentences[place] for place in places))
            for measure, score in found.items():
                totals.setdefault(f"{name} {measure}", []).append(100 * score.fmeasure)
    return {name: round(float(np.mean(values)), 2) for name, values in totals.items()}


if __name__ == "__main__":
    main()
