"""Session: the visitor's run and widgets, kept between script runs; the only file that names session_state.

Two threads can run scripts for one visitor at the same moment. So a Session is never changed: a new one is published
by one assignment, and only in place of the one that it was made from.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import streamlit as st

from pages.shared.view import Session
from pages.shared.widget_values import widget_values
from rnn import Experiment, Trainer
from rnn.data_choices import OWN as OWN_SEQUENCES
from rnn.own_data import OwnData

STAGE = "stage"

_PUBLISHING = threading.Lock()


def current() -> Session:
    """The visitor's session; a first visit starts with the default experiment, untrained."""
    if "session" not in st.session_state:
        st.session_state["session"] = Session(Trainer.start(Experiment()))
    session: Session = st.session_state["session"]
    return session


def publish(new: Session, made_from: Session) -> bool:
    """Keep `new`, unless another thread has replaced what it was made from; returns whether it was kept."""
    with _PUBLISHING:
        unchanged = st.session_state.get("session") is made_from
        if unchanged:
            st.session_state["session"] = new
        return unchanged


def sent_commands() -> list[Any]:
    """What the browser says was done on the stage and is not yet confirmed; anything may be in it."""
    state = st.session_state.get(STAGE) or {}
    command = state.get("command")
    commands = command.get("list") if isinstance(command, dict) else None
    return commands if isinstance(commands, list) else []


def widget_key(name: str) -> str:
    """The key of the sidebar's widget for that choice."""
    return f"choice.{name}"


def fill_widgets(page: str) -> None:
    """Give every widget the experiment's value when the visitor arrives on a page, or it was replaced elsewhere.

    Streamlit forgets the widgets of another page.
    """
    st.session_state["drawn before"] = st.session_state.get("drawn", set())
    st.session_state["drawn"] = set()
    if st.session_state.get("page") != page or st.session_state.get("shown") is not current().trainer.experiment:
        st.session_state["page"] = page
        _write_widgets()


def replace_experiment(experiment: Experiment) -> None:
    """Take another experiment in place of the present one, untrained, and show it in every widget.

    Only before the widgets are drawn: in a callback, or on arrival.
    """
    _start(experiment)
    _write_widgets()


def replace_data(data: OwnData) -> None:
    """Take other sequences in place of the present ones, untrained; every widget shows them from the next run on.

    The other choices stay as they are now. Raises ValueError where they do not fit.
    """
    trainer = current().trainer
    _start(trainer.experiment.rewound(trainer.epoch).replaced(task=OWN_SEQUENCES, **data.choices))


def _start(experiment: Experiment) -> None:
    published = False
    while not published:
        session = current()
        published = publish(session.starting(Trainer.start(experiment)), session)


def _write_widgets() -> None:
    st.session_state["shown"] = current().trainer.experiment
    for name, value in widget_values(current().trainer).items():
        st.session_state[widget_key(name)] = value
        st.session_state.pop(f"problem.{name}", None)


def open_dialog(name: str) -> None:
    """Have that dialog open from the next run on."""
    st.session_state["dialog"] = name


def close_dialog() -> None:
    """Have no dialog open, and forget what was kept for it."""
    st.session_state.pop("dialog", None)
    st.session_state.pop("kept", None)


def keep(name: str, value: Any) -> None:
    """Keep a value for as long as the dialog is open."""
    st.session_state["kept"] = {**st.session_state.get("kept", {}), name: value}


def kept(name: str) -> Any:
    """What was kept under that name since the dialog was opened, or None."""
    return st.session_state.get("kept", {}).get(name)


def dialog() -> str | None:
    """The name of the dialog that is open."""
    name: str | None = st.session_state.get("dialog")
    return name


def page() -> str:
    """The title of the page that the visitor is on."""
    title: str = st.session_state.get("page", "")
    return title


def typed(name: str) -> Any:
    """What stands in the widget for that choice, checked or not; one that is not drawn has the experiment's value."""
    key = widget_key(name)
    if key not in st.session_state:
        show(name)
    return st.session_state[key]


def draws(name: str) -> None:
    """Say that the widget of that choice comes next; one that was not there in the last run shows the experiment.

    Streamlit keeps for it what was once written by `show`, and not what was typed since.
    """
    if name not in st.session_state["drawn before"]:
        show(name)
    st.session_state["drawn"].add(name)


def show(name: str) -> None:
    """Let the widget of that choice show the experiment's value; only before it is drawn."""
    st.session_state[widget_key(name)] = widget_values(current().trainer)[name]
    st.session_state.pop(f"problem.{name}", None)


def problem(name: str) -> str | None:
    """The sentence that says why the widget's value was not taken, if it was not."""
    said: str | None = st.session_state.get(f"problem.{name}")
    return said


def choose(names: tuple[str, ...], **choices: Any) -> None:
    """Take over what was typed into the widgets `names`; if it does not fit, the problem stands at the last one.

    What starts the network anew also stops play at its epoch 0.
    """
    for name in names:
        st.session_state.pop(f"problem.{name}", None)
    published = False
    while not published:
        session = current()
        try:
            trainer = session.trainer.choose(**choices)
        except ValueError as error:
            refuse(names[-1], str(error))
            return
        published = publish(_with_run(session, trainer), session)
    if st.session_state.get("shown") is session.trainer.experiment:
        st.session_state["shown"] = trainer.experiment


def _with_run(session: Session, trainer: Trainer) -> Session:
    """The session with other choices in its run; a run that starts anew waits at its epoch 0."""
    if trainer.snapshots is session.trainer.snapshots:
        return replace(session, trainer=trainer, recent=())
    return session.starting(trainer)


def refuse(name: str, sentence: str) -> None:
    """Say at a widget why its value was not taken; the experiment stays as it is."""
    st.session_state[f"problem.{name}"] = sentence
