"""Experiment: everything a person chooses, in one value; the same experiment always gives the same numbers."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from rnn.changes import MOST_CHANGES, Change, as_changes, check_change, plain_scalar
from rnn.choices import Choice, ExperimentError, number, quoted, selection
from rnn.parameters import Array, Sizes
from rnn.sequences import Rows, as_rows, next_item

VERSION = 1
MOST_PROBLEMS = 10
_SCALAR = BeforeValidator(plain_scalar)
_INPUTS = BeforeValidator(lambda rows: as_rows("Sequence", rows))
_TARGETS = BeforeValidator(lambda rows: None if rows is None else as_rows("Target", rows))


class Experiment(BaseModel):
    """The sequences and the hyperparameters. Raises ExperimentError for what is out of range.

    inputs : (T, D) numbers, as lists or an array; targets : (T, K), or None: the target is the input one step ahead.
    changes : what was changed while it trained, ((epoch, field, value), ...)
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    inputs: Annotated[Rows, _INPUTS] = tuple((value,) for value in (1.0, 2.0, 3.0, 4.0, 5.0))
    targets: Annotated[Rows | None, _TARGETS] = None
    hidden_size: Annotated[int, _SCALAR] = number(
        5,
        low=1,
        high=128,
        label="Hidden units",
        help="How many numbers the network remembers from one time step to the next.",
        step=1,
        when_changed="start anew",
    )
    learning_rate: Annotated[float, _SCALAR] = number(
        0.01,
        low=1e-6,
        high=10,
        label="Learning rate",
        help="How far each update moves the parameters against the gradient. Can be changed while it trains.",
        step=0.005,
        when_changed="record",
    )
    clip_norm: Annotated[float | None, _SCALAR] = number(
        None,
        low=1e-6,
        high=1e6,
        label="Clip gradient at norm",
        help="A gradient longer than this is shortened to it; its direction stays. Empty is off. "
        "Can be changed while it trains.",
        step=0.5,
        when_changed="record",
    )
    seed: Annotated[int, _SCALAR] = number(
        42,
        low=0,
        high=2**32 - 1,
        label="Seed",
        help="Which initial weights are drawn: the same seed draws the same weights.",
        step=1,
        when_changed="start anew",
    )
    start_scale: Annotated[float, _SCALAR] = number(
        0.01,
        low=0,
        high=10,
        label="Start scale",
        help="The standard deviation of the initial weights.",
        step=0.01,
        when_changed="start anew",
    )
    loss_scaling: Literal["sum", "mean"] = selection(
        "sum",
        {"sum": "sum over time", "mean": "mean over time"},
        label="Loss of the update",
        help="The update follows the gradient of ½ Σ|ŷ − y|² (sum over time), or of the MSE that is shown "
        "(mean over time), which is 2/T times as long.",
        when_changed="start anew",
    )
    stop_epoch: Annotated[int | None, _SCALAR] = number(
        None,
        low=1,
        high=100_000_000,
        label="Stop at epoch",
        help="Training stops there by itself. Empty is off.",
        step=100,
        when_changed="keep",
    )
    changes: Annotated[tuple[Change, ...], BeforeValidator(as_changes)] = Field((), max_length=MOST_CHANGES)

    def __init__(self, /, **choices: Any) -> None:
        try:
            super().__init__(**choices)
        except ValidationError as error:
            raise ExperimentError(tuple(_sentence(problem) for problem in error.errors()[:MOST_PROBLEMS])) from None

    @model_validator(mode="after")
    def _fits_together(self) -> Experiment:
        if self.targets is None and len(self.inputs) < 2:
            raise ValueError(
                "Sequence: one time step is not enough for the next item as target. "
                "Give at least two, or a target of your own."
            )
        if self.targets is not None and len(self.targets) != len(self.inputs):
            raise ValueError(
                f"Target: it has {len(self.targets)} time steps, but the sequence has {len(self.inputs)}. "
                "Give one target for each time step."
            )
        for change in self.changes:
            check_change(change, RECORDED)
        return self

    @cached_property
    def x(self) -> Array:
        """What enters the network, (1, T, D)."""
        rows = np.array(self.inputs)
        return (rows if self.targets is not None else next_item(rows)[0])[None]

    @cached_property
    def y(self) -> Array:
        """What should leave it, (1, T, K)."""
        return (np.array(self.targets) if self.targets is not None else next_item(np.array(self.inputs))[1])[None]

    @property
    def sizes(self) -> Sizes:
        """Input, hidden and output size of the network."""
        return Sizes(self.x.shape[2], self.hidden_size, self.y.shape[2])

    @property
    def error_scale(self) -> float:
        """What (yhat_t - y_t) is multiplied with: 1, or 2/T for the gradient of the MSE itself."""
        return 1.0 if self.loss_scaling == "sum" else 2.0 / self.x.shape[1]

    def replaced(self, **choices: Any) -> Experiment:
        """The same experiment with other choices, checked as if it were new."""
        return Experiment(**{name: getattr(self, name) for name in Experiment.model_fields} | choices)

    def value_at(self, field: str, epoch: float) -> float | None:
        """What a recorded choice is at that epoch: the last change up to it, or else the value from the start."""
        values = [change.value for change in self.changes if change.field == field and change.epoch <= epoch]
        value: float | None = values[-1] if values else getattr(self, field)
        return value

    def changed(self, epoch: int, field: str, value: float | None) -> Experiment:
        """With `field` set to `value` at that epoch, in place of what was planned for it from there on."""
        value = getattr(self.replaced(**{field: value}), field)  # refused in the field's own words
        kept = tuple(change for change in self.changes if change.field != field or change.epoch < epoch)
        before = self.replaced(changes=kept)
        if epoch == 0:
            return before.replaced(**{field: value})
        if before.value_at(field, epoch) == value:
            return before
        return self.replaced(changes=(*kept, Change(epoch, field, value)))

    def with_later_changes_at(self, epoch: int) -> Experiment:
        """For going back to `epoch`: what was changed after it holds from there on."""
        experiment = self
        for change in self.changes:
            if change.epoch > epoch:
                experiment = experiment.changed(epoch, change.field, change.value)
        return experiment

    def rewound(self, epoch: float = math.inf) -> Experiment:
        """For training again from epoch 0: the values at `epoch` hold from the start, and no changes are left."""
        return self.replaced(**{name: self.value_at(name, epoch) for name in RECORDED}, changes=())


def _sentence(problem: Any) -> str:
    """What a student reads instead of pydantic's words."""
    name = str(problem["loc"][0]) if problem["loc"] else ""
    if "error" in problem.get("ctx", {}):
        return str(problem["ctx"]["error"])
    if name in CHOICES:
        return CHOICES[name].refusal(problem["input"])
    if name == "changes":
        return (
            f"Changes: give at most {MOST_CHANGES:,} of (epoch, field, value); {quoted(problem['input'])} is not one."
        )
    return f"{quoted(name)} is not a choice of an experiment. The choices are: {', '.join(Experiment.model_fields)}."


CHOICES = {name: Choice.of(name, info) for name, info in Experiment.model_fields.items() if info.json_schema_extra}
RECORDED = {name: choice for name, choice in CHOICES.items() if choice.when_changed == "record"}
