"""Why the readouts are what they are: epoch, loss, gradient norm, spectral radius, largest singular value."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnn.data.scaling import restored, root_mean_squares
from rnn.experiment.differences import LETTERS
from rnn.lenses.walk import plain, source
from rnn.lenses.walk.written import minus, summed
from rnn.network.batch import shares
from rnn.network.bptt import Pass
from rnn.network.losses import LOSSES, Loss
from rnn.network.norms import norm
from rnn.network.spectrum import eigenvalues, largest_singular_value, singular_values, spectral_radius
from rnn.text.quantities import counted, number, percent, times
from rnn.words.symbols import accuracy, perplexity
from rnn.words.update_sentences import symbol
from rnn.words.why.seen import Seen
from rnn.words.why.why import Why, arrays_of, listed, of_squares, symbol_of_gain, times_gain

SQUARED = "(1/n) Σ<sub>t</sub> |ŷ<sub>t</sub> − y<sub>t</sub>|²"
CROSS_ENTROPY = "−(1/n) Σ<sub>t</sub> Σ<sub>k</sub> y<sub>t,k</sub> ln ŷ<sub>t,k</sub>"


def epoch(seen: Seen) -> Why:
    """The number of updates."""
    count = seen.shown.epoch
    return Why(
        "epoch",
        f"{count}",
        count,
        "epoch = number of updates θ ← θ + Δθ so far",
        f"{counted(count, 'update')}: epoch {count:,}",
        ("epoch = len(updates)",),
        {"updates": range(count)},
    )


def loss(seen: Seen) -> Why:
    """The loss of the pass that is shown."""
    return loss_of("loss", seen.shown_pass)


def loss_of(name: str, shown: Pass, held_out: bool = False) -> Why:
    """The mean over the steps that count, or over those held out, then over the sequences."""
    steps = shown.held_out if held_out and shown.held_out is not None else shown.counts
    squared, several = shown.options.loss is LOSSES["squared"], len(shown.x) > 1
    value = shown.held_out_loss if held_out else shown.loss
    weights, each = shares(steps), shown.options.loss.at_steps(shown.yhat, shown.target)
    formula = f"L = {SQUARED if squared else CROSS_ENTROPY}"
    lines: tuple[str, ...]
    if several or held_out:
        lines = (at_each_step(shown.options.loss), "L = np.sum(share * each)")
        known = {"Y_hat": shown.yhat, "Y": shown.target, "share": weights}
        formula += ", then the mean over the sequences" if several else ", over the steps held out"
        of_each = (weights * each).sum(axis=1)[steps.any(axis=1)]
        written = f"{summed(of_each)} = {minus(value)}" if several else f"L = {minus(value)}"
    else:
        lines, known = plain.loss(shown), arrays_of(shown)
        counted = each[0, steps[0]]
        written = f"L = ({summed(counted)}) / {len(counted)} = {minus(value)}"
    return Why(
        name, number(value), value, formula, written, lines, known, (source.returning(Pass.__dict__["loss"].func),)
    )


def at_each_step(loss: Loss) -> str:
    """The line of NumPy for the loss of Y_hat at each time step."""
    if loss is LOSSES["squared"]:
        return "each = np.sum((Y_hat - Y)**2, axis=-1)"
    return "each = -np.sum(Y * np.log(Y_hat + 1e-300), axis=-1)"


def gradient_norm(seen: Seen) -> Why:
    """The Euclidean norm of the gradient of all parameters."""
    shown = seen.shown_pass
    parts = {name: norm(shown.gradients[name].ravel()) for name in shown.gradients.held}
    squares = " + ".join(f"|∂L/∂{symbol(name)}|²" for name in parts)
    return Why(
        "gradient norm",
        number(shown.gradient_norm),
        shown.gradient_norm,
        f"|g| = √({squares})",
        f"|g| = {of_squares(list(parts.values()))} = {minus(shown.gradient_norm)}",
        ("size = np.linalg.norm(g)",),
        {"g": shown.gradients.vector},
        (source.returning(Pass.__dict__["gradient_norm"].func),),
    )


def radius(seen: Seen) -> Why:
    """The largest absolute eigenvalue of W_hh."""
    shown = seen.shown_pass
    W_hh = shown.options.gain * shown.parameters.W_hh
    value = spectral_radius(W_hh)
    return Why(
        "spectral radius",
        number(value),
        value,
        f"ρ = max<sub>i</sub> |λ<sub>i</sub>({symbol_of_gain(shown)})|",
        f"ρ = max({listed(np.abs(eigenvalues(W_hh)))}) = {minus(value)}",
        (f"rho = np.abs(np.linalg.eigvals({times_gain(shown)})).max()",),
        arrays_of(shown),
        (source.returning(spectral_radius),),
    )


def singular_value(seen: Seen) -> Why:
    """The spectral norm of W_hh."""
    shown = seen.shown_pass
    W_hh = shown.options.gain * shown.parameters.W_hh
    value = largest_singular_value(W_hh)
    return Why(
        "largest singular value",
        number(value),
        value,
        f"σ = max<sub>|u| = 1</sub> |{symbol_of_gain(shown)} u|, the root of the largest eigenvalue of W W<sup>T</sup>",
        f"σ = max({listed(singular_values(W_hh))}) = {minus(value)}",
        (f"sigma = np.linalg.svd({times_gain(shown)}, compute_uv=False)[0]",),
        arrays_of(shown),
        (source.returning(largest_singular_value),),
    )


def about_loss(seen: Seen, words: str) -> Iterator[Why]:
    """The loss against that of the untrained network, and what is said of symbols and of own units."""
    now, first = seen.shown.latest, seen.newest.at(0).latest
    if "against" in words:
        for trainer, letter in zip(seen.lanes.trainers, LETTERS, strict=False):
            yield loss_of(f"loss of lane {letter}", trainer.latest)
    yield loss_of("loss", now)
    for more, less, formula in ((first.loss, now.loss, "L(0) / L"), (now.loss, first.loss, "L / L(0)")):
        if less:
            known = {"L": more, "L_0": less} if formula == "L / L(0)" else {"L_0": more, "L": less}
            line = "factor = L / L_0" if formula == "L / L(0)" else "factor = L_0 / L"
            yield Why(
                "against untrained",
                times(more / less),
                more / less,
                formula,
                f"{minus(more)} / {minus(less)} = {minus(more / less)}",
                (line,),
                known,
            )
    yield from _of_symbols(now)
    yield from _in_own_units(seen)


def _of_symbols(shown: Pass) -> Iterator[Why]:
    if shown.options.loss is LOSSES["squared"]:
        return
    for name, steps, mean in (("", shown.counts, shown.loss), (" held out", shown.held_out, shown.held_out_loss)):
        if steps is None:
            continue
        right, known = accuracy(shown, steps), {"Y_hat": shown.yhat[steps], "Y": shown.target[steps]}
        yield Why(
            f"accuracy{name}",
            percent(right),
            right,
            "steps whose most probable symbol is the target / all steps",
            f"{round(right * int(steps.sum())):,} / {int(steps.sum()):,} = {percent(right)}",
            ("hits = Y_hat.argmax(axis=-1) == Y.argmax(axis=-1)", "accuracy = np.mean(hits)"),
            known,
            (source.returning(accuracy),),
        )
        yield Why(
            f"perplexity{name}",
            number(perplexity(mean)),
            perplexity(mean),
            "exp(L)",
            f"exp({minus(mean)}) = {minus(perplexity(mean))}",
            ("perplexity = np.exp(L)",),
            {"L": mean},
            (source.returning(perplexity),),
        )


def _in_own_units(seen: Seen) -> Iterator[Why]:
    units = seen.shown.experiment.units
    if units is None:
        return
    own = restored(seen.shown.latest, units)
    for output, value in enumerate(root_mean_squares(own).tolist()):
        yield Why(
            f"error of output {output + 1}",
            number(value),
            value,
            "√((1/n) Σ<sub>t</sub> (ŷ<sub>t</sub> − y<sub>t</sub>)²)",
            f"√{minus(value**2)} = {minus(value)}",
            ("error = np.sqrt(np.sum(share * (Y_hat - Y)**2))",),
            {"Y_hat": own.yhat[..., output], "Y": own.target[..., output], "share": shares(own.counts)},
            (source.returning(root_mean_squares),),
        )
