"""The largest stable learning rate of gradient descent on the readout alone."""

from __future__ import annotations

import numpy as np

from rnn.experiment.experiment import Experiment
from rnn.network.bptt import forward
from rnn.network.parameters import Array, Parameters


def largest_stable_rate(experiment: Experiment, parameters: Parameters, epoch: int = 0) -> float:
    """Return the learning rate above which gradient descent on the readout alone diverges.

        2 / lambda_max( (1/B) sum_b s_b sum_t [h_t; 1] [h_t; 1].T )      s = experiment.error_scale

    over the steps that count. With the squared error the update's loss is quadratic in W_hy and b_y, with this matrix
    as its Hessian (LeCun et al. 1998, section 5). 0 if the states are not finite.
    """
    rows = readout_rows(experiment, parameters, epoch)
    if not np.isfinite(rows).all():
        return 0.0
    with np.errstate(all="ignore"):
        largest = float(np.linalg.norm(rows, 2))
    return 2 / largest / largest


def readout_rows(experiment: Experiment, parameters: Parameters, epoch: int = 0) -> Array:
    """Return sqrt(s_b / B) [h_t; 1] for each step that counts, (n, H + 1); rows.T @ rows is the Hessian."""
    batch = experiment.batch
    with np.errstate(all="ignore"):
        h, _ = forward(parameters, batch.x, experiment.options_at(epoch), batch.lengths)
        rows = np.concatenate([h[:, 1:], np.ones((*batch.x.shape[:2], 1))], axis=2)
        rows *= np.sqrt(np.reshape(experiment.error_scale, (-1, 1, 1)) / len(rows))
        return np.asarray(rows[batch.counts])


def one_digit(value: float) -> float:
    """Return it rounded down to one significant digit, where it is not already one but for its last digits."""
    digits, power = f"{value:.14e}".split("e")
    return float(f"{digits[0]}e{power}")
