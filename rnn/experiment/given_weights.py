"""Check that given initial weights fit the network."""

from __future__ import annotations

from collections.abc import Sequence

from rnn.experiment.network_choices import GIVEN
from rnn.network.parameters import Sizes


def check_weights(weights: Sequence[float] | None, start: str, sizes: Sizes, initial_state: str) -> None:
    """Raise ValueError unless `weights` are given exactly if `start` is "given", one for each parameter."""
    if (start == GIVEN) != (weights is not None):
        if weights is None:
            raise ValueError(
                "Initialization: 'given' is not allowed without weights. Give a file of them under Link and files."
            )
        raise ValueError(f"Weights: the initialization {start!r} does not use them. Give the initialization 'given'.")
    needed = sizes.total + (sizes.hidden if initial_state == "learned" else 0)
    if weights is not None and len(weights) != needed:
        raise ValueError(
            f"Initialization: the given weights are {len(weights):,} numbers, but this network has {needed:,} "
            f"({sizes.input} in, {sizes.hidden} hidden, {sizes.output} out). "
            "Choose another initialization first, or give weights that fit."
        )
