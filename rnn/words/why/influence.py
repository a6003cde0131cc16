"""Why the numbers about the influence of each loss, and of each lag, are what they are."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Any

import numpy as np

from rnn.lenses.by_lag import NEARLY_ALL, ByLag, by_lag
from rnn.lenses.itemised import by_loss_step
from rnn.lenses.walk.written import minus
from rnn.network.bptt import Pass
from rnn.text.quantities import number, ratio
from rnn.words.flow_sentences import small_part
from rnn.words.why.seen import Seen
from rnn.words.why.why import Why, arrays_of, below_a_row, of_lanes, times_gain


def about_lags(seen: Seen, words: str) -> Iterator[Why]:
    """The norm of the gradient of W_hh, and how much of it comes from far back."""
    alone = seen.shown_pass.alone(seen.sequence)
    found = by_lag(alone)
    known, g = arrays_of(alone), "" if alone.options.gain == 1 else "g * "
    if found.whole and len(found.alone) == found.loss_steps:
        yield Why(
            "norm of the sum",
            number(found.whole),
            found.whole,
            "|∂L/∂W<sub>hh</sub>| = |Σ<sub>t</sub> da<sub>t</sub> h<sub>t−1</sub><sup>T</sup>|",
            f"= {minus(found.whole)}",
            (f"whole = np.linalg.norm({g}da[1:].T @ h[:-1])",),
            known,
        )
    if not (found.whole and isfinite(found.whole)):
        return
    yield from _far(alone, found, known, g)
    if found.near:
        yield Why(
            "lag that 99 % comes from",
            f"{found.near}",
            found.near,
            f"the last k with |Σ<sub>j > k</sub> G<sub>j</sub>| > {NEARLY_ALL} |G|, plus 1",
            f"{minus(float(found.beyond[found.near - 1]))} > {NEARLY_ALL} · {minus(found.whole)}",
            (f"near = np.flatnonzero(beyond > {NEARLY_ALL} * whole)[-1] + 1",),
            {"beyond": found.beyond, "whole": found.whole},
        )


def _far(alone: Pass, found: ByLag, known: dict[str, Any], g: str) -> Iterator[Why]:
    half, items = len(found.alone) // 2, by_loss_step(alone)
    d = {int(s): below_a_row(rows) for s, rows in zip(items.steps, items.dh, strict=True)}
    far = float(found.beyond[half]) / found.whole
    sum_of = f"{g}sum(np.outer(slope[t] * d[s][t], h[t-1]) for s in d for t in range(1, {{}}))"
    if d and max(d) - half > 1:
        lines = (f"far = {sum_of.format(f's - {half}')}", f"all_lags = {sum_of.format('s + 1')}")
        yield Why(
            f"beyond lag {half}",
            small_part(far).removeprefix("a fraction of "),
            far,
            f"|Σ<sub>k > {half}</sub> G<sub>k</sub>| / |Σ<sub>k</sub> G<sub>k</sub>|, "
            "G<sub>k</sub>: what comes from k steps before each loss",
            f"{minus(float(found.beyond[half]))} / {minus(found.whole)} = {minus(far)}",
            (*lines, "part = np.linalg.norm(far) / np.linalg.norm(all_lags)"),
            known | {"d": d},
        )


def about_influence(seen: Seen, words: str) -> Iterator[Why]:
    """The influence of one loss on the first state against that on its own."""
    yield from _influence(seen.shown_pass.alone(seen.sequence), seen.loss_step)
    for _, shown in of_lanes(seen):
        yield from _influence(shown, None)


def _influence(shown: Pass, loss_step: int | None) -> Iterator[Why]:
    items = by_loss_step(shown)
    s = items.within(None if loss_step is None else loss_step + 1)
    norms = items.norm[int(np.flatnonzero(items.steps == s)[0])]
    own, first = float(norms[s - 1]), float(norms[0])
    known, begin = arrays_of(shown), f"v = e[{s}] @ W_hy"
    yield Why(
        "influence on its own state",
        number(own),
        own,
        f"|∂L<sub>{s}</sub>/∂h<sub>{s}</sub>| = |W<sub>hy</sub><sup>T</sup> e<sub>{s}</sub>|",
        f"= {minus(own)}",
        (begin, "own = np.linalg.norm(v)"),
        known,
    )
    if own and first:  # then no truncation lies between
        back = f"for t in range({s}, 1, -1): v = (slope[t] * v) @ ({times_gain(shown)})"
        yield Why(
            "influence on the state at t = 1",
            ratio(first / own).removesuffix(" of").removesuffix(" as large as"),
            first / own,
            f"|∂L<sub>{s}</sub>/∂h<sub>1</sub>| / |∂L<sub>{s}</sub>/∂h<sub>{s}</sub>|",
            f"{minus(first)} / {minus(own)} = {minus(first / own)}",
            (begin, "own = np.linalg.norm(v)", back, "part = np.linalg.norm(v) / own"),
            known,
        )
