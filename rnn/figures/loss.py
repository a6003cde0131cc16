"""Loss after every epoch."""

from __future__ import annotations

from math import isfinite
from typing import Any

import numpy as np

from rnn.experiment.experiment import Experiment
from rnn.figures.axes import epoch_axis, log_axis
from rnn.figures.card import Figure, band, card
from rnn.figures.changes_on_axis import entries, marks
from rnn.figures.level_lines import level_lines, untrained_line, with_room
from rnn.figures.marks import Mark, marked
from rnn.network.losses import LOSSES
from rnn.network.parameters import Array
from rnn.training.history import History
from rnn.training.trainer import Trainer
from rnn.words import sentences
from rnn.words.own_units import about_error
from rnn.words.symbols import about_symbols

FLOOR = 1e-30
MOST_POINTS = 300


def draw(newest: Trainer, shown: Trainer, parent: Trainer | None = None, untrained: bool = False) -> Figure:
    """Loss over all epochs of `newest`, the epoch of `shown` marked, and a dashed line at each change and baseline.

    parent : the run that it branched from, whose further course is drawn as well
    untrained : whether the loss of the untrained network is a line too
    """
    history = newest.history.condensed(MOST_POINTS)
    low, _, high = (np.maximum(values, FLOOR) for values in history.series("loss"))
    middles = history.first + (history.count - 1) / 2
    epochs, losses = loss_curve(newest, history)
    now = max(shown.latest.loss, FLOOR)
    held_out, before = _held_out(newest, history, epochs), _parent(newest, parent)
    axis_of_epochs = epoch_axis(max(newest.epoch, parent.epoch if parent else 0))
    first = _untrained_loss(newest)
    asked_for = [max(first, FLOOR)] if untrained and isfinite(first) else []
    data = [
        *before,
        *([band("range", "band", middles, low, high)] if history.stride > 1 else []),
        _line(newest, epochs, losses),
        *held_out,
        _dot(shown.epoch, now),
    ]
    level = [*level_lines(newest.experiment.lines), *map(untrained_line, asked_for)]
    lines = marks(newest.experiment, newest.epoch, axis_of_epochs["range"]) + level
    return card(
        "Loss",
        _read(newest.experiment, history),
        f"{sentences.about_loss(shown.latest.loss, first)} {about_error(shown)}{about_symbols(shown)}".rstrip(),
        data,
        choices=[{"name": "untrained", "label": "Untrained loss", "on": untrained}],
        showlegend=bool(held_out) or parent is not None,
        picks={"x": "epoch"},
        timeline=entries(newest.experiment.changes, newest.epoch),
        **marked(lines, data, xaxis=axis_of_epochs, yaxis=_loss_axis(newest.experiment, data, level)),
    )


def loss_curve(newest: Trainer, history: History) -> tuple[Array, Array]:
    """Return epochs and losses of a run, with the means of the rows of its history, condensed or not."""
    epochs, losses = history.first + (history.count - 1) / 2, np.maximum(history.series("loss")[1], FLOOR)
    if newest.experiment.always_fresh:  # the newest loss is the probe's, and no point of this line
        return epochs, losses
    return np.append(epochs, newest.epoch), np.append(losses, max(newest.latest.loss, FLOOR))


def _loss_axis(experiment: Experiment, data: list[dict[str, Any]], level: list[Mark]) -> dict[str, Any]:
    """Over all that is drawn, the level lines and their labels too."""
    values = np.concatenate([[line.value for line in level], *(trace["y"] for trace in data)])
    return with_room(log_axis(LOSSES[experiment.loss].name, values, FLOOR), level)


def _untrained_loss(trainer: Trainer) -> float:
    if trainer.experiment.always_fresh:
        return trainer.at(0).latest.loss
    return float(trainer.history.untrained[0]) if trainer.epoch else trainer.latest.loss


def _line(newest: Trainer, epochs: Array, losses: Array) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines" if newest.epoch else "markers",
        "name": "loss",
        "meta": "loss",
        "x": epochs,
        "y": losses,
        "line": {"width": 2},
        "hovertemplate": "epoch %{x:,.0f}: %{y:.4g}<extra></extra>",
    }


def _dot(epoch: int, loss: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "shown",
        "meta": "shown",
        "x": np.array([epoch]),
        "y": np.array([loss]),
        "marker": {"size": 9},
        "hovertemplate": "shown: epoch %{x}, loss %{y:.4g}<extra></extra>",
    }


def _parent(branch: Trainer, parent: Trainer | None) -> list[dict[str, Any]]:
    """How the run went on that was branched from."""
    if parent is None or branch.experiment.branched_at is None:
        return []
    history = parent.history.condensed(MOST_POINTS)
    later = history.first >= branch.experiment.branched_at
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": "before branching",
            "meta": "parent",
            "x": history.first[later],
            "y": np.maximum(history.series("loss")[1][later], FLOOR),
            "line": {"width": 1.5, "dash": "dot"},
            "hovertemplate": "before branching, epoch %{x:,.0f}: %{y:.4g}<extra></extra>",
        }
    ]


def _held_out(newest: Trainer, history: History, epochs: Array) -> list[dict[str, Any]]:
    """Held-out loss, where there is one."""
    if newest.experiment.held_out is None:
        return []
    losses = history.series("held_out_loss")[1]
    if not newest.experiment.always_fresh:
        losses = np.append(losses, newest.latest.held_out_loss)
    return [
        {
            "type": "scatter",
            "mode": "lines" if newest.epoch else "markers",
            "name": "held out",
            "meta": "held out",
            "x": epochs,
            "y": np.maximum(losses, FLOOR),
            "line": {"width": 2, "dash": "dash"},
            "hovertemplate": "epoch %{x:,.0f}, held out: %{y:.4g}<extra></extra>",
        }
    ]


def _read(experiment: Experiment, history: History) -> str:
    loss = LOSSES[experiment.loss].mean
    read = f"{loss}. Each point is the mean of {history.stride:,} epochs; the band is their range. Log axis."
    if history.stride == 1:
        read = f"{loss} at each epoch. Log axis: one label down is ten times less, or more."
    if not experiment.always_fresh:
        return read
    return f"{read} Line: a fresh batch at each epoch; dot: the loss of a probe batch, which stays."
