"""A lane as the figures draw it: its run, its letter, and the colour, dash and mark that are its own everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rnn.data.scaling import restored
from rnn.experiment.differences import LETTERS
from rnn.figures.card import line_mode
from rnn.network.bptt import Pass
from rnn.network.parameters import Array
from rnn.training.lanes import Lanes
from rnn.training.trainer import Trainer

_DASHES = ("solid", "dash", "dot", "dashdot")
_SYMBOLS = ("circle", "square", "diamond", "triangle-up")


@dataclass(frozen=True, eq=False)
class Lane:
    """One run of a comparison.

    newest, shown : the run at its newest epoch, and at the epoch shown
    sequence : the selected sequence of the batch, counted from 0; its last one if it has fewer
    """

    place: int
    newest: Trainer
    shown: Trainer
    sequence: int

    @property
    def letter(self) -> str:
        """Its name in a chart; the row above the charts says what it stands for."""
        return LETTERS[self.place]

    @cached_property
    def shown_pass(self) -> Pass:
        """The pass at the epoch shown, of the selected sequence alone."""
        latest = self.shown.latest
        return latest.alone(min(self.sequence, len(latest.x) - 1))

    @cached_property
    def in_own_units(self) -> Pass:
        """`shown_pass` with inputs, targets and predictions in the units of the person's own numbers."""
        return restored(self.shown_pass, self.shown.experiment.units)

    def line(self, x: Array, y: Array, hover: str, **more: Any) -> dict[str, Any]:
        """Return a line in the lane's colour and dash."""
        return {
            "type": "scatter",
            "mode": line_mode(len(x)),
            "name": self.letter,
            "meta": f"lane {self.letter}",
            "x": x,
            "y": y,
            "line": {"width": 2, "dash": _DASHES[self.place]},
            "marker": {"size": 6, "symbol": _SYMBOLS[self.place]},
            "hovertemplate": f"{hover}<extra>%{{fullData.name}}</extra>",
            **more,
        }


def lanes_of(newest: Lanes, shown: Lanes, sequence: int = 0) -> tuple[Lane, ...]:
    """Return the lanes as the figures draw them."""
    pairs = zip(newest.trainers, shown.trainers, strict=True)
    return tuple(Lane(place, new, now, sequence) for place, (new, now) in enumerate(pairs))
