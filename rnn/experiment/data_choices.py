"""Choices about the data: further sequences or a task, the time steps that count, and the held-out part."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Annotated

import numpy as np
from pydantic import BeforeValidator, Field, model_validator

from rnn.data.baselines import Line, lines
from rnn.data.data_checks import check_batch, check_own, check_task
from rnn.data.limits import MOST_STEPS
from rnn.data.scaling import NONE, SCALINGS, Units, scaled, units_of
from rnn.data.tasks import TASKS, Dials
from rnn.experiment.choices import SCALAR, number, one_of, selection
from rnn.experiment.network_choices import as_tuple
from rnn.experiment.sequence_choices import OWN, SequenceChoices
from rnn.network.batch import Batch, padded
from rnn.network.parameters import Array

DRAWN = {"fixed": "fixed", "fresh": "fresh"}
PLACES = {"every": "every time step", "last": "the last time step", "steps": "some time steps"}
HELD_OUT_OF = {"steps": "the time steps of each sequence", "sequences": "the sequences"}
DATA, PROBE = 1, 2  # streams of random numbers: training batches, and the probe batch that is shown if these are fresh


class DataChoices(SequenceChoices):
    """The batch, the time steps that count in the loss, and the held-out part.

    loss_steps : the time steps that count in the loss, from 1, if `loss_at` is "steps"
    """

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
        help="How many sequences a task draws for each update, which follows the mean of their gradients.",
        step=1,
        when_changed="start anew",
        key="batch",
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
        "fixed", DRAWN, label="Batches", help="Whether each epoch draws a fresh batch.", when_changed="start anew"
    )
    loss_at: Annotated[str, one_of(PLACES)] = selection(
        "every",
        PLACES,
        label="Loss at",
        help="The time steps that count in the loss, among those that have a target.",
        when_changed="start anew",
        key="lossat",
    )
    held_out: Annotated[float | None, SCALAR] = number(
        None,
        low=1,
        high=90,
        label="Hold out",
        help="The last part of the data is not trained on; the held-out loss has its own curve. Empty is off.",
        step=5,
        unit="%",
        when_changed="start anew",
        key="holdout",
    )
    held_out_of: Annotated[str, one_of(HELD_OUT_OF)] = selection(
        "steps",
        HELD_OUT_OF,
        label="Hold out from",
        help="Whether the last time steps of each sequence are held out, or the last sequences.",
        when_changed="start anew",
        key="holdoutof",
        only_where=("held_out", ()),
    )
    loss_steps: Annotated[tuple[Annotated[int, Field(ge=1, le=MOST_STEPS)], ...], BeforeValidator(as_tuple)] = Field(
        (1,), max_length=MOST_STEPS
    )

    @cached_property
    def batch(self) -> Batch:
        """The batch that is shown: the training batch, or a separate probe batch if each epoch draws a fresh one."""
        if self.task == OWN:
            batch = padded(self.own_data.pairs)
            return self._counting(batch if self.units is None else scaled(batch, self.units))
        return self._draw(PROBE if self.always_fresh else DATA, 0)

    @cached_property
    def units(self) -> Units | None:
        """The scales of the user's own numbers, learned on what is not held out; None if they are not scaled."""
        if self.task != OWN or self.scaling == NONE:
            return None
        batch = padded(self.own_data.pairs)
        trained = batch if self.held_out is None else self._without_held_out(batch, self.held_out / 100)
        target_follows, scales_target = self.targets is None, self.loss == "squared"
        return units_of(SCALINGS[self.scaling], batch, trained.counts, target_follows, scales_target)

    @property
    def always_fresh(self) -> bool:
        """Whether each epoch draws a fresh batch."""
        return self.task != OWN and self.batches == "fresh" and "batches" in TASKS[self.task].dials

    def batch_at(self, epoch: int) -> Batch:
        """The training batch of `epoch`."""
        return self._draw(DATA, epoch) if self.always_fresh else self.batch

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The losses of the baselines, in descending order."""
        return lines(None if self.task == OWN else TASKS[self.task], self.loss, self.batch, self._repeats)

    @property
    def _repeats(self) -> bool:
        """Whether the input may be taken for a prediction, in the same units."""
        return self.units is None or self.targets is None

    @property
    def x(self) -> Array:
        """Inputs, (B, T, D)."""
        return self.batch.x

    @property
    def y(self) -> Array:
        """Targets, (B, T, K)."""
        return self.batch.target

    def _draw(self, stream: int, epoch: int) -> Batch:
        task = TASKS[self.task]
        generator = np.random.default_rng([self.seed, stream, epoch])
        batch, symbol = task.drawn(generator, Dials(self.sequences, self.task_steps, self.delay, self.noise))
        if self.loss == "cross-entropy" and task.symbols:
            batch = replace(batch, target=np.eye(task.symbols)[symbol])
        return self._counting(batch)

    def _counting(self, batch: Batch) -> Batch:
        """Restrict the loss to the chosen time steps, without the held-out part."""
        if self.loss_at == "last":
            batch = batch.at_last_step()
        if self.loss_at == "steps":
            batch = batch.at_steps(np.isin(np.arange(1, batch.x.shape[1] + 1), self.loss_steps))
        return batch if self.held_out is None else self._without_held_out(batch, self.held_out / 100)

    def _without_held_out(self, batch: Batch, part: float) -> Batch:
        return batch.without_last_steps(part) if self.held_out_of == "steps" else batch.without_last_sequences(part)

    @model_validator(mode="after")
    def _can_be_learned(self) -> DataChoices:
        if self.task == OWN:
            check_own((self.inputs, *self.more_inputs), self.targets, self.more_targets, self.loss)
        else:
            check_task(TASKS[self.task], self.task_steps, self.delay, self.loss)
        check_batch(self.batch, self.hidden_size, self.held_out, self.held_out_of)
        return self
