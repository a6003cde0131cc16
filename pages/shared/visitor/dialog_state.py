"""Dialog state: which dialog a visitor has open, and what is kept for it while it is."""

from __future__ import annotations

from typing import Any

from pages.shared.visitor.callbacks import uninterrupted
from pages.shared.visitor.store import STORE


@uninterrupted
def open_dialog(name: str) -> None:
    """Have that dialog open from the next run on."""
    STORE["dialog"] = name


@uninterrupted
def close_dialog() -> None:
    """Have no dialog open, and forget what was kept for it."""
    STORE.pop("dialog", None)
    STORE.pop("kept", None)


def keep(name: str, value: Any) -> None:
    """Keep a value for as long as the dialog is open."""
    STORE["kept"] = {**STORE.get("kept", {}), name: value}


def kept(name: str) -> Any:
    """What was kept under that name since the dialog was opened, or None."""
    return STORE.get("kept", {}).get(name)


def dialog() -> str | None:
    """The name of the dialog that is open."""
    name: str | None = STORE.get("dialog")
    return name
