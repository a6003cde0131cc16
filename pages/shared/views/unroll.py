"""Unroll views: the walk through a pass, the per-step contributions to a gradient, and the gradient check."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from pages.shared.stage.cards import Cards
from pages.shared.visitor import session
from pages.shared.visitor.view import View
from rnn.figures import (
    contribution_direction,
    contribution_entries,
    contribution_over_time,
    contributions,
    error_over_time,
    gradient_check,
    substep,
    unit_over_time,
    unrolled,
)
from rnn.lenses import gradient_check as checking
from rnn.lenses.remembered import remembered

WALK, CONTRIBUTIONS, CHECK = "Walk", "Per-step contributions", "Gradient check"
ALL = "all"


def chosen_view() -> Callable[[View], Cards]:
    """Draw the choice of a view, and of the parameter where one is looked at; gives what draws the charts."""
    with st.container(horizontal=True, vertical_alignment="center", key="views"):
        key = session.lasting("unroll_view", WALK)
        chosen = st.segmented_control(
            "View", (WALK, CONTRIBUTIONS, CHECK), key=key, required=True, label_visibility="collapsed"
        )
        if chosen == WALK:
            return walk
        names = session.current().trainer.parameters.held
        name = _one_of("parameter", (*names, ALL) if chosen == CHECK else names, "W_hh")
        if chosen == CONTRIBUTIONS:
            return partial(per_step_contributions, name)
        return partial(check, name, None if name == ALL else _entry(name))


def walk(view: View) -> Cards:
    """The network over time, and the equations of one sub-step."""
    return Cards(
        unrolled=lambda: unrolled.draw(view.walk, view.position),
        substep=lambda: substep.draw(view.walk, view.position),
    )


def per_step_contributions(name: str, view: View) -> Cards:
    """The gradient of one parameter as a sum over time, and the error that it comes from."""
    shown, sequence = view.shown_pass, view.sequence
    return Cards(
        contributions=lambda: contributions.draw(shown, name, sequence),
        contribution_over_time=lambda: contribution_over_time.draw(shown, name, sequence),
        contribution_entries=lambda: contribution_entries.draw(shown, name, view.step, sequence),
        contribution_direction=lambda: contribution_direction.draw(shown, name, sequence),
    )


def check(name: str, entry: tuple[int, int] | None, view: View) -> Cards:
    """BPTT against finite differences of the loss, and the error at each time step."""
    shown = view.shown_pass
    return Cards(
        gradient_check=lambda: _checked(name, entry, view),
        error=lambda: error_over_time.draw(shown, view.sequence),
        unit=lambda: unit_over_time.draw(shown, view.unit, view.sequence),
    )


def _checked(name: str, entry: tuple[int, int] | None, view: View) -> dict[str, Any]:
    """A check that was made already is not made again; one that would take too long is not made at all."""
    shown, scale = view.shown_pass, view.shown.experiment.error_scale
    asked = None if name == ALL else name
    try:
        made = remembered(
            shown.parameters.vector, (shown.options, name, entry), lambda: checking.check(shown, scale, asked, entry)
        )
    except ValueError as error:
        return gradient_check.draw_refused(str(error))
    return gradient_check.draw(made)


def _one_of(name: str, options: tuple[str, ...], first: str) -> str:
    """A choice that outlasts a change of the page; the first where the present one is not among the options."""
    key = session.lasting(name, first, among=options)
    return str(st.selectbox(name.capitalize(), options, key=key, label_visibility="collapsed", width=120))


def _entry(name: str) -> tuple[int, int] | None:
    """One entry of the parameter, or None: all of them."""
    rows, columns = session.current().trainer.parameters[name].shape
    places = [f"{name}[{row + 1}, {column + 1}]" for row in range(rows) for column in range(columns)]
    every = f"{ALL} of {name}"
    chosen = _one_of("entry", (every, *places[:MOST_PLACES]), every)
    return None if chosen == every else divmod(places.index(chosen), columns)


MOST_PLACES = 400
"""Entries that can be chosen one by one."""
