"""The networks on the encoder and on the rereader. Imported where they are used: this module imports torch."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeVar

import torch
from torch import nn

if TYPE_CHECKING:
    from collections.abc import Callable

    from transformers import BertModel, MPNetModel

HIDDEN = 384

Layer = TypeVar("Layer", bound=nn.Module)


class PairNetwork(nn.Module):
    """Reads two texts at once, as the encoder's own cross-encoder, and judges the second by the first.

    The features of a pair are the state of its opening mark, and the means of the token states of either text: three
    vectors in a row. Each judgement is one linear layer on them.
    """

    def __init__(self, encoder: BertModel, judgements: dict[str, int]) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.judgements = nn.ModuleDict({name: nn.Linear(3 * HIDDEN, classes) for name, classes in judgements.items()})

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """The features of each pair: shape ``(n, 1152)`` for ids, mask and token types of shape ``(n, tokens)``."""
        states = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state.float()
        features: torch.Tensor = self.dropout(_pair_features(states, mask, types))
        return features

    def judge(self, judgement: str, features: torch.Tensor) -> torch.Tensor:
        """The logits of one judgement: shape ``(n, classes)``."""
        logits: torch.Tensor = self.judgements[judgement](features)
        return logits


def _pair_features(states: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
    """The state of the opening mark, and the means over the tokens of type 0 and of type 1."""
    return torch.cat([states[:, 0], _mean(states, mask * (1 - types)), _mean(states, mask * types)], dim=1)


def _mean(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1)


class LowRank(nn.Module):
    """A linear layer that stays as it is, and what was learned beside it: the product of two thin matrices.

    Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models" (2021).
    """

    RANK = 8
    SCALE = 2.0

    def __init__(self, kept: nn.Linear) -> None:
        super().__init__()
        self.kept = kept.requires_grad_(requires_grad=False)
        self.narrow = nn.Parameter(torch.randn(self.RANK, kept.in_features) / math.sqrt(kept.in_features))
        self.wide = nn.Parameter(torch.zeros(kept.out_features, self.RANK))

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """What the layer gives, with what was learned added."""
        narrow, wide = self.narrow.to(states.dtype), self.SCALE * self.wide.to(states.dtype)
        given: torch.Tensor = self.kept(states) + states @ narrow.T @ wide.T
        return given

    def folded(self) -> nn.Linear:
        """One layer that gives the same, but for rounding, in less time; it learns nothing more."""
        with torch.no_grad():
            weight = self.kept.weight.float() + self.SCALE * self.wide @ self.narrow
            self.kept.weight.copy_(weight.to(self.kept.weight.dtype))
        return self.kept


class RereadingNetwork(nn.Module):
    """Reads two texts at once, as ``PairNetwork`` does, with the larger rereader, whose linear layers are adapted.

    The features of a pair are those of ``PairNetwork``, twice as wide.
    """

    def __init__(self, reader: MPNetModel, judgements: dict[str, int]) -> None:
        super().__init__()
        self.reader = reader.requires_grad_(requires_grad=False)
        _replace_each(reader.encoder.layer, nn.Linear, LowRank)
        width = reader.config.hidden_size
        self.judgements = nn.ModuleDict({name: nn.Linear(3 * width, classes) for name, classes in judgements.items()})

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """The features of each pair: shape ``(n, 2304)`` for ids, mask and token types of shape ``(n, tokens)``."""
        states = self.reader(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        return _pair_features(states, mask, types)

    def judge(self, judgement: str, features: torch.Tensor) -> torch.Tensor:
        """The logits of one judgement: shape ``(n, classes)``."""
        logits: torch.Tensor = self.judgements[judgement](features)
        return logits

    def fold(self) -> None:
        """Take what was learned into the rereader's own layers, once it is all there: judging takes less time."""
        _replace_each(self.reader.encoder.layer, LowRank, LowRank.folded)

    def learned(self) -> dict[str, torch.Tensor]:
        """What is not the rereader's own: the thin matrices and the judgements."""
        return {
            name: value
            for name, value in self.state_dict().items()
            if name.startswith("judgements.") or name.endswith((".narrow", ".wide"))
        }


