"""The loss: predictions, targets, and the error that the backward pass begins with."""

from __future__ import annotations

import numpy as np

from rnn.lenses.walk import plain, source
from rnn.lenses.walk.values import Equation, SubStep, Term
from rnn.lenses.walk.written import factor, minus, summed
from rnn.network.bptt import Pass, run_pass
from rnn.network.losses import LOSSES
from rnn.network.parameters import Array


def loss_step(shown: Pass, scale: float) -> SubStep:
    """e_t at all steps of one sequence, and its loss; e_t = scale (yhat_t - y_t)."""
    return SubStep("loss", None, _says(shown), (errors(shown, scale), loss(shown)))


def errors(shown: Pass, scale: float) -> Equation:
    """e_t = yhat_t - y_t, times what makes it the gradient of a mean; 0 where a step does not count."""
    counts, times = shown.counts[0], "" if scale == 1 else f"{minus(scale)}·"
    begin, end = (f"{times}(", ")") if times or not counts.all() else ("", "")
    only = (Term("counts", counts[None].astype(float), "state"), "⊙") if not counts.all() else ()
    first = int(counts.argmax())
    yhat, y, e = shown.yhat[0, first, 0], shown.target[0, first, 0], shown.error[0, first, 0]
    return Equation(
        f"e<sub>t</sub> = {begin}ŷ<sub>t</sub> − y<sub>t</sub>{end}",
        (
            Term("e", shown.error[0].T, "error", "a column for each t"),
            "=",
            *only,
            begin,
            Term("ŷ", shown.yhat[0].T, "output"),
            "−",
            Term("y", shown.target[0].T, "output"),
            end,
        ),
        f"At t = {first + 1}: e<sub>{first + 1}</sub> = {begin}{factor(yhat)} − {factor(y)}{end} = {minus(e)}"
        if counts.any()
        else "",
        (source.assigning(run_pass, "error"), *_zeros(shown)),
        _note(shown, times),
        plain=plain.error(shown, scale),
    )


def _zeros(shown: Pass) -> tuple[str, ...]:
    """The line that makes the error 0 where a step does not count."""
    return () if shown.counted is None else (source.assigning(run_pass, "error[~counted]"),)


def loss(shown: Pass) -> Equation:
    """The mean of the losses at the steps that count."""
    counts, at_steps = shown.counts[0], _at_steps(shown)
    counted = at_steps[counts]
    total = float(counted.mean()) if counts.any() else 0.0
    squared = shown.options.loss is LOSSES["squared"]
    inside = "|ŷ<sub>t</sub> − y<sub>t</sub>|²" if squared else "−Σ y<sub>t</sub> log ŷ<sub>t</sub>"
    over = "T" if counts.all() else "n"
    mean = vars(Pass)["loss"].func
    return Equation(
        f"L = (1/{over}) Σ<sub>t</sub> {inside}",
        (
            Term("L", np.array([[total]]), "output"),
            f"= (1/{int(counts.sum())}) Σ" if counts.any() else "= Σ",
            Term("loss at each t", np.where(counts, at_steps, 0.0)[None], "output"),
        ),
        f"L = ({summed(counted)}) / {len(counted)} = {minus(total)}" if counts.any() else "",
        (source.assigning(mean, "at_steps"), source.returning(mean)),
        "" if counts.all() else f"n = {int(counts.sum())} of the {len(counts)} steps count.",
        plain=plain.loss(shown),
    )


def _at_steps(shown: Pass) -> Array:
    return np.asarray(shown.options.loss.at_steps(shown.yhat, shown.target)[0])


def _note(shown: Pass, times: str) -> str:
    if times:
        return "The factor makes it the gradient of the mean that is shown."
    if shown.options.loss is LOSSES["squared"]:
        return "This is the gradient of ½ Σ|ŷ<sub>t</sub> − y<sub>t</sub>|² at the output."
    return "This is the gradient of the cross-entropy at what enters the softmax."


def _says(shown: Pass) -> str:
    """What happens, in one line."""
    counts, steps = shown.counts[0], shown.counts.shape[1]
    if not counts.any():
        why = "No step of this sequence counts" if shown.held_out is None else "This sequence is held out"
        return f"{why}, no loss is taken, and every e<sub>t</sub> is 0."
    if counts.all():
        where = "The prediction is" if steps == 1 else "Each prediction is"
        return f"{where} compared with its target; the error e<sub>t</sub> is propagated back."
    taken = f"The loss is taken at {int(counts.sum())} of {steps} steps"
    return f"{taken}; the others do not count, and e<sub>t</sub> is 0 there."
