"""Presentation of each activation: the range of its states, its slope, and the captions of its charts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """Texts and ranges with which the figures show one activation.

    name, slope : its name and its derivative, as chart titles write them
    lowest, highest : bounds of the states; None if unbounded
    of_states, of_unit, of_slope : captions of the three charts of states and slopes
    all_passes : the condition under which the whole gradient passes
    symbol, derivative : f and f'(a_t), as equations write them
    steepest : the largest slope
    saturated : the name of saturated states, below the one or above the other limit; None if there are none
    """

    name: str
    slope: str
    lowest: float | None
    highest: float | None
    of_states: str
    of_unit: str
    of_slope: str
    all_passes: str
    symbol: str = ""
    derivative: str = ""
    steepest: float = 1.0
    saturated: str | None = None
    saturated_below: float = 0.0
    saturated_above: float = 0.0

    @property
    def bounded(self) -> bool:
        """Whether the states are bounded on both sides."""
        return self.lowest is not None and self.highest is not None


TANH = Look(
    "tanh",
    "1 − h²",
    lowest=-1.0,
    highest=1.0,
    of_states="One row per unit. Blue is −1, orange is +1; the middle of the scale is 0.",
    of_unit="The state of the chosen unit. Near ±1 tanh saturates, and little gradient passes.",
    of_slope="The factor of tanh on the gradient: 1 passes all of it, 0 passes nothing.",
    all_passes="every state is at zero, or next to it, where tanh is steepest",
    symbol="tanh",
    derivative="1 − h<sub>t</sub>²",
    saturated="saturated (beyond ±0.9)",
    saturated_below=-0.9,
    saturated_above=0.9,
)
RELU = Look(
    "ReLU",
    "1 where h > 0",
    lowest=0.0,
    highest=None,
    of_states="One row per unit. The scale begins at 0, where a unit is off; its end grows with the largest state.",
    of_unit="The state of the chosen unit. At 0 it is off, and no gradient passes; the axis grows with the states.",
    of_slope="The factor of ReLU on the gradient: 1 passes all of it; at 0 the unit is off, and nothing passes.",
    all_passes="every unit is on at every time step",
    symbol="ReLU",
    derivative="[h<sub>t</sub> > 0]",
)
LINEAR = Look(
    "the linear unit",
    "1",
    lowest=None,
    highest=None,
    of_states="One row per unit. Blue is below 0, orange above; the ends of the scale grow with the largest state.",
    of_unit="The state of the chosen unit. Nothing bounds it, and the axis grows with it.",
    of_slope="A linear unit passes all of the gradient: its slope is 1 at every state.",
    all_passes="a linear unit is equally steep everywhere",
    symbol="",
    derivative="1",
)
LOGISTIC = Look(
    "the logistic",
    "h (1 − h)",
    lowest=0.0,
    highest=1.0,
    of_states="One row per unit, on a scale from 0 to 1: a logistic unit is never beyond them.",
    of_unit="The state of the chosen unit. Near 0 and 1 the logistic saturates, and little gradient passes.",
    of_slope="The factor of the logistic on the gradient: at most 1/4; 0 passes nothing.",
    all_passes="",
    symbol="σ",
    derivative="h<sub>t</sub> (1 − h<sub>t</sub>)",
    steepest=0.25,
    saturated="saturated (below 0.05 or above 0.95)",
    saturated_below=0.05,
    saturated_above=0.95,
)
