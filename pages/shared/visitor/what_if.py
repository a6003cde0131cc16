"""Physics: the two sliders that change the network at once, without training, as values."""

from __future__ import annotations

from math import isfinite
from typing import Any, TypeGuard

from pages.shared.visitor.view import Physics, Session
from rnn.experiment.experiment import CHOICES

MOST = 3.0
"""How far the sliders go; the factor on W_hh at least to the one that is trained with."""
HIGHEST = float(CHOICES["recurrent_gain"].high or MOST)


def asked_for(command: dict[str, Any]) -> Physics | None:
    """What a command {gain, input_scale} asks for; None where it makes no sense, or asks for nothing."""
    gain, input_scale = command.get("gain"), command.get("input_scale")
    if not (_within(gain, HIGHEST) and _within(input_scale, MOST)):
        return None
    return Physics(float(gain), float(input_scale))


def sliders(session: Session) -> dict[str, Any]:
    """Where the sliders stand, how far they go, and whether they are in force."""
    shown = session.held or session.trainer
    trained = shown.experiment.options_at(shown.epoch).gain
    now = session.physics or Physics(trained, 1.0)
    return {
        "gain": now.gain,
        "input_scale": now.input_scale,
        "most_gain": max(MOST, trained, now.gain),
        "most_input_scale": MOST,
        "in_force": session.physics is not None,
    }


def _within(value: Any, most: float) -> TypeGuard[float]:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and isfinite(value) and 0 <= value <= most
