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
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from torch import nn

_TALK = Console(stderr=True)
_WARM_UP = 0.06
_WEIGHT_DECAY = 0.01
_MOST_GRADIENT = 1.0


class Run:
    """Minimizes a loss over given batches with AdamW; the learning rate rises and then falls to nothing.

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

    def over(self, batches: Sequence[Sequence[int]], loss: Callable[[Sequence[int]], torch.Tensor]) -> None:
        """Take one step for each batch of places, from where the last checkpoint stands."""
        plan = hashlib.sha256(json.dumps([self._rates, self._seed, batches]).encode()).hexdigest()
        done = self._resumed(plan)
        started, total = time.perf_counter(), 0.0
        for step in range(done, len(batches)):
            # Each step's own seed, so that a run that went on drops out the same units as one that did not stop.
            torch.manual_seed(self._seed + step)
            for group, rate in zip(self._optimizer.param_groups, self._rates, strict=True):
                group["lr"] = rate * _schedule(step, len(batches))
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
                value = loss(batches[step])
            value.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(self._trained, _MOST_GRADIENT)
            self._optimizer.step()
            self._optimizer.zero_grad()
            total += float(value.detach())
            if (step + 1) % self._every == 0:
                self._save(step + 1, plan)
                pace = (time.perf_counter() - started) / (step + 1 - done)
                left = pace * (len(batches) - step - 1) / 60
                _TALK.print(f"step {step + 1} of {len(batches)}, loss {total / self._every:.4f}, {left:.0f} min left")
                total = 0.0
        self._save(len(batches), plan)

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
        self._checkpoint.parent.mkdir(parents=True, exist_ok=True)
        aside = self._checkpoint.with_suffix(".part")
        torch.save(
            {
                "network": self._network.state_dict(),
                "optimizer": self._optimizer.state_dict(),
                "step": step,
                "plan": plan,
            },
            aside,
        )
        aside.replace(self._checkpoint)


def _schedule(step: int, steps: int) -> float:
    """The share of the full learning rate at a step: linear up, then linear down."""
    warm = max(1, math.ceil(_WARM_UP * steps))
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))
