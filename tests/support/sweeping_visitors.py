"""Visitors of the Sweep page, as values."""

from __future__ import annotations

from pages.shared.stage.playing import play, sweep
from pages.shared.stage.share import Plan
from pages.shared.visitor.commands import answer_all
from pages.shared.visitor.sweep_form import AxisForm, SweepForm
from pages.shared.visitor.sweeping import SweepVisit
from pages.shared.visitor.view import View
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer

PLAN, NOW = Plan(tick=0.25, frames=5, training=0.5), 10.0
FORM = SweepForm(
    (AxisForm("learning_rate", "list", "0.001, 0.01, 1"), AxisForm("clip_norm", "list", "off, 1")), "1, 2, 3", 200, 0.1
)
SMALL = Experiment(hidden_size=3)
START = {"n": 1, "do": "sweep", "what": "start"}


def draw(view: View, state: str) -> dict:
    return {"epoch": view.shown.epoch, "figures": {}}


def visitor(form: SweepForm = FORM, epochs: int = 0, **rest: object) -> Session:
    trainer = Trainer.start(SMALL).advance(epochs=epochs) if epochs else Trainer.start(SMALL)
    return Session.of(trainer, sweep=SweepVisit(form=form), **rest)


def finished(session: Session, share: object) -> Session:
    """After as many ticks as it takes."""
    tick = 0
    while session.busy or session.sweep.goes_on:
        tick += 1
        assert tick < 400
        session, _ = (play if session.busy else sweep)(session, PLAN, share, draw, NOW + tick * PLAN.tick)
    return session


def do(session: Session, *commands: dict) -> Session:
    return answer_all(session, [{"n": session.done + 1 + i, **each} for i, each in enumerate(commands)], NOW)
