"""Data widgets: the current task, buttons to choose another one, and the task's settings."""

from __future__ import annotations

import streamlit as st

from pages.shared.visitor import dialog_state, session
from rnn.data.series import MEASURED
from rnn.data.tasks import TASKS
from rnn.experiment.sequence_choices import OWN, SOURCES, TEXT
from rnn.words import about_data

OWN_DATA = {OWN: "own sequence", TEXT: "own text"}
DIALS = ("task_steps", "delay", "noise", "sequences", "batches")


def what_is_learned() -> None:
    """Show the name of the task above the buttons that open the dialogs with others."""
    task = session.current().trainer.experiment.task
    label = OWN_DATA.get(task) or SOURCES[task]
    st.markdown(f"Learning: **{label}**")
    with st.container(horizontal=True, key="ways"):
        for name, title in (("tasks", "Tasks"), ("prepared", "Prepared")):
            st.button(title, key=f"open-{name}", on_click=dialog_state.open_dialog, args=(name,), width="stretch")


def other_data() -> None:
    """Draw the button that opens the dialog for tables, files and texts."""
    st.button(
        "Table, file, text ...",
        icon=":material/table:",
        type="tertiary",
        help="Enter the sequences in a table, take them from a CSV or Excel file, or give a text.",
        on_click=dialog_state.open_dialog,
        args=("data",),
    )


def task_dials() -> tuple[str, ...] | None:
    """Return the names of the settings that the current task has; None for a series or a text."""
    task = session.current().trainer.experiment.task
    return tuple(name for name in DIALS if name in TASKS[task].dials) if task in TASKS else None


def about_measured() -> None:
    """Describe a measured series, and say where its numbers come from."""
    measured = MEASURED[session.current().trainer.experiment.task]
    st.caption(f"{measured.shows} Unit: {measured.unit}.")
    st.caption(measured.source)


def about_task() -> None:
    """Describe the data of the task in a sentence."""
    st.caption(about_data.about_sequence(session.current().trainer.experiment))
