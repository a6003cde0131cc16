"""Session: the visitor's run and widgets, kept between script runs; the only file that names session_state.

Two threads can run scripts for one visitor at the same moment. So a Session is never changed: a new one is published
by one assignment, and only in place of the one that it was made from.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import streamlit as st

from pages.shared.arrival import arrive
from pages.shared.view import Session
from rnn import Experiment, Trainer
from rnn.experiment import CHOICES, RECORDED
from rnn.sequences import write_text

STAGE = "stage"
DATA = ("inputs", "target_kind", "targets")
NEXT_ITEM, OWN = "the next item", "my own"

_PUBLISHING = threading.Lock()


def current() -> Session:
    """The visitor's session; a first visit starts with the experiment of its address."""
    if "session" not in st.session_state:
        st.session_state["session"], st.session_state["notices"] = arrive()
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
    """Give every widget the experiment's value when the visitor arrives on a page: Streamlit forgets another page's.

    On the same page, those whose value became another while it trained: a change that a link or a file had planned.
    """
    run = current().trainer
    recorded = {name: run.experiment.value_at(name, run.epoch) for name in RECORDED}
    before = st.session_state.get("recorded", recorded)
    st.session_state["recorded"] = recorded
    if st.session_state.get("page") != page:
        st.session_state["page"] = page
        _write_widgets()
        return
    for name in RECORDED:
        if recorded[name] != before[name]:
            st.session_state[widget_key(name)] = recorded[name]


def replace_experiment(experiment: Experiment) -> None:
    """Take another experiment in place of the present one, untrained, and show it in every widget.

    Only before the widgets are drawn: in a callback, or on arrival.
    """
    published = False
    while not published:
        session = current()
        trainer = Trainer.start(experiment)
        started = replace(session, trainer=trainer, recent=(), playing=False, held=None, debt=0.0, goal=None)
        published = publish(started, session)
    forget_notices()
    _write_widgets()


def _write_widgets() -> None:
    for name, value in _widget_values().items():
        st.session_state[widget_key(name)] = value
        forget_problem(name)


def notices() -> tuple[str, ...]:
    """What of the link that was opened could not be taken, until it is dismissed or something is changed."""
    said: tuple[str, ...] = st.session_state.get("notices", ())
    return said


def forget_notices() -> None:
    """Have nothing more said about the link."""
    st.session_state.pop("notices", None)


def uploaded(name: str) -> bytes | None:
    """The content of the file that lies in the uploader of that name."""
    file = st.session_state.get(widget_key(name))
    return None if file is None else file.getvalue()


def open_dialog(name: str) -> None:
    """Have that dialog open from the next run on."""
    st.session_state["dialog"] = name


def close_dialog() -> None:
    """Have no dialog open."""
    st.session_state.pop("dialog", None)


def dialog() -> str | None:
    """The name of the dialog that is open."""
    name: str | None = st.session_state.get("dialog")
    return name


def page() -> str:
    """The title of the page that the visitor is on."""
    title: str = st.session_state.get("page", "")
    return title


def _widget_values() -> dict[str, Any]:
    """What every widget shows of the present experiment."""
    trainer = current().trainer
    experiment = trainer.experiment
    values: dict[str, Any] = {name: experiment.value_at(name, trainer.epoch) for name in CHOICES}
    values["inputs"] = write_text(experiment.inputs)
    values["target_kind"] = NEXT_ITEM if experiment.targets is None else OWN
    values["targets"] = write_text(experiment.targets or experiment.inputs)
    return values


def typed(name: str) -> Any:
    """What stands in the widget for that choice, checked or not; one that is not drawn has the experiment's value."""
    key = widget_key(name)
    if key not in st.session_state:
        st.session_state[key] = _widget_values()[name]
    return st.session_state[key]


def problem(name: str) -> str | None:
    """The sentence that says why the widget's value was not taken, if it was not."""
    said: str | None = st.session_state.get(f"problem.{name}")
    return said


def choose(names: tuple[str, ...], **choices: Any) -> None:
    """Take over what was typed into the widgets `names`; if it does not fit, the problem stands at the last one.

    What starts the network anew also stops play at its epoch 0.
    """
    for name in names:
        forget_problem(name)
    forget_notices()
    published = False
    while not published:
        session = current()
        try:
            trainer = session.trainer.choose(**choices)
        except ValueError as error:
            refuse(names[-1], str(error))
            return
        published = publish(_with_run(session, trainer), session)


def _with_run(session: Session, trainer: Trainer) -> Session:
    """The session with other choices in its run; a run that starts anew waits at its epoch 0."""
    if trainer.snapshots is session.trainer.snapshots:
        return replace(session, trainer=trainer, recent=())
    return replace(session, trainer=trainer, recent=(), playing=False, held=None, goal=None)


def forget_problem(name: str) -> None:
    """Have nothing said at a widget."""
    st.session_state.pop(f"problem.{name}", None)


def refuse(name: str, sentence: str) -> None:
    """Say at a widget why its value was not taken; the experiment stays as it is."""
    st.session_state[f"problem.{name}"] = sentence
