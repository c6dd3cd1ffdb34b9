"""The networks on the encoder: shapes, what padding does, and layers that start as copies."""

from __future__ import annotations

import pytest
import torch

from briefing.models.heads.networks import HIDDEN, SalienceNetwork, SentenceNetwork, copied_layers
from briefing.models.loading import load_bert

JUDGEMENTS = {"one": 3, "other": 2}


@pytest.fixture
def sentences() -> SentenceNetwork:
    torch.manual_seed(1)
    return SentenceNetwork(JUDGEMENTS, layers=2).eval()


def test_every_judgement_has_its_own_classes(sentences: SentenceNetwork) -> None:
    features = sentences(torch.randn(4, 7, HIDDEN), torch.ones(4, 7, dtype=torch.long))

    assert features.shape == (4, 2 * HIDDEN)
    assert sentences.judge("one", features).shape == (4, 3)
    assert sentences.judge("other", features).shape == (4, 2)


def test_padding_does_not_count(sentences: SentenceNetwork) -> None:
    states = torch.randn(2, 9, HIDDEN)
    mask = torch.ones(2, 9, dtype=torch.long)
    mask[1, 5:] = 0
    with torch.no_grad():
        together = sentences(states, mask)
        alone = sentences(states[1:, :5], mask[1:, :5])

    torch.testing.assert_close(together[1:], alone, atol=1e-4, rtol=1e-4)


def test_copied_layers_compute_what_the_encoders_do() -> None:
    encoder = load_bert()
    network = SentenceNetwork(JUDGEMENTS, layers=2).eval()
    copied_layers(encoder, network, after=3)
    ids = torch.tensor([[101, 2054, 2003, 2023, 102]])
    with torch.no_grad():
        hidden = encoder(input_ids=ids, output_hidden_states=True).hidden_states
        states = hidden[3]
        for layer in network.layers:
            states = layer(states)

    torch.testing.assert_close(states, hidden[5], atol=1e-4, rtol=1e-4)


def test_the_states_behind_the_padding_of_a_document_do_not_count() -> None:
    torch.manual_seed(1)
    network = SalienceNetwork(features=7).eval()
    vectors, features, mask = torch.randn(2, 6, HIDDEN), torch.randn(2, 6, 7), torch.ones(2, 6)
    mask[1, 4:] = 0
    with torch.no_grad():
        together = network(vectors, features, mask)
        alone = network(vectors[1:, :4], features[1:, :4], mask[1:, :4])

    assert together.shape == (2, 6)
    torch.testing.assert_close(together[1:, :4], alone, atol=1e-4, rtol=1e-4)
