"""Parts of a walk: sub-steps, their equations, and the arrays in these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from rnn.network.norms import norm
from rnn.network.parameters import Array

Phase = Literal["forward", "loss", "backward", "update"]
Kind = Literal["input", "state", "slope", "weight", "output", "error", "gradient"]


@dataclass(frozen=True, eq=False)
class Term:
    """One array of an equation, under its name: a matrix (rows, columns), a column where it is a vector.

    text : the name as it is typeset, h<sub>2</sub>
    kind : decides the colour scale, which terms of one kind share within an equation
    under : a label below it, such as "local"
    by_norm : only its norm is shown
    row : which of its rows is the one that is written out, counted from 0, or None
    """

    text: str
    values: Array
    kind: Kind
    under: str = ""
    by_norm: bool = False
    row: int | None = None

    @property
    def norm(self) -> float:
        """Euclidean norm."""
        with np.errstate(over="ignore"):
            return norm(self.values.ravel())


@dataclass(frozen=True, eq=False)
class Equation:
    """One equation in symbols, in numbers and in NumPy.

    text : in symbols
    parts : in numbers: arrays, and the text between them
    written : one entry of it, written out
    source : the lines of our own code that compute it
    plain : the same in plain NumPy, as in a textbook
    note : a remark on a common mistake
    brief : show the first array of `parts` only
    """

    text: str
    parts: tuple[str | Term, ...]
    written: str = ""
    source: tuple[str, ...] = ()
    note: str = ""
    brief: bool = False
    plain: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """The arrays alone; the first is the result."""
        return tuple(part for part in self.parts if isinstance(part, Term))

    def __getitem__(self, text: str) -> Array:
        """Values of the term named `text`. Raises KeyError where there is none."""
        for term in self.terms:
            if term.text == text:
                return term.values
        raise KeyError(text)


@dataclass(frozen=True, eq=False)
class SubStep:
    """One stop of the walk.

    step : the time step, counted from 1, or None where it is about all of them
    says : what happens, in one sentence
    """

    phase: Phase
    step: int | None
    says: str
    equations: tuple[Equation, ...]

    @property
    def title(self) -> str:
        """Where it is, in words."""
        return self.phase.capitalize() if self.step is None else f"{self.phase.capitalize()}, t = {self.step}"
