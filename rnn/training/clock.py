"""Clock of the training, in one place so that tests can replace it."""

from __future__ import annotations

from time import perf_counter

seconds = perf_counter
"""() -> seconds since a fixed moment."""
