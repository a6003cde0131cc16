"""Data widgets: what is being learned, the way to something else, and which dials a task has."""

from __future__ import annotations

import streamlit as st

from pages.shared.visitor import dialog_state, session
from rnn.data.tasks import TASKS
from rnn.experiment.data_choices import OWN
from rnn.words import sentences

DIALS = ("task_steps", "delay", "noise", "sequences", "batches")


def what_is_learned() -> None:
    """The name of the task, or that it is a sequence of one's own, above the two ways to choose something else."""
    task = session.current().trainer.experiment.task
    label = "own sequence" if task == OWN else TASKS[task].label
    st.markdown(f"Learning: **{label}**")
    with st.container(horizontal=True, key="ways"):
        for name, title in (("tasks", "Tasks"), ("prepared", "Prepared")):
            st.button(title, key=f"open-{name}", on_click=dialog_state.open_dialog, args=(name,), width="stretch")


def task_dials() -> tuple[str, ...] | None:
    """The choices that mean anything to the present task; None where a person's own sequence is learned."""
    task = session.current().trainer.experiment.task
    return None if task == OWN else tuple(name for name in DIALS if name in TASKS[task].dials)


def about_task() -> None:
    """What the task draws, in a sentence."""
    st.caption(sentences.about_sequence(session.current().trainer.experiment))
