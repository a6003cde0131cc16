"""Divergence: what to say when a run leaves the finite numbers, and how to see that the learning rate is the reason."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnn.experiment.experiment import Experiment
from rnn.experiment.stable_rate import largest_stable_rate, one_digit
from rnn.network.parameters import Parameters
from rnn.text.quoting import plain


@dataclass(frozen=True)
class Divergence:
    """Training stopped at `epoch`, the last with finite numbers, in `parameter`; `sentence` says what to try."""

    epoch: int
    parameter: str
    sentence: str


def explain(experiment: Experiment, epoch: int, last: Parameters, broken: Parameters | None) -> Divergence:
    """Give one hint, and name the parameter that is not finite in `broken` (a gradient, or an update).

    Where only the loss is not finite there is no `broken`: then it is the largest parameter of `last`.
    """
    parameter = next(
        (name for name in last.held if broken is not None and not np.isfinite(broken[name]).all()),
        max(last.held, key=lambda name: float(np.abs(last[name]).max())),
    )
    what = f"Diverged after epoch {epoch:,}, in {parameter}. The last finite state is kept."
    return Divergence(epoch, parameter, f"{what} {_hint(experiment, epoch, last)}")


def _hint(experiment: Experiment, epoch: int, last: Parameters) -> str:
    rate = experiment.value_at("learning_rate", epoch) or 0.0
    advice = "Try a lower learning rate, or clip the gradient."
    if experiment.optimizer != "sgd" or experiment.loss != "squared":
        return advice
    limit = largest_stable_rate(experiment, last, epoch)
    if rate <= limit:
        return advice
    return (
        f"The learning rate {plain(rate)} is too high: here the readout alone overshoots "
        f"above {plain(one_digit(limit))}. Try {plain(one_digit(limit / 2))}, or clip the gradient."
    )
