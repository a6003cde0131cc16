"""Why the numbers about gradients, clipping and truncation are what they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isfinite

import numpy as np

from rnn.lenses.clip_events import clip_events
from rnn.lenses.clipping_direction import Clipped, clipped_directions
from rnn.lenses.truncation_cost import truncation_cost
from rnn.lenses.walk import plain, source
from rnn.lenses.walk.written import minus
from rnn.network.batch import learned
from rnn.network.bptt import Pass, backward
from rnn.network.norms import norm
from rnn.network.parameters import Array, Parameters
from rnn.text.quantities import number, ratio, share
from rnn.updates.clipping import factor_by_norm
from rnn.words.update_sentences import cosine_in_words, fraction_of_norm, symbol
from rnn.words.why.seen import Seen
from rnn.words.why.why import Why, of_squares


def about_gradient_norms(seen: Seen, words: str) -> Iterator[Why]:
    """The largest and the smallest gradient norm of a parameter."""
    gradients = seen.newest.latest.gradients
    sizes = {name: norm(gradients[name].ravel()) for name in gradients.held}
    known = {f"d{name}": gradients[name] for name in gradients.held}
    nonzero = {name: size for name, size in sizes.items() if size}
    if not nonzero:
        return
    largest, smallest = (choose(nonzero, key=lambda name: nonzero[name]) for choose in (max, min))
    value, part = nonzero[largest], nonzero[smallest] / nonzero[largest]
    yield Why(
        f"gradient norm of {largest}",
        number(value),
        value,
        f"|∂L/∂{symbol(largest)}|",
        f"{of_squares(gradients[largest])} = {minus(value)}",
        (f"size = np.linalg.norm(d{largest})",),
        known,
    )
    yield Why(
        f"{smallest} against {largest}",
        _bare(part),
        part,
        f"|∂L/∂{symbol(smallest)}| / |∂L/∂{symbol(largest)}|",
        f"{minus(nonzero[smallest])} / {minus(value)} = {minus(part)}",
        (f"part = np.linalg.norm(d{smallest}) / np.linalg.norm(d{largest})",),
        known,
    )


def _bare(part: float) -> str:
    """A ratio without the words that join it to what it is compared with."""
    return ratio(part).removesuffix(" of").removesuffix(" as large as")


def about_clipping(seen: Seen, words: str) -> Iterator[Why]:
    """How many updates were clipped, and the hardest."""
    events = clip_events(seen.newest.experiment, seen.newest.history)
    if not events.updates:
        return
    known = {"count": events.count, "before": events.raw, "after": events.clipped}
    happened = "clipped = after < before * (1 - 1e-12)"
    part = events.number / events.updates
    for name, text, value, formula, line in (
        ("updates", f"{events.updates:,}", events.updates, "number of updates so far", "value = count.sum()"),
        (
            "clipped",
            f"{events.number:,}",
            events.number,
            "updates with |g after| < |g before|",
            "value = count[clipped].sum()",
        ),
        ("share", share(part), part, "clipped / all", "value = count[clipped].sum() / count.sum()"),
    ):
        written = f"{events.number:,} of {events.updates:,}"
        yield Why(name, text, float(value), formula, written, (happened, line), known)
    if events.number:
        at = int(events.factor.argmin())
        yield Why(
            "smallest clipping factor",
            fraction_of_norm(events.hardest),
            events.hardest,
            "min |g after| / |g before|, min(1, c / |g|)",
            f"{minus(float(events.clipped[at]))} / {minus(float(events.raw[at]))} = {minus(events.hardest)}",
            ("factor = (after / before).min()",),
            known,
            (source.returning(factor_by_norm),),
        )


def about_clipping_direction(seen: Seen, words: str) -> Iterator[Why]:
    """Limits, and what clipping by norm and by value leaves of norm and direction."""
    g, chosen, epoch = seen.shown_pass.gradients.vector, seen.shown.experiment, seen.shown.epoch
    found = clipped_directions(g, chosen.value_at("clip_norm", epoch), chosen.value_at("clip_value", epoch))
    if found.by_norm is None or found.by_value is None:
        return
    limit, entry = found.by_norm.limit, found.by_value.limit
    for clipped, name, formula, lines in (
        (found.by_norm, "norm", "min(1, c / |g|)", plain.clip_by_norm(limit)),
        (found.by_value, "value", "|clip(g, −c, c)| / |g|", plain.clip_by_value(entry)),
    ):
        factor = clipped.norm / found.norm
        yield Why(
            f"clipping factor by {name}",
            fraction_of_norm(factor),
            factor,
            formula,
            f"{minus(clipped.norm)} / {minus(found.norm)} = {minus(factor)}",
            ("before = np.linalg.norm(g)", *lines, "factor = np.linalg.norm(g) / before"),
            {"g": g},
        )
        yield from _limit_and_angle(clipped, name, g, lines)


def _limit_and_angle(clipped: Clipped, name: str, g: Array, lines: tuple[str, ...]) -> Iterator[Why]:
    of, line = ("|g|", "np.linalg.norm(g)") if name == "norm" else ("max |g<sub>i</sub>|", "np.abs(g).max()")
    example = f"half of {of}, an example" if not clipped.asked else f"the clip {name} that is set"
    lines_of = (f"limit = {line} / 2",) if not clipped.asked else (f"limit = {clipped.limit!r}",)
    yield Why(
        f"limit by {name}",
        number(clipped.limit),
        clipped.limit,
        f"c: {example}",
        f"c = {minus(clipped.limit)}",
        lines_of,
        {"g": g},
    )
    yield Why(
        f"angle after clipping by {name}",
        f"{clipped.angle:.1f}",
        clipped.angle,
        "2 arctan2(|u − v|, |u + v|), u and v: both gradients divided by their norms",
        f"= {clipped.angle:.4g}°",
        (
            "v = g / np.linalg.norm(g)",
            *lines,
            "u = g / np.linalg.norm(g)",
            "angle = np.degrees(2 * np.arctan2(np.linalg.norm(u - v), np.linalg.norm(u + v)))",
        ),
        {"g": g},
    )


def about_truncation(seen: Seen, words: str) -> Iterator[Why]:
    """What the chosen truncation, or one after every step, costs."""
    shown, steps = seen.shown_pass, seen.shown_pass.x.shape[1]
    chunk = shown.options.truncation
    chunk = 1 if chunk is None or chunk >= steps else chunk
    cost = truncation_cost(shown)
    at = int(np.flatnonzero(cost.chunks == chunk)[0])
    lost, cosine = float(cost.lost["W_hh"][at]), float(cost.cosine[at])
    whole, cut = _gradients(shown, None), _gradients(shown, chunk)
    known = {"g": whole.vector, "g_cut": cut.vector, "dW_hh": whole.W_hh, "dW_hh_cut": cut.W_hh}
    if not isfinite(lost) or not norm(whole.W_hh.ravel()):
        return
    yield Why(
        "lost of the gradient of W_hh",
        number(lost) if lost > 1 else share(lost),
        lost,
        f"|∂L/∂W<sub>hh</sub> − the same with k = {chunk}| / |∂L/∂W<sub>hh</sub>|",
        f"{minus(norm((whole.W_hh - cut.W_hh).ravel()))} / {minus(norm(whole.W_hh.ravel()))} = {minus(lost)}",
        ("lost = np.linalg.norm(dW_hh - dW_hh_cut) / np.linalg.norm(dW_hh)",),
        known,
    )
    yield Why(
        "cosine",
        cosine_in_words(cosine),
        cosine,
        "g<sub>cut</sub> · g / (|g<sub>cut</sub>| |g|), of all parameters",
        f"= {minus(cosine)}",
        ("cosine = g_cut @ g / (np.linalg.norm(g_cut) * np.linalg.norm(g))",),
        known,
    )


def _gradients(shown: Pass, chunk: int | None) -> Parameters:
    sequences = None if shown.counted is None else learned(shown.counted)
    return backward(
        shown.parameters, shown.x, shown.h, shown.error, replace(shown.options, truncation=chunk), sequences
    )[2]
