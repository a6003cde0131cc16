"""Quantities of one unit alone: its fixed points, where it settles, and the product of slopes along its path."""

from __future__ import annotations

from dataclasses import replace

from rnn.lenses import one_unit
from rnn.lessons.quantity import Quantity
from rnn.text.quantities import signed
from rnn.training.trainer import Trainer


def fixed_points(trainer: Trainer, sequence: int, unit: int = 0) -> float:
    """Return how many fixed points the unit has."""
    return float(len(one_unit.fixed_points(one_unit.of_network(trainer, unit))))


def settled(trainer: Trainer, sequence: int, unit: int = 0) -> float:
    """Return the state at the end of the unit's path."""
    return float(one_unit.path(one_unit.of_network(trainer, unit))[-1])


def slope_where_settled(trainer: Trainer, sequence: int, unit: int = 0) -> float:
    """Return the slope at the fixed point nearest to the end of the path; nan where there is none."""
    found = one_unit.fixed_points(one_unit.of_network(trainer, unit))
    end = settled(trainer, sequence, unit)
    return min(found, key=lambda point: abs(point.h - end)).slope if found else float("nan")


def product_of_slopes(trainer: Trainer, sequence: int, unit: int = 0) -> float:
    """Return what is left of the gradient after all steps of the unit's path."""
    return float(one_unit.product_of_slopes(one_unit.of_network(trainer, unit))[-1])


def product_with_weight(trainer: Trainer, sequence: int, weight: float) -> float:
    """Return the same with another weight on itself, for the first unit."""
    unit = replace(one_unit.of_network(trainer, 0), w=weight)
    return float(one_unit.product_of_slopes(unit)[-1])


def largest_product(trainer: Trainer, sequence: int) -> float:
    """Return the largest of the products that are drawn over the weights, for the first unit."""
    unit = one_unit.of_network(trainer, 0)
    return float(one_unit.products_over_weights(unit.b, unit.activation)[1].max())


OF_ONE_UNIT = {
    "fixed_points": Quantity("how many fixed points one unit alone has", fixed_points, ("unit?",)),
    "settled": Quantity("the state in which one unit alone settles, from 0.5 on", settled, ("unit?",), signed),
    "slope_where_settled": Quantity(
        "the slope at the fixed point where one unit alone settles", slope_where_settled, ("unit?",), signed
    ),
    "product_of_slopes": Quantity(
        "what is left of the gradient after 50 steps of one unit alone", product_of_slopes, ("unit?",)
    ),
    "product_with_weight": Quantity(
        "the same for the first unit with another weight on itself", product_with_weight, ("number",)
    ),
    "largest_product": Quantity("the largest of these products over all weights drawn", largest_product),
}
