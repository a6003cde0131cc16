"""What explanations are made from: the run at the epoch shown, and what is selected of it."""

from __future__ import annotations

from typing import Any, Protocol

from rnn.lenses.cliff import Cut
from rnn.lenses.one_unit import OneUnit
from rnn.lenses.writing import Sampling
from rnn.network.bptt import Pass
from rnn.training.lanes import Lanes
from rnn.training.trainer import Trainer


class Seen(Protocol):
    """What the charts of a page are drawn from."""

    @property
    def newest_lanes(self) -> Lanes:
        """The lanes at their newest epoch."""

    @property
    def lanes(self) -> Lanes:
        """The lanes at the epoch shown."""

    @property
    def newest(self) -> Trainer:
        """The run that is looked at, at its newest epoch."""

    @property
    def shown(self) -> Trainer:
        """The run that is looked at, at the epoch shown."""

    @property
    def shown_pass(self) -> Pass:
        """Every array of the pass at the epoch shown, or of the what-if."""

    @property
    def unit(self) -> int:
        """The selected hidden unit, counted from 0."""

    @property
    def step(self) -> int | None:
        """The selected time step, counted from 0."""

    @property
    def sequence(self) -> int:
        """The selected sequence, counted from 0."""

    @property
    def loss_step(self) -> int | None:
        """The time step whose loss is shown alone, counted from 0."""

    @property
    def horizon(self) -> int:
        """How many rows are forecast."""

    @property
    def column(self) -> int:
        """The column of the series that is drawn, counted from 0."""

    @property
    def sampling(self) -> Sampling:
        """How a network of letters writes."""

    @property
    def dynamics(self) -> Any:
        """What is chosen on the Dynamics page: size, direction, clamp, held_input."""

    @property
    def cut(self) -> Cut:
        """Along which line and in which plane the loss is drawn."""

    @property
    def one_unit(self) -> OneUnit | None:
        """The unit that is iterated alone; None: the selected one of the network."""
