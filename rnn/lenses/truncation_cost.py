"""Cost of truncation: fraction of the gradient that is lost, and direction of the rest, over the chunk length."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite, nan

import numpy as np

from rnn.network.batch import learned
from rnn.network.bptt import Pass, backward
from rnn.network.norms import norm
from rnn.network.parameters import Array, Parameters

MOST_CHUNKS = 24


@dataclass(frozen=True, eq=False)
class TruncationCost:
    """Loss of gradient under truncation after every k steps, for the gradient of the whole batch.

    chunks : (n,)  the chunk lengths k, up to the whole sequence
    lost : {parameter: |whole - cut| / |whole|}, (n,) each; above 1 where the truncated gradient points elsewhere
    cosine : (n,)  between the truncated and the whole gradient of all parameters together

    Both are nan where the whole gradient is not finite.
    """

    chunks: Array
    lost: dict[str, Array]
    cosine: Array


def cut_steps(steps: int, chunk: int | None) -> list[int]:
    """Time steps t after which truncation cuts the gradient, between t and t + 1."""
    return [] if chunk is None else list(range(chunk, steps, chunk))


def truncation_cost(shown: Pass, most: int = MOST_CHUNKS) -> TruncationCost:
    """Truncate the same pass to chunks of k = 1 ... T, or about `most` evenly spaced k, and to the present one."""
    steps = shown.x.shape[1]
    now = min(shown.options.truncation or steps, steps)
    chunks = np.unique(np.append(np.round(np.linspace(1, steps, min(most, steps))).astype(int), now))
    with np.errstate(over="ignore", invalid="ignore"):
        return _compared(chunks, _gradients(shown, None), [_gradients(shown, int(chunk)) for chunk in chunks])


def _compared(chunks: Array, whole: Parameters, left: list[Parameters]) -> TruncationCost:
    lost = {name: np.array([_ratio(whole[name] - cut[name], whole[name]) for cut in left]) for name in whole.held}
    cosine = np.array([_cosine(cut.vector, whole.vector) for cut in left])
    return TruncationCost(chunks, lost, cosine)


def _gradients(shown: Pass, chunk: int | None) -> Parameters:
    options = replace(shown.options, truncation=chunk)
    sequences = None if shown.counted is None else learned(shown.counted)
    return backward(shown.parameters, shown.x, shown.h, shown.error, options, sequences)[2]


def _ratio(part: Array, whole: Array) -> float:
    size = norm(whole.ravel())
    if not isfinite(size):
        return nan
    return norm(part.ravel()) / size if size else 0.0


def _cosine(one: Array, other: Array) -> float:
    """Cosine of two vectors: 1 for two zeros, 0 where only one is zero."""
    sizes = norm(one), norm(other)
    if not isfinite(sizes[1]):
        return nan
    if not all(sizes):
        return float(not any(sizes))
    return float(np.clip((one / sizes[0]) @ (other / sizes[1]), -1, 1))
