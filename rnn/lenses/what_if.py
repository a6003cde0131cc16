"""What-if: a pass of the same weights, recomputed with another gain on W_hh and another input scale."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rnn.network.bptt import Pass, run_pass
from rnn.training.trainer import Trainer


def what_if(trainer: Trainer, recurrent_gain: float, input_scale: float = 1.0) -> Pass:
    """Run a pass with the present weights, with `recurrent_gain` in place of the chosen gain and scaled inputs.

    Nothing is trained or kept. Values may overflow to infinity where the network explodes.
    """
    experiment, batch = trainer.experiment, trainer.experiment.batch
    options = replace(experiment.options_at(trainer.epoch), gain=recurrent_gain)
    with np.errstate(over="ignore", invalid="ignore"):
        return run_pass(
            trainer.parameters, input_scale * batch.x, batch.target, experiment.error_scale, options,
            batch.counted, batch.lengths, batch.held_out,
        )  # fmt: skip
