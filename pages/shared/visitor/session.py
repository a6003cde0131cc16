"""Session: the visitor's run, widgets and dialog, kept between script runs; the only file that names session_state.

Two threads can run scripts for one visitor at the same moment. So a Session is never changed: a new one is published
by one assignment, and only in place of the one that it was made from.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

import streamlit as st

from pages.shared.visitor.arrival import arrive
from pages.shared.visitor.callbacks import uninterrupted
from pages.shared.visitor.view import Session
from pages.shared.visitor.widget_values import widget_values
from rnn import Experiment
from rnn.experiment.experiment import RECORDED

STAGE = "stage"

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
    command = (st.session_state.get(STAGE) or {}).get("command")
    commands = command.get("list") if isinstance(command, dict) else None
    return commands if isinstance(commands, list) else []


def widget_key(name: str) -> str:
    """The key of the widget for that choice; another after the page set it: a tick under way reports the old value."""
    generation = st.session_state.get("generation", 0)
    return f"choice.{name}.{generation}" if generation else f"choice.{name}"


def fill_widgets(page: str) -> None:
    """Give every widget the experiment's value when the visitor arrives on a page: Streamlit forgets another page's.

    Later too, as new widgets, when the experiment was replaced elsewhere, or a change was made that a link or a
    file had planned.
    """
    st.session_state["drawn now"] = set()
    run = current().trainer
    recorded = {name: run.experiment.value_at(name, run.epoch) for name in RECORDED}
    replaced = st.session_state.get("shown", run.experiment) is not run.experiment
    if replaced or st.session_state.get("recorded", recorded) != recorded:
        st.session_state["generation"] = st.session_state.get("generation", 0) + 1
    elif st.session_state.get("page") == page:
        return
    for name, value in widget_values(run).items():
        st.session_state[widget_key(name)] = value
        forget_problem(name)
    # Last, since a run that is broken off before is to be made good by the next one.
    st.session_state["shown"], st.session_state["recorded"], st.session_state["page"] = run.experiment, recorded, page


def shown_experiment() -> Experiment | None:
    """The experiment that the widgets show."""
    experiment: Experiment | None = st.session_state.get("shown")
    return experiment


def showing(before: Experiment, after: Experiment, names: Iterable[str]) -> None:
    """Say that widgets which showed `before` show `after` by now, where it differs in the choices `names`."""
    if st.session_state.get("shown") is before:
        st.session_state["shown"], epoch = after, current().trainer.epoch
        st.session_state["recorded"] |= {name: after.value_at(name, epoch) for name in names if name in RECORDED}


def notices() -> tuple[str, ...]:
    """What of the link that was opened could not be taken, until it is dismissed or something is changed."""
    said: tuple[str, ...] = st.session_state.get("notices", ())
    return said


@uninterrupted
def forget_notices() -> None:
    """Have nothing more said about the link."""
    st.session_state.pop("notices", None)


def uploaded(name: str) -> bytes | None:
    """The content of the file that lies in the uploader of that name."""
    file = st.session_state.get(widget_key(name))
    return None if file is None else file.getvalue()


def lasting(name: str, first: Any, among: tuple[Any, ...] | None = None) -> str:
    """The key of a widget whose value outlasts a change of the page; `first` is what it shows at first.

    among : what it may show; it falls back to `first` where its value is none of these any more
    """
    key = widget_key(name)
    seen = st.session_state.get(key, st.session_state.get(f"lasting.{name}", first))
    seen = seen if among is None or seen in among else first
    st.session_state[key] = st.session_state[f"lasting.{name}"] = seen
    return key


@uninterrupted
def open_dialog(name: str) -> None:
    """Have that dialog open from the next run on."""
    st.session_state["dialog"] = name


@uninterrupted
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
    if name not in st.session_state.setdefault("drawn", set()):
        show(name)
    for drawn in ("drawn", "drawn now"):
        st.session_state[drawn].add(name)


def all_drawn() -> None:
    """Say that every widget was drawn: what is not there now is gone. A run that is broken off says nothing."""
    st.session_state["drawn"] = st.session_state["drawn now"]


def show(name: str) -> None:
    """Let the widget of that choice show the experiment's value; only before it is drawn."""
    st.session_state[widget_key(name)] = widget_values(current().trainer)[name]
    st.session_state.pop(f"problem.{name}", None)


def problem(name: str) -> str | None:
    """The sentence that says why the widget's value was not taken, if it was not."""
    said: str | None = st.session_state.get(f"problem.{name}")
    return said


def forget_problem(name: str) -> None:
    """Have nothing said at a widget."""
    st.session_state.pop(f"problem.{name}", None)


def refuse(name: str, sentence: str) -> None:
    """Say at a widget why its value was not taken; the experiment stays as it is."""
    st.session_state[f"problem.{name}"] = sentence
