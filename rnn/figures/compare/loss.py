"""Loss of all lanes after every epoch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnn.figures.axes import epoch_axis, log_axis
from rnn.figures.card import Figure, card
from rnn.figures.compare.common_axis import LOG, common
from rnn.figures.compare.lane import Lane
from rnn.figures.loss import FLOOR, MOST_POINTS, loss_curve
from rnn.network.losses import LOSSES
from rnn.training.history import History

HOVER = "epoch %{x:,.0f}: %{y:.4g}"


def draw(lanes: Sequence[Lane], settings: str, said: str) -> Figure:
    """Return the loss over all epochs of each lane, with a dot at the epoch shown.

    settings, said : the sentences about what differs, and about the losses
    """
    histories = [lane.newest.history.condensed(MOST_POINTS) for lane in lanes]
    lines = [_line(lane, history) for lane, history in zip(lanes, histories, strict=True)]
    dots = [_dot(lane) for lane in lanes]
    losses = common([np.append(line["y"], dot["y"]) for line, dot in zip(lines, dots, strict=True)], LOG)
    names = dict.fromkeys(LOSSES[lane.newest.experiment.loss].name for lane in lanes)
    return card(
        "Loss of all lanes",
        f"{settings} {_read(histories)}Log axis.",
        f"{said}{losses.about()}",
        [*lines, *dots],
        showlegend=True,
        picks={"x": "epoch"},
        xaxis=epoch_axis(max(lane.newest.epoch for lane in lanes)),
        yaxis=log_axis(" or ".join(names), losses.values, FLOOR),
    )


def _read(histories: Sequence[History]) -> str:
    stride = max(history.stride for history in histories)
    return f"Points are means of {stride:,} epochs. " if stride > 1 else ""


def _line(lane: Lane, history: History) -> dict[str, Any]:
    epochs, losses = loss_curve(lane.newest, history)
    return lane.line(epochs, losses, HOVER, mode="lines" if lane.newest.epoch else "markers")


def _dot(lane: Lane) -> dict[str, Any]:
    epoch, loss = lane.shown.epoch, max(lane.shown.latest.loss, FLOOR)
    dot = lane.line(np.array([epoch]), np.array([loss]), HOVER, mode="markers")
    return {**dot, "marker": {**dot["marker"], "size": 9}, "showlegend": False}
