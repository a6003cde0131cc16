"""Tasks: where sequences come from when a person does not type them; each is one function that draws a batch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from rnn.batch import Batch
from rnn.parameters import Array


class Drawn(NamedTuple):
    """A batch, and for a task of symbols the number of the symbol that is right at each step, (B, T)."""

    batch: Batch
    symbol: Array | None = None


@dataclass(frozen=True)
class Task:
    """draw(generator, sequences, steps, delay) -> Drawn; the same generator state draws the same batch.

    symbols : how many symbols the target has, or None where it is a number
    delayed : whether `delay` means anything to it
    line : the loss that a network reaches without what the task asks for, and what it means; or None
    """

    label: str
    draw: Callable[[np.random.Generator, int, int, int], Drawn]
    symbols: int | None = None
    line: tuple[float, str] | None = None
    delayed: bool = False


def echo(generator: np.random.Generator, sequences: int, steps: int, delay: int) -> Drawn:
    """A stream of +1 and -1; the target is the same stream `delay` steps later, and is not asked for before."""
    symbol = generator.integers(0, 2, size=(sequences, steps))
    later = np.zeros_like(symbol)
    later[:, delay:] = symbol[:, : steps - delay]
    counted = np.zeros((sequences, steps), dtype=bool)
    counted[:, delay:] = True
    return Drawn(Batch(_column(2 * symbol - 1), _column(2 * later - 1) * counted[..., None], counted), later)


def adding(generator: np.random.Generator, sequences: int, steps: int, _delay: int) -> Drawn:
    """Pairs (number from 0 to 1, marker); at the end, the sum of the two marked numbers (Hochreiter, Schmidhuber 1997).

    One marker stands in the first half, one in the second.
    """
    x = np.zeros((sequences, steps, 2))
    x[..., 0] = generator.uniform(size=(sequences, steps))
    rows, half = np.arange(sequences), steps // 2
    x[rows, generator.integers(0, half, size=sequences), 1] = 1
    x[rows, generator.integers(half, steps, size=sequences), 1] = 1
    target = np.zeros((sequences, steps, 1))
    target[:, -1, 0] = (x[..., 0] * x[..., 1]).sum(axis=1)
    return Drawn(Batch(x, target).at_last_step())


def parity(generator: np.random.Generator, sequences: int, steps: int, _delay: int) -> Drawn:
    """A stream of bits; the target is whether the number of ones so far is odd."""
    bits = generator.integers(0, 2, size=(sequences, steps))
    odd = bits.cumsum(axis=1) % 2
    return Drawn(Batch(_column(bits), _column(odd)), odd)


def sine(generator: np.random.Generator, sequences: int, steps: int, _delay: int) -> Drawn:
    """A wave of a period between 10 and 30 steps, begun anywhere; the target is its next value."""
    period = generator.uniform(10, 30, size=(sequences, 1))
    begin = generator.uniform(0, 2 * np.pi, size=(sequences, 1))
    wave = np.sin(begin + 2 * np.pi * np.arange(steps + 1) / period)
    return Drawn(Batch(_column(wave[:, :-1]), _column(wave[:, 1:])))


def _column(values: Array) -> Array:
    return np.asarray(values[..., None], dtype=float)


TASKS = {
    "echo": Task("echo with a delay", echo, symbols=2, line=(1.0, "no memory: always answering 0"), delayed=True),
    "adding": Task("adding two marked numbers", adding, line=(1 / 6, "always answering 1")),
    "parity": Task("parity of the bits so far", parity, symbols=2, line=(0.25, "always answering 1/2")),
    "sine": Task("next value of a sine", sine),
}
