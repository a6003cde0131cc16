"""Snapshots: checkpoints at evenly spaced epochs, from which any epoch is recomputed."""

from __future__ import annotations

from dataclasses import dataclass

from rnn.network.parameters import Array

MEGABYTES = 8
MOST = 4096
CLOSEST = 16
_OVERHEAD = 200  # bytes of one array besides its data


@dataclass(frozen=True, eq=False)
class Snapshots:
    """Checkpoint vectors at the multiples of `stride`, {epoch: (P,)}; at most 4,096 of them and 8 MB."""

    vectors: dict[int, Array]
    stride: int = CLOSEST

    @classmethod
    def first(cls, vector: Array) -> Snapshots:
        """Return the snapshots of an untrained network."""
        return cls({0: vector})

    @classmethod
    def only_first(cls, vector: Array, epoch: int) -> Snapshots:
        """Return the snapshots of a network at `epoch` of which only the untrained state is known."""
        stride = CLOSEST
        while stride <= epoch:
            stride *= 2
        return cls({0: vector}, stride)

    def extended(self, new: dict[int, Array]) -> Snapshots:
        """Add later snapshots; drop every other one until all fit."""
        if not new:
            return self
        vectors, stride = {**self.vectors, **new}, self.stride
        most = min(MOST, MEGABYTES * 1_000_000 // (vectors[0].nbytes + _OVERHEAD))
        while len(vectors) > most:
            stride *= 2
            vectors = {epoch: vector for epoch, vector in vectors.items() if epoch % stride == 0}
        return Snapshots(vectors, stride)

    def within(self, size: int) -> Snapshots:
        """Return fewer snapshots, which together take at most `size` bytes; the one of epoch 0 always stays."""
        vectors, stride = self.vectors, self.stride
        while len(vectors) > max(size // (vectors[0].nbytes + _OVERHEAD), 1):
            stride *= 2
            vectors = {epoch: vector for epoch, vector in vectors.items() if epoch % stride == 0}
        return Snapshots(vectors, stride)

    def before(self, epoch: int) -> Snapshots:
        """Return the snapshots up to and including `epoch`."""
        return Snapshots({kept: vector for kept, vector in self.vectors.items() if kept <= epoch}, self.stride)

    def next_after(self, epoch: int) -> int:
        """Return the epoch of the next snapshot."""
        return (epoch // self.stride + 1) * self.stride
