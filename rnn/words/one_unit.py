"""Sentences about one unit: its fixed points, where it settles, and the product of slopes."""

from __future__ import annotations

from math import isfinite

from rnn.lenses.one_unit import BEGIN, STEPS, WIDEST, FixedPoint, OneUnit, fixed_points, path, product_of_slopes
from rnn.text.quantities import number, signed

SETTLED = 1e-3


def about_fixed_points(unit: OneUnit) -> str:
    """The fixed points, with the slope at each."""
    found = fixed_points(unit)
    if not found:
        return "It has no single fixed point."
    kinds = {"Stable": [each for each in found if each.stable], "Unstable": [each for each in found if not each.stable]}
    return " ".join(f"{kind}: h = {', '.join(map(_point, points))}." for kind, points in kinds.items() if points)


def _point(point: FixedPoint) -> str:
    return f"{in_full(point.h)} (slope {in_full(point.slope)})"


def in_full(value: float) -> str:
    """Format with two decimals, and with more where these would be 0.01 or less."""
    return signed(value) if abs(value) < 0.005 or abs(value) >= 0.01 else number(value).replace("-", "−")


def about_settling(unit: OneUnit) -> str:
    """Where the path from BEGIN leads at this weight."""
    h = path(unit)
    end = float(h[-1])
    now = f"w = {in_full(unit.w)}"
    if not isfinite(end) or abs(end) > WIDEST * 1e3:
        return f"At {now} the state grows without bound."
    if abs(h[-1] - h[-2]) < SETTLED:
        return f"At {now} the path from h = {BEGIN} settles at {in_full(end)}."
    if abs(h[-1] - h[-3]) < SETTLED:
        return f"At {now} the path alternates between {in_full(float(h[-2]))} and {in_full(end)}."
    return f"At {now} the path has not settled after {STEPS} steps."


def about_product(unit: OneUnit) -> str:
    """What is left of the gradient after all steps of the path."""
    left = float(product_of_slopes(unit)[-1])
    if not isfinite(left):
        return f"The product over {STEPS} steps leaves the finite numbers."
    if not left:
        return f"Over {STEPS} steps the product is 0: a unit that is off, or saturated, passes nothing back."
    return f"Over {STEPS} steps the product is {number(left)}: the gradient {_fate(left)}."


def _fate(left: float) -> str:
    return "vanishes" if left < 1e-2 else "explodes" if left > 1e2 else "is kept"


def about_rule(unit: OneUnit) -> str:
    """Whether "w > 1 explodes" is true of this weight."""
    left, size = float(product_of_slopes(unit)[-1]), abs(unit.w)
    bigger = f"|w| = {number(size)} is larger than 1"
    if not isfinite(left):
        return f"{bigger}, and the product leaves the finite numbers."
    if size <= 1:
        return f"|w| = {number(size)} is at most 1: the product does not explode."
    if left < 1:
        return f"{bigger}, and yet the product is {number(left)}: it does not explode."
    return f"{bigger}, and the product is {number(left)}: here it grows."
