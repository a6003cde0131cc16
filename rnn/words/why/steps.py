"""Why the numbers about gradients and errors at each time step are what they are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnn.lenses.confusion import confusion
from rnn.lenses.walk.written import minus, summed
from rnn.network.bptt import Pass
from rnn.network.norms import norms
from rnn.text.quantities import number, percent, ratio, share
from rnn.words.why.seen import Seen
from rnn.words.why.why import Why, arrays_of, listed, of_lanes, of_squares


def about_gradient(seen: Seen, words: str) -> Iterator[Why]:
    """The gradient at the first step against that at the last one with a loss."""
    shown = seen.shown_pass.alone(seen.sequence)
    norms_of, counts = shown.dh_norm[0], shown.counts[0]
    if "against" in words:
        for letter, one in of_lanes(seen):
            yield _norm_at(f"gradient norm at t = 1, lane {letter}", one, 1)
    yield _norm_at("gradient norm at t = 1", shown, 1)
    if counts.any():
        last = int(np.flatnonzero(counts)[-1]) + 1
        first, end = float(norms_of[0]), float(norms_of[last - 1])
        if end:
            yield _ratio("gradient norm at t = 1", first, end, f"dh[1] of dh[{last}]", 1, last, arrays_of(shown))


def of_walk(seen: Seen, words: str) -> Iterator[Why]:
    """The gradient norm at the step of the walk, against the largest."""
    sizes, t = seen.shown.latest.alone(seen.sequence).dh_norm[0], _step_named(words)
    largest = int(sizes.argmax())
    if t and sizes[largest]:
        known = arrays_of(seen.shown.latest, seen.sequence)
        yield _ratio(f"gradient norm at t = {t}", float(sizes[t - 1]), float(sizes[largest]), "", t, largest + 1, known)


def _step_named(words: str) -> int | None:
    _, _, after = words.partition("gradient norm at t = ")
    return int(after.split()[0].rstrip(".,")) if after else None


def _norm_at(name: str, shown: Pass, t: int) -> Why:
    value = float(shown.dh_norm[0, t - 1])
    return Why(
        name,
        number(value),
        value,
        f"|∂L/∂h<sub>{t}</sub>|",
        f"{of_squares(shown.dh[0, t - 1])} = {minus(value)}",
        (f"size = np.linalg.norm(dh[{t}])",),
        arrays_of(shown),
    )


def _ratio(name: str, one: float, other: float, of: str, t: int, last: int, known: dict[str, object]) -> Why:
    value = one / other
    return Why(
        name,
        ratio(value).removesuffix(" of").removesuffix(" as large as"),
        value,
        f"|∂L/∂h<sub>{t}</sub>| / |∂L/∂h<sub>{last}</sub>|",
        f"{minus(one)} / {minus(other)} = {minus(value)}",
        (f"part = np.linalg.norm(dh[{t}]) / np.linalg.norm(dh[{last}])",),
        known,
    )


def about_error(seen: Seen, words: str) -> Iterator[Why]:
    """Where the error is largest, and its share of the loss."""
    shown = seen.shown_pass.alone(seen.sequence)
    counts, squared = shown.counts[0], shown.options.loss.slope == 2
    each = np.where(counts, shown.options.loss.at_steps(shown.yhat, shown.target)[0], 0.0)
    distance = np.where(counts, norms(shown.yhat[0] - shown.target[0]), 0.0)
    if not each.any():
        return
    t, known = int(each.argmax()) + 1, arrays_of(shown)
    off, part = float(distance[t - 1]), float(each[t - 1] / each.sum())
    lines = (
        ("each = np.sum((y_hat - y)**2, axis=-1) * counts",)
        if squared
        else ("each = -np.sum(y * np.log(y_hat + 1e-300), axis=-1) * counts",)
    )
    yield Why(
        f"error at t = {t}",
        number(off),
        off,
        "|ŷ<sub>t</sub> − y<sub>t</sub>| where the loss is largest",
        f"|({listed(shown.yhat[0, t - 1])}) − ({listed(shown.target[0, t - 1])})| = {minus(off)}",
        (*lines, "error = np.linalg.norm((y_hat - y)[each.argmax()])"),
        known,
    )
    yield Why(
        "share of the loss",
        share(part),
        part,
        "loss at that step / sum of the losses",
        f"{minus(float(each[t - 1]))} / ({summed(each[counts])}) = {percent(part)}",
        (*lines, "part = each.max() / each.sum()"),
        known,
    )


def about_confusion(seen: Seen, words: str) -> Iterator[Why]:
    """How many sequences are given their class."""
    shown = seen.shown_pass
    counts = confusion(shown, shown.held_out is not None)
    right, whole = int(np.trace(counts)), int(counts.sum())
    for name, value, text, line in (
        ("right", right, f"{right:,}", "value = np.trace(C)"),
        ("all", whole, f"{whole:,}", "value = C.sum()"),
        ("share", right / max(whole, 1), percent(right / max(whole, 1)), "value = np.trace(C) / C.sum()"),
    ):
        yield Why(
            name,
            text,
            float(value),
            "Σ<sub>k</sub> C<sub>k,k</sub> / Σ C, C<sub>k,j</sub>: sequences of class k taken for j",
            f"{right:,} / {whole:,} = {percent(right / max(whole, 1))}",
            (line,),
            {"C": counts},
        )
