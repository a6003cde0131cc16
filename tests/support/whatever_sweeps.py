"""The Sweep page of whatever experiment."""

from __future__ import annotations

from dataclasses import replace

from pages.shared.views.sweep import sweep
from pages.shared.visitor.sweep_controls import sweep_controls
from pages.shared.visitor.sweeping import Looking, Sweeping, SweepVisit
from pages.shared.visitor.visit import Session
from rnn import ExperimentError, Sweep
from rnn.sweep.grid import MEASURES
from rnn.sweep.run import Here


def of_a_sweep(view):
    """Every measure of a sweep of the experiment, from the lowest learning rate to the highest."""
    try:
        plan = Sweep(view.newest.experiment, {"learning_rate": [1e-6, 10.0], "clip_norm": [None, 1.0]}, 3, target=0.5)
    except ExperimentError:  # too large
        return {}
    swept = Sweeping(Here(plan.start().advance()))
    return {
        f"sweep {place}": _drawn(view, SweepVisit(sweeping=swept, looking=Looking(place)))
        for place in range(len(MEASURES))
    }


def _drawn(view, visit):
    """The chart, and what is said beside it."""
    figure = sweep(replace(view, sweep=visit))["sweep"]
    figure["layout"]["meta"]["cell"] = sweep_controls(Session(view.newest_lanes, sweep=visit))["cell"]
    return figure
