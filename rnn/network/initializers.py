"""Initializers: the initial weights, drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from rnn.network.parameters import Array, Parameters, Sizes


class NormalSource(Protocol):
    """A source of standard normal numbers: np.random, a RandomState or a Generator."""

    def standard_normal(self, size: tuple[int, int], /) -> Array:
        """Return an array of shape `size` with entries from N(0, 1)."""


@dataclass(frozen=True)
class Initializer:
    """An initialization.

    recurrent : W_hh from a standard normal matrix (n, n)
    std : the default standard deviation of W_xh and W_hy, from their numbers of rows and columns
    """

    label: str
    recurrent: Callable[[Array], Array]
    std: Callable[[int, int], float]


def orthogonal(normal: Array) -> Array:
    """Orthogonal matrix from a standard normal one, uniformly distributed by the signs of R (Mezzadri 2007)."""
    q, r = np.linalg.qr(normal)
    return np.asarray(q * np.where(np.diag(r) < 0, -1.0, 1.0))


def xavier_std(rows: int, columns: int) -> float:
    """Standard deviation sqrt(2 / (rows + columns)) (Glorot and Bengio 2010)."""
    return float(np.sqrt(2 / (rows + columns)))


def _one_over_root(_rows: int, columns: int) -> float:
    return float(columns**-0.5)


INITIALIZERS = {
    "small": Initializer("small normal", lambda normal: normal, lambda rows, columns: 1.0),
    "gaussian": Initializer("Gaussian, gain/√n", lambda normal: normal / len(normal) ** 0.5, _one_over_root),
    "xavier": Initializer("Xavier", lambda normal: normal * xavier_std(*normal.shape), xavier_std),
    "orthogonal": Initializer("orthogonal", orthogonal, _one_over_root),
    "identity": Initializer("identity", lambda normal: np.eye(len(normal)), _one_over_root),
}


def draw(
    initializer: Initializer,
    sizes: Sizes,
    source: NormalSource,
    scale: float = 1.0,
    input_scale: float | None = None,
    output_scale: float | None = None,
) -> Parameters:
    """Draw the initial weights; biases are zero.

    scale : the gain on W_hh; for the small normal initialization the standard deviation of all weights
    input_scale, output_scale : standard deviations of W_xh and W_hy; None: the default of `initializer`

    Every initializer draws as many numbers, for W_xh, W_hh and W_hy in this order. One seed therefore gives the same
    W_xh and W_hy up to their scale.
    """
    parameters = Parameters(sizes)
    small = initializer is INITIALIZERS["small"]
    for name, given in (("W_xh", input_scale), ("W_hh", None), ("W_hy", output_scale)):
        view = parameters[name]
        rows, columns = view.shape
        normal = source.standard_normal((rows, columns))
        if name == "W_hh":
            view[...] = initializer.recurrent(normal) * scale
        elif given is not None:
            view[...] = normal * given
        else:
            view[...] = normal * (scale if small else initializer.std(rows, columns))
    return parameters


def small_normal(sizes: Sizes, source: NormalSource, scale: float = 0.01) -> Parameters:
    """Draw normal weights of standard deviation `scale`, in the order W_xh, W_hh, W_hy; biases are zero."""
    return draw(INITIALIZERS["small"], sizes, source, scale)


def seeded(seed: int) -> np.random.RandomState:
    """Return NumPy's legacy generator, with the stream of np.random.seed(seed); NEP 19 keeps it unchanged."""
    return np.random.RandomState(seed)
