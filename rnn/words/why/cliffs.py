"""Why the numbers about the loss along a line and in a plane are what they are."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Any

import numpy as np

from rnn.lenses.cliff import LINES, PLANES, cliff, updates, why_no_cliff
from rnn.lenses.loss_plane import loss_plane, why_no_plane
from rnn.lenses.many_losses import losses_and_norms
from rnn.lenses.walk.written import minus
from rnn.text.quantities import number, share, signed, times
from rnn.training.trainer import Trainer
from rnn.words.why.run import loss_of
from rnn.words.why.seen import Seen
from rnn.words.why.why import Why, listed


def about_steps(seen: Seen, words: str) -> Iterator[Why]:
    """The loss here, and after one update without clipping and with it."""
    line = LINES[seen.cut.line]
    if why_no_cliff(seen.shown, line):
        return
    found, (raw, clipped) = cliff(seen.shown, line, (seen.cut.row, seen.cut.column)), updates(seen.shown)
    if found.raw is None or found.clipped is None:
        return
    yield loss_of("loss", seen.shown.latest)
    theta = seen.shown.parameters.vector
    for name, step, delta in (("one update", found.raw, raw), ("one clipped update", found.clipped, clipped)):
        yield Why(
            f"loss after {name}",
            number(step.after),
            step.after,
            "L(θ + Δθ)",
            f"|Δθ| = {minus(float(np.linalg.norm(delta)))}: L = {minus(step.after)}",
            ("after = loss(theta + delta)",),
            {"theta": theta, "delta": delta, "loss": _loss_of(seen.shown)},
        )
    if found.clipped.limit is not None:
        limit = found.clipped.limit
        how = "an example" if found.example else "as it is set"
        yield Why(
            "clip norm",
            number(limit),
            limit,
            f"c in min(1, c / |g|), {how}",
            f"c = {minus(limit)}",
            (f"c = {limit!r}",),
            {},
        )


def _loss_of(trainer: Trainer) -> Any:
    """The loss of the network with other weights: the forward pass, as in the Walk."""
    return lambda theta: float(losses_and_norms(trainer, np.stack([theta, theta]), with_norms=False)[0][0])


def about_norms(seen: Seen, words: str) -> Iterator[Why]:
    """The largest gradient norm on the line, where it is, and how it compares with the median."""
    line = LINES[seen.cut.line]
    if why_no_cliff(seen.shown, line):
        return
    found = cliff(seen.shown, line, (seen.cut.row, seen.cut.column))
    finite = np.isfinite(found.norms)
    if not finite.any():
        return
    norms, at = found.norms[finite], found.at[finite]
    known, largest, median = {"norms": norms, "at": at}, float(norms.max()), float(np.median(norms))
    yield from _largest(known, largest, float(at[norms.argmax()]))
    if median:
        factor = largest / median
        yield Why(
            "against the median",
            times(factor),
            factor,
            "max / median",
            f"{minus(largest)} / {minus(median)} = {minus(factor)}",
            ("factor = norms.max() / np.median(norms)",),
            known,
        )


def _largest(known: dict[str, Any], largest: float, place: float) -> Iterator[Why]:
    yield Why(
        "largest gradient norm",
        number(largest),
        largest,
        "max<sub>s</sub> |g(θ + s d)|",
        f"= {minus(largest)}",
        ("largest = norms.max()",),
        known,
    )
    yield Why(
        "its place",
        signed(place),
        place,
        "the place on the line with the largest norm",
        f"{minus(place)}",
        ("place = at[norms.argmax()]",),
        known,
    )


def about_plane(seen: Seen, words: str) -> Iterator[Why]:
    """The lowest loss in the plane, and how much of the movement it holds."""
    plane = PLANES[seen.cut.plane]
    if why_no_plane(seen.shown, plane):
        return
    found = loss_plane(seen.shown, plane, (seen.cut.row, seen.cut.column))
    finite = found.losses[np.isfinite(found.losses)]
    if len(finite):
        lowest = float(finite.min())
        yield Why(
            "lowest loss",
            number(lowest),
            lowest,
            "min over the points of the plane",
            f"of {finite.size:,} points: {minus(lowest)}",
            ("lowest = np.nanmin(losses)",),
            {"losses": finite},
        )
    if isfinite(found.held):
        kept = len(found.epochs)
        yield Why(
            "kept epochs",
            f"{kept:,}",
            kept,
            "epochs whose weights are kept",
            listed(found.epochs),
            ("count = len(epochs)",),
            {"epochs": found.epochs},
        )
        yield _held(seen.shown, found.held, found.path)


def _held(trainer: Trainer, held: float, path: np.ndarray) -> Why:
    vector, kept = trainer.parameters.vector, trainer.snapshots.vectors
    weights = np.array([*(kept[epoch][: len(vector)] for epoch in sorted(kept) if epoch < trainer.epoch), vector])
    return Why(
        "squared movement in the plane",
        share(held),
        held,
        "Σ |ΔP|² / Σ |Δθ|², P: θ projected on the plane",
        f"= {minus(held)}",
        ("part = np.sum(np.diff(P, axis=0)**2) / np.sum(np.diff(weights, axis=0)**2)",),
        {"P": path, "weights": weights},
    )
