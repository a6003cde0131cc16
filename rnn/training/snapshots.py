"""Snapshots: the parameters at evenly spaced epochs, so that any epoch can be computed again from the one before it."""

from __future__ import annotations

from dataclasses import dataclass

from rnn.network.parameters import Array

MEGABYTES = 8
MOST = 4096
CLOSEST = 16
_OVERHEAD = 200  # bytes that one array costs besides its numbers


@dataclass(frozen=True, eq=False)
class Snapshots:
    """Parameter vectors at the multiples of `stride`, {epoch: (P,)}; thinned to 8 MB and 4,096 of them."""

    vectors: dict[int, Array]
    stride: int = CLOSEST

    @classmethod
    def first(cls, vector: Array) -> Snapshots:
        """Only the untrained network."""
        return cls({0: vector})

    def extended(self, new: dict[int, Array]) -> Snapshots:
        """With later snapshots; every other one is dropped until all fit."""
        if not new:
            return self
        vectors, stride = {**self.vectors, **new}, self.stride
        most = min(MOST, MEGABYTES * 1_000_000 // (vectors[0].nbytes + _OVERHEAD))
        while len(vectors) > most:
            stride *= 2
            vectors = {epoch: vector for epoch, vector in vectors.items() if epoch % stride == 0}
        return Snapshots(vectors, stride)

    def before(self, epoch: int) -> Snapshots:
        """Only those up to `epoch`."""
        return Snapshots({kept: vector for kept, vector in self.vectors.items() if kept <= epoch}, self.stride)

    def next_after(self, epoch: int) -> int:
        """The epoch at which the next snapshot is due."""
        return (epoch // self.stride + 1) * self.stride
