"""Text fields for an own sequence and target, and a line that says how they were read."""

from __future__ import annotations

import streamlit as st

from pages.shared.sidebar.corrections import offer_corrections
from pages.shared.sidebar.data_widgets import other_data
from pages.shared.sidebar.widgets import problem
from pages.shared.visitor import choosing, session
from pages.shared.visitor.callbacks import uninterrupted
from pages.shared.visitor.widget_values import DATA, NEXT_ITEM, OWN
from rnn.data.own_data import OwnData, read_blocks
from rnn.words import about_data


def own_sequences() -> None:
    """Draw the fields for the sequence and its target; what is too long for a field, or words, is described."""
    experiment = session.current().trainer.experiment
    if not experiment.own_data.is_typed:
        st.caption(f"{about_data.about_own(experiment.own_data)} {about_data.about_sequence(experiment)}")
        other_data()
        return
    help_text = (
        "Type numbers separated by commas, spaces or new lines, or paste a Python list. "
        "For several numbers per time step, write one line per step. A blank line starts the next sequence."
    )
    st.text_area(
        "Sequence", key=session.widget_key("inputs"), height=80, help=help_text, on_change=_take_data, args=("inputs",)
    )
    problem("inputs")
    _reading()
    offer_corrections("inputs", _correct)
    other_data()
    st.radio(
        "Target",
        (NEXT_ITEM, OWN),
        key=session.widget_key("target_kind"),
        horizontal=True,
        on_change=_take_data,
        args=("target_kind",),
        help="What the network predicts at each time step: the next item of the sequence, or your own numbers.",
    )
    problem("target_kind")
    with st.container(key="place-targets"):
        if session.typed("target_kind") == OWN:
            _own_target()


def _own_target() -> None:
    st.text_area(
        "Own target",
        key=session.widget_key("targets"),
        height=80,
        help="Type one number or one line per time step. A blank line starts the target of the next sequence.",
        on_change=_take_data,
        args=("targets",),
    )
    problem("targets")
    offer_corrections("targets", _correct)


def _reading() -> None:
    """Say how the typed sequence was read."""
    with st.container(key="reading"):
        if any(session.problem(name) for name in DATA):
            return
        try:
            notices = read_blocks("Sequence", session.typed("inputs")).notices
        except ValueError:  # an experiment from a file may be longer than what may be typed
            notices = ()
        st.caption(" ".join((about_data.about_sequence(session.current().trainer.experiment), *notices)))


@uninterrupted
def _correct(name: str, text: str) -> None:
    """Replace the text of the field."""
    _take(name, {name: text})
    if not session.problem(name):
        session.show(name)


@uninterrupted
def _take_data(edited: str) -> None:
    """Apply what was typed."""
    _take(edited, {})


def _take(edited: str, instead: dict[str, str]) -> None:
    """Apply sequence and target together, since each may only be valid with the other's new value.

    instead : {name of a field: text to use in place of the field's own}
    """
    others = tuple(name for name in DATA if name != edited)
    texts = {name: session.typed(name) for name in DATA} | instead
    try:
        inputs = read_blocks("Sequence", texts["inputs"]).sequences
        own = texts["target_kind"] == OWN
        targets = read_blocks("Own target", texts["targets"]).sequences if own else None
    except ValueError as error:
        session.refuse(edited, str(error))
        return
    choosing.choose((*others, edited), **OwnData(inputs, targets).choices)
