"""The tables of what a statement may speak of; each row calls the function that the screen draws from."""

from __future__ import annotations

from rnn.lessons.of_causes import CURVES_OF_CAUSES, OF_CAUSES
from rnn.lessons.of_flow import CURVES_OF_FLOW, OF_FLOW
from rnn.lessons.of_gradients import CURVES_OF_GRADIENTS, OF_GRADIENTS
from rnn.lessons.of_network import CURVES_OF_NETWORK, OF_NETWORK
from rnn.lessons.of_one_unit import OF_ONE_UNIT
from rnn.lessons.of_training import CURVES_OF_TRAINING, OF_TRAINING
from rnn.lessons.of_updates import CURVES_OF_UPDATES, OF_UPDATES
from rnn.lessons.quantity import Curve, Quantity

QUANTITIES: dict[str, Quantity] = {
    **OF_TRAINING,
    **OF_UPDATES,
    **OF_GRADIENTS,
    **OF_FLOW,
    **OF_NETWORK,
    **OF_CAUSES,
    **OF_ONE_UNIT,
}
CURVES: dict[str, Curve] = {
    **CURVES_OF_TRAINING,
    **CURVES_OF_UPDATES,
    **CURVES_OF_GRADIENTS,
    **CURVES_OF_FLOW,
    **CURVES_OF_NETWORK,
    **CURVES_OF_CAUSES,
}
