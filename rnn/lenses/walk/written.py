"""One entry of an equation written out with its numbers; long sums are abbreviated."""

from __future__ import annotations

from math import isfinite

import numpy as np

from rnn.network.parameters import Array
from rnn.text.quantities import number

MOST = 6
"""Products that are written out; the others follow as their sum."""


def minus(value: float) -> str:
    """A number with a true minus sign; ∞ where it is not finite."""
    if not isfinite(value):
        return "∞"
    return number(float(value)).replace("-", "−")


def factor(value: float) -> str:
    """A number as it stands in a product: in brackets where it is negative or has a power of ten."""
    text = minus(value)
    return f"({text})" if value < 0 or " " in text else text


def products(left: Array, right: Array) -> str:
    """left_1·right_1 + left_2·right_2 + ...; beyond MOST only the largest in size, and what the others add up to."""
    each = left * right
    if len(each) <= MOST:
        return " + ".join(f"{factor(a)}·{factor(b)}" for a, b in zip(left, right, strict=True))
    order = np.argsort(-np.abs(each), kind="stable")
    shown, rest = np.sort(order[: MOST - 1]), order[MOST - 1 :]
    largest = " + ".join(f"{factor(left[i])}·{factor(right[i])}" for i in shown)
    return f"{largest} + {factor(float(each[rest].sum()))} from {len(rest)} more"


def summed(values: Array) -> str:
    """v_1 + v_2 + ..., cut short in the same way."""
    if len(values) <= MOST:
        return " + ".join(factor(value) for value in values)
    order = np.argsort(-np.abs(values), kind="stable")
    shown, rest = np.sort(order[: MOST - 1]), order[MOST - 1 :]
    return f"{' + '.join(factor(values[i]) for i in shown)} + {factor(float(values[rest].sum()))} from {len(rest)} more"


def sub(name: str, below: object) -> str:
    """Set a symbol with what stands below it: h<sub>2</sub> for ("h", 2)."""
    return f"{name}<sub>{below}</sub>"
