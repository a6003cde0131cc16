"""Why the numbers about predictions are what they are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnn.data.scaling import restored
from rnn.lenses.walk.written import minus
from rnn.network.bptt import Pass
from rnn.network.losses import LOSSES
from rnn.network.norms import norms
from rnn.text.quantities import number
from rnn.words.why.seen import Seen
from rnn.words.why.why import Why, arrays_of, listed, of_lanes


def about_prediction(seen: Seen, words: str) -> Iterator[Why]:
    """The largest error, or how often the right symbol is the likeliest."""
    shown = restored(seen.shown_pass, seen.shown.experiment.units).alone(seen.sequence)
    if not shown.counts[0].any():
        return
    if "against" in words or "all lanes" in words:
        for (letter, one), trainer in zip(of_lanes(seen), seen.lanes.trainers, strict=True):
            yield from _largest_change(f"largest error of lane {letter}", restored(one, trainer.experiment.units))
    if shown.options.loss is LOSSES["squared"]:
        yield from _largest_error("largest error", shown)
    else:
        yield from _likeliest(shown)


def _largest_error(name: str, shown: Pass) -> Iterator[Why]:
    distance = np.where(shown.counts[0], norms(shown.yhat[0] - shown.target[0]), 0.0)
    t, value = int(distance.argmax()) + 1, float(distance.max())
    one, other = listed(shown.yhat[0, t - 1]), listed(shown.target[0, t - 1])
    yield Why(
        f"{name}, at t = {t}",
        number(value),
        value,
        "max<sub>t</sub> |ŷ<sub>t</sub> − y<sub>t</sub>|",
        f"|({one}) − ({other})| = {minus(value)}",
        ("error = np.linalg.norm(y_hat[1:] - y[1:], axis=-1)", "largest = error[counts[1:]].max()"),
        arrays_of(shown),
    )


def _largest_change(name: str, alone: Pass) -> Iterator[Why]:
    off = np.abs(alone.yhat[0] - alone.target[0])[alone.counts[0]]
    if off.size:
        yield Why(
            name,
            number(float(off.max())),
            float(off.max()),
            "max<sub>t,k</sub> |ŷ<sub>t,k</sub> − y<sub>t,k</sub>|",
            f"max({listed(np.sort(off.ravel())[::-1])}) = {minus(float(off.max()))}",
            ("largest = np.abs(y_hat[1:] - y[1:])[counts[1:]].max()",),
            arrays_of(alone),
        )


def _likeliest(shown: Pass) -> Iterator[Why]:
    yhat, right = shown.yhat[0, shown.counts[0]], shown.target[0, shown.counts[0]].argmax(axis=1)
    hits, steps = int(np.sum(yhat.argmax(axis=1) == right)), len(right)
    known = {"y_hat": yhat, "y": shown.target[0, shown.counts[0]]}
    for name, text, value, line in (
        ("right steps", f"{hits:,}", hits, "hits = np.sum(y_hat.argmax(axis=1) == y.argmax(axis=1))"),
        ("steps that count", f"{steps:,}", steps, "steps = len(y)"),
    ):
        yield Why(
            name,
            text,
            value,
            "number of t with argmax<sub>k</sub> ŷ<sub>t,k</sub> = argmax<sub>k</sub> y<sub>t,k</sub>",
            f"{hits:,} of {steps:,}",
            (line,),
            known,
        )
    least = float(yhat[np.arange(steps), right].min())
    yield Why(
        "least probability of the right symbol",
        number(least),
        least,
        "min<sub>t</sub> Σ<sub>k</sub> y<sub>t,k</sub> ŷ<sub>t,k</sub>",
        f"min = {minus(least)}",
        ("least = np.sum(y * y_hat, axis=1).min()",),
        known,
    )
