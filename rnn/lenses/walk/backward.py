"""A backward step: the local and the carried term of dh_t, da_t, and the gradients so far."""

from __future__ import annotations

import numpy as np

from rnn.lenses.walk import plain, source
from rnn.lenses.walk.so_far import so_far
from rnn.lenses.walk.values import Equation, SubStep, Term
from rnn.lenses.walk.written import factor, minus, products, sub
from rnn.network.bptt import Pass, backward
from rnn.network.norms import norms
from rnn.network.parameters import Array


def backward_step(shown: Pass, t: int, unit: int) -> SubStep:
    """dh_t, da_t and the gradients so far, of a pass over one sequence; t counts from 1, the unit from 0."""
    equations = (asked_of_state(shown, t, unit), through_activation(shown, t, unit), *so_far(shown, t, unit))
    return SubStep("backward", t, _says(shown, t), equations)


def asked_of_state(shown: Pass, t: int, unit: int) -> Equation:
    """dh_t = W_hy.T e_t + g W_hh.T da_{t+1}: the local term and the carried one, and their sum."""
    weights, gain = shown.parameters, shown.options.gain
    error, dh = shown.error[0, t - 1, :, None], shown.dh[0, t - 1, :, None]
    later = _later(shown, t)
    local, carried = weights.W_hy.T @ error, gain * weights.W_hh.T @ later
    g, times = ("g ", f"{minus(gain)}·") if gain != 1 else ("", "")
    crossing = (
        f"+ {times}",
        Term("W<sub>hh</sub><sup>T</sup>", weights.W_hh.T, "weight", row=unit),
        Term(sub("da", t + 1), later, "gradient"),
    )
    written = f"{products(weights.W_hy[:, unit], error[:, 0])}"
    if later.any():
        past = products(weights.W_hh[:, unit], later[:, 0])
        written += f" + {f'{times}({past})' if times else past}"
    return Equation(
        f"dh<sub>t</sub> = W<sub>hy</sub><sup>T</sup> e<sub>t</sub> + {g}W<sub>hh</sub><sup>T</sup> da<sub>t+1</sub>",
        (
            Term(sub("dh", t), dh, "gradient", "sum", row=unit),
            "=",
            Term("local", local, "gradient", "local", row=unit),
            "+",
            Term("carried", carried, "gradient", "carried", row=unit),
            "=",
            Term("W<sub>hy</sub><sup>T</sup>", weights.W_hy.T, "weight", row=unit),
            Term(sub("e", t), error, "error"),
            *(() if _is_cut(shown, t) else crossing),
        ),
        f"Unit {unit + 1}: {written} = {factor(local[unit, 0])} local + {factor(carried[unit, 0])} carried "
        f"= {minus(dh[unit, 0])}",
        (source.assigning(backward, "dh"), source.adding(backward, "dh[:, t]")),
        _about_carried(shown, t) + (f" g = {minus(gain)} is the gain on W<sub>hh</sub>." if times else ""),
        plain=plain.asked_of_state(shown.options, shown.options.cut_after(t, shown.dh.shape[1])),
    )


def through_activation(shown: Pass, t: int, unit: int) -> Equation:
    """da_t = f'(a_t) * dh_t, entry by entry."""
    look = shown.options.activation.look
    slope, dh, da = (array[0, t - 1, :, None] for array in (shown.slope, shown.dh, shown.da))
    return Equation(
        f"da<sub>t</sub> = f′(a<sub>t</sub>) ⊙ dh<sub>t</sub>, f′ = {look.derivative}",
        (
            Term(sub("da", t), da, "gradient", row=unit),
            "=",
            Term(f"f′({sub('a', t)})", slope, "slope", row=unit),
            "⊙",
            Term(sub("dh", t), dh, "gradient", row=unit),
        ),
        f"Unit {unit + 1}: {factor(slope[unit, 0])}·{factor(dh[unit, 0])} = {minus(da[unit, 0])}",
        (source.assigning(backward, "da[:, t]"),),
        plain=plain.through_activation(shown.options),
    )


def _later(shown: Pass, t: int) -> Array:
    """da_{t+1} as a column; zero where nothing comes back."""
    steps = shown.dh.shape[1]
    if shown.options.cut_after(t, steps):
        return np.zeros((shown.dh.shape[2], 1))
    return np.asarray(shown.da[0, t, :, None])


def _is_cut(shown: Pass, t: int) -> bool:
    """Whether truncation cuts the way back from t + 1: da_{t+1} is not 0 there, but does not count."""
    steps = shown.dh.shape[1]
    return t < steps and shown.options.cut_after(t, steps)


def _about_carried(shown: Pass, t: int) -> str:
    """Why the carried term is zero, where it is."""
    if t == shown.dh.shape[1]:
        return "Nothing comes back from later: this is the last step, and the carried term is 0."
    return f"The gradient is cut after t = {t} (truncation): the carried term is 0." if _is_cut(shown, t) else ""


def _says(shown: Pass, t: int) -> str:
    """What happens, in one line."""
    steps = shown.dh.shape[1]
    counts, cut = bool(shown.counts[0, t - 1]), shown.options.cut_after(t, steps)
    held_out = shown.held_out is not None and bool(shown.held_out[0, t - 1])
    if not counts:
        why = "is held out" if held_out else "does not count"
        rest = "nothing else comes" if cut else f"all of dh<sub>{t}</sub> is carried back from t = {t + 1}"
        return f"This step {why}, so e<sub>{t}</sub> = 0 and the local term is 0; {rest}."
    if t == steps:
        return f"The backward pass begins: only the loss at t = {t} depends on h<sub>{t}</sub>."
    if cut:
        return f"The gradient is cut here, so dh<sub>{t}</sub> is that of the loss at t = {t} alone."
    return f"dh<sub>{t}</sub> is the gradient of the loss at t = {t} plus what is carried back from t = {t + 1}."


def strengths(shown: Pass) -> tuple[Array, Array]:
    """Norms of the local and the carried term at each step, relative to the largest |dh_t|: two of (T + 1,).

    A term that is not finite counts as large as the largest that is.
    Entry t belongs to time step t; of the carried terms entry 0 is the gradient of a learned h_0.
    """
    weights, steps = shown.parameters, shown.dh.shape[1]
    carried = np.zeros((steps + 1, shown.dh.shape[2]))
    carried[:-1] = shown.options.gain * shown.da[0] @ weights.W_hh
    carried[[t for t in range(1, steps) if shown.options.cut_after(t, steps)]] = 0
    carried[0] = 0 if weights.h_0 is None else carried[0]
    local = np.vstack([np.zeros(shown.dh.shape[2]), shown.error[0] @ weights.W_hy])
    dh_norm = shown.dh_norm[0]
    largest = max(float(dh_norm.max(initial=0.0, where=np.isfinite(dh_norm))), np.finfo(float).tiny)
    relative = [np.nan_to_num(norms(term) / largest, nan=1.0, posinf=1.0) for term in (local, carried)]
    return relative[0], relative[1]
