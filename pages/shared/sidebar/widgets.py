"""Widgets: draw a choice of the experiment from its declaration, and apply its value."""

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
from rnn.words.remedies import Finding, Remedy


def choice_row(names: tuple[str, ...], said: Mapping[str, Finding]) -> None:
    """Draw the widgets of some choices side by side, below them their hints (`said`) and error messages."""
    # Streamlit remounts a container without a key when something appears above it; text being typed would be lost.
    if len(names) == 1:
        choice_widget(CHOICES[names[0]])
    else:
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key=f"row-{names[0]}"):
            for name in names:
                choice_widget(CHOICES[name], with_unit=False)
    for name in names:
        with st.container(key=f"hint-{name}"):
            if name in said:
                _hint(name, said[name])
        problem(name)


def _hint(name: str, found: Finding) -> None:
    """Draw a hint, and a button that does what it proposes."""
    st.caption(f"{CHOICES[name].label}: {found.sentence}")
    if found.remedy:
        st.button(
            found.remedy.label,
            key=f"remedy-{name}",
            help=found.remedy.in_full,
            on_click=_attempt,
            args=(found.remedy,),
            width="stretch",
        )


@uninterrupted
def _attempt(remedy: Remedy) -> None:
    choosing.attempt(remedy)


def choice_widget(choice: Choice, with_unit: bool = True) -> None:
    """Draw the widget of a choice, with its unit in the label if there is room. The experiment checks limits."""
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
    """Return what an empty field means: the value used then, or "off"; empty if a value is required."""
    acts = acting(session.current().trainer.experiment, choice.name)
    return number(acts) if acts is not None else choice.empty if choice.optional else ""


def problem(name: str) -> None:
    """Show why the value of the widget was refused, if it was."""
    show_problem(name, session.problem(name))


@uninterrupted
def _take(name: str) -> None:
    choosing.choose((name,), **{name: session.typed(name)})
