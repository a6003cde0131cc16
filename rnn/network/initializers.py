"""Where learning starts: the first weights, drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from rnn.network.parameters import Array, Parameters, Sizes


class NormalSource(Protocol):
    """Anything that draws standard normal numbers: np.random, a RandomState or a Generator."""

    def standard_normal(self, size: tuple[int, int], /) -> Array:
        """An array of that size, each entry from N(0, 1)."""


@dataclass(frozen=True)
class Initializer:
    """How weights begin.

    recurrent : makes W_hh, (n, n), of standard normal numbers of that shape
    spread : the standard deviation of W_xh and W_hy unless one is given, from their rows and columns
    """

    label: str
    recurrent: Callable[[Array], Array]
    spread: Callable[[int, int], float]


def orthogonal(normal: Array) -> Array:
    """The orthogonal factor of a normal matrix: drawn evenly from all of them, by the signs of R (Mezzadri 2007)."""
    q, r = np.linalg.qr(normal)
    return np.asarray(q * np.where(np.diag(r) < 0, -1.0, 1.0))


def xavier_spread(rows: int, columns: int) -> float:
    """sqrt(2 / (rows + columns)) (Glorot and Bengio 2010)."""
    return float(np.sqrt(2 / (rows + columns)))


def _one_over_root(_rows: int, columns: int) -> float:
    return float(columns**-0.5)


INITIALIZERS = {
    "small": Initializer("small normal", lambda normal: normal, lambda rows, columns: 1.0),
    "gaussian": Initializer("Gaussian, gain/√n", lambda normal: normal / len(normal) ** 0.5, _one_over_root),
    "xavier": Initializer("Xavier", lambda normal: normal * xavier_spread(*normal.shape), xavier_spread),
    "orthogonal": Initializer("orthogonal", orthogonal, _one_over_root),
    "identity": Initializer("identity", lambda normal: np.eye(len(normal)), _one_over_root),
}


def draw(
    start: Initializer,
    sizes: Sizes,
    source: NormalSource,
    scale: float = 1.0,
    input_scale: float | None = None,
    output_scale: float | None = None,
) -> Parameters:
    """First weights: `scale` times those of `start`; biases zero.

    W_xh, W_hh, W_hy are drawn in this order, as many numbers for every start, so that one seed gives all of them the
    same W_xh and W_hy up to their scale. input_scale and output_scale are the standard deviations of W_xh and W_hy;
    None leaves them to `start`: its spread, which for a small normal start is `scale` as well.
    """
    parameters = Parameters(sizes)
    small = start is INITIALIZERS["small"]
    for name, given in (("W_xh", input_scale), ("W_hh", None), ("W_hy", output_scale)):
        view = parameters[name]
        rows, columns = view.shape
        normal = source.standard_normal((rows, columns))
        if name == "W_hh":
            view[...] = start.recurrent(normal) * scale
        elif given is not None:
            view[...] = normal * given
        else:
            view[...] = normal * (scale if small else start.spread(rows, columns))
    return parameters


def small_normal(sizes: Sizes, source: NormalSource, scale: float = 0.01) -> Parameters:
    """Standard normal weights times `scale`, drawn in the order W_xh, W_hh, W_hy; biases zero."""
    return draw(INITIALIZERS["small"], sizes, source, scale)


def seeded(seed: int) -> np.random.RandomState:
    """NumPy's legacy stream of that seed, the one np.random.seed(seed) sets; NumPy's own policy freezes it (NEP 19)."""
    return np.random.RandomState(seed)
