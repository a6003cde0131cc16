"""How each activation is drawn and spoken of: the range of its states, its slope, and the words beside the pictures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """What the figures need to know of one activation.

    name, slope : what it is called, and its derivative, as the title of a picture has them
    lowest, highest : between which every state lies, or None where nothing bounds it
    flat : the words for states where the slope is next to nothing, beyond `low_flat` and `high_flat`; or None
    of_states, of_unit, of_slope : how to read the three pictures
    all_passes : when all of the gradient passes
    symbol, derivative : f and f'(a_t) as they stand in an equation
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
    flat: str | None = None
    low_flat: float = 0.0
    high_flat: float = 0.0

    @property
    def bounded(self) -> bool:
        """Whether no state is beyond bounds, whatever arrives."""
        return self.lowest is not None and self.highest is not None


TANH = Look(
    "tanh",
    "1 − h²",
    lowest=-1.0,
    highest=1.0,
    of_states="One row per unit. Blue is −1, orange is +1; the middle of the scale is 0.",
    of_unit="The state of the chosen unit. Near ±1 tanh is flat, and little gradient passes.",
    of_slope="What tanh lets back through: at 1 all of the gradient, at 0 nothing.",
    all_passes="every state is at zero, or next to it, where tanh is steepest",
    symbol="tanh",
    derivative="1 − h<sub>t</sub>²",
    flat="saturated (beyond ±0.9)",
    low_flat=-0.9,
    high_flat=0.9,
)
RELU = Look(
    "ReLU",
    "1 where h > 0",
    lowest=0.0,
    highest=None,
    of_states="One row per unit. The scale begins at 0, where a unit is off; its end grows with the largest state.",
    of_unit="The state of the chosen unit. At 0 it is off, and no gradient passes; the axis grows with the states.",
    of_slope="What ReLU lets back through: at 1 all of the gradient; at 0 the unit is off, and nothing passes.",
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
    of_slope="A linear unit lets all of the gradient back through: its slope is 1 at every state.",
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
    of_unit="The state of the chosen unit. Near 0 and 1 the logistic is flat, and little gradient passes.",
    of_slope="What the logistic lets back through: a quarter of the gradient at most; at 0 nothing.",
    all_passes="",
    symbol="σ",
    derivative="h<sub>t</sub> (1 − h<sub>t</sub>)",
    steepest=0.25,
    flat="saturated (below 0.05 or above 0.95)",
    low_flat=0.05,
    high_flat=0.95,
)
