"""What-if: the gain on W_hh and the input scale, two sliders that recompute the pass without training."""

from __future__ import annotations

from typing import Any, TypeGuard

from pages.shared.visitor.view import WhatIf
from pages.shared.visitor.visit import Session
from rnn.experiment.experiment import CHOICES

MOST = 3.0
"""Upper end of the sliders; that of the gain is higher where training uses a larger one."""
HIGHEST = float(CHOICES["recurrent_gain"].high or MOST)


def asked_for(command: dict[str, Any]) -> WhatIf | None:
    """Return the what-if of a command {gain, input_scale}; None where a value is missing or out of range."""
    gain, input_scale = command.get("gain"), command.get("input_scale")
    if not (_within(gain, HIGHEST) and _within(input_scale, MOST)):
        return None
    return WhatIf(float(gain), float(input_scale))


def sliders(session: Session) -> dict[str, Any]:
    """Return values and upper ends of the sliders, and whether a what-if is in force."""
    shown = session.view.shown
    trained = shown.experiment.options_at(shown.epoch).gain
    now = session.what_if or WhatIf(trained, 1.0)
    return {
        "gain": now.gain,
        "input_scale": now.input_scale,
        "most_gain": max(MOST, trained, now.gain),
        "most_input_scale": MOST,
        "in_force": session.what_if is not None,
    }


def _within(value: Any, most: float) -> TypeGuard[float]:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and 0 <= value <= most  # not for nan; and a huge int needs no float
