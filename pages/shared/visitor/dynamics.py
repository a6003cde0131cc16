"""Choices of the views of the Dynamics page: what is held, coloured, perturbed or clamped; nothing is trained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from rnn.experiment.network_choices import MOST_UNITS
from rnn.lenses.held_input import HELD_INPUTS
from rnn.lenses.lesions import CLAMPS
from rnn.lenses.perturbation import DIRECTIONS, SIZES
from rnn.lenses.state_space import COLOURS

MOST = {
    "held_input": len(HELD_INPUTS),
    "coloured_by": len(COLOURS),
    "clamp": len(CLAMPS),
    "size": len(SIZES),
    "direction": len(DIRECTIONS) + MOST_UNITS,
}
SWITCHES = ("all_sequences",)


@dataclass(frozen=True)
class DynamicsChoices:
    """What is chosen in the heads of the cards.

    held_input : a place in HELD_INPUTS
    coloured_by : a place in COLOURS
    all_sequences : whether the trajectories of all sequences are drawn, and not only of the selected one
    clamp : a place in CLAMPS
    size : a place in SIZES
    direction : a place in `direction_names`, which the view bounds by the number of units
    """

    held_input: int = 0
    coloured_by: int = 0
    all_sequences: bool = True
    clamp: int = 0
    size: int = 1
    direction: int = 0

    def selecting(self, command: dict[str, Any]) -> DynamicsChoices:
        """Return the choices after a command; an invalid value changes nothing."""
        chosen: dict[str, Any] = {name: command[name] for name in MOST if _is_place(command.get(name), MOST[name])}
        chosen |= {name: command[name] for name in SWITCHES if isinstance(command.get(name), bool)}
        return replace(self, **chosen) if chosen else self


def _is_place(value: Any, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < most


AT_FIRST_SEEN = DynamicsChoices()
