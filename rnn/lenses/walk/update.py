"""The update: from the gradient of all sequences, through clipping and the optimizer, to the next weights."""

from __future__ import annotations

import numpy as np

from rnn.lenses.walk import plain, source
from rnn.lenses.walk.rules import RULES, vector
from rnn.lenses.walk.values import Equation, SubStep, Term
from rnn.lenses.walk.written import minus
from rnn.network.engine import Workspace
from rnn.network.norms import norm
from rnn.network.parameters import Array, Parameters
from rnn.training.trainer import Trainer
from rnn.updates.clipping import by_value, factor_by_norm


def update_step(trainer: Trainer) -> SubStep:
    """The update that training makes next, if it goes on."""
    experiment, gradient = trainer.experiment, trainer.latest.gradients.vector
    with np.errstate(all="ignore"):
        used, clipping = clipped(trainer, gradient)
        settings = experiment.settings_at(trainer.epoch)
        state, update = experiment.optimizer_rule.update(trainer.state, used, settings)
        rule = RULES[experiment.optimizer](trainer.state, state, used, update, settings)
        return SubStep("update", None, _says(trainer, gradient, used), (*clipping, *rule, moved(trainer, update)))


def clipped(trainer: Trainer, gradient: Array) -> tuple[Array, tuple[Equation, ...]]:
    """The gradient as the optimizer gets it, and how it became that; no equation for what is switched off."""
    experiment, equations = trainer.experiment, []
    largest = experiment.value_at("clip_value", trainer.epoch)
    limit = experiment.value_at("clip_norm", trainer.epoch)
    if largest is not None:
        cut = by_value(gradient, largest)
        equations.append(
            Equation(
                f"g ← each entry between −{minus(largest)} and {minus(largest)}",
                (vector("g", cut), "from", vector("g before", gradient)),
                f"{int(np.sum(cut != gradient)):,} of {len(gradient):,} entries are cut.",
                (source.returning(by_value),),
                plain=plain.clip_by_value(largest),
            )
        )
        gradient = cut
    if limit is not None:
        before = norm(gradient)
        factor = factor_by_norm(before, limit)
        reduced = f"The norm {minus(before)} is above it: times {minus(factor)}"
        kept = f"The norm {minus(before)} is not above it: times 1"
        equations.append(
            Equation(
                "g ← g · min(1, c / |g|)",
                (
                    vector("g", gradient * factor),
                    "=",
                    Term("factor", np.array([[factor]]), "gradient"),
                    "·",
                    vector("g before", gradient),
                ),
                f"c = {minus(limit)}. {reduced if factor < 1 else kept}.",
                (source.returning(factor_by_norm),),
                plain=plain.clip_by_norm(limit),
            )
        )
        gradient = gradient * factor
    return gradient, tuple(equations)


def moved(trainer: Trainer, update: Array) -> Equation:
    """θ ← θ + Δθ for all parameters, with W_hh to look at."""
    old = trainer.parameters
    new, change = Parameters(old.sizes, old.vector + update), Parameters(old.sizes, update)
    norms = ", ".join(
        f"{_typeset(name)} {minus(norm(change[name].ravel()))} of {minus(norm(old[name].ravel()))}" for name in old.held
    )
    return Equation(
        "θ ← θ + Δθ, for example W<sub>hh</sub>",
        (
            Term("W<sub>hh</sub> next", new.W_hh, "weight"),
            "=",
            Term("W<sub>hh</sub>", old.W_hh, "weight"),
            "+",
            Term("ΔW<sub>hh</sub>", change.W_hh, "gradient"),
        ),
        f"Norm of the change: {norms}.",
        (source.calling(Workspace.move, "np.add"),),
        plain=plain.MOVED,
    )


def _typeset(name: str) -> str:
    symbol, below = name.split("_")
    return f"{symbol}<sub>{below}</sub>"


def _says(trainer: Trainer, gradient: Array, used: Array) -> str:
    """What happens, in one line."""
    experiment, sequences = trainer.experiment, trainer.experiment.batch.learned
    mean = f"is the mean over {sequences} sequences and " if sequences > 1 else ""
    said = f"The gradient {mean}has norm {minus(norm(gradient))}"
    shorter = norm(used) / norm(gradient) if norm(gradient) else 1.0
    said += f"; clipping reduces it to {minus(norm(used))}." if shorter < 1 else "; every parameter moves by its Δ."
    if experiment.always_fresh:
        return f"{said} Shown with the probe batch; training draws a fresh one."
    if not trainer.can_advance:
        return f"{said} The run has ended here: this is the update it did not make."
    return said
