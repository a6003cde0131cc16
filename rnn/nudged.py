"""Nudged: the loss of many networks at once, each a little different from the one that is shown."""

from __future__ import annotations

import numpy as np

from rnn.batch import learned
from rnn.bptt import Pass
from rnn.parameters import Array, Parameters


def losses(shown: Pass, vectors: Array, error_scale: float | Array = 1.0) -> tuple[Array, Array]:
    """The loss that an update follows, (N,), and the states h_1 to h_T, (N, B, T, H), of N networks on that batch.

    vectors : (N, P)    the parameters of each, a row laid out as in `Parameters`
    error_scale : as in `loss_of_update`
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
    yhat = options.loss.answer(output.reshape(len(vectors), batch, steps, -1))
    return loss_of_update(shown, yhat, error_scale), h


def loss_of_update(shown: Pass, yhat: Array, error_scale: float | Array = 1.0) -> Array:
    """The loss whose gradient an update follows, for answers yhat (..., B, T, K) to the sequences of `shown`: (...).

        (1/B) sum_b error_scale_b sum_t l_t     over the sequences and steps that count
        l_t = |yhat_t - y_t|^2 / 2, or the cross-entropy: in both d(l_t)/do_t = yhat_t - y_t

    error_scale : one number, or one for each sequence, (B,)
    """
    at_steps = shown.options.loss.at_steps(yhat, shown.target) / shown.options.loss.slope
    counted = np.where(shown.counts, at_steps, 0.0) * np.reshape(error_scale, (-1, 1))
    sequences = len(shown.x) if shown.counted is None else learned(shown.counted)
    return np.asarray(counted.sum(axis=(-2, -1)) / sequences)
