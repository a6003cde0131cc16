"""Session: the visitor's run and widgets, kept between script runs.

Two threads can run scripts for one visitor at the same moment. So a Session is never changed: a new one is published
by one assignment, and only in place of the one that it was made from.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

from pages.shared.visitor.arrival import arrive
from pages.shared.visitor.callbacks import uninterrupted
from pages.shared.visitor.store import STORE
from pages.shared.visitor.view import Session
from pages.shared.visitor.widget_values import widget_values
from rnn import Experiment
from rnn.experiment.experiment import RECORDED

STAGE = "stage"

_PUBLISHING = threading.Lock()


def current() -> Session:
    """The visitor's session; a first visit starts with the experiment of its address."""
    if "session" not in STORE:
        STORE["session"], STORE["notices"] = arrive()
    session: Session = STORE["session"]
    return session


def publish(new: Session, made_from: Session) -> bool:
    """Keep `new`, unless another thread has replaced what it was made from; returns whether it was kept."""
    with _PUBLISHING:
        unchanged = STORE.get("session") is made_from
        if unchanged:
            STORE["session"] = new
        return unchanged


def sent_commands() -> list[Any]:
    """What the browser says was done on the stage and is not yet confirmed; anything may be in it."""
    command = (STORE.get(STAGE) or {}).get("command")
    commands = command.get("list") if isinstance(command, dict) else None
    return commands if isinstance(commands, list) else []


def widget_key(name: str) -> str:
    """The key of the widget for that choice; another after the page set it: a tick under way reports the old value."""
    generation = STORE.get("generation", 0)
    return f"choice.{name}.{generation}" if generation else f"choice.{name}"


def fill_widgets(page: str) -> None:
    """Give every widget the experiment's value when the visitor arrives on a page: Streamlit forgets another page's.

    Later too, as new widgets, when the experiment was replaced elsewhere, or a change was made that a link or a
    file had planned.
    """
    STORE["drawn now"] = set()
    run = current().trainer
    recorded = {name: run.experiment.value_at(name, run.epoch) for name in RECORDED}
    replaced = STORE.get("shown", run.experiment) is not run.experiment
    if replaced or STORE.get("recorded", recorded) != recorded:
        STORE["generation"] = STORE.get("generation", 0) + 1
    elif STORE.get("page") == page:
        return
    for name, value in widget_values(run).items():
        STORE[widget_key(name)] = value
        forget_problem(name)
    # Last, since a run that is broken off before is to be made good by the next one.
    STORE["shown"], STORE["recorded"], STORE["page"] = run.experiment, recorded, page


def shown_experiment() -> Experiment | None:
    """The experiment that the widgets show."""
    experiment: Experiment | None = STORE.get("shown")
    return experiment


def showing(before: Experiment, after: Experiment, names: Iterable[str]) -> None:
    """Say that widgets which showed `before` show `after` by now, where it differs in the choices `names`."""
    if STORE.get("shown") is before:
        STORE["shown"], epoch = after, current().trainer.epoch
        STORE["recorded"] |= {name: after.value_at(name, epoch) for name in names if name in RECORDED}


def notices() -> tuple[str, ...]:
    """What of the link that was opened could not be taken, until it is dismissed or something is changed."""
    said: tuple[str, ...] = STORE.get("notices", ())
    return said


@uninterrupted
def forget_notices() -> None:
    """Have nothing more said about the link."""
    STORE.pop("notices", None)


def uploaded(name: str) -> bytes | None:
    """The content of the file that lies in the uploader of that name."""
    file = STORE.get(widget_key(name))
    return None if file is None else file.getvalue()


def lasting(name: str, first: Any, among: tuple[Any, ...] | None = None) -> str:
    """The key of a widget whose value outlasts a change of the page; `first` is what it shows at first.

    among : what it may show; it falls back to `first` where its value is none of these any more
    """
    key = widget_key(name)
    seen = STORE.get(key, STORE.get(f"lasting.{name}", first))
    seen = seen if among is None or seen in among else first
    STORE[key] = STORE[f"lasting.{name}"] = seen
    return key


def unfolding(group: str) -> str:
    """The key of a group of choices that stays folded or unfolded as it is, on every page."""
    key = f"group.{group}"
    seen_on, unfolded = STORE.get(f"lasting.{key}", ("", False))
    if seen_on != page():
        STORE[key] = unfolded
    STORE[f"lasting.{key}"] = page(), STORE[key]
    return key


def page() -> str:
    """The title of the page that the visitor is on."""
    title: str = STORE.get("page", "")
    return title


def typed(name: str) -> Any:
    """What stands in the widget for that choice, checked or not; one that is not drawn has the experiment's value."""
    key = widget_key(name)
    if key not in STORE:
        show(name)
    return STORE[key]


def draws(name: str) -> None:
    """Say that the widget of that choice comes next; one that was not there in the last run shows the experiment.

    Streamlit keeps for it what was once written by `show`, and not what was typed since.
    """
    if name not in STORE.setdefault("drawn", set()):
        show(name)
    for drawn in ("drawn", "drawn now"):
        STORE[drawn].add(name)


def all_drawn() -> None:
    """Say that every widget was drawn: what is not there now is gone. A run that is broken off says nothing."""
    STORE["drawn"] = STORE["drawn now"]


def show(name: str) -> None:
    """Let the widget of that choice show the experiment's value; only before it is drawn."""
    STORE[widget_key(name)] = widget_values(current().trainer)[name]
    STORE.pop(f"problem.{name}", None)


def problem(name: str) -> str | None:
    """The sentence that says why the widget's value was not taken, if it was not."""
    said: str | None = STORE.get(f"problem.{name}")
    return said


def forget_problem(name: str) -> None:
    """Have nothing said at a widget."""
    STORE.pop(f"problem.{name}", None)


def refuse(name: str, sentence: str) -> None:
    """Say at a widget why its value was not taken; the experiment stays as it is."""
    STORE[f"problem.{name}"] = sentence
