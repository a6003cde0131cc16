"""What a person chooses about training: how a gradient becomes an update, and how long it goes on."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel

from rnn.experiment.choices import SCALAR, labels, number, one_of, selection
from rnn.updates.optimizers import OPTIMIZERS


class TrainingChoices(BaseModel):
    """From a gradient to an update."""

    learning_rate: Annotated[float, SCALAR] = number(
        0.01,
        low=1e-6,
        high=10,
        label="Learning rate",
        help="How far each update moves the parameters against the gradient. Can be changed while it trains.",
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
        help="The share of the running mean of gradients that each update keeps; β₁ in Adam. "
        "Can be changed while it trains.",
        step=0.05,
        when_changed="record",
        only_where=("optimizer", ("momentum", "adam")),
    )
    decay: Annotated[float | None, SCALAR] = number(
        None,
        low=0,
        high=0.999999,
        label="Decay of squares",
        help="The share of the running mean of squared gradients that each update keeps; β₂ in Adam. "
        "Empty is 0.99 for RMSProp and 0.999 for Adam. Can be changed while it trains.",
        step=0.005,
        when_changed="record",
        empty="the optimizer's own",
        only_where=("optimizer", ("rmsprop", "adam")),
    )
    epsilon: Annotated[float, SCALAR] = number(
        1e-8,
        low=1e-10,
        high=1,
        label="Epsilon",
        help="Added to the root of that running mean, so that nothing is divided by zero, in RMSProp and Adam. "
        "Can be changed while it trains.",
        step=1e-8,
        when_changed="record",
        only_where=("optimizer", ("rmsprop", "adam")),
    )
    clip_norm: Annotated[float | None, SCALAR] = number(
        None,
        low=1e-6,
        high=1e6,
        label="Clip gradient at norm",
        help="A gradient longer than this is shortened to it; its direction stays. Empty is off. "
        "Can be changed while it trains.",
        step=0.5,
        when_changed="record",
        key="clip",
    )
    clip_value: Annotated[float | None, SCALAR] = number(
        None,
        low=1e-6,
        high=1e6,
        label="Clip gradient at value",
        help="Each entry of the gradient is cut to this size, before it is clipped at a norm. Empty is off. "
        "Can be changed while it trains.",
        step=0.1,
        when_changed="record",
        key="clipvalue",
    )
    truncation: Annotated[int | None, SCALAR] = number(
        None,
        low=1,
        high=2000,
        label="Truncate after",
        help="The gradient goes back within chunks of so many time steps only; the state is carried on. Empty is off. "
        "Can be changed while it trains.",
        step=1,
        unit="time steps",
        when_changed="record",
        key="truncate",
    )
    recurrent_gain: Annotated[float, SCALAR] = number(
        1.0,
        low=0,
        high=10,
        label="Factor on W_hh",
        help="W_hh is used times this factor, forward and backward: below 1 the past fades sooner. "
        "Can be changed while it trains.",
        step=0.1,
        when_changed="record",
        key="whh",
    )
    stop_epoch: Annotated[int | None, SCALAR] = number(
        None,
        low=1,
        high=100_000_000,
        label="Stop at epoch",
        help="Training stops there by itself. Empty is off.",
        step=100,
        when_changed="keep",
        key="stop",
    )
    stop_loss: Annotated[float | None, SCALAR] = number(
        None,
        low=0,
        high=1e6,
        label="Stop at loss",
        help="Training stops at the first epoch whose loss is no higher. Empty is off.",
        step=0.01,
        when_changed="keep",
        key="stoploss",
    )
    stop_patience: Annotated[int | None, SCALAR] = number(
        None,
        low=1,
        high=100_000_000,
        label="Stop without improvement",
        help="Training stops when the loss has found no new lowest for so many epochs; it is the held-out loss where "
        "something is held out. Empty is off.",
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
        help="Training stops when it has taken so long; pauses do not count. "
        "This is the only rule that depends on the computer. Empty is off.",
        step=10,
        unit="seconds",
        when_changed="keep",
        key="stoptime",
    )
