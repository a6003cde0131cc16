"""Choices about what is drawn: the sequences of a task, and the batches."""

from __future__ import annotations

from typing import Annotated

from rnn.experiment.choices import SCALAR, number, one_of, selection
from rnn.experiment.sequence_choices import SequenceChoices

DRAWN = {"fixed": "fixed", "fresh": "fresh"}


class DrawingChoices(SequenceChoices):
    """How a task draws its sequences, and how many of them or of a series' windows make a batch."""

    task_steps: Annotated[int, SCALAR] = number(
        20,
        low=2,
        high=500,
        label="Sequence length",
        help="How many time steps each drawn sequence has.",
        step=1,
        unit="time steps",
        when_changed="start anew",
        key="length",
    )
    sequences: Annotated[int, SCALAR] = number(
        16,
        low=1,
        high=256,
        label="Sequences in a batch",
        help="How many sequences are drawn for each update, which follows the mean of their gradients.",
        step=1,
        when_changed="start anew",
        key="batch",
        only_where=("draws_sequences", (True,)),
    )
    delay: Annotated[int, SCALAR] = number(
        3,
        low=1,
        high=499,
        label="Delay",
        help="How many time steps lie between an input and its echo.",
        step=1,
        unit="time steps",
        when_changed="start anew",
    )
    noise: Annotated[float, SCALAR] = number(
        0.0,
        low=0,
        high=2,
        label="Noise",
        help="The standard deviation of the normal noise that is added to the inputs of a task.",
        step=0.1,
        when_changed="start anew",
        key="noise",
    )
    batches: Annotated[str, one_of(DRAWN)] = selection(
        "fixed",
        DRAWN,
        label="Batches",
        help="Whether each epoch draws a fresh batch.",
        when_changed="start anew",
        only_where=("may_draw_afresh", (True,)),
    )
