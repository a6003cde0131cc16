"""The gradients so far: every weight is used at every step, so its gradient is a sum that grows on the way back."""

from __future__ import annotations

import numpy as np

from rnn.lenses.walk import plain, source
from rnn.lenses.walk.values import Equation, Kind, Term
from rnn.lenses.walk.written import factor, minus, sub
from rnn.network.bptt import Pass, backward
from rnn.network.parameters import Array


def so_far(shown: Pass, t: int, unit: int) -> tuple[Equation, ...]:
    """dW_hh and the others of one sequence, summed over the steps T ... t; that of h_0 comes with the first step."""
    initial = () if t > 1 or shown.parameters.h_0 is None else (_initial(shown),)
    return *_others(shown, t), *initial, recurrent(shown, t, unit)


def recurrent(shown: Pass, t: int, unit: int) -> Equation:
    """dW_hh = g sum da_t h_{t-1}.T, where W_hh was multiplied with h_{t-1} and not with h_t."""
    gain = shown.options.gain
    da, before = shown.da[0], shown.h[0, :-1]
    grown, earlier = gain * _summed(da, before, t), gain * _summed(da, before, t + 1)
    g, times = ("g ", f"{minus(gain)}·") if gain != 1 else ("", "")
    entry = f"{times}{factor(da[t - 1, unit])}·{factor(before[t - 1, unit])}"
    return Equation(
        f"dW<sub>hh</sub> += {g}da<sub>t</sub> h<sub>t−1</sub><sup>T</sup>",
        (
            Term("dW<sub>hh</sub>", grown, "gradient", "so far", row=unit),
            "=",
            Term("dW<sub>hh</sub> before", earlier, "gradient", row=unit),
            f"+ {times}",
            Term(sub("da", t), da[t - 1, :, None], "gradient", row=unit),
            Term(f"{sub('h', t - 1)}<sup>T</sup>", before[[t - 1]], "state"),
        ),
        f"Row {unit + 1}, column {unit + 1}: {factor(earlier[unit, unit])} + {entry} = {minus(grown[unit, unit])}",
        (source.naming(backward, "W_hh"),),
        f"{sub('h', t - 1)}, not {sub('h', t)}: it is what W<sub>hh</sub> was multiplied with at t = {t}.",
        plain=plain.recurrent(shown.options),
    )


def _others(shown: Pass, t: int) -> tuple[Equation, ...]:
    da, error, ones = shown.da[0], shown.error[0], np.ones((shown.da.shape[1], 1))
    table = (
        ("W_xh", "W<sub>xh</sub>", "da", da, "x", shown.x[0]),
        ("W_hy", "W<sub>hy</sub>", "e", error, "h", shown.h[0, 1:]),
        ("b_h", "b<sub>h</sub>", "da", da, "", ones),
        ("b_y", "b<sub>y</sub>", "e", error, "", ones),
    )
    return tuple(_grown(t, *row) for row in table)


def _grown(t: int, name: str, text: str, left: str, a: Array, right: str, b: Array) -> Equation:
    """d(name) += a_t b_t.T, or only a_t for a bias."""
    times = f" {right}<sub>t</sub><sup>T</sup>" if right else ""
    kind: Kind = "input" if right == "x" else "state"
    from_left: Kind = "error" if left == "e" else "gradient"
    added = (Term(f"{sub(right, t)}<sup>T</sup>", b[[t - 1]], kind),) if right else ()
    return Equation(
        f"d{text} += {left}<sub>t</sub>{times}",
        (
            Term(f"d{text}", _summed(a, b, t), "gradient", "so far"),
            "=",
            Term(f"d{text} before", _summed(a, b, t + 1), "gradient"),
            "+",
            Term(sub(left, t), a[t - 1, :, None], from_left),
            *added,
        ),
        source=(source.naming(backward, name),),
        brief=True,
        plain=plain.GROWN[name],
    )


def _initial(shown: Pass) -> Equation:
    """dh_0 = g W_hh.T da_1, the gradient of a learned h_0."""
    gain, da = shown.options.gain, shown.da[0, 0, :, None]
    g, times = ("g ", f"{minus(gain)}·") if gain != 1 else ("", "")
    return Equation(
        f"dh<sub>0</sub> = {g}W<sub>hh</sub><sup>T</sup> da<sub>1</sub>",
        (
            Term("dh<sub>0</sub>", gain * shown.parameters.W_hh.T @ da, "gradient"),
            f"= {times}",
            Term("W<sub>hh</sub><sup>T</sup>", shown.parameters.W_hh.T, "weight"),
            Term("da<sub>1</sub>", da, "gradient"),
        ),
        source=(source.naming(backward, "h_0"),),
        brief=True,
        plain=plain.initial(shown.options),
    )


def _summed(left: Array, right: Array, t: int) -> Array:
    """The sum of left_s right_s.T over s = t ... T, with (T, m) and (T, n)."""
    return np.asarray(left[t - 1 :].T @ right[t - 1 :])
