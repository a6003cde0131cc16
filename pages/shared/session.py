"""Session: what one visitor has on the screen, kept between script runs; the only file that names session_state.

Two threads can run scripts for one visitor at the same moment. So a Session is never changed: a new one is published
by one assignment, and only in place of the one that it was made from.
"""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from rnn import Experiment, Trainer
from rnn.bptt import Pass
from rnn.experiment import CHOICES
from rnn.sequences import write_text

STAGE = "stage"
DATA = ("inputs", "target_kind", "targets")
NEXT_ITEM, OWN = "the next item", "my own"

_PUBLISHING = threading.Lock()


@dataclass(frozen=True)
class Session:
    """The run, what is looked at, and how training is paced.

    held : the past of the run that is looked at, or None to follow the newest epoch
    unit : the selected hidden unit, counted from 0
    done : the number of the last command that was carried out
    clock, debt : until when training got the epochs that the pace owes it, and the part of an epoch left over
    began : the epoch at which Play began
    recent : the trainers behind the last frames sent, so that Pause can stop at the one on the screen
    drawing : seconds and bytes that the last frame took
    """

    trainer: Trainer
    held: Trainer | None = None
    unit: int = 0
    playing: bool = False
    pace: str = "10"
    done: int = 0
    clock: float = 0.0
    debt: float = 0.0
    began: int = 0
    recent: tuple[Trainer, ...] = ()
    drawing: tuple[float, int] = (0.002, 20_000)
    visitor: str = field(default_factory=lambda: uuid.uuid4().hex)

    def past(self, epoch: int) -> Trainer:
        """The run as it was at `epoch`: one that was just on the screen, or computed again."""
        known = next((trainer for trainer in self.recent if trainer.epoch == epoch), None)
        return known if known is not None else self.trainer.at(epoch)

    @property
    def view(self) -> View:
        """What the charts are drawn from."""
        return View(self.trainer, self.held or self.trainer, min(self.unit, self.trainer.experiment.hidden_size - 1))


@dataclass(frozen=True)
class View:
    """What is looked at: the run, the run at the epoch shown, and the selected unit, counted from 0."""

    newest: Trainer
    shown: Trainer
    unit: int

    @property
    def shown_pass(self) -> Pass:
        """Every array of the epoch shown."""
        return self.shown.latest


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
    """Give every widget the experiment's value when the visitor arrives on a page: Streamlit forgets another page's."""
    if st.session_state.get("page") == page:
        return
    st.session_state["page"] = page
    for name, value in _widget_values().items():
        st.session_state[widget_key(name)] = value
        st.session_state.pop(f"problem.{name}", None)


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


def _with_run(session: Session, trainer: Trainer) -> Session:
    """The session with other choices in its run; a run that starts anew waits at its epoch 0."""
    if trainer.snapshots is session.trainer.snapshots:
        return replace(session, trainer=trainer, recent=())
    return replace(session, trainer=trainer, recent=(), playing=False, held=None)


def refuse(name: str, sentence: str) -> None:
    """Say at a widget why its value was not taken; the experiment stays as it is."""
    st.session_state[f"problem.{name}"] = sentence
