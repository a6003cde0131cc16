"""Why the numbers about the flow of the gradient are what they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import inf, isfinite
from typing import Any

import numpy as np

from rnn.lenses.flow import HORIZON, Flow, first_lag, flow
from rnn.lenses.over_training import MOST_LOSS_STEPS as MOST_OVER_TRAINING
from rnn.lenses.over_training import epochs_looked_at
from rnn.lenses.walk import source
from rnn.lenses.walk.written import minus
from rnn.network.bptt import Pass
from rnn.text.quantities import counted, number, percent, ratio, share, times
from rnn.words.flow_sentences import LEARNED
from rnn.words.verdict import needed_lag
from rnn.words.why.run import radius, singular_value
from rnn.words.why.seen import Seen
from rnn.words.why.why import Why, arrays_of, listed, of_lanes, symbol_of_gain, times_gain

LEFT = "median over s of |∂L<sub>s</sub>/∂h<sub>s−k</sub>| / |∂L<sub>s</sub>/∂h<sub>s</sub>|"


def about_decay(seen: Seen, words: str) -> Iterator[Why]:
    """What is left at each lag, half-life and memory horizon; of all lanes, where there are several."""
    shown = seen.shown_pass
    found = flow(shown, seen.sequence)
    needed = needed_lag(seen.shown.experiment, seen.sequence)
    if len(found.lags):
        longest = int(found.lags[-1])
        for lag in dict.fromkeys((min(needed or longest, longest), longest)):
            yield from _left(found, shown, seen.sequence, lag)
    yield from _reach("half-life", found, 0.5)
    yield from _reach("memory horizon", found, HORIZON)
    for letter, one in of_lanes(seen):
        of_lane = flow(one)
        yield from _reach(f"memory horizon of lane {letter}", of_lane, HORIZON)
        yield from _left_at_the_end(letter, of_lane, one)
    constant = seen.shown.experiment.constant.loss
    if constant and shown.loss / constant < LEARNED:
        part = shown.loss / constant
        yield Why(
            "loss against a constant prediction's",
            ratio(part).removesuffix(" of"),
            part,
            "L / L(constant)",
            f"{minus(shown.loss)} / {minus(constant)} = {minus(part)}",
            ("part = L / L_constant",),
            {"L": shown.loss, "L_constant": constant},
        )


def _left(found: Flow, shown: Pass, sequence: int, lag: int, of: str = "") -> Iterator[Why]:
    """What is left so many steps back, in each way in which it may be said."""
    value = float(found.median[lag])
    if not isfinite(value):
        return
    W_hh = times_gain(shown)
    lines = (
        "begin = {s: e[s] @ W_hy for s in steps}",
        "v = dict(begin)",
        f"for k in range(1, {lag} + 1): v = {{s: (slope[s-k+1] * v[s]) @ ({W_hh}) for s in v if s > k}}",
        "left = np.median([np.linalg.norm(v[s]) / np.linalg.norm(begin[s]) for s in v])",
    )
    for text in (times(value), percent(value), number(value)):
        yield Why(
            f"left {counted(lag, 'step')} back{of}",
            text,
            value,
            f"{LEFT}, k = {lag}",
            f"median({listed(found.left[~np.isnan(found.left[:, lag]), lag])}) = {minus(value)}",
            lines,
            arrays_of(shown, sequence) | {"steps": found.steps.tolist()},
            (source.assigning(flow, "left"),),
        )


def _left_at_the_end(letter: str, found: Flow, shown: Pass) -> Iterator[Why]:
    """What is left at the longest lag of a lane whose memory horizon lies beyond it."""
    if found.horizon == inf and len(found.lags):
        lag = int(found.lags[-1])
        if why := next(_left(found, shown, 0, lag), None):
            yield replace(why, name=f"left at lag {lag} of lane {letter}", shown=f"more than {lag}")


def _reach(name: str, found: Flow, part: float) -> Iterator[Why]:
    value = found.reach(part)
    if not isfinite(value):
        return
    k = int(np.flatnonzero(found.median <= part)[0])
    above, below = (max(float(found.median[i]), 1e-300) for i in (k - 1, k))
    yield Why(
        name,
        number(value),
        value,
        f"k − 1 + ln(m<sub>k−1</sub> / {part}) / ln(m<sub>k−1</sub> / m<sub>k</sub>), "
        f"m<sub>k</sub>: {LEFT}; k: the first lag with m<sub>k</sub> ≤ {part}",
        f"{k - 1} + ln({minus(above)} / {part}) / ln({minus(above)} / {minus(below)}) = {minus(value)}",
        (
            f"k = np.flatnonzero(m <= {part})[0]",
            "m = np.maximum(m, 1e-300)",
            f"lag = k - 1 + np.log(m[k-1] / {part}) / np.log(m[k-1] / m[k])",
        ),
        {"m": found.median},
        (source.returning(first_lag),),
    )


def about_causes(seen: Seen, words: str) -> Iterator[Why]:
    """The factors of W_hh and of the slopes on the gradient norm."""
    found = flow(seen.shown_pass, seen.sequence)
    if not found.carries.any():
        return
    known: dict[str, Any] = {"by_slope": found.by_slope[found.carries], "by_weights": found.by_weights[found.carries]}
    mean = "exp of the mean over s and k of ln"
    W, slope, weights = symbol_of_gain(seen.shown_pass), found.slope_factor, found.weight_factor
    for name, value, formula, line in (
        (
            "one step back",
            slope * weights,
            f"{mean} |({W})<sup>T</sup> D v| / |v|, D = diag(f′)",
            "by_slope * by_weights",
        ),
        ("W_hh", weights, f"{mean} |({W})<sup>T</sup> D v| / |D v|, D = diag(f′)", "by_weights"),
        ("the slopes", slope, f"{mean} |D v| / |v|, D = diag(f′)", "by_slope"),
    ):
        written = (
            f"{minus(weights)} · {minus(slope)} = {minus(value)}" if name == "one step back" else f"= {minus(value)}"
        )
        plain = (f"factor = np.exp(np.mean(np.log({line})))",)
        yield Why(name, number(value), value, formula, written, plain, known)
    end = np.array([left[~np.isnan(left)][-1] for left in found.left])
    stopped = float(np.mean(end == 0))
    yield Why(
        "loss steps whose gradient becomes 0",
        share(stopped),
        stopped,
        "share of s with ∂L<sub>s</sub>/∂h<sub>1</sub> = 0",
        f"{int(np.sum(end == 0)):,} / {len(end):,}",
        ("part = np.mean(end == 0)",),
        {"end": end},
    )


def about_singular_values(seen: Seen, words: str) -> Iterator[Why]:
    """The largest singular value, and the limit below which the gradient must vanish."""
    yield singular_value(seen)
    steepest = seen.shown_pass.options.activation.look.steepest
    yield Why(
        "limit",
        number(1 / steepest),
        1 / steepest,
        "1 / max f′",
        f"1 / {minus(steepest)} = {minus(1 / steepest)}",
        ("limit = 1 / steepest",),
        {"steepest": steepest},
    )


def about_spectrum(seen: Seen, words: str) -> Iterator[Why]:
    """The largest absolute eigenvalue."""
    yield radius(seen)


def about_moments(seen: Seen, words: str) -> Iterator[Why]:
    """What was left when training began, and what is now."""
    for epoch in (epochs_looked_at(seen.newest)[0], seen.newest.epoch):
        shown = seen.newest.at(epoch).latest
        found = flow(shown, seen.sequence, MOST_OVER_TRAINING)
        longest = len(found.lags) - 1
        needed = needed_lag(seen.newest.experiment, seen.sequence)
        if longest > 0:
            yield from _left(
                found, shown, seen.sequence, min(needed, longest) if needed else longest, f", epoch {epoch}"
            )
