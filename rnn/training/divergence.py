"""Divergence: why a run is no longer finite, and what to change."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import Literal

import numpy as np

from rnn.experiment.experiment import Experiment
from rnn.experiment.stable_rate import largest_stable_rate, one_digit
from rnn.network.bptt import Pass
from rnn.network.finite import LARGEST, place_not_finite
from rnn.network.norms import norms
from rnn.network.parameters import Array, Parameters
from rnn.network.spectrum import spectral_radius
from rnn.text.quantities import number, times
from rnn.text.quoting import plain
from rnn.training.advice import LOWEST, lower_rate, lowered, without_a_rate

Path = Literal["readout", "recurrence", "update"]
EXPLODING = 100.0
"""The recurrence explodes if the gradient of a state grows by more than this factor in the backward pass."""


@dataclass(frozen=True)
class Divergence:
    """The end of a run: after `epoch` it is not finite, first in `parameter`; `sentence` explains it and gives advice.

    path : the cause: the readout overshoots, the recurrence explodes, or else an update is too large
    W_hh : the recurrent weights of the next pass, times the gain, where the sentence speaks of them
    """

    epoch: int
    parameter: str
    sentence: str
    path: Path = "update"
    W_hh: Array | None = field(default=None, compare=False, repr=False)


def explain(
    experiment: Experiment, epoch: int, last: Pass, following: Pass | None, broken: Parameters | None
) -> Divergence:
    """Explain why the run ended with the pass `last`.

    following : the next pass, which is not finite; None if already the update was not
    broken : the gradient or the updated parameters that are not finite; None if only the loss is not. The explanation
        names the first parameter that is not finite there, or else the largest one
    """
    parameter = _parameter(last.parameters, broken)
    path, why, W_hh = _cause(experiment, epoch, last, following)
    what = f"Diverged after epoch {epoch:,}, in {parameter}. The last finite state is kept."
    return Divergence(epoch, parameter, f"{what} {why}", path, W_hh)


def explain_first(experiment: Experiment, epoch: int, shown: Pass) -> Divergence:
    """Explain where the pass of an epoch is not finite although no update caused it, and what to lower."""
    way, step = place_not_finite(shown)
    what = {
        "forward": "the states overflow.",
        "loss": "the loss overflows.",
        "backward": "the gradient overflows in the backward pass.",
        "gradient": "the gradient overflows in the sum over time.",
    }[way]
    parameter = _parameter(shown.parameters, shown.gradients if way in ("backward", "gradient") else None)
    sentence = f"Not finite at epoch {epoch:,}, from t = {step}: {what} {lowered(experiment, epoch, shown)}"
    return Divergence(epoch, parameter, sentence, "recurrence")


def _cause(experiment: Experiment, epoch: int, last: Pass, following: Pass | None) -> tuple[Path, str, Array | None]:
    """The cause of the divergence, a sentence with advice, and the recurrent weights that it speaks of, if it does."""
    rate, next_epoch = experiment.value_at("learning_rate", epoch) or 0.0, epoch + 1
    if any(change.epoch == next_epoch and change.field == "recurrent_gain" for change in experiment.changes):
        return (
            "recurrence",
            f"The change at epoch {next_epoch:,} makes it infinite: remove the change, or lower the gain.",
            None,
        )
    limit = _limit_of_readout(experiment, epoch, last.parameters)
    if rate > limit:
        return "readout", _too_high(experiment, epoch, rate, limit), None
    explodes, advice = "The recurrence explodes:", _general(experiment, epoch, rate)
    if (grown := _growth_in_backward_pass(last)) > EXPLODING:
        why = f"in the backward pass the gradient becomes {times(grown)} as large."
        return "recurrence", f"{explodes} {why} {advice}", None
    if following is not None and (growth := _growth(following)) > 1:
        why = f"the next update would give W_hh the spectral radius {number(growth)}."
        return "recurrence", f"{explodes} {why} {advice}", following.options.gain * following.parameters.W_hh
    return "update", advice, None


def _limit_of_readout(experiment: Experiment, epoch: int, last: Parameters) -> float:
    """Learning rate above which the readout overshoots; inf unless it is plain descent on the squared error."""
    clipped = any(experiment.value_at(name, epoch) is not None for name in ("clip_norm", "clip_value"))
    if experiment.optimizer != "sgd" or experiment.loss != "squared" or clipped:
        return inf
    return largest_stable_rate(experiment, *readout_judged(experiment, epoch, last))


def readout_judged(experiment: Experiment, epoch: int, last: Parameters) -> tuple[Parameters, int]:
    """Return the parameters, and their epoch, by which the readout is judged.

    Unbounded states have grown together with the weights; then the initial weights decide.
    """
    bounded = experiment.options_at(epoch).activation.look.bounded
    return (last, epoch) if bounded else (experiment.first_parameters(), 0)


def _too_high(experiment: Experiment, epoch: int, rate: float, limit: float) -> str:
    """The sentence for a rate that is too high for the readout, with a lower rate or other advice."""
    better = lower_rate(experiment, epoch, limit / 2)
    if better is None:
        helps = without_a_rate(experiment, epoch)
        return f"The readout overshoots at every learning rate from {plain(LOWEST)} up. {helps}"
    return (
        f"The learning rate {plain(rate)} is too high: here the readout alone overshoots "
        f"above {plain(one_digit(limit))}. Try {plain(better)}, or clip the gradient."
    )


def _general(experiment: Experiment, epoch: int, rate: float) -> str:
    """The advice if the readout is not the cause."""
    if lower_rate(experiment, epoch, rate / 10) is None:
        return f"No lower learning rate keeps it finite. {without_a_rate(experiment, epoch)}"
    clipped = experiment.value_at("clip_norm", epoch) is not None
    return "Try a lower learning rate." if clipped else "Try a lower learning rate, or clip the gradient."


def _growth(shown: Pass) -> float:
    """Spectral radius of gain * W_hh if the states are unbounded; 0 if they are bounded, or with one time step."""
    free = not shown.options.activation.look.bounded and shown.x.shape[1] > 1
    return spectral_radius(shown.options.gain * shown.parameters.W_hh) if free else 0.0


def _growth_in_backward_pass(last: Pass) -> float:
    """Largest |dL/dh_t| relative to the largest |dL_t/dh_t|, the gradient of the loss at the same step."""
    with np.errstate(all="ignore"):
        own = float(np.nan_to_num(norms(last.error @ last.parameters.W_hy)).max())
        largest = float(last.dh_norm.max())
        return min(largest / own, LARGEST) if own > 0 else 0.0


def _parameter(last: Parameters, broken: Parameters | None) -> str:
    """The first parameter that is not finite in `broken`, or else the largest one in `last`."""
    largest = max(last.held, key=lambda name: float(np.abs(np.nan_to_num(last[name])).max()))
    return next((name for name in last.held if broken is not None and not np.isfinite(broken[name]).all()), largest)
