"""Memory tasks: an input determines a later target."""

from __future__ import annotations

import numpy as np

from rnn.data.tasks.task import Dials, Drawn, column
from rnn.network.batch import Batch
from rnn.network.parameters import Array

PULSE = 0.1
"""Probability of a pulse at each input and step of the flip-flop."""
SYMBOLS = 6
X, Y = 4, 5
"""Relevant symbols of temporal order; the first four are distractors."""
NAMES = "abcdXY"


def echo(generator: np.random.Generator, dials: Dials) -> Drawn:
    """A stream of +1 and -1; the target is the same stream, delayed by `delay` steps."""
    sequences, steps, delay, _ = dials
    symbol = generator.integers(0, 2, size=(sequences, steps))
    later = np.zeros_like(symbol)
    later[:, delay:] = symbol[:, : steps - delay]
    counted = np.zeros((sequences, steps), dtype=bool)
    counted[:, delay:] = True
    return Drawn(Batch(column(2 * symbol - 1), column(2 * later - 1) * counted[..., None], counted), later)


def latch(generator: np.random.Generator, dials: Dials) -> Drawn:
    """+1 or -1 at the first step, then only noise; the last target is the sign (after Bengio et al. 1994)."""
    symbol = np.zeros((dials.sequences, dials.task_steps), dtype=int)
    x = np.zeros((dials.sequences, dials.task_steps, 1))
    target = np.zeros_like(x)
    first = generator.integers(0, 2, size=dials.sequences)
    symbol[:, -1] = first
    x[:, 0, 0] = target[:, -1, 0] = 2 * first - 1
    return Drawn(Batch(x, target).at_last_step(), symbol)


def adding(generator: np.random.Generator, dials: Dials) -> Drawn:
    """Pairs (number, marker); the last target is the sum of the marked numbers (Hochreiter, Schmidhuber 1997).

    The numbers are uniform in [0, 1]. One marker is in the first half, one in the second.
    """
    sequences, steps, *_ = dials
    x = np.zeros((sequences, steps, 2))
    x[..., 0] = generator.uniform(size=(sequences, steps))
    rows, half = np.arange(sequences), steps // 2
    x[rows, generator.integers(0, half, size=sequences), 1] = 1
    x[rows, generator.integers(half, steps, size=sequences), 1] = 1
    target = np.zeros((sequences, steps, 1))
    target[:, -1, 0] = (x[..., 0] * x[..., 1]).sum(axis=1)
    return Drawn(Batch(x, target).at_last_step())


def temporal_order(generator: np.random.Generator, dials: Dials) -> Drawn:
    """Distractor symbols, with an X or Y in each half of the sequence; the target at the last step is the pair.

    Inputs are one-hot over six symbols, targets over XX, XY, YX, YY (after Hochreiter and Schmidhuber 1997).
    """
    sequences, steps, *_ = dials
    stream = generator.integers(0, X, size=(sequences, steps))
    rows, half = np.arange(sequences), steps // 2
    first, second = generator.integers(0, 2, size=(2, sequences))
    stream[rows, generator.integers(0, half, size=sequences)] = X + first
    stream[rows, generator.integers(half, steps, size=sequences)] = X + second
    symbol = np.repeat((2 * first + second)[:, None], steps, axis=1)
    return Drawn(Batch(np.eye(SYMBOLS)[stream], np.eye(4)[symbol]).at_last_step(), symbol)


def flip_flop(generator: np.random.Generator, dials: Dials) -> Drawn:
    """Three inputs with rare pulses of +1 or -1; each output holds its last pulse (after Sussillo and Barak 2013).

    Every input has a pulse at the first step, so that there is always something to hold.
    """
    size = (dials.sequences, dials.task_steps, 3)
    pulses = np.where(generator.uniform(size=size) < PULSE, 2 * generator.integers(0, 2, size=size) - 1, 0)
    pulses[:, 0] = 2 * generator.integers(0, 2, size=(dials.sequences, 3)) - 1
    held = pulses.copy()
    for t in range(1, dials.task_steps):
        held[:, t] = np.where(pulses[:, t], pulses[:, t], held[:, t - 1])
    return Drawn(Batch(pulses.astype(float), held.astype(float)))


def two_lags(generator: np.random.Generator, dials: Dials) -> Drawn:
    """A stream of bits; the target is 0.5 + 0.5 x_{t-3} - 0.25 x_{t-8}, at steps where both bits exist."""
    bits = generator.integers(0, 2, size=(dials.sequences, dials.task_steps))
    counted = np.broadcast_to(np.arange(dials.task_steps) >= 8, bits.shape)
    target = 0.5 + 0.5 * earlier(bits, 3) - 0.25 * earlier(bits, 8)
    return Drawn(Batch(column(bits), column(target) * counted[..., None], counted))


def earlier(values: Array, lag: int) -> Array:
    """Delay (B, T) by `lag` steps, with zeros at the first steps."""
    before = np.zeros_like(values, dtype=float)
    before[:, lag:] = values[:, :-lag]
    return before


def without_lag_8(batch: Batch) -> Array:
    """The best prediction without the bit 8 steps back, whose mean is 1/2."""
    return 0.375 + 0.5 * column(earlier(batch.x[..., 0], 3))
