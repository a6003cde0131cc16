"""Options of the computation, shared by `bptt.py`, `engine.py` and `Pass`."""

from __future__ import annotations

from dataclasses import dataclass

from rnn.network.activations import ACTIVATIONS, Activation
from rnn.network.losses import LOSSES, Loss


@dataclass(frozen=True)
class Options:
    """Activation, loss, truncation and gain of a network.

    truncation : length of the chunks of truncated BPTT, in time steps; None: full BPTT
    gain : multiplies W_hh, forward and backward
    """

    activation: Activation = ACTIVATIONS["tanh"]
    loss: Loss = LOSSES["squared"]
    truncation: int | None = None
    gain: float = 1.0

    def cut_after(self, step: int, steps: int) -> bool:
        """Whether `step`, counted from 1, receives no gradient from the next step."""
        return step == steps or (self.truncation is not None and step % self.truncation == 0)


PLAIN = Options()
