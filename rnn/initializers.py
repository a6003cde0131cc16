"""Where learning starts: the first weights, drawn from a seed."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from rnn.parameters import Array, Parameters, Sizes


class NormalSource(Protocol):
    """Anything that draws standard normal numbers: np.random, a RandomState or a Generator."""

    def standard_normal(self, size: tuple[int, int], /) -> Array:
        """An array of that size, each entry from N(0, 1)."""


def small_normal(sizes: Sizes, source: NormalSource, scale: float = 0.01) -> Parameters:
    """Standard normal weights times `scale`, drawn in the order W_xh, W_hh, W_hy; biases zero."""
    parameters = Parameters(sizes)
    for name in ("W_xh", "W_hh", "W_hy"):
        view = parameters[name]
        view[...] = source.standard_normal((view.shape[0], view.shape[1])) * scale
    return parameters


def seeded(seed: int) -> np.random.RandomState:
    """NumPy's legacy stream of that seed, the one np.random.seed(seed) sets; NumPy's own policy freezes it (NEP 19)."""
    return np.random.RandomState(seed)
