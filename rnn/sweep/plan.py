"""Plan: what a sweep trains: an experiment, the values of one or two of its choices, and several seeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import Any, NamedTuple

from rnn.data.limits import LARGEST, MOST_SWEPT_EPOCHS, MOST_SWEPT_VALUES
from rnn.experiment.choices import ExperimentError, plain_scalar
from rnn.experiment.differences import label_of
from rnn.experiment.experiment import CHOICES, Experiment
from rnn.sweep.size import check_count, within_limits
from rnn.text.quoting import plain, quoted

SEED = "seed"
SWEPT = tuple(name for name, choice in CHOICES.items() if choice.when_changed != "keep" and name != SEED)
"""What may be swept besides the seed: all choices but the stop criteria."""


class Axis(NamedTuple):
    """A choice and its values."""

    name: str
    values: tuple[Any, ...]


@dataclass(frozen=True, init=False)
class Plan:
    """All combinations of the values of one or two choices, each with every seed.

    epochs : how far each run trains, if no stop criterion ends it sooner; None: to the stop epoch of the experiment
    target : the loss whose first epoch is sought; None: none
    The stop after seconds does not apply: it would make the results depend on the computer.
    """

    experiment: Experiment
    axes: tuple[Axis, ...]
    seeds: tuple[int, ...]
    epochs: int | None = None
    target: float | None = None

    def __init__(
        self,
        experiment: Experiment,
        axes: Mapping[str, Iterable[Any]],
        epochs: int | None = None,
        target: float | None = None,
    ) -> None:
        """Check the choices, {name: values}; "seed" may be among them. Raises ExperimentError with one sentence."""
        named = {name: _values(name, values) for name, values in axes.items()}
        seeds = named.pop(SEED, (experiment.seed,))
        if len(named) not in (1, 2):
            raise _refusal(f"{len(named)} choices are given. Give one or two, besides the seeds.")
        _set(self, experiment=experiment, seeds=seeds, epochs=epochs, target=target)
        _set(self, axes=tuple(Axis(name, values) for name, values in named.items()))
        _check_ends(experiment, epochs, target)
        check_count([*map(len, named.values()), len(seeds)], experiment, self.last_epoch)
        len(self)  # makes the experiments, which checks them

    @property
    def last_epoch(self) -> int:
        """The epoch at which each run ends, if nothing ends it sooner."""
        return min(end for end in (self.epochs, self.experiment.stop_epoch) if end is not None)

    @property
    def choices(self) -> tuple[str, ...]:
        """Names of the swept choices, without the seed."""
        return tuple(axis.name for axis in self.axes)

    @property
    def values(self) -> list[tuple[Any, ...]]:
        """For each run the values of its choices and its seed; the seed changes fastest."""
        return [(*values, seed) for values in self._combinations for seed in self.seeds]

    @cached_property
    def cells(self) -> tuple[Experiment, ...]:
        """The experiment of each run, in the order of `values`."""
        return tuple(
            cell if cell.seed == seed else cell.replaced(seed=seed) for cell in self._unseeded for seed in self.seeds
        )

    def __len__(self) -> int:
        """Return the number of runs."""
        return len(self._unseeded) * len(self.seeds)

    @cached_property
    def _unseeded(self) -> tuple[Experiment, ...]:
        """The experiment of each combination, with the first seed."""
        cells, count = map(self._cell, self._combinations), len(self._combinations)
        return within_limits(cells, count, len(self.seeds), self.last_epoch)

    @property
    def _combinations(self) -> list[tuple[Any, ...]]:
        return list(product(*(axis.values for axis in self.axes)))

    def _cell(self, values: Sequence[Any]) -> Experiment:
        chosen = dict(zip(self.choices, values, strict=True))
        try:
            return self.experiment.replaced(**chosen, seed=self.seeds[0])
        except ExperimentError as error:
            labels = tuple(f"{label_of(name)}:" for name in chosen)
            where = ", ".join(f"{label_of(name)} {quoted(value)}" for name, value in chosen.items())
            raise _refusal(str(error) if str(error).startswith(labels) else f"{where}: {error}") from None


def _set(plan: Plan, **fields: Any) -> None:
    for name, value in fields.items():
        object.__setattr__(plan, name, value)


def _values(name: str, values: Iterable[Any]) -> tuple[Any, ...]:
    """The values of a choice; what each may be is checked by the experiment, but for the seeds here."""
    if name not in (*SWEPT, SEED):
        raise _refusal(f"{quoted(name)} is not a choice that can be swept. The choices are: {', '.join(SWEPT)}, seed.")
    label = CHOICES[name].label
    if isinstance(values, (str, Mapping)) or not isinstance(values, Iterable):
        raise _refusal(f"{label}: {quoted(values)} is not allowed. Give a list of values.")
    found = tuple(plain_scalar(value) for value in islice(values, MOST_SWEPT_VALUES + 1))
    if not 1 <= len(found) <= MOST_SWEPT_VALUES:
        raise _refusal(f"{label}: give from 1 to {MOST_SWEPT_VALUES} values.")
    for value in found:
        whole = isinstance(value, int) and not isinstance(value, bool)
        if name == SEED and not (whole and CHOICES[SEED].accepts(value)):
            raise _refusal(CHOICES[SEED].refusal(value))
        if found.count(value) > 1:
            raise _refusal(f"{label}: {quoted(value)} occurs twice. Give it once.")
    return found


def _check_ends(experiment: Experiment, epochs: Any, target: Any) -> None:
    """Raise ExperimentError unless the runs end, and the target is a loss."""
    if epochs is None and experiment.stop_epoch is None:
        raise _refusal("say how far to train: epochs=, or a stop epoch in the experiment.")
    last = experiment.stop_epoch if epochs is None else epochs
    if isinstance(last, bool) or not isinstance(last, int) or not 1 <= last <= MOST_SWEPT_EPOCHS:
        raise _refusal(f"Epochs: {quoted(last)} is not allowed. Give a whole number from 1 to {MOST_SWEPT_EPOCHS:,}.")
    number = isinstance(target, (int, float)) and not isinstance(target, bool)
    if target is not None and not (number and 0 <= target <= LARGEST):
        raise _refusal(f"Target loss: {quoted(target)} is not allowed. Give a number from 0 to {plain(LARGEST)}.")


def _refusal(sentence: str) -> ExperimentError:
    return ExperimentError((f"Sweep: {sentence}",))
