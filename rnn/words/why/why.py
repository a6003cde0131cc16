"""One explained number, what explanations are made from, and the arrays that their lines of NumPy use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rnn.experiment.differences import LETTERS
from rnn.lenses.walk.written import minus
from rnn.network.bptt import Pass
from rnn.network.parameters import Array
from rnn.words.why.seen import Seen

MOST = 6
"""Numbers of a list that are written out."""


@dataclass(frozen=True, eq=False)
class Why:
    """Where one number comes from.

    name : what it is, as the screen calls it
    shown, value : as it is shown, and as it was computed
    formula : in symbols; written : the same with the numbers of the epoch shown
    plain : lines of plain NumPy; the last one assigns the value
    arrays : what these lines use, {name: value}; rows count time steps from t = 1, row 0 of h is the initial state
    source : the lines of our own code that compute it
    """

    name: str
    shown: str
    value: float
    formula: str
    written: str
    plain: tuple[str, ...]
    arrays: dict[str, Any]
    source: tuple[str, ...] = ()


def arrays_of(shown: Pass, sequence: int = 0) -> dict[str, Any]:
    """Return the arrays of one sequence, with a row for each time step, counted from t = 1, and the weights."""
    alone, weights = shown.alone(sequence), shown.parameters
    rows = {"x": alone.x, "y": alone.target, "y_hat": alone.yhat, "e": alone.error, "dh": alone.dh, "da": alone.da}
    found: dict[str, Any] = {name: below_a_row(array[0]) for name, array in rows.items()}
    counts = np.concatenate([[False], alone.counts[0]])
    more = {"h": alone.h[0], "slope": below_a_row(alone.slope[0]), "counts": counts, "n": int(counts.sum())}
    return (
        found | more | {name: weights[name] for name in weights.held} | {"g": shown.options.gain, "T": len(counts) - 1}
    )


def of_lanes(seen: Seen) -> tuple[tuple[str, Pass], ...]:
    """Return letter and pass of each lane, of the selected sequence alone, or of its last one if it has fewer."""
    passes = [trainer.latest for trainer in seen.lanes.trainers]
    each = (shown.alone(min(seen.sequence, len(shown.x) - 1)) for shown in passes)
    return tuple(zip(LETTERS, each, strict=False))


def below_a_row(array: Array) -> Array:
    """Return the array below a row of zeros, so that its rows count from 1."""
    return np.concatenate([np.zeros((1, *array.shape[1:])), array])


def times_gain(shown: Pass, name: str = "W_hh") -> str:
    """Return W_hh with its gain, where that is not 1, as NumPy has it."""
    return name if shown.options.gain == 1 else f"g * {name}"


def symbol_of_gain(shown: Pass) -> str:
    """Return the same in symbols."""
    return "W_hh" if shown.options.gain == 1 else "g W_hh"


def listed(values: Any, joined: str = ", ") -> str:
    """Return numbers as a list, cut short."""
    flat = np.ravel(values)
    return joined.join(minus(float(each)) for each in flat[:MOST]) + (f"{joined}..." if len(flat) > MOST else "")


def of_squares(values: Any) -> str:
    """Return the square root of a sum of squares, written out."""
    flat = np.ravel(values)
    order = np.sort(np.argsort(-np.abs(flat), kind="stable")[:MOST])
    squares = " + ".join(f"{minus(abs(float(flat[i])))}²" for i in order)
    return f"√({squares}{' + ...' if len(flat) > MOST else ''})"
