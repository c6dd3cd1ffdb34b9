"""Train the retelling head: whether two sentences of one dossier report one fact.

    python -m training.retelling --events EVENTS.train --work FOLDER --out WEIGHTS.safetensors

The features are learned from the dossiers and the labelled news that the fact head was trained on, and from dossiers
and news that it never saw; how much the fact head counts beside them is learned from the unseen ones alone.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import average_precision_score, roc_auc_score  # type: ignore[import-untyped]
from sklearn.model_selection import GroupKFold, cross_val_predict  # type: ignore[import-untyped]
from sklearn.preprocessing import StandardScaler  # type: ignore[import-untyped]

from benchmarks.dossiers import Document, dossiers
from benchmarks.rows import rows
from benchmarks.texts import source_of
from briefing.composing.corpus import Corpus, gather
from briefing.composing.relations import NEAR
from briefing.composing.retelling import Surroundings
from briefing.models.heads.facts import ISSUE
from briefing.models.heads.retelling import FEATURES, log_odds
from briefing.models.parser import load_parser
from briefing.models.remembering import RememberingEncoder, RememberingFacts
from training import cards
from training.labels import DOSSIERS, POINTS, UNSEEN_DOSSIERS, UNSEEN_POINTS
from training.points import Matter, of_dossiers, of_news

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

STRENGTH = 0.3
"""How freely the weights may grow (the C of scikit-learn's logistic regression)."""
CARD = cards.Card(
    title="Retelling head: whether two sentences of a dossier report one fact",
    use="Two logistic regressions: one on what stands around two sentences (composing/retelling.py names the "
    "features), one that weighs it against what the fact head says of the two.",
    limits="English news. From the chances on that the program asks for it finds about half of what news tell twice.",
    command="python -m training.retelling",
    data=(cards.PROJECT_DOSSIERS, cards.UNSEEN_DOSSIERS, cards.PROJECT_LABELS, cards.EVENTS),
)
_ONE = ISSUE.index("one")
FOLDS = 5
FROM = (0.5, 0.6, 0.7, 0.8, 0.9)
_ONE_DOCUMENT = FEATURES.index("one document")
# The fact head takes its time, and what is less near decides little.
_MOST_NEAR = 120


@dataclass(frozen=True)
class Compared:
    """The pairs of one matter's sentences: features ``(n, 15)``, whether both report one fact, and the two texts."""

    features: NDArray[np.float32]
    same: NDArray[np.bool_]
    texts: Sequence[tuple[str, str]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m training.retelling", description=__doc__)
    for name in ("events", "work", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args(arguments)
    encoder = RememberingEncoder(options.work / "judged")
    articles = _articles(options.events)
    seen = [
        *_compared(of_dossiers(DOSSIERS), _documents(DOSSIERS), encoder),
        *_compared(of_news(POINTS, options.events), articles, encoder),
    ]
    unseen = {
        "dossiers": list(_compared(of_dossiers(UNSEEN_DOSSIERS), _documents(UNSEEN_DOSSIERS), encoder)),
        "news": list(_compared(of_news(UNSEEN_POINTS, options.events), articles, encoder)),
    }
    every = [one for compared in unseen.values() for one in compared]
    kinds = np.array([kind for kind, compared in unseen.items() for _ in compared])
    figures = {
        f"{kind} that neither head saw": _measured(*_fitted(seen), compared)
        for kind, compared in unseen.items()
        if compared
    }
    weights, bias = _fitted([*seen, *every])
    columns, same, groups = _weighed(every, weights, bias, RememberingFacts(options.work / "judged"))
    mixture = LogisticRegression(C=1.0)
    held_out = cross_val_predict(mixture, columns, same, groups=groups, cv=GroupKFold(FOLDS), method="predict_proba")
    for kind in dict.fromkeys(kinds):
        rows_of = kinds[groups] == kind
        figures[f"near pairs of these {kind}, both ways"] = {
            "rows": float(rows_of.sum()),
            "average_precision": _rounded(average_precision_score(same[rows_of], held_out[rows_of, 1])),
            "average_precision_fact_head": _rounded(average_precision_score(same[rows_of], columns[rows_of, 1])),
            "average_precision_features": _rounded(average_precision_score(same[rows_of], columns[rows_of, 0])),
            **_right_from(same[rows_of], held_out[rows_of, 1]),
        }
    mixture.fit(columns, same)
    tensors = {
        "weights": torch.from_numpy(weights),
        "bias": torch.tensor([bias]),
        "mixture": torch.tensor([*mixture.coef_[0], mixture.intercept_[0]], dtype=torch.float32),
    }
    cards.write_head(options.out, tensors, {}, CARD, figures)


def _documents(path: Path) -> dict[str, tuple[Document, ...]]:
    return {dossier.id: dossier.documents for dossier in dossiers(path)}


def _articles(events: Path) -> dict[str, tuple[Document, ...]]:
    return {
        row["id"]: tuple(
            Document(id=str(number), title=one["title"] or "", publisher=None, published=None, text=one["text"])
            for number, one in enumerate(row["articles"])
        )
        for row in rows(events)
    }


def _compared(
    matters: Iterable[Matter], documents: Mapping[str, tuple[Document, ...]], encoder: RememberingEncoder
) -> Iterator[Compared]:
    """The pairs of each matter's sentences of which one at least reports a fact."""
    for matter in matters:
        told = documents[matter.id]
        corpus = _corpus(told, encoder)
        facts = {(one.document, one.text): one.facts for one in matter.said}
        reported = [facts.get((_document(told, one.source), one.text), frozenset()) for one in corpus.passages]
        pairs = [
            (one, other) for one, other in combinations(range(len(reported)), 2) if reported[one] or reported[other]
        ]
        same = np.array([bool(reported[one] & reported[other]) for one, other in pairs])
        texts = [(corpus.passages[one].text, corpus.passages[other].text) for one, other in pairs]
        yield Compared(Surroundings(corpus).features(pairs), same, texts)


def _corpus(documents: Sequence[Document], encoder: RememberingEncoder) -> Corpus:
    sources = (
        source_of(document.text).model_copy(update={"id": f"S{number}", "title": document.title or None})
        for number, document in enumerate(documents, start=1)
    )
    return gather(sources, load_parser(), encoder)


def _document(documents: Sequence[Document], source: str) -> str:
    return documents[int(source.removeprefix("S")) - 1].id


def _fitted(compared: Sequence[Compared]) -> tuple[NDArray[np.float32], float]:
    """Weights and bias for features as they are."""
    features = np.concatenate([one.features for one in compared])
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(C=STRENGTH).fit(
        scaler.transform(features), np.concatenate([one.same for one in compared])
    )
    weights = (model.coef_[0] / scaler.scale_).astype(np.float32)
    return weights, float(model.intercept_[0] - scaler.mean_ @ weights)


def _measured(weights: NDArray[np.float32], bias: float, compared: Sequence[Compared]) -> dict[str, float]:
    scores = np.concatenate([one.features @ weights + bias for one in compared])
    same = np.concatenate([one.same for one in compared])
    return {
        "rows": float(len(same)),
        "share": _rounded(same.mean()),
        "roc_auc": _rounded(roc_auc_score(same, scores)),
        "average_precision": _rounded(average_precision_score(same, scores)),
        "average_precision_likeness": _rounded(
            average_precision_score(same, np.concatenate([one.features[:, 0] for one in compared]))
        ),
    }


def _weighed(
    compared: Sequence[Compared], weights: NDArray[np.float32], bias: float, facts: RememberingFacts
) -> tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.int_]]:
    """Near pairs of documents, both ways: log-odds of the features and of the fact head, the truth, the matter."""
    columns, same, groups = [], [], []
    for number, one in enumerate(compared):
        near = np.flatnonzero((one.features[:, 0] >= NEAR) & (one.features[:, _ONE_DOCUMENT] == 0))
        near = near[np.argsort(-one.features[near, 0], kind="stable")][:_MOST_NEAR]
        pairs = [one.texts[int(place)] for place in near]
        both = [*pairs, *((other, here) for here, other in pairs)]
        odds = np.tile(one.features[near] @ weights + bias, 2)
        columns.append(np.stack([odds, log_odds(facts.judge(both).issue[:, _ONE])], axis=1))
        same.append(np.tile(one.same[near], 2))
        groups.append(np.full(len(both), number))
    return np.concatenate(columns), np.concatenate(same), np.concatenate(groups)


def _right_from(same: NDArray[np.bool_], chances: NDArray[np.float64]) -> dict[str, float]:
    """How many pairs have a chance from each of ``FROM`` on, and which share of them report one fact."""
    found = {}
    for least in FROM:
        taken = chances >= least
        found[f"from {least}: pairs"] = float(taken.sum())
        found[f"from {least}: right"] = _rounded(same[taken].mean()) if taken.any() else float("nan")
    return found


def _rounded(value: float) -> float:
    return round(float(value), 4)


if __name__ == "__main__":
    main()
