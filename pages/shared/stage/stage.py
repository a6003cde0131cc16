"""Stage: transport and charts of a page as one component, fed by a fragment that reruns periodically."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import streamlit as st
from streamlit.components import v2

from pages.shared.stage import scripts
from pages.shared.stage.address import Address
from pages.shared.stage.beside import beside_the_experiment, of_the_card
from pages.shared.stage.cards import Figure
from pages.shared.stage.connection import wait_until_sent
from pages.shared.stage.frame import frame
from pages.shared.stage.frames import Packed, differences
from pages.shared.stage.offers import Offers
from pages.shared.stage.playing import drawn, pace_of, play, seek, sweep
from pages.shared.stage.share import share
from pages.shared.visitor import session as visitor
from pages.shared.visitor.commands import answer, is_new
from pages.shared.visitor.paces import PACES
from pages.shared.visitor.sweep_controls import sweep_controls
from pages.shared.visitor.view import View
from pages.shared.visitor.visit import Session
from rnn.words.comparison import lane_names

FLUSH, REST = 0.03, 0.05
"""Seconds between drawing and the end of the script run, while busy and while idle.

If the end arrives before the browser has painted, it redraws all widgets first."""
Figures = Mapping[str, Figure]


def stage(
    figures: Callable[[View], Figures], what_if: bool = False, sweeps: bool = False, what_if_later: bool = False
) -> None:
    """Show the figures of this page live; `figures(view)` returns those of one moment, {name: figure}.

    what_if : whether the page offers the what-if sliders
    sweeps : whether a sweep advances while this page is open
    what_if_later : whether the place of the sliders is kept, since they come on this page
    """
    offers = Offers(what_if, sweeps, what_if_later)
    length = _tick_length(visitor.current(), offers)
    work = _Work(figures, offers)
    address, lesson = Address(), of_the_card(visitor.current())

    @st.fragment(run_every=length)
    def tick() -> None:
        frames = work.frames()
        session = visitor.current()
        place = address.of(session.lanes.experiments, session.sweep.offered if sweeps else None)
        _show(session, frames, place | beside_the_experiment(session), offers, work.do)
        other = _tick_length(session, offers) != length or session.trainer.experiment is not visitor.shown_experiment()
        other = other or of_the_card(session) != lesson
        # If the page reran before the browser has the widgets of this run, Streamlit would create them without values.
        if other and session.arrived == visitor.page():
            st.rerun()

    tick()


class _Work:
    """The work of one run before it can show frames: answer commands, train, draw.

    The callback of the commands does the work, and the fragment only if there were none: once a fragment begins,
    Streamlit notifies the browser, and later output makes it redraw all widgets once more.
    """

    def __init__(self, figures: Callable[[View], Figures], offers: Offers) -> None:
        self._figures, self._offers, self._new, self._done = figures, offers, True, False
        self._frames: list[Packed] = []

    def do(self) -> None:
        """Do the work for the run that follows."""
        before, now = visitor.current(), time.monotonic()
        session = _answered(before, now, self._offers.what_if)
        even_if_nothing_is_due = self._new or session is not before
        self._frames = _frames(session, self._figures, now, even_if_nothing_is_due, self._offers)
        self._new, self._done = False, True

    def frames(self) -> list[Packed]:
        """Return the frames to show now."""
        if not self._done:
            self.do()
        self._done = False
        return self._frames


def _answered(session: Session, now: float, what_if: bool) -> Session:
    """Return the session after the commands sent since the last run; without a what-if where the page offers none."""
    answered = session
    for command in visitor.sent_commands():
        if is_new(answered, command):
            with share().gate.turn(click=True):
                answered = _after(answered, command, now)
    if answered.what_if and not what_if:
        answered = replace(answered, what_if=None)
    return answered if answered is session or visitor.publish(answered, session) else visitor.current()


def _after(session: Session, command: dict[str, Any], now: float) -> Session:
    """Return the session after a command; one that fails changes nothing, and the log says why.

    It counts as done: the browser would send it again and again, and nothing after it would ever be carried out.
    """
    try:
        return answer(session, command, now)
    except Exception:
        logging.getLogger(__name__).exception("A command of the stage could not be carried out.")
        return replace(session, done=command["n"])


def _frames(
    session: Session, figures: Callable[[View], Figures], now: float, even_if_nothing_is_due: bool, offers: Offers
) -> list[Packed]:
    """Train what is due and draw it; an idle session is only drawn."""

    def draw(view: View, state: str) -> Packed:
        return frame(view, state, figures(view))

    frames: list[Packed] = []
    worked = session
    if offers.at_work(session):
        plan = share().plan(session.visitor, pace_of(session), session.drawing)
        work = play if session.playing else seek if session.busy else sweep
        worked, frames = work(session, plan, share(), draw, now)
    at_rest = not offers.at_work(worked)
    if at_rest:
        share().left(session.visitor)
    if at_rest or (not frames and even_if_nothing_is_due):
        with share().gate.turn(click=True):
            last, worked = drawn(worked, draw)
            frames.append(last)
    return frames if visitor.publish(worked, session) else []


def _tick_length(session: Session, offers: Offers) -> float | None:
    """Return the seconds between two ticks; None while idle."""
    if not offers.at_work(session):
        return None
    return share().plan(session.visitor, pace_of(session), session.drawing).tick


def _show(
    session: Session,
    frames: list[Packed],
    address: dict[str, Any],
    offers: Offers,
    answer: Callable[[], None],
) -> None:
    """Send the frames to the browser in one message; `answer` is called when commands arrive."""
    _component()(
        key=visitor.STAGE,
        data={
            "page": visitor.page(),
            "visitor": session.visitor,
            "kept": len(session.kept),
            "letters": visitor.widget_value("lasting.letter_keys") is not False,
            "message": time.monotonic_ns(),
            "done": session.done,
            "playing": session.playing,
            "seconds": (_tick_length(session, offers) or 0.0) / max(len(frames), 1),
            "newest": session.lanes.epoch,
            "following": session.held is None,
            "goal": session.goal,
            "sought": session.sought,
            "shown": session.shown.epoch,
            "address": address,
            "what_if": offers.sliders(session),
            "sweep": sweep_controls(session) if offers.sweeps else None,
            "lanes": lane_names(session.lanes.experiments),
            "lane": session.lane,
            "removable": session.lanes.removable,
            "barred": session.is_barred,
            "pace": session.pace,
            "paces": [[name, pace.label] for name, pace in PACES.items()],
            "plotly": scripts.plotly_address(),
            "frames": differences(frames),
        },
        on_command_change=answer,
    )
    wait_until_sent(at_least=FLUSH if offers.at_work(session) else REST)


@cache
def _component() -> Callable[..., Any]:
    """Return the stage's component, created lazily, once the server has its routes."""
    return v2.component(
        "bptt_lab_stage", html="<div class='stage'></div>", js=scripts.stage_code(), isolate_styles=False
    )
