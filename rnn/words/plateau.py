"""Plateau: a loss that stays at what a constant prediction costs, since next to no gradient moves the weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnn.experiment.experiment import CHOICES, Experiment
from rnn.lenses.saturation import SATURATED
from rnn.network.losses import LOSSES
from rnn.text.quantities import number, share
from rnn.text.quoting import plain
from rnn.training.trainer import Trainer

BLOCK, FEWEST = 16, 48
"""Epochs that are averaged, so that the noise of fresh batches ends no plateau; epochs that make one."""
NEAR, STILL = 0.05, 0.02
"""How far the loss may be from the constant prediction's, and its first half from its second, relative to it."""
WEAK = 0.1
"""The largest gradient norm on a plateau, relative to that of an output bias under a constant prediction's errors."""
SMALL_RADIUS, NEAR_ZERO, MOSTLY = 0.5, 0.3, 0.5
"""Bounds of a small initialization (std times root of the units), of states near 0 (their rms), of most of them."""


@dataclass(frozen=True)
class Plateau:
    """The mean loss over the last `epochs` epochs."""

    epochs: int
    loss: float


def plateau(trainer: Trainer) -> Plateau | None:
    """Look back from the newest epoch for as long as the loss stays near the best constant prediction's.

    None where that is shorter than FEWEST epochs, where the loss moves all the same, where the gradient is not weak, or
    where a constant is all there is to learn.
    Fresh batches have gradients of their own, whose norm does not tell.
    """
    experiment, history = trainer.experiment, trainer.history
    if trainer.epoch < FEWEST:
        return None
    level, rows = experiment.constant.loss, max(1, BLOCK // history.stride)
    blocks = len(history.mean) // rows
    newest = history.mean[(blocks - 1) * rows : blocks * rows].mean(axis=0)
    if not level or abs(newest[0] - level) > NEAR * level:
        return None
    losses = history.mean[: blocks * rows, 0].reshape(blocks, rows).mean(axis=1)
    away = np.flatnonzero(np.abs(losses - level) > NEAR * level)
    begin = int(away[-1]) + 1 if len(away) else 0
    staying, half = losses[begin:], (len(losses) - begin) // 2
    epochs = trainer.epoch - begin * rows * history.stride
    if not half or epochs < FEWEST or abs(staying[:half].mean() - staying[half:].mean()) > STILL * level:
        return None
    if not experiment.always_fresh and newest[1] > WEAK * _norm_of_bias(experiment):
        return None
    return Plateau(epochs, float(staying.mean()))


def about_plateau(trainer: Trainer) -> str:
    """That it is one, with its numbers, why, and what leads out of it; empty where there is none."""
    found = plateau(trainer)
    if found is None:
        return ""
    level = f"a constant prediction's {number(trainer.experiment.constant.loss)}"
    return f"Plateau for {found.epochs:,} epochs: the loss is {number(found.loss)}, {level}. {_why(trainer)}"


def _why(trainer: Trainer) -> str:
    """What holds the loss there, as far as the weights and the states of the first sequence tell."""
    experiment, shown = trainer.experiment, trainer.latest.alone(0)
    look = shown.options.activation.look
    small = experiment.start == "small" and experiment.start_scale * experiment.hidden_size**0.5 < SMALL_RADIUS
    if small and float(np.mean(np.square(shown.h[:, 1:]))) < NEAR_ZERO**2:
        std = plain(experiment.start_scale)
        return f"The small initialization (std {std}) keeps the states near 0. {_way_out(experiment)}"
    saturated = float(np.mean(shown.slope < SATURATED * look.steepest))
    if look.saturated and saturated > MOSTLY:
        return f"{share(saturated).capitalize()} of the states are saturated, and pass little gradient."
    return "Gradient flow shows how far back the gradient reaches."


def _way_out(experiment: Experiment) -> str:
    optimizer = "" if experiment.optimizer == "adam" else f" and {CHOICES['optimizer'].setting('adam')}"
    return f"Set {CHOICES['start'].setting('orthogonal')}{optimizer}."


def _norm_of_bias(experiment: Experiment) -> float:
    """The gradient norm of an output bias if all errors of a constant prediction had the same sign."""
    constant = experiment.constant
    scale = LOSSES[experiment.loss].slope if experiment.loss_scaling == "mean" else constant.steps
    return scale * constant.error
