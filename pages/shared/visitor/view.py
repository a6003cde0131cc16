"""View: what the charts of a page are drawn from, as an immutable value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pages.shared.visitor.dynamics import AT_FIRST_SEEN, DynamicsChoices
from pages.shared.visitor.reading import AT_FIRST as FIRST_READING
from pages.shared.visitor.reading import Reading
from pages.shared.visitor.sweeping import UNTOUCHED, SweepVisit
from rnn import Trainer
from rnn.data.scaling import restored
from rnn.data.tasks import TASKS
from rnn.experiment.sequence_choices import OWN
from rnn.lenses.cliff import FIRST_CUT, Cut
from rnn.lenses.one_unit import OneUnit
from rnn.lenses.walk import Walk
from rnn.lenses.what_if import what_if
from rnn.lenses.writing import AT_FIRST, Sampling
from rnn.network.bptt import Pass
from rnn.training.lanes import Lanes


@dataclass(frozen=True)
class WhatIf:
    """A what-if: the gain on W_hh and the input scale with which a pass is recomputed; nothing is trained."""

    gain: float
    input_scale: float


@dataclass(frozen=True)
class View:
    """What the charts are drawn from.

    newest_lanes, lanes : the lanes at their newest epoch, and at the epoch shown
    lane : the place of the lane that is looked at; pages other than Compare draw it alone
    unit, step, sequence : the selected hidden unit, time step (or None) and sequence of the batch, counted from 0
    loss_step : the time step whose loss is shown alone, counted from 0, or None
    horizon, column : how many rows of a series are forecast, and the column that is drawn of it, counted from 0
    untrained : whether the loss of the untrained network is drawn as a line
    sampling : how a network of letters writes
    dynamics : what is chosen on the Dynamics page
    cut : along which line and in which plane the loss is drawn
    one_unit : the unit that is iterated alone; None: the selected unit of the network
    what_if : the what-if that is shown in place of the trained network, or None
    sweep : the Sweep page
    reading : the place in the lessons, and the answers given there
    parent : the run that this one branched from
    position : the sub-step of the walk, counted from 0
    explaining : the readout or the card whose numbers are explained, or None
    bound_for : the epoch that training or seeking is heading for, or None
    is_barred : whether an open question keeps the run from going on
    """

    newest_lanes: Lanes
    lanes: Lanes
    lane: int = 0
    unit: int = 0
    step: int | None = None
    sequence: int = 0
    position: int = 0
    loss_step: int | None = None
    horizon: int = 50
    column: int = 0
    untrained: bool = False
    sampling: Sampling = AT_FIRST
    dynamics: DynamicsChoices = AT_FIRST_SEEN
    cut: Cut = FIRST_CUT
    one_unit: OneUnit | None = None
    what_if: WhatIf | None = None
    sweep: SweepVisit = UNTOUCHED
    parent: Trainer | None = None
    explaining: str | None = None
    bound_for: int | None = None
    is_barred: bool = False
    reading: Reading = FIRST_READING

    @property
    def newest(self) -> Trainer:
        """The run that is looked at, at its newest epoch."""
        return self.newest_lanes.trainers[self.lane]

    @property
    def shown(self) -> Trainer:
        """The run that is looked at, at the epoch shown."""
        return self.lanes.trainers[self.lane]

    @property
    def symbols(self) -> Sequence[str]:
        """Names of the one-hot inputs, where they have any."""
        experiment = self.newest.experiment
        if experiment.alphabet is not None:
            return experiment.alphabet.names
        if experiment.task == OWN:
            return experiment.vocabulary
        return TASKS[experiment.task].letters if experiment.task in TASKS else ()

    @property
    def classes(self) -> Sequence[str]:
        """Names of the classes of the person's own targets, where they have any."""
        experiment = self.newest.experiment
        return experiment.classes if experiment.task == OWN else ()

    @cached_property
    def walk(self) -> Walk:
        """The walk through the pass at the epoch shown; `position` is a sub-step of it."""
        return Walk(self.shown, self.sequence, self.unit)

    @cached_property
    def shown_pass(self) -> Pass:
        """Every array of the pass at the epoch shown, recomputed where a what-if is in force."""
        if self.what_if is None:
            return self.shown.latest
        return what_if(self.shown, self.what_if.gain, self.what_if.input_scale)

    @cached_property
    def in_own_units(self) -> Pass:
        """`shown_pass` with inputs, targets and predictions in the units of the person's own numbers."""
        return restored(self.shown_pass, self.shown.experiment.units)
