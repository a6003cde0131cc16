"""Physics: the same weights under another factor on W_hh and louder or softer input, at once and without training."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rnn.network.bptt import Pass, run_pass
from rnn.training.trainer import Trainer


def physics(trainer: Trainer, recurrent_gain: float, input_scale: float = 1.0) -> Pass:
    """One pass with the present weights; the factor takes the place of the one chosen, inputs are multiplied.

    Nothing of it is trained or kept. Numbers may leave the finite ones where the network explodes.
    """
    experiment, batch = trainer.experiment, trainer.experiment.batch
    options = replace(experiment.options_at(trainer.epoch), gain=recurrent_gain)
    with np.errstate(over="ignore", invalid="ignore"):
        return run_pass(
            trainer.parameters, input_scale * batch.x, batch.target, experiment.error_scale, options,
            batch.counted, batch.lengths, batch.held_out,
        )  # fmt: skip
