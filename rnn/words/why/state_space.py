"""Why the numbers about the state space and its fixed points are what they are."""

from __future__ import annotations

from collections.abc import Iterator

from rnn.lenses.fixed_points import FixedPoints
from rnn.lenses.state_space import components, map_of, points_of, states_of
from rnn.text.quantities import percent, share
from rnn.words.why.seen import Seen
from rnn.words.why.why import Why, listed


def about_variance(seen: Seen, words: str) -> Iterator[Why]:
    """How much of the variance of the states the components hold."""
    found = components(seen.shown.latest)
    if found is None or not found.fractions.any():
        return
    held, known = found.fractions, {"H": states_of(seen.shown.latest)}
    variances = ("d = H - H.mean(axis=0)", "variances = np.linalg.svd(d, compute_uv=False)**2")
    for name, value, line, formula in (
        (
            "PC 1 and PC 2",
            min(float(held[:2].sum()), 1.0),
            "variances[:2].sum()",
            "(λ<sub>1</sub> + λ<sub>2</sub>) / Σ λ",
        ),
        ("PC 3", float(held[2]) if len(held) > 2 else 0.0, "variances[2:3].sum()", "λ<sub>3</sub> / Σ λ"),
    ):
        yield Why(
            f"variance of {name}",
            share(value),
            value,
            f"{formula}, λ: variances of the states along their principal components",
            f"of ({', '.join(map(percent, held[:6]))}{', ...' if len(held) > 6 else ''})",
            (*variances, f"part = {line} / variances.sum()"),
            known,
        )
    enough = int((held.cumsum() < 0.9).sum()) + 1
    if enough <= len(held):
        yield Why(
            "components",
            f"{enough}",
            enough,
            "the fewest n with (λ<sub>1</sub> + ... + λ<sub>n</sub>) / Σ λ ≥ 0.9",
            f"{', '.join(map(percent, held.cumsum()[:6]))}{', ...' if len(held) > 6 else ''}",
            (*variances, "n = np.sum(np.cumsum(variances) / variances.sum() < 0.9) + 1"),
            known,
        )
    units = seen.shown.experiment.hidden_size
    yield Why("hidden units", f"{units}", units, "H", f"H = {units}", ("units = H.shape[1]",), known)


def about_points(seen: Seen, words: str) -> Iterator[Why]:
    """How many fixed and slow points there are of each kind, and what the search cost."""
    asked = seen.dynamics.held_input, seen.sequence, seen.step
    points = points_of(seen.shown, *asked)
    if points is None:
        return
    network = map_of(seen.shown, *asked)
    fixed = points.h[points.is_fixed]
    known = {
        "J": network.jacobian(network.step(fixed)),
        "fixed": points.is_fixed,
        "speed": points.speed,
        "starts": points.starts,
        "steps": points.steps,
    }
    largest = "largest = np.abs(np.linalg.eigvals(J)).max(axis=1)" if len(fixed) else "largest = np.zeros(0)"
    radii = listed(points.largest[points.is_fixed])
    of = "h with h = F(h) at which the largest |eigenvalue| of J = diag(f′) W_hh is"
    stable, other = int(points.stable.sum()), int(points.not_stable.sum())
    yield Why(
        "stable",
        f"{stable}",
        stable,
        f"{of} below 1",
        f"largest |eigenvalue| at each: {radii or 'none'}",
        (largest, "count = np.sum(largest < 1)"),
        known,
    )
    yield Why(
        "unstable",
        f"{other}",
        other,
        f"{of} 1 or above",
        f"largest |eigenvalue| at each: {radii or 'none'}",
        (largest, "count = np.sum(largest >= 1)"),
        known,
    )
    yield from _search(points, known)


def _search(points: FixedPoints, known: dict[str, object]) -> Iterator[Why]:
    slow = listed(points.speed[points.slow]) or "none"
    for name, count, formula, written, line in (
        ("slow", int(points.slow.sum()), "h with small |F(h) − h|, not fixed", f"|F(h) − h|: {slow}", "np.sum(~fixed)"),
        ("starts", points.starts, "states from which the search begins", f"{points.starts}", "starts"),
        ("steps", points.steps, "steps of the search from all starts", f"{points.steps:,}", "steps"),
    ):
        yield Why(name, f"{count:,}", count, formula, written, (f"count = {line}",), known)
