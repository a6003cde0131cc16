"""Losses of many perturbed networks at once."""

from __future__ import annotations

import numpy as np

from rnn.network.batch import learned
from rnn.network.bptt import Pass
from rnn.network.parameters import Array, Parameters

TINY = 1e-30


def losses(shown: Pass, vectors: Array, error_scale: float | Array = 1.0) -> tuple[Array, Array, Array]:
    """Loss that an update follows, (N,), its rounding, (N,), and h_1 to h_T, (N, B, T, H), of N networks.

    vectors : (N, P)    the parameters of each, a row laid out as in `Parameters`
    error_scale : as in `loss_of_update`, and rounding as in `rounding_of_loss`
    """
    many, options = Parameters(shown.parameters.sizes, vectors), shown.options
    batch, steps, inputs = shown.x.shape
    fed = (shown.x.reshape(-1, inputs) @ many.W_xh.mT + many.b_h.mT).reshape(len(vectors), batch, steps, -1)
    W_hhT = np.ascontiguousarray(options.gain * many.W_hh.mT)
    before = np.zeros((1, 1, fed.shape[-1])) if many.h_0 is None else many.h_0.mT
    h = np.empty_like(fed)
    for t in range(steps):
        before = options.activation.function(fed[:, :, t] + before @ W_hhT)
        if shown.lengths is not None:
            before[:, shown.lengths <= t] = 0.0
        h[:, :, t] = before
    output = h.reshape(len(vectors), batch * steps, -1) @ many.W_hy.mT + many.b_y.mT
    yhat = options.loss.output(output.reshape(len(vectors), batch, steps, -1))
    return loss_of_update(shown, yhat, error_scale), rounding_of_loss(shown, yhat, error_scale), h


def loss_of_update(shown: Pass, yhat: Array, error_scale: float | Array = 1.0) -> Array:
    """The loss whose gradient an update follows, for outputs yhat (..., B, T, K) to the sequences of `shown`: (...).

        (1/B) sum_b error_scale_b sum_t l_t     over the sequences and steps that count
        l_t = |yhat_t - y_t|^2 / 2, or the cross-entropy: in both d(l_t)/do_t = yhat_t - y_t

    error_scale : one number, or one for each sequence, (B,)
    """
    return _summed(shown, shown.options.loss.at_steps(yhat, shown.target), error_scale)


def rounding_of_loss(shown: Pass, yhat: Array, error_scale: float | Array = 1.0) -> Array:
    """How far that loss moves, (...), where every output changes in its last digit: sum_t |dl_t/dyhat_t yhat_t| eps.

    By a complex step: the imaginary part of l_t(yhat_t (1 + i tiny)) is dl_t/dyhat_t yhat_t tiny, to the last digit.
    """
    moved = shown.options.loss.at_steps(yhat * (1 + TINY * 1j), shown.target).imag
    return _summed(shown, np.abs(moved) * (np.finfo(float).eps / TINY), error_scale)


def _summed(shown: Pass, at_steps: Array, error_scale: float | Array) -> Array:
    """Over the steps that count, as an update takes them; at_steps (..., B, T) is of the shown loss."""
    counted = np.where(shown.counts, at_steps / shown.options.loss.slope, 0.0) * np.reshape(error_scale, (-1, 1))
    sequences = len(shown.x) if shown.counted is None else learned(shown.counted)
    return np.asarray(counted.sum(axis=(-2, -1)) / sequences)
