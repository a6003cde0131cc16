"""Forecast of a person's own series: read to a step, then the network's own output is fed back as the next input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from rnn.data.own_series import OwnSeries
from rnn.data.tasks import TASKS
from rnn.network.bptt import forward
from rnn.network.options import Options
from rnn.network.parameters import Array, Parameters
from rnn.training.trainer import Trainer

MOST_AHEAD = 200
"""Rows that are forecast at most."""
MOST_READ = 500
"""Rows that are read before the forecast begins; what is longer ago hardly reaches the hidden state."""


@dataclass(frozen=True, eq=False)
class Forecast:
    """Numbers in the person's own units; rows count from 1.

    first : the row of the first number that is read
    known : (n, D), the numbers that are read
    fitted : (n, D), what the network predicts for these rows while it reads; nan where it has read too little
    ahead : (m, D), the forecast of the rows that follow
    truth : (k, D), what is known of these rows because it is held out, k <= m
    """

    first: int
    known: Array
    fitted: Array
    ahead: Array
    truth: Array

    @property
    def begin(self) -> int:
        """The first row that is forecast."""
        return self.first + len(self.known)

    @cached_property
    def repeated(self) -> Array:
        """The last number that is read, at each of the rows that follow, (m, D)."""
        return np.repeat(self.known[-1:], len(self.ahead), axis=0)

    @property
    def away(self) -> Array:
        """The number of rows until the error first exceeds the standard deviation of the series, (D,); -1 for never."""
        with np.errstate(all="ignore"):
            off = np.abs(self.ahead[: len(self.truth)] - self.truth) > self.known.std(axis=0)
        return np.where(off.any(axis=0), off.argmax(axis=0) + 1, -1)

    @cached_property
    @np.errstate(all="ignore")
    def error(self) -> Array:
        """Root mean squared error of the forecast over the held-out rows, (D,); nan where nothing is known of them."""
        return _error(self.ahead, self.truth)

    @cached_property
    def repeated_error(self) -> Array:
        """The same of repeating the last number."""
        return _error(self.repeated, self.truth)


def why_no_forecast(trainer: Trainer) -> str | None:
    """Why the network's output cannot be its next input; None where it can."""
    experiment = trainer.experiment
    if experiment.alphabet is not None:
        return "A forecast needs a series of numbers: this network learns letters. See what it writes under Writing."
    if experiment.series is None and not TASKS[experiment.task].next_value:
        return "A forecast needs the next item as target: what this task asks for is not its next input."
    if experiment.series is not None and not experiment.target_follows:
        return "A forecast needs the next item as target: here the output is another quantity than the input."
    if experiment.loss != "squared":
        return "A forecast needs the squared error: here the output is a probability of each symbol."
    return None


def forecast(trainer: Trainer, steps: int, sequence: int = 0, step: int | None = None) -> Forecast:
    """Read one series up to a step, to what is held out, or to its end, then feed back the network's own output.

    Where a target is k > 1 time steps ahead, the first k numbers are predicted while it reads.
    steps : the number of rows to forecast
    sequence : a sequence of the batch; the series that it is cut from is forecast
    step : the last time step of the sequence that is read, counted from 0; None: a task's first half is read, a series
        up to what is held out
    """
    series = trainer.experiment.series
    source = _of_task(trainer, sequence, step) if series is None else _of_series(series, sequence, step)
    levels, end, first = source.levels, source.end, source.first
    begin = max(0, end - MOST_READ)
    numbers = np.full((end - begin + steps, levels.shape[1]), np.nan)
    numbers[: end - begin] = levels[begin:end]
    with np.errstate(all="ignore"):
        predicted = _run(trainer.parameters, trainer.experiment.options_at(trainer.epoch), source, numbers, end - begin)
    read, truth = numbers[: end - begin], levels[end : end + steps]
    return Forecast(first + begin, read, predicted[: end - begin], predicted[end - begin :], truth)


class _Source(NamedTuple):
    """What is forecast: rows (N, D), how many of them are read at most, and how they become inputs and predictions.

    ahead, lost : the horizon, and the first rows that have no input
    """

    levels: Array
    end: int
    first: int
    ahead: int
    lost: int
    inputs_of: Callable[[Array], Array]
    predicted: Callable[[Array, Array], Array]


def _of_series(series: OwnSeries, sequence: int, step: int | None) -> _Source:
    place, settings = series.series_of(sequence), series.settings
    end = series.begin_of_held_out(place)
    if step is not None:
        end = max(series.row_of(sequence, step) + 1, series.transformation.lost + settings.ahead)
    return _Source(
        series.levels[place], end, settings.rows_from or 1,
        settings.ahead, series.transformation.lost, series.inputs_of, series.predicted,
    )  # fmt: skip


def _of_task(trainer: Trainer, sequence: int, step: int | None) -> _Source:
    """A sequence of the batch that is shown: its inputs up to the step that is read, then its targets."""
    x, target = trainer.experiment.x[sequence], trainer.experiment.y[sequence]
    end = len(x) // 2 if step is None else step + 1
    levels = np.concatenate([x[:end], target[end - 1 :]])
    return _Source(levels, end, 1, 1, 0, lambda rows: rows, lambda yhat, _present: yhat)


def _run(parameters: Parameters, options: Options, series: _Source, numbers: Array, known: int) -> Array:
    """Return what is predicted for each row, in the person's units; unknown rows of `numbers` are filled with it."""
    ahead, lost = series.ahead, series.lost
    predicted = np.full((len(numbers) + ahead, numbers.shape[1]), np.nan)
    h, yhat = forward(parameters, series.inputs_of(numbers[:known])[None], options)
    predicted[lost + ahead : known + ahead] = series.predicted(yhat[0], numbers[lost:known])
    state = h[:, -1]
    for row in range(known, len(numbers)):
        numbers[row] = predicted[row]
        x = series.inputs_of(numbers[row - lost : row + 1])
        state, yhat = _step(parameters, options, state, x)
        predicted[row + ahead] = series.predicted(yhat, numbers[row : row + 1])[0]
    return predicted[: len(numbers)]


def _step(parameters: Parameters, options: Options, h: Array, x: Array) -> tuple[Array, Array]:
    """One time step from h (1, H) with the input x (1, D); returns h (1, H) and yhat (1, K)."""
    a = x @ parameters.W_xh.T + options.gain * h @ parameters.W_hh.T + parameters.b_h.T
    h = options.activation.function(a)
    return h, options.loss.output(h @ parameters.W_hy.T + parameters.b_y.T)


def _error(predicted: Array, truth: Array) -> Array:
    if not len(truth):
        return np.full(predicted.shape[1], np.nan)
    return np.asarray(np.sqrt(np.mean(np.square(predicted[: len(truth)] - truth), axis=0)))