def _replace_each(module: nn.Module, kind: type[Layer], new: Callable[[Layer], nn.Module]) -> None:
    for name, child in list(module.named_children()):
        if isinstance(child, kind):
            setattr(module, name, new(child))
        else:
            _replace_each(child, kind, new)


class SentenceNetwork(nn.Module):
    """Judges single sentences: layers of its own on top of the encoder's lower ones, which it shares.

    It takes the states that the encoder's lower layers give, so that one pass of the encoder serves the sentence
    vectors and these judgements. Its layers start as copies of the encoder's upper ones.
    """

    def __init__(self, judgements: dict[str, int], layers: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(
                HIDDEN, nhead=12, dim_feedforward=4 * HIDDEN, activation="gelu", layer_norm_eps=1e-12, batch_first=True
            )
            for _ in range(layers)
        )
        self.dropout = nn.Dropout(0.1)
        self.judgements = nn.ModuleDict({name: nn.Linear(2 * HIDDEN, classes) for name, classes in judgements.items()})

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The features of each sentence: shape ``(n, 768)`` for states of shape ``(n, tokens, 384)``."""
        padding = mask == 0
        for layer in self.layers:
            states = layer(states, src_key_padding_mask=padding)
        states = states.float()
        features: torch.Tensor = self.dropout(torch.cat([states[:, 0], _mean(states, mask)], dim=1))
        return features

    def judge(self, judgement: str, features: torch.Tensor) -> torch.Tensor:
        """The logits of one judgement: shape ``(n, classes)``."""
        logits: torch.Tensor = self.judgements[judgement](features)
        return logits


def copied_layers(encoder: BertModel, network: SentenceNetwork, after: int) -> None:
    """Give the network's layers the weights of the encoder's layers after the shared ones."""
    upper: Any = encoder.encoder.layer[after : after + len(network.layers)]
    for own, layer in zip(network.layers, upper, strict=True):
        attention = layer.attention.self
        parts = (attention.query, attention.key, attention.value)
        own.load_state_dict(
            {
                "self_attn.in_proj_weight": torch.cat([part.weight for part in parts]),
                "self_attn.in_proj_bias": torch.cat([part.bias for part in parts]),
                **_named("self_attn.out_proj", layer.attention.output.dense),
                **_named("norm1", layer.attention.output.LayerNorm),
                **_named("linear1", layer.intermediate.dense),
                **_named("linear2", layer.output.dense),
                **_named("norm2", layer.output.LayerNorm),
            }
        )


def _named(name: str, module: nn.Module) -> dict[str, torch.Tensor]:
    return {f"{name}.{key}": value for key, value in module.state_dict().items()}


class SalienceNetwork(nn.Module):
    """Weighs the sentences of one document by each other: a light transformer over sentence vectors.

    As in Liu and Lapata, "Text Summarization with Pretrained Encoders" (2019), with the sentence encoder left as it is.
    """

    WIDTH = 128
    PLACES = 32
    """Sentences that have a place of their own; those further down share the last one."""

    def __init__(self, features: int, layers: int = 2) -> None:
        super().__init__()
        self.entry = nn.Linear(HIDDEN + features, self.WIDTH)
        self.place = nn.Embedding(self.PLACES, self.WIDTH)
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(
                self.WIDTH, nhead=4, dim_feedforward=2 * self.WIDTH, activation="gelu", batch_first=True, dropout=0.2
            )
            for _ in range(layers)
        )
        self.dropout = nn.Dropout(0.2)
        self.judgements = nn.Linear(self.WIDTH, 1)

    def forward(self, vectors: torch.Tensor, features: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """One score for each sentence: shape ``(n, sentences)`` for vectors of shape ``(n, sentences, 384)``."""
        places = torch.arange(vectors.shape[1]).clamp(max=self.PLACES - 1)
        states = self.entry(self.dropout(torch.cat([vectors, features], dim=2))) + self.place(places)
        for layer in self.layers:
            states = layer(states, src_key_padding_mask=mask == 0)
        scores: torch.Tensor = self.judgements(states).squeeze(2).float()
        return scores
