"""Cliff: loss and gradient norm along a line through the present weights, and where one update steps on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rnn.lenses.many_losses import losses_and_norms, why_too_dear
from rnn.lenses.remembered import remembered
from rnn.network.norms import norm
from rnn.network.parameters import Array, Parameters
from rnn.training.trainer import Trainer
from rnn.updates.clipping import by_value, factor_by_norm

POINTS = 201
EXAMPLE_LIMIT = 1.0
"""The norm at which the gradient is clipped where the experiment sets no clipping."""
SPANS = (0.5, 1.0, 2.0, 3.0)
"""Half the length of a line along the gradient: the first that holds the step, or the last."""
HALF_OF_ENTRY, MOST_GAIN = 3.0, 3.0
GRADIENT, GAIN, ENTRY = "gradient", "gain", "entry"
LINES = (GRADIENT, GAIN, ENTRY)
PLANES = ("entry", "random")


@dataclass(frozen=True)
class Cut:
    """Where the loss is cut: along which line and in which plane, and the entry W_hh[row, column] that both may take.

    line, plane : places in LINES and PLANES; row, column : counted from 0
    """

    line: int = 0
    plane: int = 0
    row: int = 0
    column: int = 0

    def within(self, units: int) -> Cut:
        """Return it for a network of so many hidden units, which may have fewer than the one before."""
        return replace(self, row=min(self.row, units - 1), column=min(self.column, units - 1))


FIRST_CUT = Cut()


@dataclass(frozen=True)
class Step:
    """One update of training, as far as it goes along the line.

    place : where it lands on the line's axis
    loss : the loss at that place of the line
    after : the loss after the whole update, which may leave the line
    limit : the norm that the gradient is clipped at; None where nothing is clipped by norm
    """

    place: float
    loss: float
    after: float
    limit: float | None = None


@dataclass(frozen=True, eq=False)
class Cliff:
    """Loss and gradient norm along a line theta(s) = theta + s d (Pascanu et al. 2013, section 2.2).

    line : which of LINES; entry : (row, column) of W_hh, counted from 0
    at : (POINTS,)  the distance against the gradient, the gain on W_hh, or the entry
    losses, norms : (POINTS,), not finite where the network is not
    here : place, loss and gradient norm of the present weights
    raw, clipped : one update without clipping, and with it; None where the gradient is not finite
    example : whether the experiment sets no clipping, and norm EXAMPLE_LIMIT stands in
    """

    line: str
    entry: tuple[int, int]
    at: Array
    losses: Array
    norms: Array
    here: tuple[float, float, float]
    raw: Step | None
    clipped: Step | None
    example: bool


@dataclass(frozen=True, eq=False)
class _Line:
    """Places on the axis, the networks there, and how far an update goes along it."""

    at: Array
    here: float
    direction: Array  # an update u goes u . direction along the axis

    def place_of(self, update: Array) -> float:
        """Return where an update lands."""
        return self.here + float(update @ self.direction)


def why_no_cliff(trainer: Trainer, line: str) -> str | None:
    """Why there is no such line; None where there is one."""
    length = norm(trainer.latest.gradients.vector)
    if line == GRADIENT and not np.isfinite(length):
        return "The gradient is not finite: it has no direction. Choose another line."
    if line == GRADIENT and not length:
        return "The gradient is zero: it has no direction. Choose another line."
    return why_too_dear(trainer, POINTS)


def cliff(trainer: Trainer, line: str = GRADIENT, entry: tuple[int, int] = (0, 0)) -> Cliff:
    """Return the losses along a line at the epoch shown; computed once for each epoch.

    Raises IndexError for an entry that is not there. `why_no_cliff` says where there is no such line.
    """
    settings = tuple(trainer.experiment.value_at(name, trainer.epoch) for name in ("clip_norm", "clip_value"))
    key = ("cliff", line, entry, trainer.experiment.options_at(trainer.epoch), settings,
           trainer.experiment.settings_at(trainer.epoch))  # fmt: skip
    return remembered(trainer.parameters.vector, key, lambda: _computed(trainer, line, entry))


@np.errstate(all="ignore")
def _computed(trainer: Trainer, line: str, entry: tuple[int, int]) -> Cliff:
    raw, clipped = updates(trainer)
    along = _line(trainer, line, entry, raw)
    places = [along.here, *(along.place_of(update) for update in (raw, clipped))]
    at = np.concatenate([along.at, places])
    losses, norms = losses_and_norms(trainer, *_networks(trainer, line, along, at))
    after, _ = losses_and_norms(trainer, trainer.parameters.vector + np.stack([raw, clipped]), with_norms=False)
    known = bool(np.isfinite(places).all())
    limit = trainer.experiment.value_at("clip_norm", trainer.epoch)
    example = is_example(trainer)
    return Cliff(
        line, entry, along.at, losses[:POINTS], norms[:POINTS],
        (along.here, float(losses[POINTS]), float(norms[POINTS])),
        Step(places[1], float(losses[-2]), float(after[0])) if known else None,
        Step(places[2], float(losses[-1]), float(after[1]), EXAMPLE_LIMIT if example else limit) if known else None,
        example,
    )  # fmt: skip


def is_example(trainer: Trainer) -> bool:
    """Whether the experiment sets no clipping at this epoch, so that EXAMPLE_LIMIT stands in."""
    return all(trainer.experiment.value_at(name, trainer.epoch) is None for name in ("clip_norm", "clip_value"))


def updates(trainer: Trainer) -> tuple[Array, Array]:
    """Return what the optimizer would add to the weights, (P,), without clipping and with it.

    The gradient is that of the pass shown; state and settings of the optimizer are those of the epoch.
    """
    experiment, gradient = trainer.experiment, trainer.latest.gradients.vector
    limits = (experiment.value_at(name, trainer.epoch) for name in ("clip_norm", "clip_value"))
    norm_limit, value_limit = (EXAMPLE_LIMIT, None) if is_example(trainer) else limits
    cut = gradient if value_limit is None else by_value(gradient, value_limit)
    cut = cut * factor_by_norm(norm(cut), norm_limit)
    rule, settings = experiment.optimizer_rule, experiment.settings_at(trainer.epoch)
    raw, clipped = (rule.update(trainer.state, each, settings)[1] for each in (gradient, cut))
    return raw, clipped


def _line(trainer: Trainer, line: str, entry: tuple[int, int], update: Array) -> _Line:
    gain = trainer.experiment.options_at(trainer.epoch).gain
    direction = Parameters(trainer.parameters.sizes, np.zeros_like(trainer.parameters.vector))
    if line == GRADIENT:
        gradient = trainer.latest.gradients.vector
        downhill = -gradient / norm(gradient)
        step = abs(float(update @ downhill))
        half = next((span for span in SPANS if step < span), SPANS[-1])
        return _Line(np.linspace(-half, half, POINTS), 0.0, downhill)
    if line == ENTRY:
        direction.W_hh[entry] = 1.0
        here = float(trainer.parameters.W_hh[entry])
        return _Line(here + np.linspace(-HALF_OF_ENTRY, HALF_OF_ENTRY, POINTS), here, direction.vector)
    W_hh = trainer.parameters.W_hh
    length = norm(W_hh.ravel())
    if length:
        direction.W_hh[...] = gain * (W_hh / length) / length
    return _Line(np.linspace(0.0, max(MOST_GAIN, 2 * gain), POINTS), gain, direction.vector)


def _networks(trainer: Trainer, line: str, along: _Line, at: Array) -> tuple[Array, Array | None]:
    """The weights at each place of the line, (N, P), and their gains on W_hh."""
    vector = trainer.parameters.vector
    if line == GAIN:
        return np.broadcast_to(vector, (len(at), len(vector))), at
    vectors = vector + (at - along.here)[:, None] * along.direction
    return vectors, None
