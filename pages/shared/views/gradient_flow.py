"""Views of the Gradient flow page: groups of charts that fit a screen; only the shown view is computed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from pages.shared.stage.cards import Cards
from pages.shared.visitor.view import View
from rnn.figures import by_lag as by_lag_figure
from rnn.figures import (
    clip_events,
    clipping_direction,
    decay,
    decay_causes,
    decay_over_training,
    gradient_norms,
    itemised,
    saturation,
    singular_value_limit,
    spectrum,
)
from rnn.figures import loss_step as loss_step_figure
from rnn.figures import truncation_cost as truncation_cost_figure
from rnn.lenses.by_lag import by_lag
from rnn.lenses.clipping_direction import clipped_directions
from rnn.lenses.flow import flow
from rnn.lenses.itemised import by_loss_step
from rnn.lenses.over_training import moments
from rnn.lenses.saturation import saturated_share
from rnn.lenses.truncation_cost import truncation_cost
from rnn.network.spectrum import eigenvalues, singular_values
from rnn.words.verdict import needed_lag

AS_IT_WAS = "Over training"
"""The view that offers no what-if: it shows training as it was."""


def where_it_goes(view: View) -> Cards:
    """Return the influence of each loss on each hidden state, and its decay with the lag."""
    shown, sequence = view.shown_pass, view.sequence
    truncation = shown.options.truncation
    items = cache(lambda: by_loss_step(shown.alone(sequence)))
    loss_step = None if view.loss_step is None else view.loss_step + 1
    return Cards(
        itemised=lambda: itemised.draw(items(), loss_step, truncation, sequence, len(shown.x)),
        loss_step=lambda: loss_step_figure.draw(shown, items(), loss_step, sequence),
        decay=lambda: decay.draw(
            flow(shown, sequence), truncation, needed_lag(view.shown.experiment, sequence), _relative_loss(view)
        ),
        by_lag=lambda: by_lag_figure.draw(by_lag(shown, sequence)),
    )


def why_it_vanishes_or_explodes(view: View) -> Cards:
    """Return what W_hh and the activation do to the gradient at each step back."""
    shown, sequence = view.shown_pass, view.sequence
    W_hh, look = shown.options.gain * shown.parameters.W_hh, shown.options.activation.look
    return Cards(
        decay_causes=lambda: decay_causes.draw(flow(shown, sequence)),
        singular_value_limit=lambda: singular_value_limit.draw(singular_values(W_hh), look.steepest),
        spectrum=lambda: spectrum.draw(eigenvalues(W_hh), moments(view.newest, sequence)),
        saturation=lambda: saturation.draw(saturated_share(shown, sequence), look),
    )


def over_training(view: View) -> Cards:
    """Return how training changes the gradient flow."""
    seen = cache(lambda: moments(view.newest, view.sequence))
    return Cards(
        over_training=lambda: decay_over_training.draw(seen(), needed_lag(view.newest.experiment, view.sequence)),
        gradient_norms=lambda: gradient_norms.draw(seen()),
    )


def clipping_and_truncation(view: View) -> Cards:
    """Return what clipping and truncation do to the gradient before the update."""
    shown, chosen, epoch = view.shown_pass, view.shown.experiment, view.shown.epoch
    norm_limit, value_limit = (chosen.value_at(name, epoch) for name in ("clip_norm", "clip_value"))
    return Cards(
        clip_events=lambda: clip_events.draw(view.newest),
        clipping_direction=lambda: clipping_direction.draw(
            clipped_directions(shown.gradients.vector, norm_limit, value_limit)
        ),
        truncation_cost=lambda: truncation_cost_figure.draw(truncation_cost(shown), shown.options.truncation),
    )


def _relative_loss(view: View) -> float | None:
    """Return the loss relative to that of the best constant prediction; None if that is 0."""
    constant = view.shown.experiment.constant.loss
    with np.errstate(over="ignore", invalid="ignore"):
        return view.shown_pass.loss / constant if constant else None


VIEWS: dict[str, Callable[[View], Cards]] = {
    "Where it goes": where_it_goes,
    "Why it vanishes or explodes": why_it_vanishes_or_explodes,
    AS_IT_WAS: over_training,
    "Clipping and truncation": clipping_and_truncation,
}
