"""The tables of what a statement may speak of; each row calls the function that the screen draws from."""

from __future__ import annotations

from rnn.lessons.of_gradients import CURVES_OF_GRADIENTS, OF_GRADIENTS
from rnn.lessons.of_training import CURVES_OF_TRAINING, OF_TRAINING
from rnn.lessons.quantity import Curve, Quantity

QUANTITIES: dict[str, Quantity] = {**OF_TRAINING, **OF_GRADIENTS}
CURVES: dict[str, Curve] = {**CURVES_OF_TRAINING, **CURVES_OF_GRADIENTS}
