"""Dialog state: the dialog that is open, the values kept while it is, and the page that it leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pages.shared.visitor.callbacks import uninterrupted
from pages.shared.visitor.store import STORE

T = TypeVar("T")


@uninterrupted
def open_dialog(name: str) -> None:
    """Open a dialog, from the next script run on."""
    STORE["dialog"] = name


@uninterrupted
def close_dialog() -> None:
    """Close the dialog and drop the values kept for it."""
    STORE.pop("dialog", None)
    STORE.pop("kept", None)


def keep(name: str, value: Any) -> None:
    """Keep a value for as long as the dialog is open."""
    STORE["kept"] = {**STORE.get("kept", {}), name: value}


def kept(name: str) -> Any:
    """Return the value kept under that name since the dialog was opened, or None."""
    return STORE.get("kept", {}).get(name)


def remembered(name: str, of: Any, compute: Callable[[], T]) -> T:
    """Return what was computed under that name of the same thing since the dialog was opened, or compute it."""
    known: tuple[Any, T] | None = kept(name)
    if known is None or known[0] != of:
        known = of, compute()
        keep(name, known)
    return known[1]


def sent(component: str, name: str) -> Any:
    """Return the state of that name that a component in the browser has sent, or None; it is untrusted."""
    state = STORE.get(component)
    return state.get(name) if isinstance(state, Mapping) else None


def fill(key: str, value: Any) -> None:
    """Set the value of a dialog's widget that is drawn later in this run, or of any in a callback."""
    STORE[key] = value


def dialog() -> str | None:
    """Return the name of the open dialog, or None."""
    name: str | None = STORE.get("dialog")
    return name


def go_to(path: str) -> None:
    """Switch to another page at the next script run."""
    STORE["destination"] = path


def destination() -> str | None:
    """Return the page to switch to, once."""
    path: str | None = STORE.pop("destination", None)
    return path
