"""Gradient check: compare the gradient of BPTT with finite differences of the loss."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from rnn.lenses.perturbed_losses import losses
from rnn.network.activations import ACTIVATIONS
from rnn.network.bptt import Pass
from rnn.network.norms import norm, norms
from rnn.network.parameters import Array, Parameters
from rnn.text.quantities import extent

EPSILONS = np.array([10.0**-power for power in range(1, 13)])
THRESHOLD = 1e-7
"""Relative error below which a check passes: finite differences reach about 1e-10, a wrong formula gives about 1."""
LEAST_SHARE, LEAST = 1e-3, 1e-8
"""Lower bounds of the norm that an error is relative to: a fraction of the loss or of the largest entry, and a number.

In a loss of 16 digits, finite differences cannot resolve a gradient that has vanished."""
SETTLED, SURER = 1e-3, 10.0
"""A check fails only where central differences at three neighbouring epsilons agree to that fraction of their norm, and
so many times better with each other than with BPTT: neither rounding nor chaos makes it fail."""
Verdict = Literal["passed", "failed", "unseen", "unsure", "beyond"]
MOST_ENTRIES = 32
SECONDS, MOST_SECONDS = 0.05, 2.0
"""How long a check of many entries should take, and how long a check of one may take."""


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """Derivatives of the loss by finite differences, and by BPTT.

        central: (L(w + epsilon) - L(w - epsilon)) / (2 epsilon)     forward: (L(w + epsilon) - L(w)) / epsilon

    entries (N,)                 the places of the checked entries in the flat vector of parameters
    of                           how many entries there are of what was asked for
    central, forward (E, N)    for each epsilon of `epsilons` (E,)
    followed, whole (N,)         by BPTT: what the update follows, and the same without truncation
    rounding (E, N)              how far the last digit of the network's outputs moves the central differences
    crossed (E,)                 whether a ReLU unit is on at w + epsilon and off at w - epsilon, or the reverse
    loss                         the loss that the update follows
    least                        the smallest norm that an error is relative to
    """

    epsilons: Array
    entries: Array
    of: int
    central: Array
    forward: Array
    followed: Array
    whole: Array
    rounding: Array
    crossed: Array
    loss: float
    least: float

    @cached_property
    def error(self) -> Array:
        """|central - BPTT| relative to the larger norm of the two, for each epsilon, (E,); nan where not finite."""
        return self._against(self.central, self.followed)

    @cached_property
    def forward_error(self) -> Array:
        """The same for forward differences."""
        return self._against(self.forward, self.followed)

    @cached_property
    def whole_error(self) -> Array:
        """The same for central differences and the gradient without truncation."""
        return self._against(self.central, self.whole)

    @property
    def cut(self) -> bool:
        """Whether truncation changes the gradient of these entries."""
        return bool((self.followed != self.whole).any())

    @property
    def best(self) -> int | None:
        """Index of the epsilon with the smallest error; None where no difference is finite."""
        return None if np.isnan(self.error).all() else int(np.nanargmin(self.error))

    @property
    def verdict(self) -> Verdict:
        """Result of comparing the smallest error with THRESHOLD.

        passed, failed : below it, or not
        unseen : even a wrong gradient of that norm would be below it
        unsure : not below, but the differences do not agree among themselves
        beyond : no loss is finite
        """
        if self.best is None:
            return "beyond"
        if self.error[self.best] >= THRESHOLD:
            return "failed" if self.sure else "unsure"
        return "passed" if self.gradient_norm > THRESHOLD * self.least else "unseen"

    @property
    def sure(self) -> bool:
        """Whether at some epsilon the differences agree among themselves, and SURER times better than with BPTT."""
        with np.errstate(over="ignore", invalid="ignore"):
            steps, middle = norms(np.diff(self.central, axis=0)), self.central[1:-1]
            doubt = np.maximum(np.maximum(steps[:-1], steps[1:]), norms(self.rounding[1:-1]))
            size = np.maximum(norms(middle), max(LEAST, LEAST_SHARE * self.loss))
            away = norms(middle - self.followed)
            return bool(((doubt <= SETTLED * size) & (SURER * doubt < away)).any())

    @property
    def gradient_norm(self) -> float:
        """Norm of the gradient of the checked entries, by BPTT."""
        with np.errstate(over="ignore"):
            return norm(self.followed)

    def _against(self, slopes: Array, gradient: Array) -> Array:
        with np.errstate(over="ignore", invalid="ignore"):
            largest = [max(norm(row), norm(gradient), self.least) for row in slopes]
            found = np.array([norm(row - gradient) for row in slopes]) / largest
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
    vector, relu = shown.parameters.vector, shown.options.activation is ACTIVATIONS["relu"]
    perturbed = np.zeros((len(entries), len(vector)))
    central = np.empty((len(EPSILONS), len(entries)))
    forward, rounding, crossed = np.empty_like(central), np.empty_like(central), np.zeros(len(EPSILONS), dtype=bool)
    with np.errstate(over="ignore", invalid="ignore"):
        (here,), _, _ = losses(shown, vector[None], error_scale)
        for e, epsilon in enumerate(EPSILONS):
            perturbed[np.arange(len(entries)), entries] = epsilon
            above, above_rounding, h_above = losses(shown, vector + perturbed, error_scale)
            below, below_rounding, h_below = losses(shown, vector - perturbed, error_scale)
            central[e], forward[e] = (above - below) / (2 * epsilon), (above - here) / epsilon
            rounding[e] = (above_rounding + below_rounding) / (2 * epsilon)
            crossed[e] = relu and ((h_above > 0) != (h_below > 0)).any()
        followed, lost = shown.gradients.vector, shown.truncation_error.vector
    least = max(LEAST, LEAST_SHARE * max(here, float(np.abs(followed).max())))
    return GradientCheck(
        EPSILONS, entries, sum(map(len, asked)), central, forward, followed[entries], (followed + lost)[entries],
        rounding, crossed, float(here), least,
    )  # fmt: skip


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
    fixed = len(EPSILONS) * steps * 2e-5
    each = len(EPSILONS) * steps * 2 * sequences * (2e-7 + 5e-10 * shown.parameters.sizes.total)
    if fixed + each > MOST_SECONDS:
        raise ValueError(
            f"Gradient check: one entry would take about {fixed + each:.0f} seconds, "
            f"with {extent(sequences, steps, shown.parameters.sizes.hidden)}. Make one of the three smaller."
        )
    return int(min(MOST_ENTRIES, max(1, (SECONDS - fixed) // each)))
