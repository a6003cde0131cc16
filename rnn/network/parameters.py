"""The parameters of the network as named views on one vector, so that an update is one vector operation."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Sizes(NamedTuple):
    """Numbers of inputs, hidden units and outputs."""

    input: int
    hidden: int
    output: int

    @property
    def total(self) -> int:
        """The number of parameters, without h_0."""
        return self.hidden * (self.input + self.hidden + 1) + self.output * (self.hidden + 1)


class Parameters:
    """W_xh, W_hh, W_hy, b_h and b_y, or their gradients.

    They are stored as two matrices, one per layer, so that a time step is one product:

        W = [W_xh | W_hh | b_h]   (hidden, input + hidden + 1)
        V = [W_hy | b_y]          (output, hidden + 1)

    `vector` holds both in C order, and every name is a view on it, as are the transposes WT and VT. A learned initial
    state h_0 (hidden, 1) comes last; otherwise h_0 is None, which stands for zeros. With a stack of vectors (N, ...)
    every name is a stack too, such as W (N, hidden, ...).
    """

    names: ClassVar[tuple[str, ...]] = ("W_xh", "W_hh", "W_hy", "b_h", "b_y")
    __slots__ = ("V", "VT", "W", "WT", "W_hh", "W_hy", "W_xh", "b_h", "b_y", "h_0", "sizes", "vector")

    def __init__(self, sizes: Sizes, vector: Array | None = None) -> None:
        """View `vector`, (..., sizes.total), or with h_0 (..., sizes.total + sizes.hidden); zeros by default.

        Raises ValueError for another length.
        """
        vector = np.zeros(sizes.total) if vector is None else vector
        if vector.shape[-1:] not in ((sizes.total,), (sizes.total + sizes.hidden,)):
            raise ValueError(f"{sizes} needs a vector of {sizes.total} numbers, not one of shape {vector.shape}.")
        inputs, hidden, output = sizes
        split = hidden * (inputs + hidden + 1)
        self.sizes = sizes
        self.vector = vector
        rows = vector.shape[:-1]
        self.W = vector[..., :split].reshape(*rows, hidden, inputs + hidden + 1)
        self.V = vector[..., split : sizes.total].reshape(*rows, output, hidden + 1)
        self.h_0 = vector[..., sizes.total :, None] if vector.shape[-1] > sizes.total else None
        self.WT, self.VT = self.W.mT, self.V.mT
        self.W_xh, self.W_hh, self.b_h = self.W[..., :inputs], self.W[..., inputs:-1], self.W[..., -1:]
        self.W_hy, self.b_y = self.V[..., :-1], self.V[..., -1:]

    @classmethod
    def gather(
        cls, W_xh: Array, W_hh: Array, W_hy: Array, b_h: Array, b_y: Array, h_0: Array | None = None
    ) -> Parameters:
        """Copy separate arrays into one vector; b_h is (hidden, 1), b_y (output, 1), and h_0 (hidden, 1) or None."""
        W, V = np.hstack([W_xh, W_hh, b_h]), np.hstack([W_hy, b_y])
        parts = [W.ravel(), V.ravel(), *([] if h_0 is None else [h_0.ravel()])]
        return cls(Sizes(W_xh.shape[1], W_xh.shape[0], W_hy.shape[0]), np.concatenate(parts))

    @property
    def held(self) -> tuple[str, ...]:
        """Names of the learned parameters, with h_0 if it is one of them."""
        return self.names if self.h_0 is None else (*self.names, "h_0")

    def __getitem__(self, name: str) -> Array:
        """Return the parameter `name`, such as parameters["W_hh"]. Raises KeyError for another name."""
        if name not in self.held:
            raise KeyError(f"{name!r} is not a parameter; the names are {', '.join(self.held)}.")
        array: Array = getattr(self, name)
        return array

    def copy(self) -> Parameters:
        """Return a copy with its own memory."""
        return Parameters(self.sizes, self.vector.copy())

    def zeros(self) -> Parameters:
        """Return zeros of the same sizes."""
        return Parameters(self.sizes, np.zeros_like(self.vector))
