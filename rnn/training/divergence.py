"""Divergence: what to say when a run leaves the finite numbers: on which path it did, and what keeps it from that."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Literal

import numpy as np

from rnn.experiment.experiment import Experiment
from rnn.experiment.stable_rate import largest_stable_rate, one_digit
from rnn.network.bptt import Pass
from rnn.network.finite import LARGEST, place_not_finite
from rnn.network.norms import norms
from rnn.network.parameters import Parameters
from rnn.network.spectrum import spectral_radius
from rnn.text.quantities import number, times
from rnn.text.quoting import plain
from rnn.training.advice import LOWEST, lower_rate, lowered, without_a_rate

Path = Literal["readout", "recurrence", "update"]
LOUD = 100.0
"""A recurrence that makes the gradient of a state so many times as large on its way back explodes."""


@dataclass(frozen=True)
class Divergence:
    """Nothing beyond `epoch` is finite, in `parameter` first; `sentence` says so, and what to try.

    path : what makes it so: the readout overshoots, the recurrence explodes, or neither is seen: an update is too large
    """

    epoch: int
    parameter: str
    sentence: str
    path: Path = "update"


def explain(
    experiment: Experiment, epoch: int, last: Pass, following: Pass | None, broken: Parameters | None
) -> Divergence:
    """Say why the run ended with the pass `last`, and name the parameter that is not finite in `broken`.

    following : the pass after it, which is not finite; None where already the update was not
    broken : a gradient or an update. Where only the loss is not finite there is none: then it is the largest parameter.
    """
    parameter = _parameter(last.parameters, broken)
    path, why = _cause(experiment, epoch, last, following)
    what = f"Diverged after epoch {epoch:,}, in {parameter}. The last finite state is kept."
    return Divergence(epoch, parameter, f"{what} {why}", path)


def explain_first(experiment: Experiment, epoch: int, shown: Pass) -> Divergence:
    """Say where the pass of an epoch is not finite that no update led to, and what to lower."""
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


def _cause(experiment: Experiment, epoch: int, last: Pass, following: Pass | None) -> tuple[Path, str]:
    """What drove the run out of the finite numbers, and what to do about it."""
    rate, next_epoch = experiment.value_at("learning_rate", epoch) or 0.0, epoch + 1
    if any(change.epoch == next_epoch and change.field == "recurrent_gain" for change in experiment.changes):
        return (
            "recurrence",
            f"The change at epoch {next_epoch:,} makes it infinite: remove the change, or lower the gain.",
        )
    limit = _limit_of_readout(experiment, epoch, last.parameters)
    if rate > limit:
        return "readout", _too_high(experiment, epoch, rate, limit)
    grown, growth = _grown_on_the_way_back(last), 0.0 if following is None else _growth(following)
    if grown > LOUD or growth > 1:
        why = (
            f"in the backward pass the gradient becomes {times(grown)} as large."
            if grown > LOUD
            else (f"the next update would give W_hh the spectral radius {number(growth)}.")
        )
        return "recurrence", f"The recurrence explodes: {why} {_general(experiment, epoch, rate)}"
    return "update", _general(experiment, epoch, rate)


def _limit_of_readout(experiment: Experiment, epoch: int, last: Parameters) -> float:
    """Above which rate the readout overshoots; inf where it is not plain gradient descent on a squared error.

    States that nothing bounds have grown together with the weights: then those at the start decide.
    """
    clipped = any(experiment.value_at(name, epoch) is not None for name in ("clip_norm", "clip_value"))
    if experiment.optimizer != "sgd" or experiment.loss != "squared" or clipped:
        return inf
    bounded = experiment.options_at(epoch).activation.look.bounded
    if bounded:
        return largest_stable_rate(experiment, last, epoch)
    return largest_stable_rate(experiment, experiment.first_parameters())


def _too_high(experiment: Experiment, epoch: int, rate: float, limit: float) -> str:
    """The rate is too high for the readout; a lower one that is allowed and stays finite, or what helps instead."""
    better = lower_rate(experiment, epoch, limit / 2)
    if better is None:
        helps = without_a_rate(experiment, epoch)
        return f"The readout overshoots at every learning rate from {plain(LOWEST)} up. {helps}"
    return (
        f"The learning rate {plain(rate)} is too high: here the readout alone overshoots "
        f"above {plain(one_digit(limit))}. Try {plain(better)}, or clip the gradient."
    )


def _general(experiment: Experiment, epoch: int, rate: float) -> str:
    """What to do where the readout is not what gives way."""
    if lower_rate(experiment, epoch, rate / 10) is None:
        return f"No lower learning rate keeps it finite. {without_a_rate(experiment, epoch)}"
    clipped = experiment.value_at("clip_norm", epoch) is not None
    return "Try a lower learning rate." if clipped else "Try a lower learning rate, or clip the gradient."


def _growth(shown: Pass) -> float:
    """The spectral radius of W_hh with its factor, where nothing bounds the states; else, and for one step, 0."""
    free = not shown.options.activation.look.bounded and shown.x.shape[1] > 1
    return spectral_radius(shown.options.gain * shown.parameters.W_hh) if free else 0.0


def _grown_on_the_way_back(last: Pass) -> float:
    """How large the gradient of a state becomes, against the largest that a loss gives to the state of its own step."""
    with np.errstate(all="ignore"):
        own = float(np.nan_to_num(norms(last.error @ last.parameters.W_hy)).max())
        largest = float(last.dh_norm.max())
        return min(largest / own, LARGEST) if own > 0 else 0.0


def _parameter(last: Parameters, broken: Parameters | None) -> str:
    """The first that is not finite in `broken`, or else the largest of the last ones."""
    largest = max(last.held, key=lambda name: float(np.abs(np.nan_to_num(last[name])).max()))
    return next((name for name in last.held if broken is not None and not np.isfinite(broken[name]).all()), largest)
