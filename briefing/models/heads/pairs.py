"""The pair head: what one text says of another, read by the encoder at once (a cross-encoder).

Three judgements share one pass: entailment (a passage supports, leaves open or contradicts a statement), carries (a
passage of another outlet reports what a statement reports, or reports it otherwise), and relation (two outlets'
statements strengthen each other, weaken each other, or neither).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

from briefing.models.encoder import batched_by_tokens, has_bfloat16
from briefing.models.heads.pins import PAIRS
from briefing.models.heads.weights import read_weights
from briefing.models.store import ENCODER, verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    import torch
    from numpy.typing import NDArray
    from tokenizers import Encoding, Tokenizer

    from briefing.models.heads.networks import PairNetwork

ENTAILMENT = ("entailment", "neutral", "contradiction")
RELATION = ("agreement", "conflict", "unrelated")
CARRIES = ("other", "same", "differs")
JUDGEMENTS = {"entailment": ENTAILMENT, "relation": RELATION, "carries": CARRIES}
"""The classes of each judgement, in the order of its columns."""

# The encoder's input; only a pair of endless sentences has more, and then the longer of the two gives way.
MAX_TOKENS = 512
BATCH_TOKENS = 1024


@dataclass(frozen=True)
class PairJudgements:
    """Calibrated probabilities for ``n`` pairs: shape ``(n, 3)`` each, the columns as in ``JUDGEMENTS``."""

    entailment: NDArray[np.float32]
    relation: NDArray[np.float32]
    carries: NDArray[np.float32]


class JudgesPairs(Protocol):
    """What judges pairs: the pair head itself, or one that remembers."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> PairJudgements:
        """Judge the second text of each pair by the first."""
        ...


class PairJudge:
    """The pair head."""

    def __init__(self, tokenizer: Tokenizer, network: PairNetwork, temperatures: dict[str, float]) -> None:
        self._tokenizer = tokenizer
        self._network = network.eval()
        self._temperatures = temperatures
        self._bfloat16 = has_bfloat16()

    def judge(self, pairs: Sequence[tuple[str, str]]) -> PairJudgements:
        """Judge the second text of each pair by the first: what a passage says of a statement."""
        import torch

        logits = {name: np.zeros((len(pairs), len(classes)), np.float32) for name, classes in JUDGEMENTS.items()}
        encodings = self._tokenizer.encode_batch(list(pairs))
        order = sorted(range(len(pairs)), key=lambda index: -len(encodings[index].ids))
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=self._bfloat16):
            for batch in batched_by_tokens([(index, encodings[index].ids) for index in order], BATCH_TOKENS):
                places = [index for index, _ in batch]
                features = self._network(*pair_tensors([encodings[place] for place in places]))
                for name, found in logits.items():
                    found[places] = self._network.judge(name, features).float().numpy()
        chances = {name: _softmax(found / self._temperatures[name]) for name, found in logits.items()}
        return PairJudgements(**chances)


def pair_tensors(encodings: Sequence[Encoding]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids, mask and token types of tokenized pairs, padded: shape ``(n, tokens)`` each."""
    import torch

    shape = (len(encodings), max(len(encoding.ids) for encoding in encodings))
    ids, mask, types = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    for row, encoding in enumerate(encodings):
        length = len(encoding.ids)
        ids[row, :length] = torch.tensor(encoding.ids)
        types[row, :length] = torch.tensor(encoding.type_ids)
        mask[row, :length] = 1
    return ids, mask, types


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return chances


@cache
def load_pair_judge() -> PairJudge:
    """Return the process's pair head. Raises ``ModelMissing`` or ``ModelCorrupt``."""
    from tokenizers import Tokenizer

    from briefing.models.heads.networks import PairNetwork
    from briefing.models.loading import load_bert

    tensors, about = read_weights(PAIRS)
    network = PairNetwork(load_bert(), {name: len(classes) for name, classes in JUDGEMENTS.items()})
    # The token embeddings are the packaged encoder's own, and are not shipped twice.
    network.load_state_dict(tensors, strict=False)
    tokenizer = Tokenizer.from_file(str(verify(ENCODER) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return PairJudge(tokenizer, network, about["temperatures"])
