"""Measured series: numbers from the world, shipped as files, with their units and their sources."""

from rnn.data.series.measured import MEASURED, Series

__all__ = ["MEASURED", "Series"]
