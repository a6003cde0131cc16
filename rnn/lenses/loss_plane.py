"""Loss in a plane through the present weights, with the path of training projected on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from rnn.lenses.cliff import PLANES
from rnn.lenses.many_losses import losses_and_norms, seconds_of, why_too_dear
from rnn.lenses.remembered import remembered
from rnn.network.norms import norm
from rnn.network.parameters import Array, Parameters
from rnn.training.trainer import Trainer

ENTRY, RANDOM = PLANES
SIDES = (31, 21, 11)
"""Points along each side; fewer where they would take longer than SECONDS."""
SECONDS = 0.3
SEED = 1
HALVES = (1.0, 2.0, 5.0, 10.0)
"""Half the length of a side: the first that holds the path, or the last."""


@dataclass(frozen=True, eq=False)
class LossPlane:
    """Loss over theta + x d_1 + y d_2, with orthonormal d_1 and d_2.

    plane : which of PLANES; entry : (row, column) of W_hh, counted from 0
    x, y : (N,)  values of the entry and of the bias, or distances from the present weights
    losses : (N, N)  rows over y, not finite where the network is not
    here : x and y of the present weights
    epochs : (K,)  the kept epochs up to the present one, which is the last
    path : (K, 2)  their weights, projected on the plane (Goodfellow et al. 2015; Lorch 2016)
    held : the part of the squared movement between these epochs that lies in the plane; nan without movement
    """

    plane: str
    entry: tuple[int, int]
    x: Array
    y: Array
    losses: Array
    here: tuple[float, float]
    epochs: Array
    path: Array
    held: float


def why_no_plane(trainer: Trainer, plane: str) -> str | None:
    """Why there is no such plane; None where there is one."""
    length = norm(trainer.latest.gradients.vector)
    if plane == RANDOM and not (length and np.isfinite(length)):
        state = "zero" if not length else "not finite"
        return f"The gradient is {state}: it has no direction. Choose another plane."
    return why_too_dear(trainer, SIDES[-1] ** 2)


def loss_plane(trainer: Trainer, plane: str = ENTRY, entry: tuple[int, int] = (0, 0)) -> LossPlane:
    """Return the losses in a plane at the epoch shown; computed once for each epoch.

    entry : W_hh[entry] is the x of the plane ENTRY, the bias of the same row its y. Raises IndexError for another.
    """
    key = ("plane", plane, entry, trainer.experiment.options_at(trainer.epoch))
    return remembered(trainer.parameters.vector, key, lambda: _computed(trainer, plane, entry))


class _Path(NamedTuple):
    """Kept epochs, (K,), their places in the plane, (K, 2), and the part of the movement that it holds."""

    epochs: Array
    places: Array
    held: float


@np.errstate(all="ignore")
def _computed(trainer: Trainer, plane: str, entry: tuple[int, int]) -> LossPlane:
    directions, vector = _directions(trainer, plane, entry), trainer.parameters.vector
    path = _path(trainer, directions)
    reach = float(np.abs(path.places).max())
    half = next((half for half in HALVES if reach < half), HALVES[-1])
    side = next((side for side in SIDES if seconds_of(trainer, side**2) < SECONDS), SIDES[-1])
    along = np.linspace(-half, half, side)
    y, x = (places.ravel() for places in np.meshgrid(along, along, indexing="ij"))
    losses, _ = losses_and_norms(trainer, vector + np.stack([x, y], axis=1) @ directions, with_norms=False)
    here = (0.0, 0.0)
    if plane == ENTRY:
        here = float(trainer.parameters.W_hh[entry]), float(trainer.parameters.b_h[entry[0], 0])
    return LossPlane(
        plane, entry, here[0] + along, here[1] + along, losses.reshape(side, side),
        here, path.epochs, here + path.places, path.held,
    )  # fmt: skip


def _directions(trainer: Trainer, plane: str, entry: tuple[int, int]) -> Array:
    """Two orthonormal directions, (2, P)."""
    vector = trainer.parameters.vector
    if plane == ENTRY:
        both = Parameters(trainer.parameters.sizes, np.zeros((2, len(vector))))
        both.W_hh[0][entry] = both.b_h[1, entry[0], 0] = 1.0
        return both.vector
    gradient = trainer.latest.gradients.vector
    downhill = -gradient / norm(gradient)
    drawn = np.random.default_rng(SEED).standard_normal(len(vector))
    across = drawn - (drawn @ downhill) * downhill
    return np.stack([downhill, across / norm(across)])


def _path(trainer: Trainer, directions: Array) -> _Path:
    """Project the kept epochs before the present one, and the present one, on the plane."""
    vector, kept = trainer.parameters.vector, trainer.snapshots.vectors
    epochs = [epoch for epoch in sorted(kept) if epoch < trainer.epoch]
    weights = np.array([*(kept[epoch][: len(vector)] for epoch in epochs), vector])
    places = (weights - vector) @ directions.T
    whole, within = (float(np.sum(np.diff(each, axis=0) ** 2)) for each in (weights, places))
    return _Path(np.array([*epochs, trainer.epoch]), places, within / whole if whole else np.nan)
