"""Clock: how training tells the time, in one place, so that a test can put a clock of its own there."""

from __future__ import annotations

from time import perf_counter

seconds = perf_counter
"""() -> seconds since some moment."""
