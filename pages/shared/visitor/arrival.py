"""Arrival: the session of a first visit, from the query of its address."""

from __future__ import annotations

import time
from dataclasses import replace

import streamlit as st

from pages.shared.visitor.hidden import read_hidden
from pages.shared.visitor.lesson_links import read_place
from pages.shared.visitor.moving import train_to
from pages.shared.visitor.visit import Session
from rnn import from_query
from rnn.data.limits import WORK_BUDGET
from rnn.experiment.link_parts import PARTS
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
    session = Session(Lanes.start(link.experiments), reading=reading, hidden=hidden)
    most, notices = epochs_in(WORK_BUDGET, *link.experiments), (*unknown, *left_out, *link.notices)
    if link.epoch > most:
        notice = (
            f"Left out of the link: Epoch: {plain(link.epoch)} is not allowed, since training to it would take too "
            f"long. Give at most {plain(most)} for this experiment."
        )
        return session, (*notices, notice)
    return train_to(session, link.epoch, time.monotonic()), notices
