"""A forward step: the next state and the output."""

from __future__ import annotations

from rnn.lenses.walk import plain, source
from rnn.lenses.walk.values import Equation, SubStep, Term
from rnn.lenses.walk.written import factor, minus, products, sub
from rnn.network.bptt import Pass, forward
from rnn.network.losses import LOSSES


def forward_step(shown: Pass, t: int, unit: int) -> SubStep:
    """h_t and yhat_t of a pass over one sequence; t counts from 1, the unit from 0."""
    return SubStep("forward", t, _says(shown, t), (state(shown, t, unit), output(shown, t)))


def state(shown: Pass, t: int, unit: int) -> Equation:
    """h_t = f(W_xh x_t + g W_hh h_{t-1} + b_h)."""
    weights, gain = shown.parameters, shown.options.gain
    begin, end = _brackets(shown.options.activation.look.symbol)
    x, before, h = shown.x[0, t - 1, :, None], shown.h[0, t - 1, :, None], shown.h[0, t, :, None]
    a = weights.W_xh @ x + gain * weights.W_hh @ before + weights.b_h
    g, times = ("g ", f"{minus(gain)}·") if gain != 1 else ("", "")
    past = products(weights.W_hh[unit], before[:, 0])
    past = f"{times}({past})" if times else past
    return Equation(
        f"h<sub>t</sub> = {begin}W<sub>xh</sub> x<sub>t</sub> + {g}W<sub>hh</sub> h<sub>t−1</sub> + b<sub>h</sub>{end}",
        (
            Term(sub("h", t), h, "state", row=unit),
            f"= {begin}",
            Term("W<sub>xh</sub>", weights.W_xh, "weight", row=unit),
            Term(sub("x", t), x, "input"),
            f"+ {times}",
            Term("W<sub>hh</sub>", weights.W_hh, "weight", row=unit),
            Term(sub("h", t - 1), before, "state"),
            "+",
            Term("b<sub>h</sub>", weights.b_h, "weight", row=unit),
            end,
        ),
        f"Unit {unit + 1}: {sub('h', t)} = {begin}{products(weights.W_xh[unit], x[:, 0])} + {past} + "
        f"{factor(weights.b_h[unit, 0])}{end} = {f'{begin}{minus(a[unit, 0])}{end} = ' if end else ''}"
        f"{minus(h[unit, 0])}",
        (source.assigning(forward, "h[:, t]"),),
        f"g = {minus(gain)} is the gain on W<sub>hh</sub>." if times else "",
        plain=plain.state(shown.options),
    )


def output(shown: Pass, t: int) -> Equation:
    """yhat_t = W_hy h_t + b_y, or its softmax."""
    weights, h, yhat = shown.parameters, shown.h[0, t, :, None], shown.yhat[0, t - 1, :, None]
    symbols = shown.options.loss is LOSSES["cross-entropy"]
    begin, end = _brackets("softmax" if symbols else "")
    o = weights.W_hy[0] @ h[:, 0] + weights.b_y[0, 0]
    written = f"{products(weights.W_hy[0], h[:, 0])} + {factor(weights.b_y[0, 0])} = {minus(o)}"
    if symbols:
        written = f"{sub('o', t)} = {written}, and of all o together the softmax gives it {minus(yhat[0, 0])}"
    else:
        written = f"{sub('ŷ', t)} = {written}"
    return Equation(
        f"ŷ<sub>t</sub> = {begin}W<sub>hy</sub> h<sub>t</sub> + b<sub>y</sub>{end}",
        (
            Term(sub("ŷ", t), yhat, "output", row=0),
            f"= {begin}",
            Term("W<sub>hy</sub>", weights.W_hy, "weight", row=0),
            Term(sub("h", t), h, "state"),
            "+",
            Term("b<sub>y</sub>", weights.b_y, "weight", row=0),
            end,
        ),
        f"{'Symbol' if symbols else 'Output'} 1: {written}" if len(yhat) > 1 or symbols else written,
        (source.returning(forward),),
        plain=plain.output(shown.options),
    )


def _brackets(function: str) -> tuple[str, str]:
    """What opens and closes around the argument of a function; nothing around that of none."""
    return (f"{function}(", ")") if function else ("", "")


def _says(shown: Pass, t: int) -> str:
    """What happens, in one line."""
    if t > 1:
        past = f"the past comes in with h<sub>{t - 1}</sub>."
    elif shown.parameters.h_0 is None:
        past = "there is no past yet, h<sub>0</sub> = 0."
    else:
        past = "it begins with h<sub>0</sub>, which is learned."
    return f"The network reads x<sub>{t}</sub> and predicts ŷ<sub>{t}</sub>; {past}"
