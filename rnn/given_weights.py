"""Whether given weights fit the network that they shall start: said in a student's words where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnn.network_choices import GIVEN

if TYPE_CHECKING:
    from rnn.experiment import Experiment


def check_weights(experiment: Experiment) -> None:
    """Raise ValueError unless weights are given where the start asks for them, as many as the network has."""
    weights, sizes = experiment.weights, experiment.sizes
    if (experiment.start == GIVEN) != (weights is not None):
        if weights is None:
            raise ValueError("Start: 'given' is not allowed without weights. Give a file of them under Link and files.")
        raise ValueError(f"Weights: they are not used with the start {experiment.start!r}. Give the start 'given'.")
    needed = sizes.total + (sizes.hidden if experiment.initial_state == "learned" else 0)
    if weights is not None and len(weights) != needed:
        raise ValueError(
            f"Start: the given weights are {len(weights):,} numbers, but this network has {needed:,} "
            f"({sizes.input} in, {sizes.hidden} hidden, {sizes.output} out). "
            "Choose another start first, or give weights that fit."
        )
