"""What a person chooses about the network: its first sequence, its units, where its weights begin, what it is told."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from rnn.data.limits import LARGEST, MOST_FEATURES
from rnn.data.sequences import Rows, as_rows
from rnn.experiment.choices import SCALAR, labels, number, one_of, selection
from rnn.network.activations import ACTIVATIONS
from rnn.network.initializers import INITIALIZERS
from rnn.network.losses import LOSSES

MOST_UNITS = 128
MOST_WEIGHTS = MOST_UNITS * (MOST_FEATURES + MOST_UNITS + 2) + MOST_FEATURES * (MOST_UNITS + 1)
GIVEN = "given"
STARTS = {**labels(INITIALIZERS), GIVEN: "given weights"}
SCALINGS = {"sum": "sum over time", "mean": "mean over time"}
INITIAL_STATES = {"zeros": "zeros", "learned": "learned, like a weight"}
_INPUTS = BeforeValidator(lambda rows: as_rows("Sequence", rows))
_TARGETS = BeforeValidator(lambda rows: None if rows is None else as_rows("Target", rows))
Weight = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]


def as_tuple(numbers: Any) -> Any:
    """A list or an array as a tuple; anything else as it is, to be refused."""
    numbers = numbers.tolist() if isinstance(numbers, np.ndarray) else numbers
    return tuple(numbers) if isinstance(numbers, list) else numbers


class NetworkChoices(BaseModel):
    """The sequence and the network that it goes through.

    weights : the first weights where `start` is "given", in the order of `Parameters.vector`, and h_0 behind them where
        it is learned; else None
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    inputs: Annotated[Rows, _INPUTS] = tuple((value,) for value in (1.0, 2.0, 3.0, 4.0, 5.0))
    targets: Annotated[Rows | None, _TARGETS] = None
    hidden_size: Annotated[int, SCALAR] = number(
        5,
        low=1,
        high=MOST_UNITS,
        label="Hidden units",
        help="How many numbers the network remembers from one time step to the next.",
        step=1,
        when_changed="start anew",
        key="hidden",
    )
    activation: Annotated[str, one_of(ACTIVATIONS)] = selection(
        "tanh",
        labels(ACTIVATIONS),
        label="Activation",
        help="What a hidden unit makes of what arrives at it.",
        when_changed="start anew",
    )
    initial_state: Annotated[str, one_of(INITIAL_STATES)] = selection(
        "zeros",
        INITIAL_STATES,
        label="Initial state",
        help="What the hidden units hold before the first time step.",
        when_changed="start anew",
        key="h0",
    )
    seed: Annotated[int, SCALAR] = number(
        42,
        low=0,
        high=2**32 - 1,
        label="Seed",
        help="Which initial weights are drawn: the same seed draws the same weights.",
        step=1,
        when_changed="start anew",
    )
    start: Annotated[str, one_of(STARTS)] = selection(
        "small",
        STARTS,
        label="Start",
        help="How the initial weights are drawn; or they are given, as a file.",
        when_changed="start anew",
    )
    weights: Annotated[tuple[Weight, ...] | None, BeforeValidator(as_tuple)] = Field(None, max_length=MOST_WEIGHTS)
    start_scale: Annotated[float, SCALAR] = number(
        0.01,
        low=0,
        high=10,
        label="Start scale",
        help="The standard deviation of the initial weights, where the start is small normal.",
        step=0.01,
        when_changed="start anew",
        key="scale",
        only_where=("start", ("small",)),
    )
    start_gain: Annotated[float, SCALAR] = number(
        1.0,
        low=0,
        high=10,
        label="Start gain",
        help="What the initial W_hh is multiplied with, where the start is not small normal.",
        step=0.1,
        when_changed="start anew",
        key="gain",
        only_where=("start", tuple(name for name in INITIALIZERS if name != "small")),
    )
    input_scale: Annotated[float | None, SCALAR] = number(
        None,
        low=0,
        high=10,
        label="Start scale of W_xh",
        help="The standard deviation of the initial input weights. Empty leaves it to the start.",
        step=0.1,
        when_changed="start anew",
        only_where=("start", tuple(INITIALIZERS)),
        empty="the start's own",
        key="inscale",
    )
    output_scale: Annotated[float | None, SCALAR] = number(
        None,
        low=0,
        high=10,
        label="Start scale of W_hy",
        help="The standard deviation of the initial output weights. Empty leaves it to the start.",
        step=0.1,
        when_changed="start anew",
        only_where=("start", tuple(INITIALIZERS)),
        empty="the start's own",
        key="outscale",
    )
    loss: Annotated[str, one_of(LOSSES)] = selection(
        "squared",
        labels(LOSSES),
        label="Loss",
        help="How far an answer is from the target. Cross-entropy is for symbols: the answer is a probability of each.",
        when_changed="start anew",
    )
    loss_scaling: Annotated[str, one_of(SCALINGS)] = selection(
        "sum",
        SCALINGS,
        label="Loss of the update",
        help="The update follows the gradient of ½ Σ|ŷ − y|² (sum over time), or of the MSE that is shown "
        "(mean over time), which is 2/T times as long.",
        when_changed="start anew",
        key="scaling",
    )
