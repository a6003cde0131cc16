"""Divergence: what to say when a run leaves the finite numbers, and how to see that the learning rate is the reason."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

import numpy as np

from rnn.bptt import forward
from rnn.choices import plain
from rnn.experiment import Experiment
from rnn.parameters import Parameters


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
        (name for name in Parameters.names if broken is not None and not np.isfinite(broken[name]).all()),
        max(Parameters.names, key=lambda name: float(np.abs(last[name]).max())),
    )
    what = f"Diverged after epoch {epoch:,}, in {parameter}. The last finite state is kept."
    return Divergence(epoch, parameter, f"{what} {_hint(experiment, epoch, last)}")


def largest_stable_rate(experiment: Experiment, parameters: Parameters) -> float:
    """The learning rate above which gradient descent on the readout alone overshoots more at every update.

        2 / lambda_max( s sum_t [h_t; 1] [h_t; 1].T )      s = experiment.error_scale

    The update's loss is quadratic in W_hy and b_y, with this matrix as curvature (LeCun et al. 1998, section 5).
    """
    with np.errstate(over="ignore", invalid="ignore"):
        h, _ = forward(parameters, experiment.x)
    rows = np.concatenate([h[0, 1:], np.ones((h.shape[1] - 1, 1))], axis=1)
    return float(2 / (experiment.error_scale * np.linalg.norm(rows, 2) ** 2))


def _hint(experiment: Experiment, epoch: int, last: Parameters) -> str:
    rate = experiment.value_at("learning_rate", epoch) or 0.0
    limit = largest_stable_rate(experiment, last)
    if rate <= limit:
        return "Try a lower learning rate, or clip the gradient."
    return (
        f"The learning rate {plain(rate)} is too high: here the readout alone overshoots "
        f"above {plain(_one_digit(limit))}. Try {plain(_one_digit(limit / 2))}, or clip the gradient."
    )


def _one_digit(value: float) -> float:
    """Rounded down to one significant digit."""
    unit = 10.0 ** floor(log10(value))
    return floor(value / unit) * unit
