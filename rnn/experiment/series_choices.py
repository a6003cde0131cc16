"""Choices about own series: transformation, scaling, forecast horizon, windows and the rows that are used."""

from __future__ import annotations

from typing import Annotated

from rnn.data.limits import MOST_SERIES_STEPS
from rnn.data.scaling import NONE, SCALINGS
from rnn.data.transformation import TRANSFORMATIONS
from rnn.experiment.choices import SCALAR, labels, number, one_of, selection
from rnn.experiment.drawing_choices import DrawingChoices
from rnn.experiment.sequence_choices import OF_NUMBERS


class SeriesChoices(DrawingChoices):
    """What the network gets of a person's own sequences, or of a series from the gallery."""

    scaling: Annotated[str, one_of(SCALINGS)] = selection(
        NONE,
        labels(SCALINGS),
        label="Scale the numbers",
        help="Shift and stretch each column, as learned on what is not held out. The charts keep your own units.",
        when_changed="start anew",
        key="scaled",
        only_where=OF_NUMBERS,
    )
    transformation: Annotated[str, one_of(TRANSFORMATIONS)] = selection(
        "none",
        labels(TRANSFORMATIONS),
        label="Transform the numbers",
        help="What the network gets in place of each number, before it is scaled. The charts keep your own units.",
        when_changed="start anew",
        key="transform",
        only_where=OF_NUMBERS,
    )
    ahead: Annotated[int, SCALAR] = number(
        1,
        low=1,
        high=100,
        label="Steps ahead",
        help="How many time steps ahead of the input the target is, where the target is the input's own future.",
        step=1,
        unit="time steps",
        when_changed="start anew",
        only_where=("target_follows", (True,)),
    )
    window: Annotated[int | None, SCALAR] = number(
        None,
        low=2,
        high=500,
        label="Window",
        help="Cut the series into windows of this length, each a sequence of its own. Empty: it is learned whole.",
        step=5,
        unit="time steps",
        when_changed="start anew",
    )
    stride: Annotated[int, SCALAR] = number(
        1,
        low=1,
        high=500,
        label="Stride",
        help="How many time steps later each window begins.",
        step=1,
        unit="time steps",
        when_changed="start anew",
        only_where=("window", ()),
    )
    rows_from: Annotated[int | None, SCALAR] = number(
        None,
        low=1,
        high=MOST_SERIES_STEPS,
        label="From row",
        help="The first row of the series that is used.",
        step=1,
        when_changed="start anew",
        key="from",
        empty="the first",
    )
    rows_to: Annotated[int | None, SCALAR] = number(
        None,
        low=1,
        high=MOST_SERIES_STEPS,
        label="To row",
        help="The last row of the series that is used.",
        step=1,
        when_changed="start anew",
        key="to",
        empty="the last",
    )
