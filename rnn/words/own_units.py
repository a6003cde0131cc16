"""What is said in the units of a person's own numbers, where the network gets them scaled."""

from __future__ import annotations

from rnn.data.scaling import restored, root_mean_squares
from rnn.text.quantities import number
from rnn.training.trainer import Trainer

MOST_ERRORS = 3
"""Outputs whose error is said."""


def about_error(shown: Trainer) -> str:
    """The root mean squared error of each output in the person's own units, where the network gets others."""
    units = shown.experiment.units
    if units is None or shown.experiment.loss != "squared":
        return ""
    errors = root_mean_squares(restored(shown.latest, units))
    named = ", ".join(number(float(error)) for error in errors[:MOST_ERRORS])
    return f"In your units the error is {named}{' ...' if len(errors) > MOST_ERRORS else ''} (RMSE)."
