"""SimpleRNN: the network as one small class, for notebooks."""

from __future__ import annotations

from numbers import Integral

import numpy as np

from rnn.network.bptt import backward, forward
from rnn.network.initializers import NormalSource, small_normal
from rnn.network.parameters import Array, Parameters, Sizes


class SimpleRNN:
    """A recurrent network with one tanh layer and a linear readout (Elman 1990).

        h_t = tanh(W_xh x_t + W_hh h_{t-1} + b_h)      h_0 = 0
        yhat_t = W_hy h_t + b_y

    W_xh (hidden, input), W_hh (hidden, hidden), W_hy (output, hidden), b_h (hidden, 1) and b_y (output, 1) are plain
    arrays and may be written in place. After `forward`, `last_inputs` (T, input, 1), `last_hiddens` (T+1, hidden, 1)
    with h_0 first, and `last_outputs` (T, output, 1) hold what the backward pass needs.
    """

    def __init__(
        self, input_size: int, hidden_size: int, output_size: int, generator: NormalSource | None = None
    ) -> None:
        """Draw the weights from `generator`; default: NumPy's global generator, seeded by np.random.seed.

        Raises ValueError for a size that is not a whole number of at least 1.
        """
        sizes = {"input_size": input_size, "hidden_size": hidden_size, "output_size": output_size}
        for name, size in sizes.items():
            if isinstance(size, bool) or not isinstance(size, Integral) or size < 1:
                raise ValueError(f"{name} is {size!r}; give a whole number of at least 1.")
        self.input_size, self.hidden_size, self.output_size = int(input_size), int(hidden_size), int(output_size)
        self._sizes = Sizes(self.input_size, self.hidden_size, self.output_size)
        start = small_normal(self._sizes, generator or np.random)
        self.W_xh, self.W_hh, self.W_hy = start.W_xh.copy(), start.W_hh.copy(), start.W_hy.copy()
        self.b_h, self.b_y = start.b_h.copy(), start.b_y.copy()
        self.last_inputs: Array | None = None
        self.last_hiddens: Array | None = None
        self.last_outputs: Array | None = None

    def forward(self, x: Array) -> Array:
        """Run the network over x (T, input); return the outputs (T, output, 1). Raises ValueError for another shape."""
        x = _sequence("x", x, self.input_size, "input_size")
        h, yhat = forward(self._parameters(), x[None])
        self.last_inputs, self.last_hiddens, self.last_outputs = x[..., None], h[0][..., None], yhat[0][..., None]
        return self.last_outputs

    def backward(self, x: Array, y: Array, learning_rate: float) -> None:
        """Run BPTT with e_t = yhat_t - y_t over the whole sequence, then update all parameters by gradient descent.

        x (T, input) is the sequence of the last `forward`, y (T, output) its target. The update follows the gradient
        of (1/2) sum_t |yhat_t - y_t|^2. Raises ValueError for another x, for a y of another shape, and for a learning
        rate that is not a finite number.
        """
        if self.last_inputs is None or self.last_hiddens is None or self.last_outputs is None:
            raise ValueError("backward needs a forward pass first: call forward(x).")
        x = _sequence("x", x, self.input_size, "input_size")
        y = _sequence("y", y, self.output_size, "output_size")
        if not np.array_equal(x, self.last_inputs[..., 0]):
            raise ValueError("This x is not the one of the last forward pass: call forward(x) with it first.")
        if len(y) != len(x):
            raise ValueError(f"y has length {len(y)} and x has length {len(x)}; give one target for each time step.")
        if not np.isfinite(learning_rate):
            raise ValueError(f"The learning rate is {learning_rate}; give a finite number, such as 0.01.")
        error = self.last_outputs[..., 0] - y
        _, _, gradients = backward(self._parameters(), x[None], self.last_hiddens[None, ..., 0], error[None])
        for name in Parameters.names:
            getattr(self, name)[...] -= learning_rate * gradients[name]

    def _parameters(self) -> Parameters:
        """Copy the five arrays into one vector. Raises ValueError for an assigned array of another shape."""
        parameters = Parameters(self._sizes)
        for name in Parameters.names:
            array = np.asarray(getattr(self, name), dtype=float)
            if array.shape != parameters[name].shape:
                raise ValueError(f"{name} has shape {array.shape}, but this network needs {parameters[name].shape}.")
            setattr(self, name, array)
            parameters[name][...] = array
        return parameters


def _sequence(name: str, values: Array, width: int, size: str) -> Array:
    """Convert `values` to floats (T, width). Raises ValueError for anything else."""
    try:
        array = np.array(values, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be numbers, with the same number of features at every time step.") from None
    if array.ndim != 2:
        raise ValueError(
            f"{name} has shape {array.shape}; give it as (time steps, {width}): "
            f"one row of {size} = {width} for each time step."
        )
    if array.shape[1] != width:
        raise ValueError(f"{name} has {array.shape[1]} numbers at each time step, but this network has {size} {width}.")
    if len(array) == 0:
        raise ValueError(f"{name} is empty; give at least one time step.")
    if not np.isfinite(array).all():
        row = int(np.flatnonzero(~np.isfinite(array).all(axis=1))[0])
        raise ValueError(f"{name} has a value that is not a finite number at time step {row + 1}.")
    return array
