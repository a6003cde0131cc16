"""The same step in plain NumPy, as a textbook would write it: vectors are columns, and t counts from 1.

h, y_hat, e, dh and da hold a column for each t, h[0] is the initial state; g is the gain on W_hh in a pass, and the
gradient of all parameters in an update; n is the number of steps that count.
"""

from __future__ import annotations

from rnn.network.bptt import Pass
from rnn.network.losses import LOSSES
from rnn.network.options import Options

Lines = tuple[str, ...]
STATES = {
    "tanh": "np.tanh({})",
    "ReLU": "np.maximum(0, {})",
    "": "{}",
    "σ": "1 / (1 + np.exp(-({})))",
}
THROUGH = {
    "tanh": "(1 - h[t]**2) * dh[t]",
    "ReLU": "(h[t] > 0) * dh[t]",
    "": "dh[t]",
    "σ": "h[t] * (1 - h[t]) * dh[t]",
}
GROWN = {
    "W_xh": ("dW_xh += da[t] @ x[t].T",),
    "W_hy": ("dW_hy += e[t] @ h[t].T",),
    "b_h": ("db_h += da[t]",),
    "b_y": ("db_y += e[t]",),
}
"""Contribution of one step to the gradient of each parameter but W_hh."""
DESCENT: Lines = ("delta = -lr * g",)
VELOCITY: Lines = ("v = mu * v + g",)
ALONG_VELOCITY: Lines = ("delta = -lr * v",)
BY_ROOT_OF_SQUARES: Lines = ("delta = -lr * g / (np.sqrt(s) + eps)",)
MEAN: Lines = ("m = beta_1 * m + (1 - beta_1) * g",)
BY_BOTH: Lines = (
    "c_1 = beta_1 * c_1 + (1 - beta_1)",
    "c_2 = beta_2 * c_2 + (1 - beta_2)",
    "delta = -lr * (m / c_1) / (np.sqrt(s / c_2) + eps)",
)
MOVED: Lines = ("theta = theta + delta",)


def squares(kept: str) -> Lines:
    """The running mean of squares, of which `kept` is kept."""
    return (f"s = {kept} * s + (1 - {kept}) * g**2",)


def clip_by_value(limit: float) -> Lines:
    """Every entry between -limit and limit."""
    return (f"g = np.clip(g, -{limit!r}, {limit!r})",)


def clip_by_norm(limit: float) -> Lines:
    """The whole gradient scaled to at most the limit."""
    return (f"g = g * min(1, {limit!r} / np.linalg.norm(g))",)


def state(options: Options) -> Lines:
    """From x_t and h_{t-1} to h_t."""
    inside = f"W_xh @ x[t] + {_gain(options)}W_hh @ h[t-1] + b_h"
    return (f"h[t] = {STATES[options.activation.look.symbol].format(inside)}",)


def output(options: Options) -> Lines:
    """From h_t to the output."""
    if options.loss is LOSSES["squared"]:
        return ("y_hat[t] = W_hy @ h[t] + b_y",)
    return "o = W_hy @ h[t] + b_y", "p = np.exp(o - o.max())", "y_hat[t] = p / p.sum()"


def error(shown: Pass, scale: float) -> Lines:
    """e_t of each step; 0 where it does not count."""
    difference = "y_hat[t] - y[t]"
    times = "" if scale == 1 else f"{shown.options.loss.slope:g} / n * "
    counts = "" if shown.counts.all() else "counts[t] * "
    return (f"e[t] = {counts}{times}({difference})" if counts or times else f"e[t] = {difference}",)


def loss(shown: Pass) -> Lines:
    """The mean over the steps that count."""
    if not shown.counts.any():
        return ("L = 0",)
    squared = shown.options.loss is LOSSES["squared"]
    each = "np.sum((y_hat[t] - y[t])**2)" if squared else "-np.sum(y[t] * np.log(y_hat[t] + 1e-300))"
    where = "" if shown.counts.all() else " if counts[t]"
    return (f"L = sum({each} for t in range(1, T+1){where}) / n",)


def asked_of_state(options: Options, cut: bool) -> Lines:
    """dh_t, with nothing from later where the gradient is cut."""
    return (f"dh[t] = W_hy.T @ e[t]{'' if cut else f' + {_gain(options)}W_hh.T @ da[t+1]'}",)


def through_activation(options: Options) -> Lines:
    """da_t from dh_t."""
    return (f"da[t] = {THROUGH[options.activation.look.symbol]}",)


def recurrent(options: Options) -> Lines:
    """Contribution of one step to the gradient of W_hh."""
    return (f"dW_hh += {_gain(options)}da[t] @ h[t-1].T",)


def initial(options: Options) -> Lines:
    """Gradient of a learned initial state."""
    return (f"dh_0 = {_gain(options)}W_hh.T @ da[1]",)


def _gain(options: Options) -> str:
    return "" if options.gain == 1 else "g * "
