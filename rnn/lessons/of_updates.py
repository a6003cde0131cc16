"""Quantities of updates: gradient norms, what clipping does to them, what truncation loses."""

from __future__ import annotations

from math import nan

import numpy as np

from rnn.lenses.clip_events import clip_events
from rnn.lenses.clipping_direction import Clipped, clipped_directions
from rnn.lenses.contributions import contributions
from rnn.lenses.gradient_check import check
from rnn.lenses.truncation_cost import TruncationCost, truncation_cost
from rnn.lessons.quantity import Curve, Quantity
from rnn.network.norms import norm
from rnn.network.parameters import Array
from rnn.text.quantities import percent
from rnn.training.trainer import Trainer


def gradient_norm(trainer: Trainer, sequence: int, parameter: str | None = None) -> float:
    """Return the norm of the gradient of one parameter, or of all."""
    shown = trainer.latest
    return shown.gradient_norm if parameter is None else norm(shown.gradients[parameter].ravel())


def gradient_entry(trainer: Trainer, sequence: int, parameter: str, row: int, column: int) -> float:
    """Return an entry of the gradient of a parameter."""
    return float(trainer.latest.gradients[parameter][row, column])


def contribution(trainer: Trainer, sequence: int, parameter: str, step: int) -> float:
    """Return the norm of the contribution of a time step."""
    return float(contributions(trainer.latest, parameter, sequence).norm[step])


def contribution_entry(trainer: Trainer, sequence: int, parameter: str, step: int, row: int, column: int) -> float:
    """Return an entry of the contribution of a time step."""
    return float(contributions(trainer.latest, parameter, sequence).at(step)[row, column])


def contribution_share(trainer: Trainer, sequence: int, parameter: str, step: int) -> float:
    """Return the norm of the contribution of a time step, relative to the sum of all norms."""
    return float(contributions(trainer.latest, parameter, sequence).share[step])


def contribution_curve(trainer: Trainer, sequence: int, parameter: str) -> tuple[Array, Array]:
    """Return the time steps and the norms of their contributions."""
    norms = contributions(trainer.latest, parameter, sequence).norm
    return np.arange(1, len(norms) + 1), norms


def check_error(trainer: Trainer, sequence: int, parameter: str) -> float:
    """Return the smallest relative error of the gradient check of a parameter; nan where no loss is finite."""
    made = check(trainer.latest, trainer.experiment.error_scale, parameter)
    return nan if made.best is None else float(made.error[made.best])


def clip_factor(trainer: Trainer, sequence: int) -> float:
    """Return the factor of the last update before this epoch; 1 where nothing was clipped."""
    factors = clip_events(trainer.experiment, trainer.history).factor
    return float(factors[-1]) if len(factors) else nan


def clipped_fraction(trainer: Trainer, sequence: int) -> float:
    """Return the fraction of the updates up to this epoch that were clipped."""
    events = clip_events(trainer.experiment, trainer.history)
    return events.number / events.updates if events.updates else nan


def hardest_clipping(trainer: Trainer, sequence: int) -> float:
    """Return the smallest clipping factor up to this epoch."""
    return clip_events(trainer.experiment, trainer.history).hardest


def largest_norm(trainer: Trainer, sequence: int) -> float:
    """Return the largest gradient norm of the updates up to this epoch, before clipping."""
    return float(clip_events(trainer.experiment, trainer.history).raw.max(initial=0.0))


def angle_by_norm(trainer: Trainer, sequence: int) -> float:
    """Return the angle by which clipping by norm turns the gradient, in degrees."""
    return _angle(_directions(trainer)[0])


def angle_by_value(trainer: Trainer, sequence: int) -> float:
    """Return the angle by which clipping by value turns the gradient, in degrees."""
    return _angle(_directions(trainer)[1])


def _directions(trainer: Trainer) -> tuple[Clipped | None, Clipped | None]:
    chosen, epoch = trainer.experiment, trainer.epoch
    limits = (chosen.value_at(name, epoch) for name in ("clip_norm", "clip_value"))
    found = clipped_directions(trainer.latest.gradients.vector, *limits)
    return found.by_norm, found.by_value


def _angle(clipped: Clipped | None) -> float:
    return nan if clipped is None else clipped.angle


def lost_by_truncation(trainer: Trainer, sequence: int, chunk: int, parameter: str = "W_hh") -> float:
    """Return the fraction of a gradient that is lost in chunks of so many steps."""
    cut = truncation_cost(trainer.latest)
    return _of_chunk(cut, cut.lost[parameter], chunk)


def cosine_after_truncation(trainer: Trainer, sequence: int, chunk: int) -> float:
    """Return the cosine between the truncated and the whole gradient."""
    cut = truncation_cost(trainer.latest)
    return _of_chunk(cut, cut.cosine, chunk)


def _of_chunk(cut: TruncationCost, values: Array, chunk: int) -> float:
    """Return the value of a chunk length; nan where the chart leaves it out."""
    found = np.flatnonzero(cut.chunks == chunk + 1)
    return float(values[found[0]]) if len(found) else nan


OF_UPDATES = {
    "gradient_norm": Quantity(
        "the norm of the gradient of one parameter, or of all together", gradient_norm, ("parameter?",)
    ),
    "gradient_entry": Quantity("an entry of a gradient", gradient_entry, ("parameter", "row", "column")),
    "contribution": Quantity("the norm of a time step's contribution", contribution, ("parameter", "step")),
    "contribution_entry": Quantity(
        "an entry of a time step's contribution", contribution_entry, ("parameter", "step", "row", "column")
    ),
    "contribution_share": Quantity(
        "the norm of a time step's contribution, relative to the sum of all norms",
        contribution_share,
        ("parameter", "step"),
        percent,
    ),
    "check_error": Quantity(
        "the smallest relative error of the gradient check of a parameter", check_error, ("parameter",)
    ),
    "clip_factor": Quantity("the clipping factor of the last update", clip_factor),
    "clipped_fraction": Quantity("the fraction of all updates that were clipped", clipped_fraction, said=percent),
    "hardest_clipping": Quantity("the smallest clipping factor so far", hardest_clipping),
    "largest_norm": Quantity("the largest gradient norm so far, before clipping", largest_norm),
    "angle_by_norm": Quantity("degrees by which clipping by norm turns the gradient", angle_by_norm),
    "angle_by_value": Quantity("degrees by which clipping by value turns the gradient", angle_by_value),
    "lost_by_truncation": Quantity(
        "the fraction of a gradient (of W_hh) that is lost in chunks of so many steps",
        lost_by_truncation,
        ("step", "parameter?"),
        percent,
    ),
    "cosine_after_truncation": Quantity(
        "the cosine between the gradient in chunks of so many steps and the whole one",
        cosine_after_truncation,
        ("step",),
    ),
}
CURVES_OF_UPDATES = {
    "contribution": Curve(
        "the norm of every time step's contribution",
        contribution_curve,
        "time step t",
        "norm",
        ("parameter",),
        log=True,
    ),
}
