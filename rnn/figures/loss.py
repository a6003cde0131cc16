"""Does it learn? The loss after every epoch."""

from __future__ import annotations

from collections.abc import Iterable
from math import log10
from typing import Any

import numpy as np

from rnn import sentences
from rnn.baselines import Line
from rnn.changes import Change
from rnn.experiment import CHOICES, Experiment
from rnn.figures.card import Figure, card, epoch_axis, log_axis
from rnn.history import History
from rnn.losses import LOSSES
from rnn.parameters import Array
from rnn.quantities import number
from rnn.trainer import Trainer

FLOOR = 1e-30
MOST_POINTS = 300


def draw(newest: Trainer, shown: Trainer) -> Figure:
    """Loss over all epochs of `newest`, the epoch of `shown` marked, and a dashed line at each change and baseline."""
    history = newest.history.condensed(MOST_POINTS)
    low, mean, high = (np.maximum(values, FLOOR) for values in history.series("loss"))
    epochs, losses = history.first + (history.count - 1) / 2, mean
    if not newest.experiment.always_fresh:  # else the newest loss is the probe's, and no point of this line
        epochs, losses = np.append(epochs, newest.epoch), np.append(losses, max(newest.latest.loss, FLOOR))
    now = max(shown.latest.loss, FLOOR)
    data = [
        *_band(history, low, high),
        {
            "type": "scatter",
            "mode": "lines" if newest.epoch else "markers",
            "name": "loss",
            "meta": "loss",
            "x": epochs,
            "y": losses,
            "line": {"width": 2},
            "hovertemplate": "epoch %{x:,.0f}: %{y:.4g}<extra></extra>",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": "shown",
            "meta": "shown",
            "x": np.array([shown.epoch]),
            "y": np.array([now]),
            "marker": {"size": 9},
            "hovertemplate": "shown: epoch %{x}, loss %{y:.4g}<extra></extra>",
        },
    ]
    return card(
        "Loss",
        _read(newest.experiment, history),
        sentences.about_loss(shown.latest.loss, _untrained_loss(newest)),
        data,
        xaxis=epoch_axis(newest.epoch),
        yaxis=_loss_axis(newest.experiment, np.concatenate([losses, low, high, [now]])),
        **_marks(newest.experiment.changes, newest.epoch, newest.experiment.lines),
    )


def _loss_axis(experiment: Experiment, drawn: Array) -> dict[str, Any]:
    """Over all that is drawn, the lines of the task too."""
    lines = [line.value for line in experiment.lines]
    return log_axis(LOSSES[experiment.loss].name, np.append(drawn, lines), FLOOR)


def _untrained_loss(trainer: Trainer) -> float:
    if trainer.experiment.always_fresh:
        return trainer.at(0).latest.loss
    return float(trainer.history.untrained[0]) if trainer.epoch else trainer.latest.loss


def _band(history: History, low: Any, high: Any) -> list[dict[str, Any]]:
    """From the lowest to the highest loss of the epochs that one point stands for."""
    if history.stride == 1:
        return []
    middle = history.first + (history.count - 1) / 2
    edge = {"type": "scatter", "mode": "lines", "x": middle, "hoverinfo": "skip", "meta": "band"}
    return [{**edge, "y": low, "name": "lowest"}, {**edge, "y": high, "name": "highest", "fill": "tonexty"}]


def _read(experiment: Experiment, history: History) -> str:
    loss = LOSSES[experiment.loss].mean
    read = f"{loss}. Each point is the mean of {history.stride:,} epochs; the band is their range. Log axis."
    if history.stride == 1:
        read = f"{loss} at each epoch. Log axis: one label down is ten times less, or more."
    if not experiment.always_fresh:
        return read
    return f"{read} Line: a fresh batch at each epoch; dot: the loss of a probe batch, which stays."


def _marks(changes: Iterable[Change], newest: int, lines: tuple[Line, ...]) -> dict[str, Any]:
    """A dashed line with a label at every change so far, upright, and at every baseline of the task, level."""
    made = [change for change in changes if change.epoch <= newest]
    stroke = {"type": "line", "line": {"dash": "dash", "width": 1}}
    upright = {**stroke, "y0": 0, "y1": 1, "yref": "paper"}
    level = {**stroke, "x0": 0, "x1": 1, "xref": "paper"}
    label = {"y": 1, "yref": "paper", "yanchor": "top", "xanchor": "right", "textangle": -90, "showarrow": False}
    return {
        "shapes": [
            *({**upright, "x0": change.epoch, "x1": change.epoch} for change in made),
            *({**level, "y0": line.value, "y1": line.value} for line in lines),
        ],
        "annotations": [
            *({**label, "x": change.epoch, "text": _label(change)} for change in made),
            *(_name(line, place) for place, line in enumerate(lines)),
        ],
    }


def _name(line: Line, place: int) -> dict[str, Any]:
    """At the right end, where the curve does not begin: above the first line, below a second."""
    return {
        "x": 1,
        "xref": "paper",
        "xanchor": "right",
        "y": log10(line.value),  # Plotly takes the logarithm for an annotation, but not for a shape
        "yanchor": "top" if place else "bottom",
        "text": f"{line.name}: {number(line.value)}",
        "showarrow": False,
    }


def _label(change: Change) -> str:
    short = {"learning_rate": "rate", "clip_norm": "clip"}.get(change.field, CHOICES[change.field].label)
    return f"{short} {'off' if change.value is None else f'{change.value:g}'}"
