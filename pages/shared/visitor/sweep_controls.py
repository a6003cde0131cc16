"""Sweep controls: what the row of the Sweep page shows and which of its buttons do something."""

from __future__ import annotations

from typing import Any

from pages.shared.visitor.sweep_commands import base_of
from pages.shared.visitor.sweep_engine import about_engine
from pages.shared.visitor.sweeping import Sweeping, is_of_another
from pages.shared.visitor.visit import Session
from rnn.experiment.differences import LETTERS
from rnn.words.sweep import about_cell, about_progress, settings_of


def sweep_controls(session: Session) -> dict[str, Any]:
    """Return progress, sentences, and what the buttons do."""
    sweeping, swept = session.sweep.sweeping, session.sweep.swept
    can_start = session.sweep.offered is not None
    if sweeping is None or swept is None:
        return {
            "state": "none",
            "progress": 0.0,
            "said": "",
            "cell": "",
            "run": None,
            "lane": False,
            "start": can_start,
        }
    place = swept.place
    return {
        "state": _state(sweeping),
        "progress": sweeping.state.progress,
        "said": _said(session, sweeping),
        "cell": about_cell(swept.grid, *swept.cell),
        "run": None if place is None else settings_of(sweeping.state.plan, place),
        "lane": place is not None and len(session.lanes) < len(LETTERS),
        "start": can_start,
    }


def _state(sweeping: Sweeping) -> str:
    return "finished" if sweeping.run.finished else "running" if sweeping.running else "stopped"


def _said(session: Session, sweeping: Sweeping) -> str:
    state = sweeping.state
    said = about_progress(
        len(state.results), len(state.plan), sweeping.seconds, sweeping.left if sweeping.running else None
    )
    if sweeping.goes_on or sweeping.run.sentence:
        said = f"{said} {about_engine(sweeping.run)}"
    if sweeping.goes_on and session.playing:
        said = f"{said} It waits while the present run trains."
    if is_of_another(state.plan, base_of(session)):
        said = f"{said} The results are of another experiment than the present one."
    return said
