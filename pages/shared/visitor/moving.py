"""Moving: play, train to an epoch, hold an epoch; what commands, links and lessons share."""

from __future__ import annotations

from dataclasses import replace

from pages.shared.visitor.visit import Session
from rnn import Experiment
from rnn.training.cost import epochs_in
from rnn.training.lanes import Lanes

QUICK = 0.05
"""Seconds of computing within which a past epoch is shown at once."""
SOON = 1.0
"""Estimated seconds within which an epoch that Pause stops at is computed again."""


def played(session: Session, now: float) -> Session:
    """Return the session that trains from its newest epoch on."""
    playing = session.lanes.can_advance and not session.is_barred
    following = replace(session, held=None, sought=None, goal=None, what_if=None)
    return replace(following, playing=playing, clock=now, debt=0.0, began=session.lanes.epoch)


def train_to(session: Session, goal: int, now: float) -> Session:
    """Return the session that trains to epoch `goal` at full speed and stops there; Pause ends it sooner."""
    if goal <= session.lanes.epoch or not session.lanes.can_train or session.is_barred:
        return session
    return replace(played(session, now), playing=True, goal=goal)


def held_at(session: Session, epoch: int, now: float) -> Session:
    """Return the session with the view at a past epoch; the newest epoch resumes following.

    An epoch that takes long to recompute is approached from its snapshot, tick by tick.
    """
    lanes, epoch = session.lanes, max(epoch, 0)
    if epoch >= lanes.epoch:
        return replace(session, held=None, sought=None)
    past = lanes.before(epoch)
    quick = epoch - past.epoch <= epochs_in(QUICK, *lanes.experiments)
    past = lanes.at(epoch) if quick else past
    held = past.following(map(_without_rules, lanes.experiments))
    return replace(session, held=held, sought=None if quick else epoch, clock=now)


def past_of(session: Session, epoch: int) -> Lanes | None:
    """Return the lanes at `epoch`, from the recent frames or recomputed; None if that would take too long."""
    known = next((lanes for lanes in session.recent if lanes.epoch == epoch), None)
    if known is not None:
        return known
    to_compute = epoch - session.lanes.before(epoch).epoch
    return session.lanes.at(epoch) if to_compute <= epochs_in(SOON, *session.lanes.experiments) else None


def cut_to(session: Session, epoch: int, now: float) -> Session:
    """Return the session whose run stands at an earlier epoch, and has not been seen beyond; it may be trained on."""
    experiments, past = session.lanes.experiments, session.lanes.before(epoch)
    if epoch - past.epoch <= epochs_in(QUICK, *experiments):
        past = session.lanes.at(epoch)
    return train_to(replace(session, lanes=past.following(experiments), recent=()), epoch, now)


def _without_rules(experiment: Experiment) -> Experiment:
    return experiment.replaced(stop_epoch=None, stop_loss=None, stop_patience=None, stop_seconds=None)
