"""Advice for runs that diverge: a value that the field accepts and that a trial run confirms."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from rnn.experiment.choices import ExperimentError
from rnn.experiment.experiment import CHOICES, Experiment
from rnn.experiment.stable_rate import one_digit
from rnn.network.bptt import Pass
from rnn.network.finite import is_finite, place_not_finite
from rnn.network.spectrum import spectral_radius
from rnn.text.quoting import plain
from rnn.training.checkpoint import Checkpoint
from rnn.training.cost import epochs_in
from rnn.training.loop import STOPS, Training

SECONDS, FEWEST_EPOCHS, MOST_EPOCHS = 0.005, 3, 200
"""Length of a trial run: about this many seconds, between these numbers of epochs."""
LOWEST = CHOICES["learning_rate"].low
_CLIP = 1.0


def keeps_finite(experiment: Experiment, **choices: Any) -> bool:
    """Whether a trial run with these choices from epoch 0 stays finite."""
    tried = experiment.replaced(**choices, stop_epoch=None, stop_loss=None, stop_patience=None)
    parameters = tried.first_parameters()
    if not is_finite(tried.pass_at(0, parameters)):
        return False
    epochs = min(max(epochs_in(SECONDS, tried), FEWEST_EPOCHS), MOST_EPOCHS)
    state = np.zeros(tried.optimizer_rule.state_size(len(parameters.vector)))
    with np.errstate(all="ignore"):
        return Training(tried, 0, Checkpoint(parameters, state)).train(epochs, math.inf) in ("finite", *STOPS)


def lower_rate(experiment: Experiment, epoch: int, highest: float) -> float | None:
    """Return the first of `highest`, a tenth of it, ... that keeps a trial run finite; None if no allowed rate does."""
    rewound, rate = experiment.rewound(epoch), one_digit(highest)
    while rate >= LOWEST:
        if keeps_finite(rewound, learning_rate=rate):
            return rate
        rate = one_digit(rate / 10)
    return None


def without_a_rate(experiment: Experiment, epoch: int) -> str:
    """Return advice for a run that no learning rate keeps finite."""
    rewound = experiment.rewound(epoch)
    if rewound.clip_norm is None and keeps_finite(rewound, clip_norm=_CLIP):
        return f"Clip the gradient at norm {plain(_CLIP)}."
    bounded = not rewound.options_at(0).activation.look.bounded and keeps_finite(rewound, activation="tanh")
    return _said("activation", "tanh") if bounded else _smaller(rewound)


def lowered(experiment: Experiment, epoch: int, shown: Pass) -> str:
    """Return advice that makes the pass of this epoch finite: the first candidate that suffices."""
    for field, value in _candidates(experiment, epoch, shown):
        try:
            changed = (
                experiment.changed(epoch, field, value) if epoch else experiment.rewound(0).replaced(**{field: value})
            )
        except ExperimentError:
            continue
        if is_finite(changed.pass_at(epoch, shown.parameters if epoch else changed.first_parameters())):
            return _said(field, value)
    return _smaller(experiment)


def _candidates(experiment: Experiment, epoch: int, shown: Pass) -> list[tuple[str, Any]]:
    """Values that may suffice, the smallest change first; from epoch 1 on only choices that are recorded."""
    gain, steps = shown.options.gain, shown.x.shape[1]
    found: list[tuple[str, Any]] = [("recurrent_gain", 1.0)] if gain > 1 else []
    scale = "start_scale" if experiment.start == "small" else "start_gain"
    radius = spectral_radius(gain * shown.parameters.W_hh)
    if not epoch and experiment.weights is None and 1 < radius < math.inf:
        found.append((scale, one_digit(getattr(experiment, scale) / radius)))
    if gain > 1 and 1 < radius < math.inf:
        found.append(("recurrent_gain", one_digit(gain / radius)))
    if place_not_finite(shown).way in ("backward", "gradient"):
        found += [("truncation", chunk) for chunk in (100, 20, 5, 1) if chunk < steps]
    if not epoch:
        found += [("activation", "tanh")] if not shown.options.activation.look.bounded else []
        found += [("task_steps", steps // part) for part in (2, 5, 20) if experiment.series is None]
    return found


def _said(field: str, value: Any) -> str:
    """The sentence that advises this value."""
    label = CHOICES[field].label
    if field == "activation":
        return f"Choose {value} as {label}."
    return f"{'Set' if field == 'truncation' else 'Lower'} {label} to {plain(value)}."


def _smaller(experiment: Experiment) -> str:
    """The advice if no candidate suffices."""
    numbers = "weights" if experiment.weights is not None else "numbers"
    return f"Give a shorter sequence, or smaller {numbers}."
