"""Sweeps: many runs, of which only the results are kept."""
