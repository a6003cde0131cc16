"""Print how long each lens of gradient and dynamics takes to compute and to draw: python tests/benchmarks/lenses.py.

The goal is below 30 ms at T = 20 with 16 units and below 150 ms at T = 100 with 64; a plane of losses and the search
for fixed points may take 300. "first" is the time of the first look, "again" the best of five; what is looked at over
training, fixed points, lesions and losses along a line or in a plane are remembered after the first.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from random import random
from time import perf_counter
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is imported: one thread, as in the app
sys.path.insert(0, str(Path(__file__).parents[2]))

from pages.shared.stage.frames import packed
from rnn import Experiment, Trainer
from rnn.figures import (
    bifurcation,
    cliff_gradient,
    clip_events,
    cobweb,
    decay,
    decay_causes,
    decay_over_training,
    exponent_over_training,
    gradient_norms,
    itemised,
    loss_step,
    perturbation,
    point_stability,
    saturation,
    singular_value_limit,
    slope_product,
    spectrum,
    state_space,
    variance,
)
from rnn.figures import by_lag as by_lag_figure
from rnn.figures import cliff as cliff_figure
from rnn.figures import clipping_direction as clipping_direction_figure
from rnn.figures import lesions as lesions_figure
from rnn.figures import loss_plane as plane_figure
from rnn.figures import phase_portrait as phase_portrait_figure
from rnn.figures import truncation_cost as truncation_cost_figure
from rnn.lenses.by_lag import by_lag
from rnn.lenses.cliff import FIRST_CUT, cliff
from rnn.lenses.clipping_direction import clipped_directions
from rnn.lenses.flow import flow
from rnn.lenses.held_input import Map
from rnn.lenses.itemised import by_loss_step
from rnn.lenses.lesions import lesions
from rnn.lenses.loss_plane import loss_plane
from rnn.lenses.one_unit import OneUnit, fixed_points, products_over_weights
from rnn.lenses.one_unit import bifurcation as bifurcation_over
from rnn.lenses.over_training import moments
from rnn.lenses.perturbation import over_training, perturbed
from rnn.lenses.phase_portrait import phase_portrait
from rnn.lenses.saturation import saturated_share
from rnn.lenses.state_space import components, points_of, states_of, trajectories
from rnn.lenses.truncation_cost import truncation_cost
from rnn.lenses.what_if import what_if
from rnn.network.spectrum import eigenvalues, singular_values

SEARCH = 300
SIZES = ((20, 16, 30), (100, 64, 150))
EPOCHS = 640
PLANE, PLANE_GOAL = "loss in a plane", 300


def lenses(trainer: Trainer) -> dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]]:
    """For each lens how to compute it, and how to draw what was computed."""
    shown = trainer.latest
    look, W_hh = shown.options.activation.look, shown.parameters.W_hh
    units = shown.parameters.sizes.hidden
    return {
        "each loss alone": (lambda: by_loss_step(shown), itemised.draw),
        "one loss": (lambda: by_loss_step(shown), lambda items: loss_step.draw(shown, items)),
        "the sum, by lag": (lambda: by_lag(shown), by_lag_figure.draw),
        "decay with the lag": (lambda: flow(shown), decay.draw),
        "two causes": (lambda: flow(shown), decay_causes.draw),
        "decay over training": (lambda: moments(trainer), decay_over_training.draw),
        "gradient of each parameter": (lambda: moments(trainer), gradient_norms.draw),
        "clipping": (lambda: trainer, clip_events.draw),
        "clipping and direction": (lambda: clipped_directions(shown.gradients.vector), clipping_direction_figure.draw),
        "what truncation loses": (lambda: truncation_cost(shown), truncation_cost_figure.draw),
        "eigenvalues": (lambda: eigenvalues(W_hh), lambda values: spectrum.draw(values, moments(trainer))),
        "singular values": (
            lambda: singular_values(W_hh),
            lambda values: singular_value_limit.draw(values, look.steepest),
        ),
        "saturated units": (lambda: saturated_share(shown), lambda flat: saturation.draw(flat, look)),
        **dynamics(trainer),
        "loss along the gradient": (lambda: cliff(trainer), lambda found: cliff_figure.draw(found, FIRST_CUT, units)),
        "loss along the gain": (lambda: cliff(trainer, "gain"), cliff_gradient.draw),
        PLANE: (lambda: loss_plane(trainer), lambda found: plane_figure.draw(found, FIRST_CUT, units)),
        "one unit, cobweb": (another_unit, lambda unit: cobweb.draw(unit, 1, units, True)),
        "one unit, fixed points": (another_unit, bifurcation.draw),
        "one unit, slopes": (another_unit, slope_product.draw_over_weights),
        "what-if": (lambda: what_if(trainer, 1.5, 2.0), lambda other: decay.draw(flow(other))),
    }


def dynamics(trainer: Trainer) -> dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]]:
    """The same for the state space, perturbations and lesions."""
    shown, points = trainer.latest, lambda: points_of(trainer, 0, 0, None)
    portrait = Trainer.start(trainer.experiment.replaced(hidden_size=2)).latest
    network = Map.of(portrait.parameters, portrait.options, portrait.x[0, 0])
    path = trajectories(portrait, None)
    return {
        "fixed points": (points, lambda found: point_stability.draw(found, "")),
        "state space": (
            lambda: (trajectories(shown, None), components(shown)),
            lambda found: state_space.draw(*found, points(), ""),
        ),
        "variance": (lambda: components(shown), lambda found: variance.draw(found, "")),
        "phase portrait, 2 units": (
            lambda: phase_portrait(network, states_of(portrait)),
            lambda made: phase_portrait_figure.draw(made, path, None, ""),
        ),
        "perturbation": (lambda: perturbed(shown, 0, 0.01, 3), lambda made: perturbation.draw(made, "")),
        "Lyapunov exponent": (
            lambda: over_training(trainer, 0),
            lambda found: exponent_over_training.draw(*found, (trainer.epoch, found[1][-1]), ""),
        ),
        "loss without each unit": (
            lambda: lesions(trainer, 0),
            lambda found: lesions_figure.draw(found, 0, "", "MSE"),
        ),
    }


def another_unit() -> OneUnit:
    """Look at a unit that was not looked at before, since what is known of one is kept."""
    unit = OneUnit(2.1, random())
    fixed_points(unit), bifurcation_over(unit.b, unit.activation), products_over_weights(unit.b, unit.activation)
    return unit


def milliseconds(work: Callable[[], Any]) -> tuple[float, float]:
    """Of the first call, and the best of five more."""
    times = []
    for _ in range(6):
        start = perf_counter()
        work()
        times.append(1000 * (perf_counter() - start))
    return times[0], min(times[1:])


def main() -> None:
    """Print a table for each size."""
    for steps, units, goal in SIZES:
        choices = {"sequences": 1, "hidden_size": units, "start": "gaussian", "learning_rate": 0.001}
        trainer = Trainer.start(Experiment(task="sine", task_steps=steps, **choices)).advance(epochs=EPOCHS)
        print(f"\nT = {steps}, {units} units, {EPOCHS} epochs; goal {goal} ms")
        print(f"{'':28} compute first   again   draw and pack")
        for name, (compute, draw) in lenses(trainer).items():
            first, again = milliseconds(compute)
            answer = compute()
            _, drawing = milliseconds(lambda draw=draw, answer=answer: packed(draw(answer)))
            most = SEARCH if name in (PLANE, "fixed points") else goal
            late = "" if first + drawing < most else "   over the goal"
            print(f"{name:28} {first:13.1f} {again:7.1f} {drawing:15.1f}{late}")


if __name__ == "__main__":
    main()
