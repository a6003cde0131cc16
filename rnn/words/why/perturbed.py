"""Why the numbers about perturbations, lesions and one unit are what they are."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

import numpy as np

from rnn.lenses.lesions import clamp_values, lesions, prediction_without
from rnn.lenses.perturbation import SIZES, direction_names, exponent_at, over_training, perturbed, steps_multiplied
from rnn.lenses.walk import plain
from rnn.lenses.walk.written import minus
from rnn.network.batch import shares
from rnn.network.bptt import Pass
from rnn.text.quantities import number, signed, times
from rnn.words.why.seen import Seen
from rnn.words.why.why import Why, arrays_of, symbol_of_gain, times_gain


def about_perturbation(seen: Seen, words: str) -> Iterator[Why]:
    """The exponent of two runs, and what W_hh and the slopes would give."""
    shown, names = seen.shown.latest, direction_names(seen.shown.experiment.hidden_size)
    direction = min(seen.dynamics.direction, len(names) - 1)
    made = perturbed(shown, seen.sequence, SIZES[seen.dynamics.size], direction)
    if not (made.measured and isfinite(made.exponent)):
        return
    n, known = made.measured, arrays_of(shown, seen.sequence) | {"distance": made.distance}
    yield Why(
        "exponent",
        signed(made.exponent),
        made.exponent,
        "(1/n) ln(|h′<sub>n</sub> − h<sub>n</sub>| / |h′<sub>0</sub> − h<sub>0</sub>|)",
        f"(1/{n}) ln({minus(float(made.distance[n]))} / {minus(float(made.distance[0]))}) = {minus(made.exponent)}",
        (f"exponent = np.log(distance[{n}] / distance[0]) / {n}",),
        known,
    )
    if not isfinite(made.weights + made.slopes):
        return
    sigma = f"np.log(np.linalg.svd({times_gain(shown)}, compute_uv=False)[0])"
    slopes = "np.mean(np.log(slope[1:]))"
    for name, value, formula, line in (
        ("ln σ", made.weights, f"ln of the largest singular value of {symbol_of_gain(shown)}", sigma),
        ("mean ln f′", made.slopes, "mean over t and i of ln f′(a<sub>t,i</sub>)", slopes),
        ("sum", made.weights + made.slopes, "ln σ + mean ln f′", f"{sigma} + {slopes}"),
    ):
        yield Why(name, signed(value), value, formula, f"= {minus(value)}", (f"value = {line}",), known)


def about_exponent(seen: Seen, words: str) -> Iterator[Why]:
    """The Lyapunov exponent of the untrained network, and at the epoch shown."""
    epochs, exponents = over_training(seen.newest, seen.sequence)
    first = seen.newest.at(int(epochs[0]))
    both = ((first, float(exponents[0])), (seen.shown, exponent_at(seen.shown, seen.sequence)))
    for trainer, value in both:
        if not isfinite(value):
            continue
        shown = trainer.latest.alone(seen.sequence)
        n = steps_multiplied(shown)
        yield Why(
            f"exponent, epoch {trainer.epoch:,}",
            signed(value),
            value,
            "(1/n) ln |J<sub>n</sub> ... J<sub>1</sub>|, J<sub>t</sub> = diag(f′(a<sub>t</sub>)) W<sub>hh</sub>",
            f"n = {n}: {minus(value)}",
            (
                "J = np.eye(len(W_hh)); scale = 0",
                f"for t in range(1, {n} + 1): J = slope[t][:, None] * ({times_gain(shown)} @ J); "
                "scale += np.log(np.abs(J).max()); J = J / np.abs(J).max()",
                f"exponent = (scale + np.log(np.linalg.svd(J, compute_uv=False)[0])) / {n}",
            ),
            arrays_of(shown),
        )
        yield Why(
            "steps",
            f"{n:,}",
            n,
            "time steps whose Jacobians are multiplied",
            f"n = {n}",
            ("n = min(T, n_most)",),
            {"T": shown.x.shape[1], "n_most": n},
        )


def about_lesions(seen: Seen, words: str) -> Iterator[Why]:
    """The loss with and without the selected unit."""
    found, shown, unit = lesions(seen.shown, seen.dynamics.clamp), seen.shown.latest, seen.unit
    loss, whole = float(found.losses[unit]), found.whole
    most = int(found.losses.argmax())
    for name, text, value, i in (
        ("loss", number(whole), whole, None),
        (f"loss without unit {unit + 1}", number(loss), loss, unit),
        (f"loss without unit {most + 1}", number(float(found.losses[most])), float(found.losses[most]), most),
    ):
        yield Why(
            name,
            text,
            value,
            "L of the network whose h<sub>t,i</sub> is clamped at every t" if i is not None else "L of these sequences",
            f"L = {minus(value)}",
            _clamped_lines(shown, i),
            _clamped_arrays(shown, seen.dynamics.clamp, found.sequences),
        )
    if whole > 1e-300:
        yield Why(
            "against the whole network",
            times(loss / whole),
            loss / whole,
            f"L without unit {unit + 1} / L",
            f"{minus(loss)} / {minus(whole)} = {minus(loss / whole)}",
            ("factor = L_without / L",),
            {"L_without": loss, "L": whole},
        )
    for text, count, name in (
        (f"{found.sequences:,}", found.sequences, "sequences that count"),
        (f"{found.of:,}", found.of, "all sequences"),
    ):
        yield Why(name, text, count, name, text, ("count = len(X)",), {"X": range(count)})


def _clamped_lines(shown: Pass, i: int | None) -> tuple[str, ...]:
    """The loss of the network with unit i clamped, in NumPy."""
    state = plain.state(shown.options)[0].partition(" = ")[2]
    for old, new in (
        ("x[t]", "X[:, t]"),
        ("W_xh @ X[:, t]", "X[:, t] @ W_xh.T"),
        (f"{times_gain(shown)} @ h[t-1]", f"h @ ({times_gain(shown)}).T"),
        ("b_h", "b_h.T"),
    ):
        state = state.replace(old, new)
    clamp = f"; h[:, {i}] = to[{i}]" if i is not None else ""
    squared = shown.options.loss.slope == 2
    each = "np.sum((o - Y[:, t])**2, axis=1)" if squared else "-np.sum(Y[:, t] * np.log(softmax(o) + 1e-300), axis=1)"
    return (
        f"h = h_first.copy(){clamp}; L = 0",
        f"for t in range(X.shape[1]): h = {state}{clamp}; o = h @ W_hy.T + b_y.T; L = L + np.sum(share[:, t] * {each})",
        "loss = L",
    )


def _clamped_arrays(shown: Pass, clamp: int, sequences: int) -> dict[str, object]:
    chosen = np.flatnonzero(shown.counts.any(axis=1))[:sequences]
    weights = shown.parameters
    known = {name: weights[name] for name in weights.held} | {"g": shown.options.gain, "to": clamp_values(shown, clamp)}
    data = {"X": shown.x[chosen], "Y": shown.target[chosen], "share": shares(shown.counts[chosen])}
    return known | data | {"h_first": shown.h[chosen, 0], "softmax": shown.options.loss.output}


def about_prediction_without(seen: Seen, words: str) -> Iterator[Why]:
    """By how much a prediction changes without the selected unit."""
    shown = seen.shown.latest
    without = prediction_without(shown, seen.unit, seen.dynamics.clamp, seen.sequence)
    changed = np.abs(without - shown.alone(seen.sequence).yhat[0])
    value = float(changed[:, int(np.nan_to_num(changed.max(axis=0), nan=0.0).argmax())].max())
    if isfinite(value):
        yield Why(
            "largest change",
            number(value),
            value,
            f"max<sub>t</sub> |ŷ<sub>t</sub> without unit {seen.unit + 1} − ŷ<sub>t</sub>|",
            f"= {minus(value)}",
            ("change = np.abs(without - y_hat[1:]).max()",),
            arrays_of(shown, seen.sequence) | {"without": without},
        )
