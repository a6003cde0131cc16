"""The five parameters of the network as named views on one flat vector, so that an update is one vector operation."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Sizes(NamedTuple):
    """How many numbers enter the network, are remembered, and leave it, at each time step."""

    input: int
    hidden: int
    output: int

    @property
    def total(self) -> int:
        """The number of parameters in all."""
        return self.hidden * (self.input + self.hidden + 1) + self.output * (self.hidden + 1)


class Parameters:
    """W_xh, W_hh, W_hy, b_h and b_y; a gradient is of this type too.

    They lie in memory as two matrices, one per layer, so that a time step is one product:

        W = [W_xh | W_hh | b_h]   (hidden, input + hidden + 1)
        V = [W_hy | b_y]          (output, hidden + 1)

    `vector` holds both, row by row; every name is a view on it, and writing to one writes to the other.
    WT and VT are the transposes, as views too. Where the initial state is learned it comes last: h_0 (hidden, 1);
    else h_0 is None, and stands for zeros. Of N vectors in rows every name is a stack, such as W (N, hidden, ...).
    """

    names: ClassVar[tuple[str, ...]] = ("W_xh", "W_hh", "W_hy", "b_h", "b_y")
    __slots__ = ("V", "VT", "W", "WT", "W_hh", "W_hy", "W_xh", "b_h", "b_y", "h_0", "sizes", "vector")

    def __init__(self, sizes: Sizes, vector: Array | None = None) -> None:
        """View `vector` (sizes.total,), or sizes.hidden longer with h_0, or rows of such; zeros where none is given.

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
        """The names of what is learned here: the five, and h_0 where it is one of them."""
        return self.names if self.h_0 is None else (*self.names, "h_0")

    def __getitem__(self, name: str) -> Array:
        """The parameter called `name`, such as parameters["W_hh"]. Raises KeyError for another name."""
        if name not in self.held:
            raise KeyError(f"{name!r} is not a parameter; the names are {', '.join(self.held)}.")
        array: Array = getattr(self, name)
        return array

    def copy(self) -> Parameters:
        """The same numbers in memory of their own."""
        return Parameters(self.sizes, self.vector.copy())

    def zeros(self) -> Parameters:
        """Zeros of the same sizes."""
        return Parameters(self.sizes, np.zeros_like(self.vector))
