"""What a row of the table of quantities is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rnn.network.parameters import Array
from rnn.text.quantities import number

KINDS = ("step", "state", "lag", "unit", "input", "output", "parameter", "row", "column", "number")
"""What an argument may be; with a question mark behind it, it may be left out."""


@dataclass(frozen=True)
class Quantity:
    """A number that the screen shows.

    sentence : what it is, for the table in the documents
    measure : (trainer, sequence, *arguments) -> value; sequence, steps and units count from 0
    arguments : their kinds, of KINDS
    said : value -> text
    whenever : whether it means something also where the run ended before the epoch that is asked for
    """

    sentence: str
    measure: Callable[..., float]
    arguments: tuple[str, ...] = ()
    said: Callable[[float], str] = number
    whenever: bool = False


@dataclass(frozen=True)
class Curve:
    """A curve that the screen shows.

    measure : (trainer, sequence, *arguments) -> x, y, both (n,)
    x, y : the titles of the axes
    log : whether the screen draws it on a logarithmic axis
    """

    sentence: str
    measure: Callable[..., tuple[Array, Array]]
    x: str
    y: str
    arguments: tuple[str, ...] = ()
    log: bool = False
