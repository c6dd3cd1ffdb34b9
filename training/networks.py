"""The networks to train, on the packaged encoder."""

from __future__ import annotations

from briefing.models.heads.networks import PairNetwork
from briefing.models.loading import load_bert


def pair_network(judgements: dict[str, int], *, dropout: float, embeddings: bool = False) -> PairNetwork:
    """The pair network with the packaged encoder's weights to start from.

    ``embeddings`` tells whether the token embeddings are trained too; where they are not, the packaged ones stay in
    use and need not be shipped twice.
    """
    encoder = load_bert(
        attn_implementation="eager",  # fastest of the implementations on short texts and two cores
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=dropout,
    )
    encoder.embeddings.requires_grad_(embeddings)
    return PairNetwork(encoder, judgements)
