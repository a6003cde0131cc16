"""Experiment: all choices of the user in one immutable value; equal experiments give equal numbers."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Annotated, Any

import numpy as np
from pydantic import BeforeValidator, Field, ValidationError, model_validator

from rnn.data.constant import Constant, constant
from rnn.data.limits import LARGEST, MOST_CHANGES, MOST_SEQUENCES, MOST_STEPS
from rnn.experiment.changes import Change, as_changes, check_change
from rnn.experiment.choices import SCALAR, Choice, ExperimentError
from rnn.experiment.data_choices import DataChoices
from rnn.experiment.given_weights import check_weights
from rnn.experiment.network_choices import GIVEN, MOST_WEIGHTS
from rnn.experiment.training_choices import TrainingChoices
from rnn.network.activations import ACTIVATIONS
from rnn.network.bptt import Pass, run_pass
from rnn.network.initializers import INITIALIZERS, draw, seeded
from rnn.network.losses import LOSSES
from rnn.network.options import Options
from rnn.network.parameters import Array, Parameters, Sizes
from rnn.text.quoting import plain, quoted
from rnn.updates.optimizers import OPTIMIZERS, Optimizer, Settings

VERSION = 2
MOST_PROBLEMS = 10
MOST_NAMED = 8
POOLED = 16
"""Number of fresh batches over which the best constant prediction is computed."""


class Experiment(TrainingChoices, DataChoices):
    """The sequences and the hyperparameters. Raises ExperimentError for invalid ones.

    inputs : (T, D), as lists or an array; targets : (T, K), or None: the input one step ahead
    changes : changes during training, ((epoch, field, value), ...)
    branched_at : the epoch at which this run branched from an earlier one; it does not affect the numbers
    Each choice is declared in network_choices.py, data_choices.py or training_choices.py.
    """

    branched_at: Annotated[int | None, SCALAR] = Field(None, ge=0)
    changes: Annotated[tuple[Change, ...], BeforeValidator(as_changes)] = Field((), max_length=MOST_CHANGES)

    def __init__(self, /, **choices: Any) -> None:
        try:
            super().__init__(**choices)
        except ValidationError as error:
            sentences = dict.fromkeys(_sentence(problem) for problem in error.errors()[:MOST_PROBLEMS])
            raise ExperimentError(tuple(sentences)) from None

    @model_validator(mode="after")
    def _changes_can_be_made(self) -> Experiment:
        for change in self.changes:
            check_change(change, RECORDED)
        return self

    @model_validator(mode="after")
    def _weights_fit(self) -> Experiment:
        check_weights(self.weights, self.start, self.sizes, self.initial_state)
        return self

    @property
    def sizes(self) -> Sizes:
        """Numbers of inputs, hidden units and outputs."""
        return Sizes(self.x.shape[2], self.hidden_size, self.y.shape[2])

    @property
    def error_scale(self) -> float | Array:
        """The factor on (yhat_t - y_t): 1 for the sum over time, 2/T for the MSE, 1/T for mean cross-entropy.

        One factor per sequence, (B,), if some steps do not count.
        """
        return 1.0 if self.loss_scaling == "sum" else self.batch.error_scale(LOSSES[self.loss].slope)

    @cached_property
    def constant(self) -> Constant:
        """The best constant prediction, over several batches if each epoch draws a fresh one."""
        epochs = range(POOLED if self.always_fresh else 1)
        return constant(LOSSES[self.loss], [self.batch_at(epoch) for epoch in epochs])

    @property
    def optimizer_rule(self) -> Optimizer:
        """The optimizer."""
        return OPTIMIZERS[self.optimizer]

    def first_parameters(self) -> Parameters:
        """Return the initial parameters; a learned initial state is zero unless it is given."""
        if self.weights is not None:
            return Parameters(self.sizes, np.array(self.weights))
        initializer = INITIALIZERS[self.start]
        scale = self.start_scale if self.start == "small" else self.start_gain
        weights = draw(initializer, self.sizes, seeded(self.seed), scale, self.input_scale, self.output_scale)
        if self.initial_state == "zeros":
            return weights
        with_state = Parameters(self.sizes, np.zeros(self.sizes.total + self.hidden_size))
        with_state.vector[: self.sizes.total] = weights.vector
        return with_state

    def options_at(self, epoch: int) -> Options:
        """Return the options of the computation at `epoch`."""
        truncation = self.value_at("truncation", epoch)
        return Options(
            activation=ACTIVATIONS[self.activation],
            loss=LOSSES[self.loss],
            truncation=None if truncation is None else int(truncation),
            gain=float(self.value_at("recurrent_gain", epoch) or 0.0),
        )

    def pass_at(self, epoch: int, parameters: Parameters) -> Pass:
        """Return the pass over `batch` with the options of `epoch`; it may not be finite."""
        batch, options = self.batch, self.options_at(epoch)
        with np.errstate(all="ignore"):
            return run_pass(
                parameters, batch.x, batch.target, self.error_scale, options,
                batch.counted, batch.lengths, batch.held_out,
            )  # fmt: skip

    def settings_at(self, epoch: int) -> Settings:
        """Return the hyperparameters of the optimizer at `epoch`."""
        rate, momentum, epsilon = (self.value_at(name, epoch) for name in ("learning_rate", "momentum", "epsilon"))
        decay = self.value_at("decay", epoch)
        decay = self.optimizer_rule.decay if decay is None else decay
        return Settings(rate or 0.0, momentum or 0.0, decay, epsilon or 0.0)

    def replaced(self, **choices: Any) -> Experiment:
        """Return the experiment with other choices, validated; another initialization removes given weights."""
        present = {name: getattr(self, name) for name in Experiment.model_fields}
        if choices.get("start", GIVEN) != GIVEN:
            present["weights"] = None
        return Experiment(**present | choices)

    def value_at(self, field: str, epoch: float) -> float | None:
        """Return the value of a recorded choice at `epoch`: of the last change up to it, or else the initial value."""
        values = [change.value for change in self.changes if change.field == field and change.epoch <= epoch]
        value: float | None = RECORDED[field].typed(values[-1]) if values else getattr(self, field)
        return value

    def changed(self, epoch: int, field: str, value: float | None) -> Experiment:
        """Return the experiment with `field` set to `value` at `epoch`; its later changes of `field` are removed."""
        value = getattr(self.replaced(**{field: value}), field)  # raises the error message of the field
        kept = tuple(change for change in self.changes if change.field != field or change.epoch < epoch)
        before = self.replaced(changes=kept)
        if epoch == 0:
            return before.replaced(**{field: value})
        if before.value_at(field, epoch) == value:
            return before
        return self.replaced(changes=(*kept, Change(epoch, field, value)))

    def without(self, epoch: int, field: str) -> Experiment:
        """Return the experiment without the change of `field` at `epoch`."""
        return self.replaced(changes=tuple(each for each in self.changes if (each.epoch, each.field) != (epoch, field)))

    def branched(self, epoch: int) -> Experiment:
        """Return the experiment of a run that branches off at `epoch`, without later changes."""
        return self.replaced(changes=tuple(each for each in self.changes if each.epoch <= epoch), branched_at=epoch)

    def with_later_changes_at(self, epoch: int) -> Experiment:
        """Return the experiment with the changes after `epoch` moved to `epoch`."""
        experiment = self
        for change in self.changes:
            if change.epoch > epoch:
                experiment = experiment.changed(epoch, change.field, change.value)
        return experiment

    def rewound(self, epoch: float = math.inf) -> Experiment:
        """Return the experiment with the values at `epoch` as initial values, without changes."""
        present = {name: self.value_at(name, epoch) for name in RECORDED}
        return self.replaced(**present, changes=(), branched_at=None)


def _sentence(problem: Any) -> str:
    """The error message of a pydantic problem, written for a student."""
    name = str(problem["loc"][0]) if problem["loc"] else ""
    given = quoted(problem["input"])
    if "error" in problem.get("ctx", {}):
        return str(problem["ctx"]["error"])
    if name in CHOICES:
        return CHOICES[name].refusal(problem["input"])
    if name == "changes":
        return f"Changes: give at most {MOST_CHANGES:,} of (epoch, field, value); {given} is not one."
    if name in ("more_inputs", "more_targets"):
        return f"{name}: {given} is not allowed. Give a list of at most {MOST_SEQUENCES - 1} sequences."
    if name == "branched_at":
        return f"Branched at: {given} is not allowed. Give an epoch: a whole number of at least 0, or nothing."
    if name == "loss_steps":
        return f"Loss at: {given} is not allowed. Give the numbers of time steps, from 1 to {MOST_STEPS:,}."
    if name == "weights":
        limit = plain(LARGEST)
        return f"Weights: {given} is not allowed. Give at most {MOST_WEIGHTS:,} numbers from -{limit} to {limit}."
    first, more = list(Experiment.model_fields)[:MOST_NAMED], len(Experiment.model_fields) - MOST_NAMED
    return f"{quoted(name)} is not a choice of an experiment. The choices are: {', '.join(first)} and {more} more."


CHOICES = {name: Choice.of(name, info) for name, info in Experiment.model_fields.items() if info.json_schema_extra}
RECORDED = {name: choice for name, choice in CHOICES.items() if choice.when_changed == "record"}
