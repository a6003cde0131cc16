"""Sidebar: one widget per choice of the experiment, drawn from the choice's declaration."""

from __future__ import annotations

import secrets

import streamlit as st

from pages.shared.dialogs import compare_dialog, files_dialog
from pages.shared.sidebar.data_widgets import about_measured, about_task, task_dials, what_is_learned
from pages.shared.sidebar.own_sequences import own_sequences
from pages.shared.sidebar.own_text import own_text
from pages.shared.sidebar.widgets import choice_row, problem
from pages.shared.visitor import choosing, dialog_state, session
from pages.shared.visitor.callbacks import uninterrupted
from rnn.data.sequences import read_steps
from rnn.experiment.experiment import CHOICES
from rnn.experiment.sequence_choices import OWN, TEXT
from rnn.words.hints import hints
from rnn.words.remedies import Finding

FIRST: tuple[tuple[str, ...], ...] = (("hidden_size", "learning_rate"), ("optimizer",), ("clip_norm", "seed"))
SERIES = ("transformation", "ahead", "window", "stride", "sequences", "batches", "rows_from", "rows_to")
GROUPS = {
    "Windows and forecast": SERIES,
    "Network": ("activation", "initial_state", "start", "start_scale", "start_gain", "input_scale", "output_scale"),
    "Loss": ("loss", "loss_at", "loss_scaling"),
    "Update": ("momentum", "decay", "epsilon", "clip_value", "truncation", "recurrent_gain"),
    "Validation and stopping": ("held_out", "held_out_of", "stop_epoch", "stop_loss", "stop_patience", "stop_seconds"),
}
HIDES = {
    "Windows and forecast": "data",
    "Network": "network",
    "Loss": "loss",
    "Update": "update",
    "Validation and stopping": "stopping",
}
OF_FIRST = {
    "hidden_size": "network", "seed": "network",
    "learning_rate": "update", "optimizer": "update", "clip_norm": "update",
}  # fmt: skip
"""By which group a link hides them."""
SEEDS = 10_000
"""Upper bound of Reseed, so that a seed is short enough to be read out in class."""


def sidebar(page: str) -> None:
    """Draw the widgets of the experiment; each change takes effect at once or shows why it was refused."""
    session.fill_widgets(page)
    with st.sidebar:
        trainer = session.current().trainer
        said = hints(trainer.experiment.rewound(trainer.epoch))
        hidden, dials = session.current().hidden, task_dials()
        if "data" not in hidden:
            what_is_learned()
            if dials is None:
                _series(said)
            else:
                _task(dials)
        for names in FIRST:
            if shown := tuple(name for name in names if OF_FIRST[name] not in hidden):
                choice_row(shown, said)
        if "compare" not in hidden:
            _compare()
        _other_runs(hidden)
        for group, names in GROUPS.items():
            if (names is SERIES and dials is not None) or HIDES[group] in hidden:
                continue
            with st.expander(group, key=session.expander_key(group), on_change="rerun") as unfolded:
                if unfolded.open:
                    _group(names, said)
        if "files" not in hidden:
            st.button("Link and files", icon=":material/link:", on_click=files_dialog.open_files, width="stretch")
    session.all_drawn()


def _series(said: dict[str, Finding]) -> None:
    """Draw the sequences or the text of the user's own, or what is said of a measured series, and the scaling."""
    task = session.current().trainer.experiment.task
    if task == TEXT:
        own_text()
        return
    if task == OWN:
        own_sequences()
    else:
        about_measured()
        about_task()
    with st.container(key="place-scaling"):
        if CHOICES["scaling"].means_something(session.current().trainer.experiment):
            choice_row(("scaling",), said)


def _compare() -> None:
    """Draw the button that adds a lane."""
    icon = ":material/stacked_line_chart:"
    st.button("Compare with ...", icon=icon, on_click=compare_dialog.open_compare, width="stretch")


def _group(names: tuple[str, ...], said: dict[str, Finding]) -> None:
    """Draw the choices that have an effect now; the container of each exists in any case."""
    experiment = session.current().trainer.experiment
    for name in names:
        with st.container(key=f"place-{name}"):
            if CHOICES[name].means_something(experiment):
                choice_row((name,), said)
            if name == "loss_at" and experiment.loss_at == "steps":
                _loss_steps()


def _loss_steps() -> None:
    """Draw the field for the time steps that count in the loss."""
    session.draws("loss_steps")
    st.text_input(
        "Time steps of the loss",
        key=session.widget_key("loss_steps"),
        help="The time steps that count in the loss, from 1 on, separated by commas or spaces.",
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


def _other_runs(hidden: tuple[str, ...]) -> None:
    """Draw the buttons for a new seed and, once there is one, for the last run."""
    with st.container(horizontal=True, key="other-runs"):
        if "network" not in hidden:
            st.button(
                "Reseed", icon=":material/casino:", type="tertiary", on_click=_reseed, help="New initial weights."
            )
        if "compare" in hidden:
            return
        if session.current().parent and len(session.current().lanes) == 1:
            st.button("Compare with the run before branching", type="tertiary", on_click=_compare_with_parent)
        if session.current().last:
            st.button(
                "Bring back the last run",
                type="tertiary",
                help="Restore its weights, history and changes. Press again to return to this run.",
                on_click=_bring_back,
            )


@uninterrupted
def _compare_with_parent() -> None:
    choosing.compare_with_parent()
    dialog_state.go_to("pages/compare.py")


@uninterrupted
def _bring_back() -> None:
    choosing.bring_back()


@uninterrupted
def _reseed() -> None:
    choosing.reseed(secrets.randbelow(SEEDS))


def _task(dials: tuple[str, ...]) -> None:
    """Draw the settings of the task, and a sentence about its data."""
    for place in range(0, len(dials), 2):
        choice_row(dials[place : place + 2], {})
    about_task()
