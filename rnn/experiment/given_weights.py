"""Whether given weights fit the network that they shall start: said in a student's words where they do not."""

from __future__ import annotations

from collections.abc import Sequence

from rnn.experiment.network_choices import GIVEN
from rnn.network.parameters import Sizes


def check_weights(weights: Sequence[float] | None, start: str, sizes: Sizes, initial_state: str) -> None:
    """Raise ValueError unless weights are given where the start asks for them, as many as the network has."""
    if (start == GIVEN) != (weights is not None):
        if weights is None:
            raise ValueError("Start: 'given' is not allowed without weights. Give a file of them under Link and files.")
        raise ValueError(f"Weights: they are not used with the start {start!r}. Give the start 'given'.")
    needed = sizes.total + (sizes.hidden if initial_state == "learned" else 0)
    if weights is not None and len(weights) != needed:
        raise ValueError(
            f"Start: the given weights are {len(weights):,} numbers, but this network has {needed:,} "
            f"({sizes.input} in, {sizes.hidden} hidden, {sizes.output} out). "
            "Choose another start first, or give weights that fit."
        )
