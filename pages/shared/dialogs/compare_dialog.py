"""Compare dialog: the choices in which the next lane differs."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.shared.problem import show_problem
from pages.shared.visitor import choosing, dialog_state, session
from pages.shared.visitor.callbacks import uninterrupted
from rnn import Experiment
from rnn.experiment.choices import Choice
from rnn.experiment.differences import LETTERS
from rnn.experiment.experiment import CHOICES
from rnn.experiment.network_choices import GIVEN

NAME, PROBLEM = "compare", "compare"
FIRST = ("learning_rate", "optimizer", "clip_norm", "start", "truncation", "activation", "hidden_size", "seed")
"""What is compared most often; the other choices follow."""
MOST_DIFFERENCES = 8


@uninterrupted
def open_compare() -> None:
    """Open the dialog without the error message of an earlier try."""
    session.forget_problem(PROBLEM)
    dialog_state.open_dialog(NAME)


def draw() -> None:
    """Draw a row for each difference, and the button that starts all lanes."""
    now = session.current()
    experiment = now.trainer.experiment.rewound(now.trainer.epoch)
    if len(now.lanes) == len(LETTERS):
        st.caption(f"There are {len(LETTERS)} lanes already. Remove one above the charts first.")
        return
    letter = LETTERS[len(now.lanes)]
    st.caption(f"Lane {letter} is this experiment with what you change here. All lanes start again at epoch 0.")
    count = dialog_state.kept("differences") or 1
    differences: dict[str, Any] = {}
    for place in range(count):
        differences |= [_difference(place, experiment, differences)]
    with st.container(horizontal=True):
        st.button("Compare and play", key="compare-play", on_click=_compare, args=(differences,))
        if count < MOST_DIFFERENCES:
            st.button("Add another difference", type="tertiary", on_click=_add, args=(count + 1,))
    show_problem(PROBLEM, session.problem(PROBLEM))


def _difference(place: int, experiment: Experiment, before: dict[str, Any]) -> tuple[str, Any]:
    """Draw the selection of a choice that no row before has, and of its value."""
    free = [name for name in dict.fromkeys((*FIRST, *CHOICES)) if name not in before]
    names = [name for name in free if CHOICES[name].means_something(experiment)]
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"difference-{place}"):
        name = st.selectbox(
            "What differs",
            names,
            format_func=lambda name: CHOICES[name].label,
            key=f"differs.{place}",
        )
        return name, _value(CHOICES[name], getattr(experiment, name), place)


def _value(choice: Choice, present: Any, place: int) -> Any:
    """Draw the widget of the new value; it begins with one that differs from the present value."""
    key = f"value.{place}.{choice.name}"
    if choice.options:
        options = [value for value in choice.options if value != GIVEN]
        others = [value for value in options if value != present]
        return st.selectbox(
            "New value", options, index=options.index(others[0]), format_func=choice.options.__getitem__, key=key
        )
    session.offer(key, _another(choice, present))
    step, shape = (int(choice.step), "%d") if choice.whole else (float(choice.step), "%g")
    label = f"New value ({choice.unit})" if choice.unit else "New value"
    return st.number_input(label, value=None, step=step, format=shape, key=key, placeholder=choice.empty)


def _another(choice: Choice, present: float | None) -> float | None:
    """Return an allowed value that differs from the present one: off, a tenth of it, or twice as many."""
    if choice.optional and present is not None:
        return None
    other = 1.0 if not present else 2 * present if choice.whole else present / 10
    return choice.typed(min(max(other, choice.low), choice.high))


@uninterrupted
def _add(count: int) -> None:
    dialog_state.keep("differences", count)


@uninterrupted
def _compare(differences: dict[str, Any]) -> None:
    """Add the lane and train all; a value that is not allowed changes nothing and shows an error."""
    session.forget_problem(PROBLEM)
    try:
        choosing.compare(differences)
    except ValueError as error:
        session.refuse(PROBLEM, str(error))
        return
    dialog_state.close_dialog()
    dialog_state.go_to("pages/compare.py")
