"""Arrival: the session of a first visit, from the query of its address."""

from __future__ import annotations

import time
from dataclasses import replace

import streamlit as st

from pages.shared.visitor.hidden import read_hidden
from pages.shared.visitor.lesson_links import read_place
from pages.shared.visitor.moving import train_to
from pages.shared.visitor.sweep_form import SweepForm
from pages.shared.visitor.sweeping import UNTOUCHED, SweepVisit
from pages.shared.visitor.visit import Session
from rnn import ExperimentError, from_query
from rnn.data.limits import WORK_BUDGET
from rnn.experiment.link_parts import PARTS
from rnn.sweep.sweep_link import sweep_from_query
from rnn.text.quoting import plain
from rnn.training.cost import epochs_in
from rnn.training.lanes import Lanes


def arrive() -> tuple[Session, tuple[str, ...]]:
    """Return the session of a new visitor, and notices about the parts of the address that were ignored."""
    pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    hidden, pairs, unknown = read_hidden(pairs)
    reading, rest, left_out = read_place(pairs)
    link = from_query(rest)
    if reading.entered and not any(key in PARTS for key, _ in rest):  # the card's own experiment is meant
        reading = replace(reading, entered=None)
    page, of_the_sweep = _sweep(rest)
    session = Session(Lanes.start(link.experiments), sweep=page, reading=reading, hidden=hidden)
    most = epochs_in(WORK_BUDGET, *link.experiments)
    notices = (*unknown, *left_out, *link.notices, *of_the_sweep)
    if link.epoch > most:
        notice = (
            f"Left out of the link: Epoch: {plain(link.epoch)} is not allowed, since training to it would take too "
            f"long. Give at most {plain(most)} for this experiment."
        )
        return session, (*notices, notice)
    return train_to(session, link.epoch, time.monotonic()), notices


def _sweep(pairs: list[tuple[str, str]]) -> tuple[SweepVisit, tuple[str, ...]]:
    """Return the Sweep page with the sweep of a link filled in, and why it was left out."""
    try:
        sweep = sweep_from_query(pairs)
    except ExperimentError as error:
        return UNTOUCHED, error.problems
    return (UNTOUCHED if sweep is None else SweepVisit(form=SweepForm.of(sweep, 0))), ()
