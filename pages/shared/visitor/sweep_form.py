"""The form of a sweep, as an immutable value: which choices, which values, how many seeds and epochs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from rnn import Experiment
from rnn.data.limits import MOST_SWEPT_EPOCHS
from rnn.experiment.choices import ExperimentError
from rnn.experiment.experiment import CHOICES
from rnn.sweep.axis_text import first_values, read_seeds, read_values, respaced, write_values
from rnn.sweep.plan import SEED, SWEPT
from rnn.sweep.sweep import Sweep

FIRST = ("learning_rate", "clip_norm", "optimizer", "hidden_size", "start", "truncation", "delay", "task_steps")
"""What is swept most often; the other choices follow."""
NONE = ""
"""In place of the name of a second choice."""


@dataclass(frozen=True)
class AxisForm:
    """A choice, how its values are given (one of SPACINGS), and the text that gives them."""

    name: str
    spacing: str = "list"
    text: str = ""

    @classmethod
    def of(cls, name: str, values: tuple[Any, ...]) -> AxisForm:
        """Return the list of these values."""
        return cls(name, "list", write_values(CHOICES[name], values))

    @property
    def values(self) -> tuple[Any, ...]:
        """The values. Raises ValueError for a text that gives none."""
        return read_values(CHOICES[self.name], self.spacing, self.text)

    def given_as(self, spacing: str) -> AxisForm:
        """Return the same range given in another way; a text that gives no values stays."""
        try:
            return replace(self, spacing=spacing, text=respaced(CHOICES[self.name], spacing, self.values))
        except ValueError:
            return replace(self, spacing=spacing)


@dataclass(frozen=True)
class SweepForm:
    """What is filled in; a second axis without a name is none.

    generation : changes when the page fills the form in by itself, so that its widgets are made anew
    """

    axes: tuple[AxisForm, AxisForm] = (AxisForm("learning_rate", "log", "0.001, 1, 7"), AxisForm(NONE))
    seeds: str = "0, 1, 2"
    epochs: int | None = 200
    target: float | None = None
    generation: int = 0

    @classmethod
    def of(cls, sweep: Sweep, generation: int) -> SweepForm:
        """Return the form of a sweep."""
        first, *second = (AxisForm.of(axis.name, axis.values) for axis in sweep.axes)
        seeds = write_values(CHOICES[SEED], sweep.seeds)
        return cls((first, second[0] if second else AxisForm(NONE)), seeds, sweep.epochs, sweep.target, generation)

    def sweep(self, experiment: Experiment) -> Sweep:
        """Return the sweep. Raises ValueError with one sentence that names field, value and what is allowed."""
        if self.epochs is None and experiment.stop_epoch is None:
            raise ExperimentError(
                (f"Epochs: nothing is not allowed. Give a whole number from 1 to {MOST_SWEPT_EPOCHS:,}.",)
            )
        named = [axis for axis in self.axes if axis.name != NONE]
        if len({axis.name for axis in named}) < len(named):
            raise ExperimentError((f"Second choice: {CHOICES[named[1].name].label} is the first one already.",))
        axes = {axis.name: axis.values for axis in named}
        return Sweep(experiment, {**axes, SEED: read_seeds(CHOICES[SEED], self.seeds)}, self.epochs, self.target)

    def choosing(self, place: int, name: str, experiment: Experiment) -> SweepForm:
        """Return the form with another choice on an axis, and values to begin with that the experiment takes."""
        if name == NONE:
            return self.with_axis(place, AxisForm(NONE))
        values = first_values(CHOICES[name], getattr(experiment, name))
        return self.with_axis(place, AxisForm.of(name, tuple(each for each in values if _fits(experiment, name, each))))

    def with_axis(self, place: int, axis: AxisForm) -> SweepForm:
        """Return the form with another axis."""
        first, second = self.axes
        return replace(self, axes=(first, axis) if place else (axis, second))


def _fits(experiment: Experiment, name: str, value: Any) -> bool:
    """Whether the experiment takes a value of one of its choices."""
    try:
        experiment.replaced(**{name: value})
    except ExperimentError:
        return False
    return True


def swept_choices(experiment: Experiment, form: SweepForm) -> tuple[str, ...]:
    """Return the choices that may be swept, those first that are swept most often; those of the form in any case."""
    names = dict.fromkeys((*FIRST, *SWEPT))
    chosen = [axis.name for axis in form.axes]
    return tuple(name for name in names if name in chosen or CHOICES[name].means_something(experiment))
