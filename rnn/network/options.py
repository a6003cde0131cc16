"""Options: how the network computes, in one value that the readable form, the fast form and a Pass share."""

from __future__ import annotations

from dataclasses import dataclass

from rnn.network.activations import ACTIVATIONS, Activation
from rnn.network.losses import LOSSES, Loss


@dataclass(frozen=True)
class Options:
    """What may differ from the plain network.

    truncation : the gradient is cut every so many steps, or None: it goes all the way back
    gain : the factor put on W_hh, which is then gain * W_hh wherever it is used
    """

    activation: Activation = ACTIVATIONS["tanh"]
    loss: Loss = LOSSES["squared"]
    truncation: int | None = None
    gain: float = 1.0

    def cut_after(self, step: int, steps: int) -> bool:
        """Whether no gradient comes back to `step` from the step after it; steps are counted from 1."""
        return step == steps or (self.truncation is not None and step % self.truncation == 0)


PLAIN = Options()
