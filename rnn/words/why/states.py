"""Why the numbers about states, slopes and errors are what they are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnn.lenses.saturation import SATURATED, saturated_share
from rnn.lenses.walk.written import minus
from rnn.network.bptt import Pass
from rnn.network.parameters import Array
from rnn.text.quantities import number, percent, share, signed
from rnn.words.why.seen import Seen
from rnn.words.why.why import Why, arrays_of, listed, of_lanes


def about_hidden(seen: Seen, words: str) -> Iterator[Why]:
    """How many states are saturated or off, and the largest and the smallest."""
    shown = next((one for letter, one in of_lanes(seen) if f", {letter}\n" in words), None)
    yield from _of_states(shown or seen.shown_pass.alone(seen.sequence))


def _of_states(shown: Pass) -> Iterator[Why]:
    h, look, known = shown.h[0, 1:], shown.options.activation.look, arrays_of(shown)
    if look.saturated:
        low, high = look.saturated_below, look.saturated_above
        yield _counted("saturated", (h < low) | (h > high), f"np.mean((h[1:] < {low!r}) | (h[1:] > {high!r}))", known)
    yield _counted("off", h == 0, "np.mean(h[1:] == 0)", known)
    for name, value, line in (
        ("largest absolute value", float(np.abs(h).max()), "np.abs(h[1:]).max()"),
        ("largest state", float(h.max()), "h[1:].max()"),
        ("smallest state", float(h.min()), "h[1:].min()"),
    ):
        for text in (number(value), signed(value), number(value).replace("-", "−")):
            yield Why(
                name, text, value, f"{name} over units and time steps", f"= {minus(value)}", (f"value = {line}",), known
            )


def _counted(name: str, mask: Array, line: str, known: dict[str, object]) -> Why:
    part, count = float(np.mean(mask)), int(np.sum(mask))
    return Why(
        name,
        share(part),
        part,
        f"states that are {name} / (T · H)",
        f"{count:,} / {mask.size:,} = {percent(part)}",
        (f"part = {line}",),
        known,
    )


def about_unit(seen: Seen, words: str) -> Iterator[Why]:
    """Between which values one unit moves."""
    shown, unit = seen.shown_pass.alone(seen.sequence), seen.unit
    h, known = shown.h[0, 1:, unit], arrays_of(shown) | {"i": unit}
    for name, value, line in (
        ("smallest state", h.min(), "h[1:, i].min()"),
        ("largest state", h.max(), "h[1:, i].max()"),
        ("last state", h[-1], "h[T, i]"),
    ):
        yield Why(
            name,
            signed(value),
            float(value),
            f"{name} of h<sub>t,{unit + 1}</sub>, t = 1 ... T",
            f"({listed(h)}): {minus(float(value))}",
            (f"value = {line}",),
            known,
        )


def about_slope(seen: Seen, words: str) -> Iterator[Why]:
    """How much of the gradient the activation lets through."""
    shown = seen.shown_pass.alone(seen.sequence)
    slope, look, known = shown.slope[0], shown.options.activation.look, arrays_of(shown)
    of_unit = slope.mean(axis=0)
    unit = int(of_unit.argmin())
    formula = f"mean over t and i of f′(a<sub>t,i</sub>) = {look.slope}"
    mean, least = float(slope.mean()), float(of_unit[unit])
    yield Why("mean slope", share(mean), mean, formula, f"= {percent(mean)}", ("mean = slope[1:].mean()",), known)
    yield Why(
        f"mean slope of unit {unit + 1}",
        share(least),
        least,
        "min<sub>i</sub> mean<sub>t</sub> f′(a<sub>t,i</sub>)",
        f"min({', '.join(map(percent, of_unit[:6]))}{', ...' if len(of_unit) > 6 else ''}) = {percent(least)}",
        ("least = slope[1:].mean(axis=0).min()",),
        known,
    )


def about_saturated(seen: Seen, words: str) -> Iterator[Why]:
    """The share of units whose slope lets next to no gradient pass."""
    shown = seen.shown_pass.alone(seen.sequence)
    part, steepest = saturated_share(shown), shown.options.activation.look.steepest
    line = f"part = np.mean(slope[1:] < {SATURATED!r} * {steepest!r}, axis=1)"
    for name, value, last in (("mean share", float(part.mean()), "mean"), ("largest share", float(part.max()), "max")):
        yield Why(
            name,
            share(value),
            value,
            f"{last} over t of the share of units with f′(a<sub>t</sub>) < {SATURATED} max f′",
            f"{last}({', '.join(map(percent, part[:6]))}{', ...' if len(part) > 6 else ''}) = {percent(value)}",
            (line, f"value = part.{last}()"),
            arrays_of(shown),
        )
