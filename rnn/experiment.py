"""Experiment: everything a person chooses, in one value; the same experiment always gives the same numbers."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

import numpy as np
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from rnn.choices import Choice, number, quoted, selection
from rnn.parameters import Array, Sizes
from rnn.sequences import Rows, as_rows, next_item

VERSION = 1
MOST_CHANGES = 1000


class ExperimentError(ValueError):
    """An experiment that cannot be: `problems` has one sentence for each reason, naming field, value and allowed range."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class Change(NamedTuple):
    """At this epoch this choice took this value, while the network trained."""

    epoch: int
    field: str
    value: float | None


def _plain_scalar(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _as_changes(value: Any) -> Any:
    if not isinstance(value, (list, tuple)):
        return value
    return tuple(tuple(map(_plain_scalar, item)) if isinstance(item, (list, tuple)) else item for item in value)


class Experiment(BaseModel):
    """The sequences and the hyperparameters. Raises ExperimentError for what is out of range.

    inputs : (T, D) numbers, as lists or an array; targets : (T, K), or None: the target is the input one step ahead.
    changes : what was changed while it trained, ((epoch, field, value), ...)
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    inputs: Annotated[Rows, BeforeValidator(lambda rows: as_rows("Sequence", rows))] = (
        (1.0,),
        (2.0,),
        (3.0,),
        (4.0,),
        (5.0,),
    )
    targets: Annotated[Rows | None, BeforeValidator(lambda rows: None if rows is None else as_rows("Target", rows))] = (
        None
    )
    hidden_size: Annotated[int, BeforeValidator(_plain_scalar)] = number(
        5, 1, 128, "Hidden units", "How many numbers the network remembers from one time step to the next.", step=1, when_changed="start anew"
    )  # fmt: skip
    learning_rate: Annotated[float, BeforeValidator(_plain_scalar)] = number(
        0.01, 1e-6, 10, "Learning rate", "How far each update moves the parameters against the gradient. Can be changed while it trains.", step=0.005, when_changed="record"
    )  # fmt: skip
    clip_norm: Annotated[float | None, BeforeValidator(_plain_scalar)] = number(
        None, 1e-6, 1e6, "Clip gradient at norm", "A gradient longer than this is shortened to it; its direction stays. Empty is off. Can be changed while it trains.", step=0.5, when_changed="record"
    )  # fmt: skip
    seed: Annotated[int, BeforeValidator(_plain_scalar)] = number(
        42, 0, 2**32 - 1, "Seed", "Which initial weights are drawn: the same seed draws the same weights.", step=1, when_changed="start anew"
    )  # fmt: skip
    start_scale: Annotated[float, BeforeValidator(_plain_scalar)] = number(
        0.01, 0, 10, "Start scale", "The standard deviation of the initial weights.", step=0.01, when_changed="start anew"
    )  # fmt: skip
    loss_scaling: Literal["sum", "mean"] = selection(
        "sum",
        {"sum": "sum over time", "mean": "mean over time"},
        "Loss of the update",
        "The update follows the gradient of ½ Σ|ŷ − y|² (sum over time), or of the MSE that is shown (mean over time), which is 2/T times as long.",
        when_changed="start anew",
    )
    stop_epoch: Annotated[int | None, BeforeValidator(_plain_scalar)] = number(
        None, 1, 100_000_000, "Stop at epoch", "Training stops there by itself. Empty is off.", step=100, when_changed="keep"
    )  # fmt: skip
    changes: Annotated[tuple[Change, ...], BeforeValidator(_as_changes)] = Field((), max_length=MOST_CHANGES)

    def __init__(self, **choices: Any) -> None:
        try:
            super().__init__(**choices)
        except ValidationError as error:
            raise ExperimentError(tuple(_sentence(problem) for problem in error.errors())) from None

    @model_validator(mode="after")
    def _fits_together(self) -> Experiment:
        if self.targets is None and len(self.inputs) < 2:
            raise ValueError(
                "Sequence: one time step is not enough for the next item as target. Give at least two, or a target of your own."
            )
        if self.targets is not None and len(self.targets) != len(self.inputs):
            raise ValueError(
                f"Target: it has {len(self.targets)} time steps, but the sequence has {len(self.inputs)}. Give one target for each time step."
            )
        for change in self.changes:
            _check_change(change)
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
        return Experiment(**{name: choices.get(name, getattr(self, name)) for name in Experiment.model_fields})

    def value_at(self, field: str, epoch: int) -> float | None:
        """What a recorded choice is at that epoch: the last change up to it, or else the value from the start."""
        values = [change.value for change in self.changes if change.field == field and change.epoch <= epoch]
        value: float | None = values[-1] if values else getattr(self, field)
        return value

    def changed(self, epoch: int, field: str, value: float | None) -> Experiment:
        """With `field` set to `value` at that epoch, in place of what was planned for it from there on."""
        if epoch == 0 and not any(change.field == field for change in self.changes):
            return self.replaced(**{field: value})
        kept = tuple(change for change in self.changes if change.field != field or change.epoch < epoch)
        before = self.replaced(changes=kept)
        if before.value_at(field, epoch) == value:
            return before
        return self.replaced(changes=(*kept, Change(epoch, field, value)))

    def rewound(self) -> Experiment:
        """For training again from epoch 0: the present values hold from the start, and no changes are left."""
        present = {name: self.value_at(name, self.changes[-1].epoch) for name in RECORDED} if self.changes else {}
        return self.replaced(**present, changes=())


def _check_change(change: Change) -> None:
    if change.field not in RECORDED:
        raise ValueError(
            f"Changes: {quoted(change.field)} cannot be changed while it trains. Choose among: {', '.join(RECORDED)}."
        )
    if change.epoch < 0:
        raise ValueError(f"Changes: epoch {change.epoch} is not allowed. Give a whole number of at least 0.")
    try:
        RECORDED[change.field].validate_python(change.value, strict=True)
    except ValidationError:
        raise ValueError(f"Changes, at epoch {change.epoch}: {CHOICES[change.field].refusal(change.value)}") from None


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
RECORDED: dict[str, TypeAdapter[Any]] = {
    name: TypeAdapter(Annotated[info.annotation, *info.metadata])  # type: ignore[arg-type]
    for name, info in Experiment.model_fields.items()
    if name in CHOICES and CHOICES[name].when_changed == "record"
}
