"""A training run that stops and goes on ends where one that did not stop ends."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import torch
from torch import nn

from training.runs import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

BATCHES = [[place % 8, (place * 3 + 1) % 8] for place in range(23)]


class Tiny(nn.Module):
    """Two layers with dropout between them, the upper one new."""

    def __init__(self, seed: int = 1) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.lower = nn.Linear(4, 6)
        self.dropout = nn.Dropout(0.5)
        self.judgements = nn.Linear(6, 2)

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        found: torch.Tensor = self.judgements(self.dropout(torch.tanh(self.lower(given))))
        return found


class Stopped(Exception):
    """The power went out."""


def loss_of(network: Tiny, stop_after: int | None = None) -> Callable[[Sequence[int]], torch.Tensor]:
    """The loss on fixed data; raises in the step after ``stop_after`` ones."""
    chance = torch.Generator().manual_seed(5)
    inputs, targets = torch.randn(8, 4, generator=chance), torch.arange(8) % 2
    steps = 0

    def loss(places: Sequence[int]) -> torch.Tensor:
        nonlocal steps
        if steps == stop_after:
            raise Stopped
        steps += 1
        return nn.functional.cross_entropy(network(inputs[list(places)]).float(), targets[list(places)])

    return loss


def run(network: Tiny, checkpoint: Path, *, rate: float = 0.05, every: int = 5, seed: int = 13) -> Run:
    return Run(network.train(), rate=rate, checkpoint=checkpoint, every=every, seed=seed)


def weights(network: nn.Module) -> dict[str, list[float]]:
    return {name: tensor.flatten().tolist() for name, tensor in network.state_dict().items()}


@pytest.fixture
def uninterrupted(tmp_path: Path) -> Tiny:
    network = Tiny()
    run(network, tmp_path / "whole.pt").over(BATCHES, loss_of(network))
    return network


@pytest.mark.parametrize("stop_after", [0, 3, 5, 12, 20, 22])
def test_an_interrupted_run_ends_with_the_same_weights(tmp_path: Path, uninterrupted: Tiny, stop_after: int) -> None:
    checkpoint = tmp_path / "stopped.pt"
    first = Tiny()
    with pytest.raises(Stopped):
        run(first, checkpoint).over(BATCHES, loss_of(first, stop_after))
    # Once a checkpoint is written, whatever the new process starts from does not count.
    second = Tiny(seed=1 if stop_after < 5 else 99)
    run(second, checkpoint).over(BATCHES, loss_of(second))

    assert weights(second) == weights(uninterrupted)


def test_a_run_may_be_interrupted_again_and_again(tmp_path: Path, uninterrupted: Tiny) -> None:
    for _ in range(3):
        network = Tiny()
        with pytest.raises(Stopped):
            run(network, tmp_path / "again.pt").over(BATCHES, loss_of(network, 6))
    network = Tiny()
    run(network, tmp_path / "again.pt").over(BATCHES, loss_of(network))

    assert weights(network) == weights(uninterrupted)


def test_a_run_goes_on_and_does_not_start_anew(tmp_path: Path) -> None:
    network = Tiny()
    with pytest.raises(Stopped):
        run(network, tmp_path / "run.pt").over(BATCHES, loss_of(network, 12))
    network = Tiny()
    # Ten of 23 steps are in the checkpoint.
    run(network, tmp_path / "run.pt").over(BATCHES, loss_of(network, 13))


def test_a_run_that_is_through_takes_no_more_steps(tmp_path: Path, uninterrupted: Tiny) -> None:
    network = Tiny(seed=99)
    run(network, tmp_path / "whole.pt").over(BATCHES, loss_of(network, stop_after=0))

    assert weights(network) == weights(uninterrupted)


def test_the_same_run_gives_the_same_weights_and_another_seed_others(tmp_path: Path, uninterrupted: Tiny) -> None:
    again, other = Tiny(), Tiny()
    run(again, tmp_path / "again.pt").over(BATCHES, loss_of(again))
    run(other, tmp_path / "other.pt", seed=14).over(BATCHES, loss_of(other))

    assert weights(again) == weights(uninterrupted)
    # Another seed drops out other units.
    assert weights(other) != weights(uninterrupted)


@pytest.mark.usefixtures("uninterrupted")
@pytest.mark.parametrize(
    ("batches", "rate", "seed"),
    [
        (BATCHES[1:], 0.05, 13),
        ([*BATCHES[1:], BATCHES[0]], 0.05, 13),
        (BATCHES, 0.04, 13),
        (BATCHES, 0.05, 14),
    ],
    ids=["fewer batches", "another order", "another rate", "another seed"],
)
def test_a_checkpoint_of_another_plan_is_refused(
    tmp_path: Path, batches: list[list[int]], rate: float, seed: int
) -> None:
    network = Tiny()
    before = weights(network)
    with pytest.raises(SystemExit, match=r"whole\.pt belongs to another run.*remove it first"):
        run(network, tmp_path / "whole.pt", rate=rate, seed=seed).over(batches, loss_of(network))

    assert weights(network) == before


def test_training_lowers_the_loss(tmp_path: Path) -> None:
    network = Tiny()
    loss = loss_of(network.eval())
    before = float(loss(range(8)).detach())
    Run(network, rate=0.05, checkpoint=tmp_path / "run.pt").over([list(range(8))] * 60, loss)

    assert float(loss(range(8)).detach()) < before / 2


def test_what_is_new_may_learn_faster_than_what_was_trained_before(tmp_path: Path) -> None:
    network = Tiny()
    before = weights(network)
    Run(network, rate=1e-9, head_rate=0.1, checkpoint=tmp_path / "run.pt").over(BATCHES, loss_of(network))
    after = weights(network)

    assert after["lower.weight"] == pytest.approx(before["lower.weight"], abs=1e-6)
    assert after["judgements.weight"] != pytest.approx(before["judgements.weight"], abs=1e-2)


def test_each_cycle_begins_with_large_steps_and_ends_with_small_ones(tmp_path: Path) -> None:
    network = Tiny()
    seen = [weights(network)["lower.weight"]]
    judged = loss_of(network.eval())

    def loss(places: Sequence[int]) -> torch.Tensor:
        seen.append(weights(network)["lower.weight"])
        return judged(places)

    Run(network, rate=0.01, checkpoint=tmp_path / "run.pt", cycles=2).over([list(range(8))] * 20, loss)
    seen.append(weights(network)["lower.weight"])
    steps = [
        sum(abs(one - other) for one, other in zip(before, after, strict=True)) for before, after in pairwise(seen[1:])
    ]

    assert len(steps) == 20
    assert steps[9] < steps[0] / 3
    assert steps[10] > 3 * steps[9]
    assert steps[19] < steps[10] / 3


def test_what_is_not_to_be_trained_stays(tmp_path: Path) -> None:
    network = Tiny()
    network.lower.requires_grad_(False)
    before = weights(network)
    run(network, tmp_path / "run.pt").over(BATCHES, loss_of(network))

    assert weights(network)["lower.weight"] == before["lower.weight"]


def test_checkpoints_are_whole_or_not_there_and_their_folder_is_made(tmp_path: Path) -> None:
    network = Tiny()
    run(network, tmp_path / "work" / "deep" / "run.pt").over(BATCHES, loss_of(network))

    assert [path.name for path in (tmp_path / "work" / "deep").iterdir()] == ["run.pt"]


def test_the_ends_of_the_cycles_are_averaged_with_their_shares(tmp_path: Path) -> None:
    network = Tiny()
    trained = Run(network.eval(), rate=0.01, checkpoint=tmp_path / "run.pt", cycles=2)
    trained.over([list(range(8))] * 9, loss_of(network))
    second = weights(network)["lower.weight"]
    first = trained.averaged((1.0, 0.0))["lower.weight"].flatten().tolist()
    both = trained.averaged((0.25, 0.75))["lower.weight"].flatten().tolist()

    assert trained.averaged((0.0, 1.0))["lower.weight"].flatten().tolist() == pytest.approx(second)
    assert first != pytest.approx(second)
    assert both == pytest.approx([0.25 * one + 0.75 * other for one, other in zip(first, second, strict=True)])
