"""Writing a head: its weights in 16 bit as safetensors, and the model card beside them."""

from __future__ import annotations

import json
import platform
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from rich.console import Console
from safetensors.torch import save_file

from briefing.models.store import ENCODER, Model, sha256_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class DataSet:
    """A data set that heads are trained on: what it is, and under which licence its makers give it."""

    name: str
    content: str
    licence: str


ENTAILMENT = (
    DataSet("ling_in_loop", "premises with hypotheses written under linguists' guidance, 44,983 pairs", "none stated"),
    DataSet("MNLI, a sample", "3,000 pairs", "OANC and others, for research and commercial use"),
    DataSet("ConjNLI", "inference over conjunctions, 15,000 pairs", "MIT"),
    DataSet("counterfactually augmented NLI", "8,330 pairs", "Apache-2.0"),
)
CLAIMS = DataSet(
    "claims about news articles",
    "made by training.claims from public news articles and headlines; their texts are their publishers'",
    "none: research use of public texts; no text is part of the weights",
)
CLAIMDIFF = DataSet("ClaimDiff", "claims of two outlets on one story, 1,857 pairs", "none stated")
PLOVER = DataSet("PLV and ConfliBERT sets", "news sentences coded by PLOVER or CAMEO, 1,498", "none stated")
FUTURE = DataSet("statements about the future", "678 news articles, labels partly machine-made", "none stated")
PROJECT_LABELS = DataSet(
    "training/labels",
    "sentences and pairs from news of events, labelled for this project by a language model that read them",
    "Apache-2.0 (the labels; the texts are their publishers')",
)
PROJECT_DOSSIERS = DataSet(
    "training/labels/dossiers.jsonl",
    "invented news of 68 matters with what a memo should hold, written for this project by a language model",
    "Apache-2.0",
)
SHORT_DOSSIERS = DataSet(
    "training/labels/dossiers-short.jsonl",
    "invented news of 208 matters in which much is told otherwise, written for this project by a language model",
    "Apache-2.0",
)
UNSEEN_DOSSIERS = DataSet(
    "training/labels/dossiers-retelling.jsonl",
    "invented news of 16 more matters, written for this project by a language model",
    "Apache-2.0",
)
EVENTS = DataSet("news of events", "articles of two or three outlets with an editors' summary", "none stated")
EXTRACTS = DataSet("BBC extracts", "BBC articles with sentences chosen from them, 2,225", "none stated")


@dataclass(frozen=True)
class Card:
    """What a model card says beside the figures."""

    title: str
    use: str
    limits: str
    command: str
    data: tuple[DataSet, ...]
    base: Model = ENCODER


def write_head(
    out: Path, tensors: Mapping[str, torch.Tensor], about: Mapping[str, Any], card: Card, figures: Mapping[str, Any]
) -> None:
    """Write the weights to ``out`` and the card beside it, and tell the SHA-256 to pin.

    ``about`` goes into the file as JSON; ``figures`` are groups of measures.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    half = {name: tensor.detach().to(torch.float16).contiguous() for name, tensor in sorted(tensors.items())}
    # One entry: safetensors writes several in any order, and the file's hash would be another each time.
    save_file(half, out, metadata={"about": json.dumps(about, sort_keys=True)})
    digest = sha256_of(out)
    out.with_suffix(".md").write_text(_text(card, about, figures, digest), encoding="utf-8")
    Console(stderr=True).print(f"{out}: {out.stat().st_size / 1e6:.1f} MB, SHA-256 {digest}; pin it in heads/pins.py")


def _text(card: Card, about: Mapping[str, Any], figures: Mapping[str, Any], digest: str) -> str:
    lines = [
        f"# {card.title}",
        "",
        card.use,
        "",
        f"- **Starts from**: {card.base.name} ({card.base.licence}), SHA-256 {card.base.sha256}",
        f"- **Weights**: SHA-256 {digest}, 16 bit, Apache-2.0",
        f"- **Made by**: `{card.command}`, seed 13, at commit {_commit()}, torch {torch.__version__}, "
        f"{platform.machine()}",
        *(f"- **{name}**: `{json.dumps(value)}`" for name, value in about.items()),
        "",
        "## Data",
        "| set | what it is | licence |",
        "| --- | --- | --- |",
        *(f"| {data.name} | {data.content} | {data.licence} |" for data in card.data),
        "",
        "## Figures",
        *_tables(figures),
        "## Limits",
        card.limits,
        "",
    ]
    return "\n".join(lines)


def _tables(figures: Mapping[str, Any]) -> Sequence[str]:
    lines = []
    for name, group in figures.items():
        lines += [f"**{name}**", "", "| measure | value |", "| --- | --- |"]
        lines += [f"| {measure} | {value:g} |" for measure, value in group.items()]
        lines.append("")
    return lines


def _commit() -> str:
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)  # noqa: S607
    return found.stdout.strip() or "unknown"
