"""The networks on the encoder: shapes, what padding does, and layers that start as copies."""

from __future__ import annotations

import pytest
import torch
from transformers import MPNetConfig, MPNetModel

from briefing.models.heads.networks import (
    HIDDEN,
    LowRank,
    RereadingNetwork,
    SalienceNetwork,
    SentenceNetwork,
    copied_layers,
)
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


def test_a_layer_that_has_learned_nothing_gives_what_it_gave() -> None:
    layer, states = torch.nn.Linear(6, 4), torch.randn(3, 6)
    adapted = LowRank(layer)
    torch.testing.assert_close(adapted(states), layer(states))

    torch.nn.init.ones_(adapted.wide)
    assert not torch.allclose(adapted(states), layer(states))


@pytest.fixture
def rereading() -> RereadingNetwork:
    torch.manual_seed(1)
    config = MPNetConfig(
        vocab_size=50, hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=2
    )
    network = RereadingNetwork(MPNetModel(config, add_pooling_layer=False), JUDGEMENTS)
    for layer in network.modules():
        if isinstance(layer, LowRank):
            torch.nn.init.normal_(layer.wide)
    return network.eval()


def test_only_what_is_not_the_rereaders_own_is_learned(rereading: RereadingNetwork) -> None:
    trained = {name for name, parameter in rereading.named_parameters() if parameter.requires_grad}

    # Four matrices of attention and two behind it in each of two layers, and what judges.
    assert len(trained) == 2 * 6 * 2 + 4
    assert rereading.learned().keys() == trained


def test_folded_it_judges_as_before_and_is_the_rereaders_shape(rereading: RereadingNetwork) -> None:
    ids = torch.tensor([[3, 7, 5, 8, 2, 6]])
    mask, second = torch.ones(1, 6, dtype=torch.long), torch.tensor([[0, 0, 0, 1, 1, 1]])
    with torch.no_grad():
        before = rereading(ids, mask, second)
        rereading.fold()
        after = rereading(ids, mask, second)

    torch.testing.assert_close(after, before, atol=1e-4, rtol=1e-4)
    assert not any(isinstance(layer, LowRank) for layer in rereading.modules())


def test_what_stands_behind_a_pair_does_not_count(rereading: RereadingNetwork) -> None:
    ids = torch.tensor([[3, 4, 5, 6, 1, 1], [3, 7, 5, 8, 2, 6]])
    mask = torch.tensor([[1, 1, 1, 1, 0, 0], [1] * 6])
    second = torch.tensor([[0, 0, 1, 1, 0, 0], [0, 0, 0, 1, 1, 1]])
    with torch.no_grad():
        together = rereading(ids, mask, second)
        alone = rereading(ids[:1, :4], mask[:1, :4], second[:1, :4])

    assert together.shape == (2, 48)
    torch.testing.assert_close(together[:1], alone, atol=1e-4, rtol=1e-4)
