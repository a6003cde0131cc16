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
        (name for name in last.held if broken is not None and not np.isfinite(broken[name]).all()),
        max(last.held, key=lambda name: float(np.abs(last[name]).max())),
    )
    what = f"Diverged after epoch {epoch:,}, in {parameter}. The last finite state is kept."
    return Divergence(epoch, parameter, f"{what} {_hint(experiment, epoch, last)}")


def largest_stable_rate(experiment: Experiment, parameters: Parameters, epoch: int = 0) -> float:
    """The learning rate above which gradient descent on the readout alone overshoots more at every update.

        2 / lambda_max( (1/B) sum_b s_b sum_t [h_t; 1] [h_t; 1].T )      s = experiment.error_scale

    over the steps that count. With the squared error the update's loss is quadratic in W_hy and b_y, with this matrix
    as curvature (LeCun et al. 1998, section 5).
    """
    batch = experiment.batch
    with np.errstate(over="ignore", invalid="ignore"):
        h, _ = forward(parameters, batch.x, experiment.options_at(epoch), batch.lengths)
    rows = np.concatenate([h[:, 1:], np.ones((*batch.x.shape[:2], 1))], axis=2)
    rows *= np.sqrt(np.reshape(experiment.error_scale, (-1, 1, 1)) / len(rows))
    counted = rows.reshape(-1, rows.shape[2]) if batch.counted is None else rows[batch.counted]
    return float(2 / np.linalg.norm(counted, 2) ** 2)


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


def one_digit(value: float) -> float:
    """Rounded down to one significant digit."""
    unit = 10.0 ** floor(log10(value))
    return floor(value / unit) * unit
