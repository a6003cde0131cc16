"""Sidebar: the experiment, one widget for each choice, drawn from its declaration."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.shared import files, session
from pages.shared.session import DATA, NEXT_ITEM, OWN
from rnn import sentences
from rnn.choices import Choice
from rnn.experiment import CHOICES
from rnn.sequences import read_text

FIRST = ("hidden_size", "learning_rate", "clip_norm", "seed")
MORE = ("start_scale", "loss_scaling", "stop_epoch")


def sidebar(page: str) -> None:
    """Draw the experiment's widgets; what is typed there takes effect at once, or says why it does not."""
    session.fill_widgets(page)
    with st.sidebar:
        st.markdown("**Experiment**")
        _data()
        for name in FIRST:
            _widget(CHOICES[name])
            _problem(name)
        with st.expander("More", expanded=any(session.problem(name) for name in MORE)):
            for name in MORE:
                _widget(CHOICES[name])
                _problem(name)
        st.button("Link and files", icon=":material/link:", on_click=files.open_files, width="stretch")


def _data() -> None:
    """The sequence and its target."""
    help_text = (
        "Numbers separated by commas, spaces or new lines. Several numbers at each time step: one line for each step."
    )
    st.text_area(
        "Sequence", key=session.widget_key("inputs"), height=80, help=help_text, on_change=_take_data, args=("inputs",)
    )
    _problem("inputs")
    _reading()
    st.radio(
        "Target",
        (NEXT_ITEM, OWN),
        key=session.widget_key("target_kind"),
        horizontal=True,
        on_change=_take_data,
        args=("target_kind",),
        help="What the network shall say at each time step: the next item of the sequence, or numbers of your own.",
    )
    _problem("target_kind")
    if session.typed("target_kind") == OWN:
        st.text_area(
            "Own target",
            key=session.widget_key("targets"),
            height=80,
            help="One line or one number for each time step.",
            on_change=_take_data,
            args=("targets",),
        )
        _problem("targets")


def _reading() -> None:
    """How the typed sequence was understood."""
    if any(session.problem(name) for name in DATA):
        return
    reading = read_text("Sequence", session.typed("inputs"))
    st.caption(" ".join((sentences.about_sequence(session.current().trainer.experiment), *reading.notices)))


def _take_data(edited: str) -> None:
    """Take over sequence and target together: each may only fit the other's new value."""
    others = tuple(name for name in DATA if name != edited)
    try:
        inputs = read_text("Sequence", session.typed("inputs")).rows
        own = session.typed("target_kind") == OWN
        targets = read_text("Own target", session.typed("targets")).rows if own else None
    except ValueError as error:
        session.refuse(edited, str(error))
        return
    session.choose((*others, edited), inputs=inputs, targets=targets)


def _widget(choice: Choice) -> None:
    """A selection or a number; the limits are checked by the experiment, which says them in its own words."""
    key, arguments = session.widget_key(choice.name), (choice.name,)
    if choice.options:
        options = choice.options
        label = partial(dict.__getitem__, options)
        st.selectbox(
            choice.label, list(options), key=key, format_func=label, help=choice.help, on_change=_take, args=arguments
        )
        return
    step, shape = (int(choice.step), "%d") if choice.whole else (choice.step, "%g")
    st.number_input(
        choice.label,
        value=None,
        step=step,
        format=shape,
        key=key,
        placeholder="off",
        help=choice.help,
        on_change=_take,
        args=arguments,
    )


def _take(name: str) -> None:
    session.choose((name,), **{name: session.typed(name)})


def _problem(name: str) -> None:
    """Why the widget's value was not taken: as plain text, since it may hold what a person typed."""
    sentence = session.problem(name)
    if sentence:
        with st.container(key=f"problem-{name}"):
            st.text(sentence)
