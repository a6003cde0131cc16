"""Gradient check: is what BPTT says really the slope of the loss? Nudge a parameter, and see what the loss does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from rnn.activations import ACTIVATIONS
from rnn.batch import learned
from rnn.bptt import Pass, forward
from rnn.norms import norm
from rnn.parameters import Array, Parameters

NUDGES = np.array([10.0**-power for power in range(1, 13)])
THRESHOLD = 1e-7
"""Relative error below which it passes: differences of 16-digit numbers get to about 1e-10, a wrong formula to 1."""
LEAST_SHARE, LEAST = 1e-3, 1e-8
"""A gradient is never taken as shorter than this part of the loss, or of the largest entry, nor than that number:
in a loss of 16 digits a difference cannot see a gradient that has vanished, and would call every digit of it wrong."""
Verdict = Literal["passed", "failed", "unseen", "beyond"]
MOST_ENTRIES = 64
SECONDS, MOST_SECONDS = 0.1, 2.0
"""How long a check of many entries should take, and how long a check of one may take."""


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """Slopes of the loss by differences, and by BPTT.

        central: (L(w + nudge) - L(w - nudge)) / (2 nudge)     one-sided: (L(w + nudge) - L(w)) / nudge

    entries (N,)                 the places of the checked entries in the flat vector of parameters
    of                           how many entries there are of what was asked for
    central, one_sided (E, N)    for each nudge of `nudges` (E,)
    followed, whole (N,)         by BPTT: what the update follows, and the same without truncation
    crossed (E,)                 whether a ReLU unit is on at one side of a nudge and off at the other
    loss                         what is nudged: the loss that the update follows
    least                        the shortest length that a relative error is taken against
    """

    nudges: Array
    entries: Array
    of: int
    central: Array
    one_sided: Array
    followed: Array
    whole: Array
    crossed: Array
    loss: float
    least: float

    @cached_property
    def error(self) -> Array:
        """|central - BPTT| against the longer of the two, for each nudge, (E,); nan beyond the finite numbers."""
        return self._against(self.central, self.followed)

    @cached_property
    def one_sided_error(self) -> Array:
        """The same for the one-sided differences."""
        return self._against(self.one_sided, self.followed)

    @cached_property
    def whole_error(self) -> Array:
        """The same for the central differences and the gradient that nothing is cut from."""
        return self._against(self.central, self.whole)

    @property
    def cut(self) -> bool:
        """Whether truncation takes something from the gradient of these entries."""
        return bool((self.followed != self.whole).any())

    @property
    def best(self) -> int | None:
        """Which nudge has the smallest error; None where no difference is finite."""
        return None if np.isnan(self.error).all() else int(np.nanargmin(self.error))

    @property
    def verdict(self) -> Verdict:
        """Whether the smallest error is below THRESHOLD: passed or failed.

        Or else unseen: even a wrong gradient of that length would be below it; beyond: no loss is a finite number.
        """
        if self.best is None:
            return "beyond"
        if self.error[self.best] >= THRESHOLD:
            return "failed"
        return "passed" if self.length > THRESHOLD * self.least else "unseen"

    @property
    def length(self) -> float:
        """The length of what BPTT says of the checked entries."""
        with np.errstate(over="ignore"):
            return norm(self.followed)

    def _against(self, slopes: Array, gradient: Array) -> Array:
        with np.errstate(over="ignore", invalid="ignore"):
            longest = [max(norm(row), norm(gradient), self.least) for row in slopes]
            found = np.array([norm(row - gradient) for row in slopes]) / longest
        return np.where(np.isfinite(found), found, np.nan)


def check(
    shown: Pass, error_scale: float | Array = 1.0, name: str | None = None, entry: tuple[int, int] | None = None
) -> GradientCheck:
    """Check one entry (row, column) of the parameter `name`, all of `name`, or all parameters where that is None.

    error_scale is that of the pass. Of many entries some are checked, evenly drawn from each parameter. Raises KeyError
    for another name, IndexError for an entry that is not there, ValueError where one entry alone would take too long.
    """
    asked = _places(shown.parameters, name, entry)
    entries = _evenly(asked, _most_entries(shown))
    with np.errstate(over="ignore", invalid="ignore"):
        here, _ = _loss_and_units(shown, shown.parameters, error_scale)
        central = np.empty((len(NUDGES), len(entries)))
        one_sided, crossed = np.empty_like(central), np.zeros(len(NUDGES), dtype=bool)
        for e, nudge in enumerate(NUDGES):
            for n, place in enumerate(entries):
                above, on_above = _loss_and_units(shown, _nudged(shown.parameters, place, nudge), error_scale)
                below, on_below = _loss_and_units(shown, _nudged(shown.parameters, place, -nudge), error_scale)
                central[e, n] = (above - below) / (2 * nudge)
                one_sided[e, n] = (above - here) / nudge
                crossed[e] |= bool((on_above != on_below).any())
        followed, lost = shown.gradients.vector, shown.lost.vector
    least = max(LEAST, LEAST_SHARE * max(here, float(np.abs(followed).max())))
    return GradientCheck(
        NUDGES, entries, sum(map(len, asked)), central, one_sided, followed[entries], (followed + lost)[entries],
        crossed, here, least,
    )  # fmt: skip


def loss_of_update(shown: Pass, yhat: Array, error_scale: float | Array = 1.0) -> float:
    """The loss whose gradient an update follows, for answers yhat (B, T, K) to the sequences of `shown`.

        (1/B) sum_b error_scale_b sum_t l_t     over the sequences and steps that count
        l_t = |yhat_t - y_t|^2 / 2, or the cross-entropy: in both d(l_t)/do_t = yhat_t - y_t

    error_scale : one number, or one for each sequence, (B,)
    """
    at_steps = shown.options.loss.at_steps(yhat, shown.target) / shown.options.loss.slope
    counted = np.where(shown.counts, at_steps, 0.0) * np.reshape(error_scale, (-1, 1))
    return float(counted.sum() / (len(shown.x) if shown.counted is None else learned(shown.counted)))


def _loss_and_units(shown: Pass, parameters: Parameters, error_scale: float | Array) -> tuple[float, Array]:
    """That loss with other parameters, and which ReLU units are on, if any are ReLU."""
    h, yhat = forward(parameters, shown.x, shown.options, shown.lengths)
    bends = shown.options.activation is ACTIVATIONS["relu"]
    return loss_of_update(shown, yhat, error_scale), h[:, 1:] > 0 if bends else np.empty(0)


def _nudged(parameters: Parameters, place: int, nudge: float) -> Parameters:
    nudged = parameters.copy()
    nudged.vector[place] += nudge
    return nudged


def _places(parameters: Parameters, name: str | None, entry: tuple[int, int] | None) -> list[Array]:
    """Where in the flat vector the entries of each parameter stand."""
    places = Parameters(parameters.sizes, np.arange(len(parameters.vector)))
    if name is not None and entry is not None:
        return [places[name][entry].reshape(1)]
    return [places[each].ravel() for each in (parameters.held if name is None else (name,))]


def _evenly(asked: list[Array], most: int) -> Array:
    """At most that many entries, as many of each parameter as of any other that has so many; at least one of each."""
    chosen = []
    for left, each in zip(range(len(asked), 0, -1), sorted(asked, key=len), strict=True):
        count = min(len(each), max(1, most // left))
        chosen.append(each[np.linspace(0, len(each) - 1, count).round().astype(int)])
        most -= count
    return np.concatenate(chosen)


def _most_entries(shown: Pass) -> int:
    """How many entries can be checked in the time: a guess from the size of the computation, the same everywhere."""
    sequences, steps, _ = shown.x.shape
    forward_run = 1e-5 + steps * (5e-6 + 3.5e-10 * shown.parameters.sizes.total * sequences)
    seconds = 2 * len(NUDGES) * forward_run
    if seconds > MOST_SECONDS:
        raise ValueError(
            f"Gradient check: one entry would take about {seconds:.0f} seconds, with {shown.x.shape[0]:,} sequences of "
            f"{steps:,} time steps and {shown.parameters.sizes.hidden} hidden units. Make one of the three smaller."
        )
    return int(min(MOST_ENTRIES, max(1, SECONDS // seconds)))
