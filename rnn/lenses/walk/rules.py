"""The rule of each optimizer as equations; its vectors cover all parameters, and are shown by their norm."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from rnn.lenses.walk import plain, source
from rnn.lenses.walk.values import Equation, Term
from rnn.lenses.walk.written import factor, minus
from rnn.network.parameters import Array
from rnn.updates.optimizers import Settings, adam, momentum, rmsprop, sgd

Rule = Callable[[Array, Array, Array, Array, Settings], tuple[Equation, ...]]
"""(state before, state after, gradient, update, settings) -> the equations."""


_IN_NUMPY = {"ρ": "rho", "β₂": "beta_2"}


def vector(text: str, values: Array) -> Term:
    """A vector over all parameters, which is shown by its norm, so that a factor before it stands without its sign."""
    return Term(text, values[:, None], "gradient", by_norm=True)


def _descent(_old: Array, _new: Array, gradient: Array, update: Array, settings: Settings) -> tuple[Equation, ...]:
    rate = minus(float(settings.learning_rate))
    parts = (vector("Δθ", update), f"= {rate}·", vector("g", gradient))
    return (Equation("Δθ = −η g", parts, f"η = {rate}.", (source.returning(sgd),), plain=plain.DESCENT),)


def _momentum(old: Array, new: Array, gradient: Array, update: Array, settings: Settings) -> tuple[Equation, ...]:
    rate, kept = minus(float(settings.learning_rate)), minus(float(settings.momentum))
    mean = (vector("v", new), f"= {kept}·", vector("v before", old), "+", vector("g", gradient))
    step = (vector("Δθ", update), f"= {rate}·", vector("v", new))
    lines = source.assigning(momentum, "velocity"), source.returning(momentum)
    return (
        Equation("v ← μ v + g", mean, f"μ = {kept}.", lines[:1], plain=plain.VELOCITY),
        Equation("Δθ = −η v", step, f"η = {rate}.", lines[1:], plain=plain.ALONG_VELOCITY),
    )


def _rmsprop(old: Array, new: Array, gradient: Array, update: Array, settings: Settings) -> tuple[Equation, ...]:
    rate, epsilon = minus(float(settings.learning_rate)), minus(float(settings.epsilon))
    return (
        _squares("ρ", old, new, gradient, float(settings.decay), source.assigning(rmsprop, "squares")),
        Equation(
            "Δθ = −η g / (√s + ε)",
            (vector("Δθ", update), f"= {rate}·", vector("g", gradient), "/ (√", vector("s", new), f"+ {epsilon})"),
            f"η = {rate}, ε = {epsilon}; entry by entry.",
            (source.returning(rmsprop),),
            plain=plain.BY_ROOT_OF_SQUARES,
        ),
    )


def _adam(old: Array, new: Array, gradient: Array, update: Array, settings: Settings) -> tuple[Equation, ...]:
    size, (c_1, c_2) = len(gradient), new[-2:]
    kept, rate = float(settings.momentum), minus(float(settings.learning_rate))
    lines = source.assigning(adam, "step"), source.returning(adam)
    return (
        Equation(
            "m ← β₁ m + (1 − β₁) g",
            (
                vector("m", new[:size]),
                f"= {minus(kept)}·",
                vector("m before", old[:size]),
                f"+ {factor(1 - kept)}·",
                vector("g", gradient),
            ),
            f"β₁ = {minus(kept)}.",
            (source.assigning(adam, "mean"),),
            plain=plain.MEAN,
        ),
        _squares("β₂", old[size:-2], new[size:-2], gradient, float(settings.decay), source.assigning(adam, "squares")),
        Equation(
            "Δθ = −η (m/c₁) / (√(s/c₂) + ε)",
            (
                vector("Δθ", update),
                f"= {rate}·",
                vector("m", new[:size]),
                f"/{minus(c_1)} / (√",
                vector("s", new[size:-2]),
                f"/{minus(c_2)} + ε)",
            ),
            f"η = {rate}, ε = {minus(float(settings.epsilon))}; c₁ and c₂ make up for means that began at 0.",
            lines,
            plain=plain.BY_BOTH,
        ),
    )


def _squares(name: str, old: Array, new: Array, gradient: Array, kept: float, line: str) -> Equation:
    return Equation(
        f"s ← {name} s + (1 − {name}) g²",
        (
            vector("s", new),
            f"= {minus(kept)}·",
            vector("s before", old),
            f"+ {factor(1 - kept)}·",
            Term("g²", np.square(gradient)[:, None], "gradient", by_norm=True),
        ),
        f"{name} = {minus(kept)}; entry by entry.",
        (line,),
        plain=plain.squares(_IN_NUMPY[name]),
    )


RULES: dict[str, Rule] = {"sgd": _descent, "momentum": _momentum, "rmsprop": _rmsprop, "adam": _adam}
