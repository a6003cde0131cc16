"""Remedies: one thing to try where a network learns little, as both the sentence and its button take it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnn.data.limits import MOST_STATES
from rnn.data.scaling import NONE
from rnn.experiment.experiment import CHOICES, Experiment
from rnn.experiment.network_choices import GIVEN, MOST_UNITS
from rnn.network.activations import ACTIVATIONS
from rnn.text.quoting import plain
from rnn.words.verdict import needed_lag

LARGE, OFF_CENTER = 10.0, 20.0
"""Numbers that saturate units: from this size on, or from so many standard deviations on."""
OUTLYING = 5.0
"""Standard deviation relative to the distance of the quartiles where numbers outlie."""
SLOWEST, FASTEST, RATE = 0.003, 0.1, 0.03
"""The learning rates that suit Adam, and the one proposed in place of others."""
SMALL, TIMES = 16, 4
"""Hidden units that are never called many; how many times as many are proposed where there are too few."""
_DEFAULTS = {name: CHOICES[name].default for name in ("start_gain", "input_scale", "output_scale", "recurrent_gain")}
_ORTHOGONAL: dict[str, Any] = {"start": "orthogonal", **_DEFAULTS}


@dataclass(frozen=True)
class Remedy:
    """Values of choices to try; their fields accept them.

    label : what its button says
    choices : {name of the choice: value}
    anew : whether the run starts anew even if all of these choices are recorded changes
    """

    label: str
    choices: dict[str, Any]
    anew: bool = False

    @property
    def in_full(self) -> str:
        """What its button does."""
        recorded = not self.anew and all(CHOICES[name].when_changed == "record" for name in self.choices)
        then = "The change is recorded" if recorded else "The run starts anew"
        return f"Set {_listed([_setting(name, value) for name, value in self.choices.items()])}. {then}."


@dataclass(frozen=True)
class Finding:
    """What was seen, with its number, and what to try; None where nothing is known to help."""

    sentence: str
    remedy: Remedy | None = None


def scaled_numbers(experiment: Experiment) -> Remedy | None:
    """The scaling that own numbers should have, where as they are they saturate the units; None where they need none.

    Robust where a few numbers lie far from all others, or else standardized.
    """
    if (
        experiment.series is None
        or experiment.alphabet is not None
        or experiment.scaling != NONE
        or not ACTIVATIONS[experiment.activation].look.saturated
    ):
        return None
    x = experiment.x[experiment.batch.read]
    size, spread = float(np.abs(x).max()), float(x.std(axis=0).max())
    if size < LARGE and size < OFF_CENTER * spread:
        return None
    low, high = np.percentile(x, (25, 75), axis=0)
    if (x.std(axis=0) > OUTLYING * (high - low)).any() and (high > low).all():
        return Remedy("Scale by median and quartiles", {"scaling": "robust"})
    return Remedy("Standardize the numbers", {"scaling": "standard"})


def longer_chunks(experiment: Experiment) -> Remedy | None:
    """Chunks as long as the lag that the task needs; None where truncation leaves that much."""
    chunk, needed = experiment.truncation, needed_lag(experiment)
    if chunk is None or needed is None or not chunk <= needed < experiment.x.shape[1]:
        return None
    return Remedy(f"Truncate after {needed + 1:,} steps", {"truncation": needed + 1})


def smaller_starts(experiment: Experiment) -> Iterator[Remedy]:
    """Starts that may saturate fewer units, the smallest change first."""
    if experiment.recurrent_gain > 1:
        yield Remedy("Lower the gain on W_hh to 1", {"recurrent_gain": 1.0})
    if experiment.start not in ("small", GIVEN):
        if experiment.start_gain > 1:
            yield Remedy("Lower the gain to 1", {"start_gain": 1.0})
        if experiment.input_scale is not None:
            yield Remedy("Default std of W_xh", {"input_scale": None})
    if changed := _changed(experiment, _ORTHOGONAL):
        yield Remedy("Try orthogonal, gain 1", changed)


def fresh_start(experiment: Experiment, anew: bool = False) -> Remedy | None:
    """Orthogonal initialization and Adam, at a rate that suits it; None where all of that is so already.

    Large targets need the higher rate: each update of Adam moves a weight by about the rate.
    """
    wanted = {"activation": "tanh"} if experiment.activation == "linear" else {}
    changed = _changed(experiment, wanted | _ORTHOGONAL | {"optimizer": "adam"})
    rate, large = experiment.learning_rate, float(np.abs(experiment.y).max()) >= LARGE
    if not (RATE if large else SLOWEST) <= rate <= FASTEST:
        changed["learning_rate"] = RATE
    if not changed:
        return None
    start = "orthogonal" if "start" in changed else "default gains" if set(changed) & set(_DEFAULTS) else ""
    named = {"activation": "tanh", "optimizer": "Adam", "learning_rate": f"rate {plain(RATE)}"}
    words = [start, *(word for name, word in named.items() if name in changed)]
    return Remedy(f"Try {_listed([word for word in words if word])}", changed, anew)


def more_units(experiment: Experiment) -> Remedy | None:
    """Several times as many hidden units; None where these are many for the data, or the data are no limited set."""
    if experiment.always_fresh:
        return None
    sequences, steps, outputs = experiment.batch.target.shape
    values = int(experiment.batch.counts.sum()) * outputs
    most = min(MOST_UNITS, MOST_STATES // (sequences * steps), max(SMALL, 2 * values))
    units = min(TIMES * experiment.hidden_size, most)
    return Remedy(f"Try {units} hidden units", {"hidden_size": units}) if units > experiment.hidden_size else None


def _changed(experiment: Experiment, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the wanted values that the experiment does not have."""
    changed = {name: value for name, value in wanted.items() if getattr(experiment, name) != value}
    if (
        experiment.hidden_size == 1 and experiment.start == "identity"
    ):  # which is orthogonal, and all there is for one unit
        changed.pop("start", None)
    return changed


def _setting(name: str, value: Any) -> str:
    """Return a choice and its value, such as "Optimizer to Adam"."""
    choice = CHOICES[name]
    if choice.options:
        return choice.setting(value)
    return f"{choice.label} to {choice.empty if value is None else plain(value)}"


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
