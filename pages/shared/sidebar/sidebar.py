"""Sidebar: the experiment, one widget for each choice, drawn from its declaration."""

from __future__ import annotations

import secrets

import streamlit as st

from pages.shared.dialogs import files_dialog
from pages.shared.sidebar.corrections import offer_corrections
from pages.shared.sidebar.data_widgets import about_task, task_dials, what_is_learned
from pages.shared.sidebar.widgets import choice_row, problem
from pages.shared.visitor import choosing, dialog_state, session
from pages.shared.visitor.callbacks import uninterrupted
from pages.shared.visitor.widget_values import DATA, NEXT_ITEM, OWN
from rnn.data.own_data import OwnData, read_blocks
from rnn.data.sequences import read_steps
from rnn.experiment.experiment import CHOICES
from rnn.words import sentences
from rnn.words.hints import hints

FIRST: tuple[tuple[str, ...], ...] = (("hidden_size", "learning_rate"), ("optimizer",), ("clip_norm", "seed"))
GROUPS = {
    "Network": ("activation", "initial_state", "start", "start_scale", "start_gain", "input_scale", "output_scale"),
    "Loss": ("loss", "loss_at", "loss_scaling"),
    "Update": ("momentum", "decay", "epsilon", "clip_value", "truncation", "recurrent_gain"),
    "Hold out and stop": ("held_out", "held_out_of", "stop_epoch", "stop_loss", "stop_patience", "stop_seconds"),
}
SEEDS = 10_000
"""Reseed draws below this, so that a seed can be read out in class."""


def sidebar(page: str) -> None:
    """Draw the experiment's widgets; what is typed there takes effect at once, or says why it does not."""
    session.fill_widgets(page)
    with st.sidebar:
        trainer = session.current().trainer
        said = hints(trainer.experiment.rewound(trainer.epoch))
        what_is_learned()
        dials = task_dials()
        if dials is None:
            _data()
        else:
            _task(dials)
        for names in FIRST:
            choice_row(names, said)
        _other_runs()
        for group, names in GROUPS.items():
            with st.expander(group, key=session.unfolding(group), on_change="rerun") as unfolded:
                if unfolded.open:
                    _group(names, said)
        st.button("Link and files", icon=":material/link:", on_click=files_dialog.open_files, width="stretch")
    session.all_drawn()


def _group(names: tuple[str, ...], said: dict[str, str]) -> None:
    """Those of the choices that make a difference now; each has its place without it too."""
    experiment = session.current().trainer.experiment
    for name in names:
        with st.container(key=f"place-{name}"):
            if CHOICES[name].means_something(experiment):
                choice_row((name,), said)
            if name == "loss_at" and experiment.loss_at == "steps":
                _loss_steps()


def _loss_steps() -> None:
    """Which time steps count, where some do."""
    session.draws("loss_steps")
    st.text_input(
        "Time steps of the loss",
        key=session.widget_key("loss_steps"),
        help="Numbers of time steps, counted from 1, separated by commas or spaces.",
        on_change=_take_loss_steps,
    )
    problem("loss_steps")


@uninterrupted
def _take_loss_steps() -> None:
    try:
        steps = read_steps("Time steps of the loss", session.typed("loss_steps"))
    except ValueError as error:
        session.refuse("loss_steps", str(error))
        return
    choosing.choose(("loss_steps",), loss_steps=steps)


def _other_runs() -> None:
    """Other first weights, and the way back to the run before this one, once there is one."""
    with st.container(horizontal=True, key="other-runs"):
        st.button("Reseed", icon=":material/casino:", type="tertiary", on_click=_reseed, help="Other first weights.")
        if session.current().last:
            st.button(
                "Bring back the last run",
                type="tertiary",
                help="With its weights, history and changes. Press again to return to this one.",
                on_click=_bring_back,
            )


@uninterrupted
def _bring_back() -> None:
    choosing.bring_back()


@uninterrupted
def _reseed() -> None:
    run = session.current().trainer
    choosing.replace_experiment(run.experiment.rewound(run.epoch).replaced(seed=secrets.randbelow(SEEDS)))


def _data() -> None:
    """The sequence and its target."""
    help_text = (
        "Numbers separated by commas, spaces or new lines, or a list as Python prints it. "
        "Several numbers at each time step: one line for each step. A blank line starts the next sequence."
    )
    st.text_area(
        "Sequence", key=session.widget_key("inputs"), height=80, help=help_text, on_change=_take_data, args=("inputs",)
    )
    problem("inputs")
    _reading()
    offer_corrections("inputs", _correct)
    st.button(
        "Table, CSV ...",
        icon=":material/table:",
        type="tertiary",
        help="Enter the sequences in a table, or take them from a CSV file.",
        on_click=dialog_state.open_dialog,
        args=("data",),
    )
    st.radio(
        "Target",
        (NEXT_ITEM, OWN),
        key=session.widget_key("target_kind"),
        horizontal=True,
        on_change=_take_data,
        args=("target_kind",),
        help="What the network shall say at each time step: the next item of the sequence, or numbers of your own.",
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
        help="One line or one number for each time step; a blank line before the target of the next sequence.",
        on_change=_take_data,
        args=("targets",),
    )
    problem("targets")
    offer_corrections("targets", _correct)


def _task(dials: tuple[str, ...]) -> None:
    """What the task may be told, and what it then draws."""
    for place in range(0, len(dials), 2):
        choice_row(dials[place : place + 2], {})
    about_task()


def _reading() -> None:
    """How the typed sequence was understood."""
    with st.container(key="reading"):
        if any(session.problem(name) for name in DATA):
            return
        try:
            notices = read_blocks("Sequence", session.typed("inputs")).notices
        except ValueError:  # an experiment from elsewhere may be longer than what can be typed
            notices = ()
        st.caption(" ".join((sentences.about_sequence(session.current().trainer.experiment), *notices)))


@uninterrupted
def _correct(name: str, text: str) -> None:
    """Take this text in place of the one that stands in the field."""
    _take(name, {name: text})
    if not session.problem(name):
        session.show(name)


@uninterrupted
def _take_data(edited: str) -> None:
    """Take over what was typed."""
    _take(edited, {})


def _take(edited: str, instead: dict[str, str]) -> None:
    """Take over sequence and target together: each may only fit the other's new value.

    instead : the text that counts in place of what stands in a field
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
