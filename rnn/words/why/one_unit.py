"""Why the numbers about one unit are what they are."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

import numpy as np

from rnn.lenses.one_unit import BEGIN, STEPS, FixedPoint, OneUnit, fixed_points, of_network, path, product_of_slopes
from rnn.lenses.walk import plain
from rnn.lenses.walk.written import minus
from rnn.text.quantities import number
from rnn.words.one_unit import in_full
from rnn.words.why.seen import Seen
from rnn.words.why.why import Why


def _unit(seen: Seen) -> OneUnit:
    return seen.one_unit or of_network(seen.shown, seen.unit)


def about_fixed_points(seen: Seen, words: str) -> Iterator[Why]:
    """The fixed points of one unit, with the slope at each."""
    unit = _unit(seen)
    for place, point in enumerate(fixed_points(unit), start=1):
        yield from _fixed(unit, point, place)


def _fixed(unit: OneUnit, point: FixedPoint, place: int) -> Iterator[Why]:
    f, slope = _plain_unit(unit, "h"), _slope(unit, "h")
    known = {"w": unit.w, "b": unit.b, "h": point.h}
    yield Why(
        f"fixed point {place}",
        in_full(point.h),
        point.h,
        "h = f(w h + b)",
        f"f({minus(unit.w)} · {minus(point.h)} + {minus(unit.b)}) = {minus(float(unit.next(np.array(point.h))))}",
        (f"for _ in range(20): h = h - ({f} - h) / ({slope} - 1)  # Newton", "h = h"),
        known,
    )
    yield Why(
        f"slope at fixed point {place}",
        in_full(point.slope),
        point.slope,
        "w f′(w h + b)",
        f"{minus(unit.w)} · {minus(point.slope / unit.w) if unit.w else 0} = {minus(point.slope)}",
        (f"slope = {slope}",),
        known,
    )


def _plain_unit(unit: OneUnit, h: str) -> str:
    """f(w h + b) in NumPy."""
    return plain.STATES[unit.rule.look.symbol].format(f"w * {h} + b")


def _slope(unit: OneUnit, h: str) -> str:
    """W f'(w h + b) in NumPy, where h = f(w h + b) or the next state."""
    through = plain.THROUGH[unit.rule.look.symbol].replace(" * dh[t]", "").replace("dh[t]", "1.0").replace("h[t]", h)
    return f"w * {through}"


def about_settling(seen: Seen, words: str) -> Iterator[Why]:
    """Where the path of one unit leads."""
    unit = _unit(seen)
    h = path(unit)
    known = {"w": unit.w, "b": unit.b}
    yield Why("w", in_full(unit.w), unit.w, "w", f"w = {minus(unit.w)}", ("w = w",), known)
    for steps in (STEPS, STEPS - 1):
        value = float(h[steps])
        if isfinite(value):
            yield Why(
                f"state after {steps} steps",
                in_full(value),
                value,
                f"h ← f(w h + b), from h = {BEGIN}",
                f"h = {minus(value)}",
                (f"h = {BEGIN}", f"for _ in range({steps}): h = {_plain_unit(unit, 'h')}", "h = h"),
                known,
            )


def about_product(seen: Seen, words: str) -> Iterator[Why]:
    """What is left of the gradient after all steps of the path."""
    unit = _unit(seen)
    left, size = float(product_of_slopes(unit)[-1]), abs(unit.w)
    known = {"w": unit.w, "b": unit.b}
    yield Why("|w|", number(size), size, "|w|", f"|{minus(unit.w)}| = {minus(size)}", ("size = abs(w)",), known)
    if isfinite(left):
        step = f"h = {_plain_unit(unit, 'h')}; product = product * {_slope(unit, 'h')}"
        yield Why(
            "product of slopes",
            number(left),
            left,
            f"|∂h<sub>{STEPS}</sub>/∂h<sub>0</sub>| = Π<sub>t</sub> |w f′(a<sub>t</sub>)|",
            f"= {minus(left)}",
            (f"h, product = {BEGIN}, 1.0", f"for _ in range({STEPS}): {step}", "left = abs(product)"),
            known,
        )
