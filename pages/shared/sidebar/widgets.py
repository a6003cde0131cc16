"""Widgets: how one choice of the experiment is drawn from its declaration, and how what is typed there is taken."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from pages.shared.problem import show_problem
from pages.shared.visitor import choosing, session
from pages.shared.visitor.callbacks import uninterrupted
from rnn.experiment.choices import Choice
from rnn.experiment.experiment import CHOICES
from rnn.experiment.left_empty import acting
from rnn.text.quantities import number


def choice_row(names: tuple[str, ...], said: Mapping[str, str]) -> None:
    """The widgets of some choices side by side; below them what is unwise (`said`), and what was not taken and why."""
    # A container without a key is made anew when something appears above it, and what is being typed in it is lost.
    if len(names) == 1:
        choice_widget(CHOICES[names[0]])
    else:
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key=f"row-{names[0]}"):
            for name in names:
                choice_widget(CHOICES[name], with_unit=False)
    for name in names:
        with st.container(key=f"hint-{name}"):
            if name in said:
                st.caption(f"{CHOICES[name].label}: {said[name]}")
        problem(name)


def choice_widget(choice: Choice, with_unit: bool = True) -> None:
    """The widget alone, its unit in the label where there is room; limits are checked by the experiment."""
    session.draws(choice.name)
    key, arguments = session.widget_key(choice.name), (choice.name,)
    if choice.options:
        options = choice.options
        label = partial(dict.__getitem__, options)
        st.selectbox(
            choice.label, list(options), key=key, format_func=label, help=choice.help, on_change=_take, args=arguments
        )
        return
    step, shape = (int(choice.step), "%d") if choice.whole else (float(choice.step), "%g")
    st.number_input(
        f"{choice.label} ({choice.unit})" if choice.unit and with_unit else choice.label,
        value=None,
        step=step,
        format=shape,
        key=key,
        placeholder=_placeholder(choice),
        help=f"{choice.help} {choice.allowed[0].upper()}{choice.allowed[1:]}.",
        on_change=_take,
        args=arguments,
    )


def _placeholder(choice: Choice) -> str:
    """What an empty field means: the number that acts then, or that it is off; nothing where it may not be empty."""
    acts = acting(session.current().trainer.experiment, choice.name)
    return number(acts) if acts is not None else choice.empty if choice.optional else ""


def problem(name: str) -> None:
    """Why the widget's value was not taken."""
    show_problem(name, session.problem(name))


@uninterrupted
def _take(name: str) -> None:
    choosing.choose((name,), **{name: session.typed(name)})
