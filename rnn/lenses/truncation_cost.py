"""Cutting: what truncation leaves of the gradient, and which way that points, for chunks of every length."""

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
class Cutting:
    """What is lost when the gradient is cut after every k steps; of the update's gradient, over the whole batch.

    chunks : (n,)  the lengths k, up to the whole sequence
    lost : for each parameter |whole - cut| / |whole|, (n,); it may pass 1 where what is left points elsewhere
    cosine : (n,)  between what is left of all parameters together and the whole: 1 is the same direction

    Both are nan where the whole gradient is not finite.
    """

    chunks: Array
    lost: dict[str, Array]
    cosine: Array


def cut_steps(steps: int, chunk: int | None) -> list[int]:
    """The time steps t after which the chain is cut, between t and t + 1."""
    return [] if chunk is None else list(range(chunk, steps, chunk))


def cutting(shown: Pass, most: int = MOST_CHUNKS) -> Cutting:
    """Cut the same pass in chunks of k = 1 ... T, or about `most` of them, evenly chosen, and as it is cut now."""
    steps = shown.x.shape[1]
    now = min(shown.options.truncation or steps, steps)
    chunks = np.unique(np.append(np.round(np.linspace(1, steps, min(most, steps))).astype(int), now))
    with np.errstate(over="ignore", invalid="ignore"):
        return _compared(chunks, _gradients(shown, None), [_gradients(shown, int(chunk)) for chunk in chunks])


def _compared(chunks: Array, whole: Parameters, left: list[Parameters]) -> Cutting:
    lost = {name: np.array([_ratio(whole[name] - cut[name], whole[name]) for cut in left]) for name in whole.held}
    cosine = np.array([_cosine(cut.vector, whole.vector) for cut in left])
    return Cutting(chunks, lost, cosine)


def _gradients(shown: Pass, chunk: int | None) -> Parameters:
    options = replace(shown.options, truncation=chunk)
    sequences = None if shown.counted is None else learned(shown.counted)
    return backward(shown.parameters, shown.x, shown.h, shown.error, options, sequences)[2]


def _ratio(part: Array, whole: Array) -> float:
    length = norm(whole.ravel())
    if not isfinite(length):
        return nan
    return norm(part.ravel()) / length if length else 0.0


def _cosine(one: Array, other: Array) -> float:
    """1 for two zeros, 0 where only one is zero."""
    lengths = norm(one), norm(other)
    if not isfinite(lengths[1]):
        return nan
    if not all(lengths):
        return float(not any(lengths))
    return float(np.clip((one / lengths[0]) @ (other / lengths[1]), -1, 1))
