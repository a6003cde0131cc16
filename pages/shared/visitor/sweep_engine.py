"""Engine of sweeps: where they train."""

from __future__ import annotations

from rnn.sweep.run import Here, Run
from rnn.sweep.state import SweepState


def engine(state: SweepState) -> Run:
    """Return the sweep, to go on from a state: in this process."""
    return Here(state)
