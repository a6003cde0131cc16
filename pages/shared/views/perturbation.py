"""View of the Dynamics page: what becomes of a perturbed state, and of a network without one of its units."""

from __future__ import annotations

import numpy as np

from pages.shared.stage.cards import Cards, Figure
from pages.shared.visitor.view import View
from rnn.figures import exponent_over_training, prediction_without
from rnn.figures import lesions as lesions_figure
from rnn.figures import perturbation as figure
from rnn.figures.card import named_choice, sequence_choice, unit_choice
from rnn.lenses.lesions import CLAMPS, lesions
from rnn.lenses.lesions import prediction_without as prediction_of
from rnn.lenses.perturbation import (
    SIZES,
    direction_names,
    exponent_at,
    over_training,
    perturbed,
    steps_multiplied,
)
from rnn.text.quantities import number
from rnn.words import perturbation as words


def perturbation_and_lesions(view: View) -> Cards:
    """Return two runs from neighbouring states, the exponent over training, and the loss of losing each unit."""
    return Cards(
        perturbation=lambda: _perturbation(view),
        exponent=lambda: _exponent(view),
        lesions=lambda: _lesions(view),
        without_unit=lambda: _without(view),
    )


def _perturbation(view: View) -> Figure:
    names = direction_names(view.shown.experiment.hidden_size)
    size, direction = view.dynamics.size, min(view.dynamics.direction, len(names) - 1)
    made = perturbed(view.shown.latest, view.sequence, SIZES[size], direction)
    choices = (
        named_choice("size", "Size", size, [number(one) for one in SIZES]),
        named_choice("direction", "Direction", direction, names),
    )
    return figure.draw(made, words.about_perturbation(made), choices)


def _exponent(view: View) -> Figure:
    epochs, exponents = over_training(view.newest, view.sequence)
    here = view.shown.epoch, exponent_at(view.shown, view.sequence)
    shown = view.shown.latest.alone(view.sequence)
    steps = steps_multiplied(shown)
    partly = None if steps == shown.x.shape[1] else steps
    said = words.about_exponents(epochs, exponents, here, partly)
    choices = sequence_choice(view.sequence, len(view.shown.latest.x))
    return exponent_over_training.draw(epochs, exponents, here, said, choices)


def _lesions(view: View) -> Figure:
    found = lesions(view.shown, view.dynamics.clamp)
    choices = (
        *unit_choice(view.unit, len(found.losses)),
        named_choice("clamp", "Clamped to", view.dynamics.clamp, CLAMPS),
    )
    loss = view.shown.latest.options.loss.name
    return lesions_figure.draw(found, view.unit, words.about_lesions(found, view.unit), loss, choices)


@np.errstate(all="ignore")
def _without(view: View) -> Figure:
    shown = view.shown.latest.alone(view.sequence)
    without = prediction_of(view.shown.latest, view.unit, view.dynamics.clamp, view.sequence)
    changed = np.abs(without - shown.yhat[0])
    output = int(np.nan_to_num(changed.max(axis=0), nan=0.0).argmax())
    said = words.about_prediction_without(changed[:, output], output, changed.shape[1])
    parts = (array[:, output] for array in (shown.target[0], shown.yhat[0], without))
    target, yhat, lesioned = parts
    return prediction_without.draw(target, shown.counts[0], yhat, lesioned, view.unit, output, said)
