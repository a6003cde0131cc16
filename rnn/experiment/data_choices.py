"""Choices about the data: the time steps that count and the held-out part; and the batches that all choices make."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Annotated

import numpy as np
from pydantic import BeforeValidator, Field, model_validator

from rnn.data.baselines import Line, lines
from rnn.data.data_checks import check_batch, check_loss, check_own, check_task
from rnn.data.letters import Alphabet, learned_alphabet, used_letters
from rnn.data.limits import MOST_SEQUENCES, MOST_STEPS
from rnn.data.own_series import OwnSeries
from rnn.data.scaling import NONE, Units
from rnn.data.series_checks import check_alphabet, check_names, check_series, check_text, check_windows
from rnn.data.series_settings import Settings
from rnn.data.tasks import TASKS, Dials
from rnn.experiment.choices import SCALAR, number, one_of, selection
from rnn.experiment.network_choices import as_tuple
from rnn.experiment.sequence_choices import OWN, TEXT
from rnn.experiment.series_choices import SeriesChoices
from rnn.network.batch import Batch
from rnn.network.parameters import Array

PLACES = {"every": "every time step", "last": "the last time step", "steps": "some time steps"}
HELD_OUT_OF = {"steps": "the time steps of each sequence", "sequences": "the sequences"}
DATA, PROBE = 1, 2  # streams of random numbers: training batches, and the probe batch that is shown if these are fresh


class DataChoices(SeriesChoices):
    """The batch, the time steps that count in the loss, and the held-out part.

    loss_steps : the time steps that count in the loss, from 1, if `loss_at` is "steps"
    """

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

    @property
    def series_settings(self) -> Settings:
        """The settings of a series; letters and words are neither scaled nor transformed."""
        settings = Settings(*(getattr(self, name) for name in Settings._fields))
        of_symbols = self.task == TEXT or (self.task == OWN and self.vocabulary)
        return settings._replace(scaling=NONE, transformation=NONE) if of_symbols else settings

    @cached_property
    def alphabet(self) -> Alphabet | None:
        """The symbols of a text whose next letter is learned; None for anything else."""
        if self.task == TEXT:
            return learned_alphabet(self.text, self.series_settings)
        return Alphabet.of(TASKS[self.task].word) if self.task in TASKS and TASKS[self.task].word else None

    @cached_property
    def series(self) -> OwnSeries | None:
        """The series, own or measured, or the letters as they are learned; None if a task draws the sequences."""
        if self.task == TEXT:
            assert self.alphabet is not None
            letters = self.alphabet.one_hot(used_letters(self.text, self.series_settings))
            return OwnSeries([letters], None, self.series_settings._replace(rows_from=None, rows_to=None))
        if self.given_data is None:
            return None
        return OwnSeries(*self.given_data.arrays, self.series_settings)

    @cached_property
    def batch(self) -> Batch:
        """The batch that is shown: the training batch, or a separate probe batch if each epoch draws a fresh one."""
        if self.series is not None:
            return self._counting(self.series.shown)
        return self._draw(PROBE if self.always_fresh else DATA, 0)

    @cached_property
    def units(self) -> Units | None:
        """How the batch was made from the user's own numbers; None if they are as they were given."""
        return None if self.series is None else self.series.units

    @property
    def always_fresh(self) -> bool:
        """Whether each epoch draws a fresh batch."""
        if self.series is not None:
            return self.series.fresh
        return self.batches == "fresh" and "batches" in TASKS[self.task].dials

    def batch_at(self, epoch: int) -> Batch:
        """The training batch of `epoch`."""
        if not self.always_fresh:
            return self.batch
        if self.series is not None:
            return self._counting(self.series.at(np.random.default_rng([self.seed, DATA, epoch])))
        return self._draw(DATA, epoch)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The losses of the baselines, in descending order."""
        if self.series is not None:
            counted_in = self.series.learned if self.series.fresh and self.loss == "cross-entropy" else None
            return lines(None, self.loss, self.batch, self.series.repeating, counted_in, letters=self.task == TEXT)
        return lines(TASKS[self.task], self.loss, self.batch)

    @property
    def draws_sequences(self) -> bool:
        """Whether a batch is drawn, from a task or from the windows of a series."""
        return self.always_fresh if self.series is not None else "sequences" in TASKS[self.task].dials

    @property
    def may_draw_afresh(self) -> bool:
        """Whether it is a choice that each epoch draws a fresh batch."""
        if self.series is not None:
            windows = self.series.windows
            return windows is not None and len(windows.learned) <= MOST_SEQUENCES
        return "batches" in TASKS[self.task].dials

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
        if self.series is not None and self.series.windows is not None:
            return batch.without_sequences(self.series.learned_in_batch)
        return batch.without_last_steps(part) if self.held_out_of == "steps" else batch.without_last_sequences(part)

    @model_validator(mode="after")
    def _can_be_learned(self) -> DataChoices:
        if self.task == OWN:
            check_names(self.own_data)
            of_symbols = self.classes or (self.vocabulary and self.targets is None)
            loss = "squared" if of_symbols else self.loss  # numbers of symbols are no probabilities
            check_own((self.inputs, *self.more_inputs), self.targets, self.more_targets, loss)
        if self.task == TEXT:
            check_text(self.text, self.series_settings)
            assert self.alphabet is not None
            check_alphabet(self.alphabet)
        elif self.given_data is None:
            check_task(TASKS[self.task], self.task_steps, self.delay, self.loss)
        else:
            check_loss(self.task != OWN, self.loss)
            check_series(self.given_data, self.series_settings)
        if self.series is not None:
            check_windows(self.series)
        check_batch(self.batch, self.hidden_size, self.held_out, self.held_out_of)
        return self
