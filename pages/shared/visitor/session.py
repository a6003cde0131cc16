"""Session state: the visitor's run and widgets, kept between script runs.

Two threads may run scripts for one visitor at the same time. So a Session is never modified: a new one is published
by a single assignment, and only if the one that it was made from is still current.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

from pages.shared.visitor.arrival import arrive
from pages.shared.visitor.callbacks import uninterrupted
from pages.shared.visitor.inbox import commands_in
from pages.shared.visitor.newest import Newest
from pages.shared.visitor.store import STORE
from pages.shared.visitor.visit import Session
from pages.shared.visitor.widget_values import widget_values
from rnn import Experiment
from rnn.experiment.experiment import RECORDED

STAGE = "stage"

_PUBLISHING = threading.Lock()


def current() -> Session:
    """Return the visitor's session; a first visit starts with the experiment of its address."""
    if "session" not in STORE:
        STORE["session"], STORE["notices"] = arrive()
    session: Session = STORE["session"]
    return session


def publish(new: Session, made_from: Session) -> bool:
    """Make `new` current unless another thread has replaced `made_from`; return whether it was done."""
    with _PUBLISHING:
        unchanged = STORE.get("session") is made_from
        if unchanged:
            STORE["session"] = new
            STORE.get("newest", Newest(new)).session = new
        return unchanged


def newest() -> Newest:
    """Return the place of the newest session, for what is called later and outside of a script run."""
    place: Newest = STORE.setdefault("newest", Newest(current()))
    place.session = current()
    return place


def change(following: Callable[[Session], Session]) -> None:
    """Publish the session that `following` returns for the current one; it may be called again."""
    published = False
    while not published:
        present = current()
        published = publish(following(present), present)


def sent_commands() -> list[dict[str, Any]]:
    """Return the unconfirmed commands that the browser sent; they are untrusted."""
    return commands_in(STORE.get(STAGE))


def widget_key(name: str) -> str:
    """Return the widget key of a choice; a new one after the page set its value, as the browser may send an old one."""
    generation = STORE.get("generation", 0)
    return f"choice.{name}.{generation}" if generation else f"choice.{name}"


def fill_widgets(page: str) -> None:
    """Set every widget to the experiment's value, on a new page or where the experiment or a planned change is new."""
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
    # Last, so that the next run does it all again if this one is aborted.
    STORE["shown"], STORE["recorded"], STORE["page"] = run.experiment, recorded, page


def shown_experiment() -> Experiment | None:
    """Return the experiment that the widgets show."""
    experiment: Experiment | None = STORE.get("shown")
    return experiment


def showing(before: Experiment, after: Experiment, names: Iterable[str]) -> None:
    """Record that widgets which showed `before` now show `after`, which differs in the choices `names`."""
    if STORE.get("shown") is before:
        STORE["shown"], epoch = after, current().trainer.epoch
        STORE["recorded"] |= {name: after.value_at(name, epoch) for name in names if name in RECORDED}


def notices() -> tuple[str, ...]:
    """Return the notices about the opened link, until they are dismissed or a choice changes."""
    said: tuple[str, ...] = STORE.get("notices", ())
    return said


@uninterrupted
def forget_notices() -> None:
    """Drop the notices about the link."""
    STORE.pop("notices", None)


def uploaded(name: str) -> bytes | None:
    """Return the content of the file in the uploader of that name, or None."""
    file = STORE.get(widget_key(name))
    return None if file is None else file.getvalue()


def widget_value(key: str) -> Any:
    """Return the unchecked value of a widget by its key."""
    return STORE.get(key)


def offer(key: str, value: Any) -> None:
    """Give a widget that is drawn for the first time its value; one that is cleared later stays empty."""
    STORE.setdefault(key, value)


def lasting_key(name: str, first: Any, among: tuple[Any, ...] | None = None) -> str:
    """Return the key of a widget that survives a change of page; `first` is its value if it has none `among` these."""
    key = widget_key(name)
    seen = STORE.get(key, STORE.get(f"lasting.{name}", first))
    seen = seen if among is None or seen in among else first
    STORE[key] = STORE[f"lasting.{name}"] = seen
    return key


def expander_key(group: str) -> str:
    """Return the key of an expander that stays open or closed across pages."""
    key = f"group.{group}"
    seen_on, unfolded = STORE.get(f"lasting.{key}", ("", False))
    if seen_on != page() or key not in STORE:  # Streamlit forgets what was not drawn for a while
        STORE[key] = unfolded
    STORE[f"lasting.{key}"] = page(), STORE[key]
    return key


def page() -> str:
    """Return the title of the visitor's page."""
    title: str = STORE.get("page", "")
    return title


def typed(name: str) -> Any:
    """Return the unchecked value of a choice's widget, or the experiment's value if the widget is not drawn."""
    key = widget_key(name)
    if key not in STORE:
        show(name)
    return STORE[key]


def draws(name: str) -> None:
    """Register a choice's widget before it is drawn; a new one would show what `show` wrote, not what is typed."""
    if name not in STORE.setdefault("drawn", set()):
        show(name)
    for drawn in ("drawn", "drawn now"):
        STORE[drawn].add(name)


def all_drawn() -> None:
    """Record that the run drew all its widgets; an aborted run does not get here."""
    STORE["drawn"] = STORE["drawn now"]


def show(name: str) -> None:
    """Set the widget of a choice to the experiment's value; call before it is drawn."""
    STORE[widget_key(name)] = widget_values(current().trainer)[name]
    STORE.pop(f"problem.{name}", None)


def problem(name: str) -> str | None:
    """Return the error message of a widget, or None."""
    said: str | None = STORE.get(f"problem.{name}")
    return said


def forget_problem(name: str) -> None:
    """Drop the error message of a widget."""
    STORE.pop(f"problem.{name}", None)


def refuse(name: str, sentence: str) -> None:
    """Set the error message of a widget; the experiment is unchanged."""
    STORE[f"problem.{name}"] = sentence
