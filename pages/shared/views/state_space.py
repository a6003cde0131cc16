"""View of the Dynamics page: the state space, its fixed points, and the phase portrait of two units."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from pages.shared.stage.cards import Cards, Figure
from pages.shared.visitor.view import View
from rnn.figures import phase_portrait as portrait_figure
from rnn.figures import point_stability, variance
from rnn.figures import state_space as figure
from rnn.figures.card import named_choice, sequence_choice
from rnn.lenses.held_input import HELD_INPUTS
from rnn.lenses.phase_portrait import phase_portrait
from rnn.lenses.state_space import (
    COLOURS,
    Components,
    Trajectories,
    components,
    map_of,
    points_of,
    states_of,
    trajectories,
)
from rnn.words import state_space as words


def state_space(view: View) -> Cards:
    """Return the trajectories with the fixed points; of two units the phase portrait, of more three components."""
    seen, units = components(view.shown.latest), view.shown.experiment.hidden_size
    stability = {"point_stability": lambda: _stability(view)}
    if seen is None or units == 1:
        why = words.NOT_FINITE if seen is None else words.ONE_UNIT
        nothing = {name: partial(figure.draw_none, title, why) for name, title in _titles(units).items()}
        return Cards(**nothing | stability)
    drawn = cache(lambda: trajectories(view.shown.latest, None if view.dynamics.all_sequences else view.sequence))
    if units == 2:
        return Cards(phase_portrait=lambda: _portrait(view, seen, drawn()), **stability)
    return Cards(
        state_space=lambda: _plane(view, seen, drawn(), (0, 1), _choices(view)),
        third_component=lambda: _plane(view, seen, drawn(), (0, 2)),
        **stability,
        variance=lambda: variance.draw(seen, words.about_components(seen, units)),
    )


def _titles(units: int) -> dict[str, str]:
    """Return the cards by name, in their order, with the titles that they have where nothing is drawn."""
    if units < 3:
        first = {"phase_portrait": "Phase portrait"} if units == 2 else {"state_space": "State space"}
        return first | {"point_stability": ""}
    first = {"state_space": "State space", "third_component": "PC 1 and PC 3"}
    return first | {"point_stability": "", "variance": "Variance of the components"}


def _plane(
    view: View,
    seen: Components,
    drawn: Trajectories,
    across: tuple[int, int],
    choices: tuple[dict[str, Any], ...] = (),
) -> Figure:
    points = points_of(view.shown, *_held(view))
    said = _about(view, seen, drawn)
    return figure.draw(drawn, seen, points, said, across, view.dynamics.coloured_by, view.step, choices)


def _portrait(view: View, seen: Components, drawn: Trajectories) -> Figure:
    made = phase_portrait(map_of(view.shown, *_held(view)), states_of(view.shown.latest))
    points = points_of(view.shown, *_held(view))
    said = _about(view, seen, drawn)
    return portrait_figure.draw(made, drawn, points, said, view.dynamics.coloured_by, view.step, _choices(view))


def _stability(view: View) -> Figure:
    points, held = points_of(view.shown, *_held(view)), view.dynamics.held_input
    step = {"name": "step", "label": "Time step", "value": 0 if view.step is None else view.step + 1, "none": True}
    choices = (
        named_choice("held_input", "Input held", held, HELD_INPUTS),
        {**step, "most": view.shown.latest.x.shape[1]},
    )
    return point_stability.draw(points, words.about_points(points, held, view.step, bool(view.symbols)), choices)


def _held(view: View) -> tuple[int, int, int | None]:
    """Return the arguments that say which input is held."""
    return view.dynamics.held_input, view.sequence, view.step


def _about(view: View, seen: Components, drawn: Trajectories) -> str:
    shown = view.shown.latest
    return words.about_trajectories(drawn, seen, shown.parameters.h_0 is not None, shown.lengths is not None)


def _choices(view: View) -> tuple[dict[str, Any], ...]:
    """Return the choices in the head of the first card."""
    sequences = len(view.shown.latest.x)
    every = {"name": "all_sequences", "label": "All sequences", "on": view.dynamics.all_sequences}
    return (
        *([every] if sequences > 1 else []),
        *sequence_choice(view.sequence, sequences),
        named_choice("coloured_by", "Colour", view.dynamics.coloured_by, COLOURS),
    )
