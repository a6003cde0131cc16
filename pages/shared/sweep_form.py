"""Form of a sweep: which choices, which values, how many seeds and epochs; below it, how large that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from pages.shared.problem import show_problem
from pages.shared.visitor import dialog_state, session
from pages.shared.visitor.callbacks import uninterrupted
from pages.shared.visitor.sweep_commands import base_of
from pages.shared.visitor.sweep_form import NONE, AxisForm, SweepForm, swept_choices
from pages.shared.visitor.sweeping import Proposed
from pages.shared.visitor.visit import Session
from rnn import Experiment
from rnn.experiment.experiment import CHOICES
from rnn.sweep.axis_text import SPACINGS
from rnn.sweep.prepared_sweeps import PREPARED_SWEEPS
from rnn.words.sweep import about_size

PROBLEM = "sweep"
OF_A_LIST, BETWEEN = "Values", "From, to, how many"


def sweep_form() -> None:
    """Draw the fields, and what they propose or why that is refused."""
    session.change(lambda present: replace(present, sweep=present.sweep.proposing(base_of(present))))
    page = session.current().sweep
    proposed = page.proposed
    assert proposed is not None
    with st.container(key="sweep-form"):
        with st.container(horizontal=True, vertical_alignment="bottom", key="sweep-axes"):
            for place in range(2):
                _axis(page.form, place, proposed.experiment)
        with st.container(horizontal=True, vertical_alignment="bottom", key="sweep-ends"):
            _ends(page.form)
            st.button(
                "Prepared sweeps", icon=":material/grid_view:", on_click=dialog_state.open_dialog, args=("sweeps",)
            )
            st.caption(_about(proposed), width="stretch")
    show_problem(PROBLEM, proposed.refused)


def _about(proposed: Proposed) -> str:
    """Return the size of the sweep, and the sentence of a prepared one."""
    if proposed.sweep is None:
        return ""
    said = next((f" {each.sentence}" for each in PREPARED_SWEEPS.values() if each.sweep == proposed.sweep), "")
    return about_size(proposed.sweep) + said


def _axis(form: SweepForm, place: int, experiment: Experiment) -> None:
    """Draw a choice, how its values are given, and its values."""
    axis, others = form.axes[place], form.axes[1 - place].name
    names = [name for name in swept_choices(experiment, form) if name not in (others, NONE)]
    label = ("Sweep", "and")[place]
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"sweep-axis-{place}"):
        _field(
            st.selectbox, form, f"name.{place}", axis.name, partial(_take_name, place), label=label,
            options=[NONE, *names] if place else names, format_func=_label, width=190,
        )  # fmt: skip
        if axis.name == NONE:
            return
        choice = CHOICES[axis.name]
        if choice.options is not None:
            _field(
                st.multiselect, form, f"options.{place}.{axis.name}", axis.text.split(", ") if axis.text else [],
                partial(_take_options, place), label=OF_A_LIST, options=list(choice.options),
                format_func=choice.options.__getitem__,
            )  # fmt: skip
            return
        _field(
            st.selectbox, form, f"spacing.{place}", axis.spacing, partial(_take_spacing, place), label="given as",
            options=list(SPACINGS), format_func=SPACINGS.__getitem__, width=120,
        )  # fmt: skip
        _field(
            st.text_input, form, f"text.{place}.{axis.name}.{axis.spacing}", axis.text, partial(_take_text, place),
            label=OF_A_LIST if axis.spacing == "list" else BETWEEN, help=_help(axis),
        )  # fmt: skip


def _help(axis: AxisForm) -> str:
    choice = CHOICES[axis.name]
    if axis.spacing == "list":
        off = f" off: {choice.empty}." if choice.optional else ""
        return f"Values separated by commas or spaces, each {choice.allowed}.{off}"
    return "Three numbers: the first value, the last value, and how many there are in all."


def _ends(form: SweepForm) -> None:
    """Draw seeds, epochs and target."""
    _field(
        st.text_input, form, "seeds", form.seeds, partial(_take, "seeds"), label="Seeds", width=130,
        help="Each cell is trained once with each of these seeds, such as 0, 1, 2 or 0-9.",
    )  # fmt: skip
    _field(
        st.number_input, form, "epochs", form.epochs, partial(_take, "epochs"), label="Epochs", value=None,
        width=150, step=100, format="%d",
        help="How far each run trains. Stop criteria of the sidebar end it sooner, but for the seconds.",
    )  # fmt: skip
    _field(
        st.number_input, form, "target", form.target, partial(_take, "target"), label="Target loss", value=None,
        width=150, step=0.01, format="%g", placeholder="none",
        help="The first epoch with at most this loss is measured as well.",
    )  # fmt: skip


def _field(
    widget: Callable[..., Any], form: SweepForm, name: str, present: Any, take: Callable[[Any], None], **how: Any
) -> None:
    """Draw a widget with the value of the form; what is typed goes into the form."""
    key = f"sweep.{form.generation}.{name}"
    session.offer(key, present)
    widget(key=key, on_change=_taken, args=(key, take), **how)


@uninterrupted
def _taken(key: str, take: Callable[[Any], None]) -> None:
    take(session.widget_value(key))


def _label(name: str) -> str:
    return CHOICES[name].label if name != NONE else "nothing else"


def _change(following: Callable[[SweepForm, Session], SweepForm]) -> None:
    session.change(
        lambda present: replace(present, sweep=replace(present.sweep, form=following(present.sweep.form, present)))
    )


def _take(field: str, value: Any) -> None:
    _change(lambda form, present: replace(form, **{field: value}))


def _take_name(place: int, name: Any) -> None:
    if name == NONE or name in CHOICES:
        _change(lambda form, present: form.choosing(place, name, base_of(present)))


def _take_options(place: int, names: Any) -> None:
    _change(lambda form, present: form.with_axis(place, replace(form.axes[place], text=", ".join(names))))


def _take_spacing(place: int, spacing: Any) -> None:
    if spacing in SPACINGS:
        _change(lambda form, present: form.with_axis(place, form.axes[place].given_as(spacing)))


def _take_text(place: int, text: Any) -> None:
    _change(lambda form, present: form.with_axis(place, replace(form.axes[place], text=text)))
