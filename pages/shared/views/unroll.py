"""Views of the Unroll page: walk through a pass, per-step contributions to a gradient, gradient check."""

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
    """Draw the selection of view and parameter; return the function that draws the charts."""
    with st.container(horizontal=True, vertical_alignment="center", key="views"):
        key = session.lasting_key("unroll_view", WALK)
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
    """Return the unrolled network, and the equations of one sub-step."""
    return Cards(
        unrolled=lambda: unrolled.draw(view.walk, view.position),
        substep=lambda: substep.draw(view.walk, view.position),
    )


def per_step_contributions(name: str, view: View) -> Cards:
    """Return the gradient of one parameter as a sum of per-step contributions."""
    shown, sequence = view.shown_pass, view.sequence
    return Cards(
        contributions=lambda: contributions.draw(shown, name, sequence),
        contribution_over_time=lambda: contribution_over_time.draw(shown, name, sequence),
        contribution_entries=lambda: contribution_entries.draw(shown, name, view.step, sequence),
        contribution_direction=lambda: contribution_direction.draw(shown, name, sequence),
    )


def check(name: str, entry: tuple[int, int] | None, view: View) -> Cards:
    """Return BPTT against finite differences of the loss, and the error over time."""
    shown = view.shown_pass
    return Cards(
        gradient_check=lambda: _checked(name, entry, view),
        error=lambda: error_over_time.draw(shown, view.sequence),
        unit=lambda: unit_over_time.draw(shown, view.unit, view.sequence),
    )


def _checked(name: str, entry: tuple[int, int] | None, view: View) -> dict[str, Any]:
    """Return the gradient check, cached; one that would take too long is refused with a sentence."""
    shown, scale = view.shown_pass, view.shown.experiment.error_scale
    asked = None if name == ALL else name
    try:
        made = remembered(
            shown.parameters.vector, (shown.options, name, entry), lambda: checking.check(shown, scale, asked, entry)
        )
    except ValueError as error:
        return gradient_check.draw_refused(str(error))
    place = "" if entry is None else f"[{entry[0] + 1}, {entry[1] + 1}]"
    return gradient_check.draw(made, "" if name == ALL else f"{name}{place}")


def _one_of(name: str, options: tuple[str, ...], first: str) -> str:
    """Draw a select box whose value survives a change of page, and return the value."""
    key = session.lasting_key(name, first, among=options)
    return str(st.selectbox(name.capitalize(), options, key=key, label_visibility="collapsed", width=120))


def _entry(name: str) -> tuple[int, int] | None:
    """Draw the selection of an entry of the parameter; return its indices, or None for all entries."""
    rows, columns = session.current().trainer.parameters[name].shape
    places = [f"{name}[{row + 1}, {column + 1}]" for row in range(rows) for column in range(columns)]
    every = f"{ALL} of {name}"
    chosen = _one_of("entry", (every, *places[:MOST_PLACES]), every)
    return None if chosen == every else divmod(places.index(chosen), columns)


MOST_PLACES = 400
"""Largest number of entries that can be selected one by one."""
