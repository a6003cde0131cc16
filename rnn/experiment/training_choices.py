"""Choices about training: the optimizer, clipping, truncation and the stop criteria."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel

from rnn.experiment.choices import SCALAR, labels, number, one_of, selection
from rnn.updates.optimizers import OPTIMIZERS


class TrainingChoices(BaseModel):
    """The optimizer, clipping, truncation and the stop criteria."""

    learning_rate: Annotated[float, SCALAR] = number(
        0.01,
        low=1e-6,
        high=10,
        label="Learning rate",
        help="How far each update moves the parameters against the gradient. Can be changed during training.",
        step=0.005,
        when_changed="record",
        key="lr",
    )
    optimizer: Annotated[str, one_of(OPTIMIZERS)] = selection(
        "sgd",
        labels(OPTIMIZERS),
        label="Optimizer",
        help="How a gradient becomes an update.",
        when_changed="start anew",
    )
    momentum: Annotated[float, SCALAR] = number(
        0.9,
        low=0,
        high=0.9999,
        label="Momentum",
        help="The fraction of the accumulated gradient that each update keeps; β₁ in Adam. "
        "Can be changed during training.",
        step=0.05,
        when_changed="record",
        only_where=("optimizer", ("momentum", "adam")),
    )
    decay: Annotated[float | None, SCALAR] = number(
        None,
        low=0,
        high=0.999999,
        label="Decay of squares",
        help="The fraction of the running mean of squared gradients that each update keeps; β₂ in Adam. "
        "Empty is 0.99 for RMSProp and 0.999 for Adam. Can be changed during training.",
        step=0.005,
        when_changed="record",
        empty="the optimizer's default",
        only_where=("optimizer", ("rmsprop", "adam")),
    )
    epsilon: Annotated[float, SCALAR] = number(
        1e-8,
        low=1e-10,
        high=1,
        label="Epsilon",
        help="RMSProp and Adam add it to the root of the mean squared gradient, to avoid a division by zero. "
        "Can be changed during training.",
        step=1e-8,
        when_changed="record",
        only_where=("optimizer", ("rmsprop", "adam")),
    )
    clip_norm: Annotated[float | None, SCALAR] = number(
        None,
        low=1e-6,
        high=1e6,
        label="Clip gradient at norm",
        help="A gradient of a larger norm is scaled down to this norm; its direction stays. Empty is off. "
        "Can be changed during training.",
        step=0.5,
        when_changed="record",
        key="clip",
    )
    clip_value: Annotated[float | None, SCALAR] = number(
        None,
        low=1e-6,
        high=1e6,
        label="Clip gradient at value",
        help="Each entry of the gradient is clipped to this size, before the norm is clipped. Empty is off. "
        "Can be changed during training.",
        step=0.1,
        when_changed="record",
        key="clipvalue",
    )
    truncation: Annotated[int | None, SCALAR] = number(
        None,
        low=1,
        high=2000,
        label="Truncate after",
        help="The gradient goes back only within chunks of this many time steps; the state is carried on. "
        "Empty is off. Can be changed during training.",
        step=1,
        unit="time steps",
        when_changed="record",
        key="truncate",
    )
    recurrent_gain: Annotated[float, SCALAR] = number(
        1.0,
        low=0,
        high=10,
        label="Gain on W_hh",
        help="W_hh is multiplied by this gain, forward and backward. Below 1 the gradient vanishes sooner. "
        "Can be changed during training.",
        step=0.1,
        when_changed="record",
        key="whh",
    )
    stop_epoch: Annotated[int | None, SCALAR] = number(
        None,
        low=1,
        high=100_000_000,
        label="Stop at epoch",
        help="Training stops at this epoch. Empty is off.",
        step=100,
        when_changed="keep",
        key="stop",
    )
    stop_loss: Annotated[float | None, SCALAR] = number(
        None,
        low=0,
        high=1e6,
        label="Stop at loss",
        help="Training stops at the first epoch whose loss is at most this. Empty is off.",
        step=0.01,
        when_changed="keep",
        key="stoploss",
    )
    stop_patience: Annotated[int | None, SCALAR] = number(
        None,
        low=1,
        high=100_000_000,
        label="Early stopping (patience)",
        help="Training stops when the loss has reached no new minimum for this many epochs. "
        "If a part is held out, the held-out loss decides. Empty is off.",
        step=100,
        unit="epochs",
        when_changed="keep",
        key="patience",
    )
    stop_seconds: Annotated[float | None, SCALAR] = number(
        None,
        low=0.1,
        high=86_400,
        label="Stop after",
        help="Training stops after this much training time; pauses do not count. "
        "It is the only stop criterion that depends on the computer. Empty is off.",
        step=10,
        unit="seconds",
        when_changed="keep",
        key="stoptime",
    )
