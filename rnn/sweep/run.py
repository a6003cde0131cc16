"""Run of a sweep: what advances it in slices, in this process or elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from rnn.sweep.state import SweepState


class Run(Protocol):
    """A sweep that is being trained; what changes it returns the next one."""

    @property
    def state(self) -> SweepState:
        """The results so far, and what is left."""

    @property
    def finished(self) -> bool:
        """Whether every run has ended."""

    @property
    def sentence(self) -> str:
        """Why it no longer trains where it began, and goes on in this process; empty while it does."""

    def advance(self, seconds: float | None = None) -> Run:
        """Go on for `seconds`; None: to the end."""

    def stop(self) -> SweepState:
        """End what is under way, and return the state so far, from which any run goes on."""


@dataclass(frozen=True, eq=False)
class Here:
    """A Run in this process."""

    state: SweepState
    sentence: str = ""

    @property
    def finished(self) -> bool:
        """Whether every run has ended."""
        return self.state.finished

    def advance(self, seconds: float | None = None) -> Here:
        """Train for `seconds`, at least one epoch of some runs; None: to the end."""
        return replace(self, state=self.state.advance(seconds))

    def stop(self) -> SweepState:
        """Return the state so far."""
        return self.state


def trains_here(run: Run) -> bool:
    """Whether `advance` computes in this process, and does not only wait for others."""
    return isinstance(run, Here) or bool(run.sentence)
