"""A training run that can stop and go on: optimizer, learning rate, checkpoints."""

from __future__ import annotations

import hashlib
import json
import math
import time
from typing import TYPE_CHECKING

import torch
from rich.console import Console

from briefing.models.encoder import has_bfloat16

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from torch import nn

_TALK = Console(stderr=True)
_WARM_UP = 0.06
_WEIGHT_DECAY = 0.01
_MOST_GRADIENT = 1.0
# Batches are cut from this many batches' worth of places sorted by length.
_BUCKET = 20


def bucketed(order: Sequence[int], lengths: Sequence[int], size: int, chance: random.Random) -> list[list[int]]:
    """Batches of at most ``size`` places, of like lengths each: little padding, and still near to the order given."""
    batches = []
    for start in range(0, len(order), _BUCKET * size):
        bucket = sorted(order[start : start + _BUCKET * size], key=lambda place: lengths[place])
        cut = [bucket[first : first + size] for first in range(0, len(bucket), size)]
        chance.shuffle(cut)
        batches += cut
    return batches


class Run:
    """Minimizes a loss over given batches with AdamW; the learning rate rises and then falls to nothing, once a cycle.

    Several cycles are the warm restarts of Loshchilov and Hutter, "SGDR" (2017), with lines in place of the cosine.
    What the network was at the end of each is kept beside the checkpoint, to be averaged.

    ``checkpoint`` is a file that is written every ``every`` steps, and from which an interrupted run goes on: the same
    batches in the same order, with the optimizer as it was.
    """

    def __init__(
        self,
        network: nn.Module,
        *,
        rate: float,
        checkpoint: Path,
        head_rate: float | None = None,
        every: int = 400,
        seed: int = 13,
        cycles: int = 1,
    ) -> None:
        self._network = network
        named = [(name, parameter) for name, parameter in network.named_parameters() if parameter.requires_grad]
        self._trained = [parameter for _, parameter in named]
        new = [parameter for name, parameter in named if name.startswith("judgements.")]
        old = [parameter for name, parameter in named if not name.startswith("judgements.")]
        # What starts from nothing may learn faster than what was trained before.
        self._rates = (rate, head_rate or rate)
        groups = [{"params": old}, {"params": new}]
        self._optimizer = torch.optim.AdamW(groups, lr=rate, weight_decay=_WEIGHT_DECAY, fused=True)
        self._checkpoint = checkpoint
        self._every = every
        self._seed = seed
        self._cycles = cycles

    def over(self, batches: Sequence[Sequence[int]], loss: Callable[[Sequence[int]], torch.Tensor]) -> None:
        """Take one step for each batch of places, from where the last checkpoint stands."""
        plan = hashlib.sha256(json.dumps([self._rates, self._seed, self._cycles, batches]).encode()).hexdigest()
        done = self._resumed(plan)
        cycle = math.ceil(len(batches) / self._cycles)
        started, total = time.perf_counter(), 0.0
        for step in range(done, len(batches)):
            # Each step's own seed, so that a run that went on drops out the same units as one that did not stop.
            torch.manual_seed(self._seed + step)
            for group, rate in zip(self._optimizer.param_groups, self._rates, strict=True):
                group["lr"] = rate * _schedule(step % cycle, cycle)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
                value = loss(batches[step])
            value.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(self._trained, _MOST_GRADIENT)
            self._optimizer.step()
            self._optimizer.zero_grad()
            total += float(value.detach())
            if self._cycles > 1 and ((step + 1) % cycle == 0 or step + 1 == len(batches)):
                _write(self._network.state_dict(), self._end(math.ceil((step + 1) / cycle)))
            if (step + 1) % self._every == 0:
                self._save(step + 1, plan)
                pace = (time.perf_counter() - started) / (step + 1 - done)
                left = pace * (len(batches) - step - 1) / 60
                _TALK.print(f"step {step + 1} of {len(batches)}, loss {total / self._every:.4f}, {left:.0f} min left")
                total = 0.0
        self._save(len(batches), plan)

    def averaged(self, shares: Sequence[float]) -> dict[str, torch.Tensor]:
        """The weights at the ends of the cycles, which are at least two, averaged with these shares.

        Wortsman et al., "Model soups" (2022): networks from one start average to one that is often better than each.
        """
        ends = [torch.load(self._end(number), weights_only=True) for number in range(1, self._cycles + 1)]
        return {
            name: sum((share * end[name] for share, end in zip(shares, ends, strict=True)), torch.zeros(()))
            for name in ends[0]
        }

    def _end(self, number: int) -> Path:
        return self._checkpoint.with_name(f"{self._checkpoint.stem}-cycle-{number}.pt")

    def _resumed(self, plan: str) -> int:
        if not self._checkpoint.exists():
            return 0
        state = torch.load(self._checkpoint, weights_only=True)
        if state["plan"] != plan:
            raise SystemExit(
                f"{self._checkpoint} belongs to another run: other data or another recipe; remove it first"
            )
        self._network.load_state_dict(state["network"])
        self._optimizer.load_state_dict(state["optimizer"])
        _TALK.print(f"goes on from step {state['step']} of {self._checkpoint}")
        return int(state["step"])

    def _save(self, step: int, plan: str) -> None:
        state = {
            "network": self._network.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "step": step,
            "plan": plan,
        }
        _write(state, self._checkpoint)


def _write(state: object, path: Path) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".part")
    torch.save(state, aside)
    aside.replace(path)


def _schedule(step: int, steps: int) -> float:
    """The share of the full learning rate at a step: linear up, then linear down."""
    warm = max(1, math.ceil(_WARM_UP * steps))
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))
