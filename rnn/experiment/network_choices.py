"""Choices about the network: the first sequence, the hidden units, the initialization and the loss."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, PlainValidator

from rnn.data.limits import LARGEST, MOST_SYMBOLS
from rnn.data.sequences import Rows, as_rows
from rnn.experiment.choices import SCALAR, labels, number, one_of, selection
from rnn.network.activations import ACTIVATIONS
from rnn.network.initializers import INITIALIZERS
from rnn.network.losses import LOSSES

MOST_UNITS = 128
MOST_WEIGHTS = MOST_UNITS * (MOST_SYMBOLS + MOST_UNITS + 2) + MOST_SYMBOLS * (MOST_UNITS + 1)
GIVEN = "given"
STARTS = {**labels(INITIALIZERS), GIVEN: "given weights"}
SCALINGS = {"sum": "sum over time", "mean": "mean over time"}
INITIAL_STATES = {"zeros": "zeros", "learned": "learned parameter"}
AS_THEY_ARE = PlainSerializer(lambda rows: rows)
"""How checked rows are written: pydantic expects no subclass of a tuple."""
_INPUTS = PlainValidator(lambda rows: as_rows("Sequence", rows))
_TARGETS = PlainValidator(lambda rows: None if rows is None else as_rows("Target", rows))
Weight = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]


def as_tuple(numbers: Any) -> Any:
    """Convert a list or an array to a tuple; return anything else unchanged, to be refused by the validation."""
    numbers = numbers.tolist() if isinstance(numbers, np.ndarray) else numbers
    return tuple(numbers) if isinstance(numbers, list) else numbers


class NetworkChoices(BaseModel):
    """The first sequence and the network.

    weights : the initial weights if `start` is "given", in the order of `Parameters.vector`, followed by h_0 if it is
        learned; else None
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    inputs: Annotated[Rows, _INPUTS, AS_THEY_ARE] = tuple((value,) for value in (1.0, 2.0, 3.0, 4.0, 5.0))
    targets: Annotated[Rows | None, _TARGETS, AS_THEY_ARE] = None
    hidden_size: Annotated[int, SCALAR] = number(
        5,
        low=1,
        high=MOST_UNITS,
        label="Hidden units",
        help="The size of the hidden state that the network carries from one time step to the next.",
        step=1,
        when_changed="start anew",
        key="hidden",
    )
    activation: Annotated[str, one_of(ACTIVATIONS)] = selection(
        "tanh",
        labels(ACTIVATIONS),
        label="Activation",
        help="The function that each hidden unit applies to its net input.",
        when_changed="start anew",
    )
    initial_state: Annotated[str, one_of(INITIAL_STATES)] = selection(
        "zeros",
        INITIAL_STATES,
        label="Initial state",
        help="The hidden state h_0 before the first time step.",
        when_changed="start anew",
        key="h0",
    )
    seed: Annotated[int, SCALAR] = number(
        42,
        low=0,
        high=2**32 - 1,
        label="Seed",
        help="The seed of the random numbers: the same seed draws the same initial weights and batches.",
        step=1,
        when_changed="start anew",
    )
    start: Annotated[str, one_of(STARTS)] = selection(
        "small",
        STARTS,
        label="Initialization",
        help="How the initial weights are drawn, or that a file gives them.",
        when_changed="start anew",
    )
    weights: Annotated[tuple[Weight, ...] | None, BeforeValidator(as_tuple)] = Field(None, max_length=MOST_WEIGHTS)
    start_scale: Annotated[float, SCALAR] = number(
        0.01,
        low=0,
        high=10,
        label="Initialization std",
        help="The standard deviation of the initial weights under the small normal initialization.",
        step=0.01,
        when_changed="start anew",
        key="scale",
        only_where=("start", ("small",)),
    )
    start_gain: Annotated[float, SCALAR] = number(
        1.0,
        low=0,
        high=10,
        label="Initialization gain",
        help="The initialization multiplies W_hh by this gain.",
        step=0.1,
        when_changed="start anew",
        key="gain",
        only_where=("start", tuple(name for name in INITIALIZERS if name != "small")),
    )
    input_scale: Annotated[float | None, SCALAR] = number(
        None,
        low=0,
        high=10,
        label="Initialization std of W_xh",
        help="The standard deviation of the initial input weights. Empty is the default of the initialization.",
        step=0.1,
        when_changed="start anew",
        only_where=("start", tuple(INITIALIZERS)),
        empty="the initialization's default",
        key="inscale",
    )
    output_scale: Annotated[float | None, SCALAR] = number(
        None,
        low=0,
        high=10,
        label="Initialization std of W_hy",
        help="The standard deviation of the initial output weights. Empty is the default of the initialization.",
        step=0.1,
        when_changed="start anew",
        only_where=("start", tuple(INITIALIZERS)),
        empty="the initialization's default",
        key="outscale",
    )
    loss: Annotated[str, one_of(LOSSES)] = selection(
        "squared",
        labels(LOSSES),
        label="Loss",
        help="The distance of prediction and target. Cross-entropy is for symbols: ŷ holds their probabilities.",
        when_changed="start anew",
    )
    loss_scaling: Annotated[str, one_of(SCALINGS)] = selection(
        "sum",
        SCALINGS,
        label="Loss of the update",
        help="The update follows the gradient of ½ Σ|ŷ − y|² (sum over time) or of the shown MSE "
        "(mean over time). The gradient of the MSE is 2/T times as large.",
        when_changed="start anew",
        key="scaling",
    )
