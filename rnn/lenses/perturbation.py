"""Perturbation: h_0 moved a little; the two runs separate or merge, and how fast (Lyapunov exponent)."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log, nan

import numpy as np

from rnn.lenses.over_training import epochs_looked_at
from rnn.lenses.remembered import remembered
from rnn.network.bptt import Pass
from rnn.network.norms import norms
from rnn.network.parameters import Array
from rnn.network.spectrum import largest_singular_value
from rnn.training.trainer import Trainer

SIZES = (1e-6, 1e-3, 0.01, 0.1, 1.0)
"""Norms of the perturbation that are offered."""
DIRECTIONS = ("random 1", "random 2", "random 3", "fastest growing")
"""Directions besides those of single units."""
ROUNDING = 1e-13
"""Distance relative to 1 + |h_t| below which nothing is left but rounding."""
MOST_WORK = 1e8
"""Bounds the steps that are multiplied: as many as (units)^3 times steps stay below it, at least 20."""


@dataclass(frozen=True, eq=False)
class Perturbed:
    """Two runs of one sequence.

    distance : (T + 1,), |h'_t - h_t|, at t = 0 the norm of the perturbation
    exponent : (1/n) ln(distance_n / distance_0), n the last step at which more than rounding is left; nan where none is
    measured : that n
    weights : ln of the largest singular value of g W_hh
    slopes : mean of ln f'(a_t) over units and steps; -inf where a unit passes nothing
    """

    distance: Array
    exponent: float
    measured: int
    weights: float
    slopes: float


def direction_names(units: int) -> tuple[str, ...]:
    """Return the names of the directions that are offered."""
    return (*DIRECTIONS, *(f"unit {unit}" for unit in range(1, units + 1)))


@np.errstate(all="ignore")
def perturbed(shown: Pass, sequence: int, size: float, direction: int) -> Perturbed:
    """Run one sequence again from h_0 + size * direction; `direction` is a place in `direction_names`."""
    shown = shown.alone(sequence)
    h = shown.h[0]
    distance = norms(_run_from(shown, h[0] + size * _unit_vector(shown, direction)) - h)
    left = np.flatnonzero((distance > ROUNDING * (1 + norms(h))) & np.isfinite(distance))
    measured = int(left[-1]) if len(left) else 0
    exponent = float(np.log(distance[measured] / distance[0]) / measured) if measured else nan
    weights = float(np.log(largest_singular_value(shown.options.gain * shown.parameters.W_hh)))
    slopes = float(np.mean(np.log(shown.slope[0].astype(float))))
    return Perturbed(distance, exponent, measured, weights, slopes)


def _run_from(shown: Pass, begin: Array) -> Array:
    """Return the states of the run that begins at `begin`, (T + 1, H)."""
    W_hh, h = shown.options.gain * shown.parameters.W_hh, np.empty_like(shown.h[0])
    driven = shown.x[0] @ shown.parameters.W_xh.T + shown.parameters.b_h.T
    h[0] = begin
    for t in range(1, len(h)):
        h[t] = shown.options.activation.function(driven[t - 1] + W_hh @ h[t - 1])
    return np.asarray(h)


def _unit_vector(shown: Pass, direction: int) -> Array:
    units = shown.parameters.sizes.hidden
    if direction >= len(DIRECTIONS):
        return np.asarray(np.eye(units)[min(direction - len(DIRECTIONS), units - 1)])
    if direction == len(DIRECTIONS) - 1:
        return fastest_growing(shown)
    vector = np.random.default_rng(direction).standard_normal(units)
    return np.asarray(vector / np.linalg.norm(vector))


def fastest_growing(shown: Pass) -> Array:
    """Return the direction of h_0 that is stretched most, (H,): the first right singular vector of J_T ... J_1."""
    product, scale = _product(shown)
    if not np.isfinite(scale):
        return np.asarray(np.eye(len(product))[0])
    return np.asarray(np.linalg.svd(product)[2][0])


@np.errstate(all="ignore")
def lyapunov_exponent(shown: Pass, sequence: int = 0) -> float:
    """Return the largest finite-time Lyapunov exponent of one sequence, per time step; -inf where nothing is passed on.

        (1/T) ln |J_T ... J_1|     J_t = dh_t/dh_{t-1} = diag(f'(a_t)) g W_hh, | | the largest singular value

    Positive: neighbouring states separate; negative: they merge. nan where a state is not finite.
    """
    shown = shown.alone(sequence)
    product, scale = _product(shown)
    if scale == -inf or not np.isfinite(scale):
        return scale
    return (scale + log(float(np.linalg.svd(product, compute_uv=False)[0]))) / steps_multiplied(shown)


def steps_multiplied(shown: Pass) -> int:
    """The number of Jacobians that are multiplied, from the first on."""
    units, steps = shown.parameters.sizes.hidden, int(shown.x.shape[1])
    return min(steps, max(20, int(MOST_WORK / units**3)))


def _product(shown: Pass) -> tuple[Array, float]:
    """Return J_T ... J_1 divided by its largest entry, and the logarithm of that; -inf for zero, nan if not finite."""
    W_hh, slope = shown.options.gain * shown.parameters.W_hh, shown.slope[0]
    product, scale = np.eye(len(W_hh)), 0.0
    for t in range(steps_multiplied(shown)):
        product = slope[t][:, None] * (W_hh @ product)
        largest = float(np.abs(product).max())
        if not 0 < largest < inf:
            return product, -inf if largest == 0 else nan
        product, scale = product / largest, scale + log(largest)
    return product, scale


def over_training(trainer: Trainer, sequence: int) -> tuple[Array, Array]:
    """Return epochs and the exponent at each; as many epochs as `epochs_looked_at` has, each computed once."""
    epochs = epochs_looked_at(trainer)
    return np.array(epochs), np.array([_at(trainer, epoch, sequence) for epoch in epochs])


def exponent_at(trainer: Trainer, sequence: int) -> float:
    """Return the exponent at the epoch of a trainer, computed once."""
    return _at(trainer, trainer.epoch, sequence)


def _at(trainer: Trainer, epoch: int, sequence: int) -> float:
    kept = trainer.parameters.vector if epoch == trainer.epoch else trainer.snapshots.vectors[epoch]
    key = ("Lyapunov exponent", trainer.experiment.options_at(epoch), sequence)
    return remembered(kept, key, lambda: lyapunov_exponent(trainer.at(epoch).latest, sequence))
