"""Lenses: every page and view by its name on the screen, as the cards of a lesson name them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from pages.shared.stage.cards import Cards
from pages.shared.views import compare, dynamics, gradient_flow, unroll
from pages.shared.views.hidden_states import hidden_states
from pages.shared.views.train import train
from pages.shared.visitor.view import View

_LANES = "ABCD"


class Lens(NamedTuple):
    """What draws the charts, and the keys that these may have for the experiment of a link."""

    draw: Callable[[View], Cards]
    figures: tuple[str, ...]


_FLOW = {
    "Where it goes": ("itemised", "loss_step", "decay", "by_lag"),
    "Why it vanishes or explodes": ("decay_causes", "singular_value_limit", "spectrum", "saturation"),
    gradient_flow.AS_IT_WAS: ("over_training", "gradient_norms"),
    "Clipping and truncation": ("clip_events", "clipping_direction", "truncation_cost"),
}
_DYNAMICS = {
    "Forecast": ("forecast",),
    "Writing": ("written", "next_letter", "prediction"),
    "State space": ("state_space", "third_component", "phase_portrait", "point_stability", "variance"),
    "Perturbation and lesions": ("perturbation", "exponent", "lesions", "without_unit"),
    "One unit": ("cobweb", "bifurcation", "slope_product", "product_over_weights"),
    "The cliff": ("cliff", "cliff_gradient", "loss_plane"),
}
_COMPARE = {
    "Curves": ("loss", "prediction", "gradient", "decay"),
    "Heatmaps": tuple(f"{kind}_{letter}" for kind in ("hidden", "influence") for letter in _LANES),
}
_CONTRIBUTIONS = ("contributions", "contribution_over_time", "contribution_entries", "contribution_direction")
LENSES: dict[str, Lens] = {
    "Train": Lens(train, ("loss", "prediction", "hidden", "gradient")),
    f"Unroll / {unroll.WALK}": Lens(unroll.walk, ("unrolled", "substep")),
    f"Unroll / {unroll.CONTRIBUTIONS}": Lens(partial(unroll.per_step_contributions, "W_hh"), _CONTRIBUTIONS),
    f"Unroll / {unroll.CHECK}": Lens(partial(unroll.check, "W_hh", None), ("gradient_check", "error", "unit")),
    "Hidden states": Lens(hidden_states, ("hidden", "unit", "slope")),
    **{f"Gradient flow / {name}": Lens(gradient_flow.VIEWS[name], keys) for name, keys in _FLOW.items()},
    **{f"Dynamics / {name}": Lens(dynamics.VIEWS[name], keys) for name, keys in _DYNAMICS.items()},
    **{f"Compare / {name}": Lens(compare.VIEWS[name], keys) for name, keys in _COMPARE.items()},
}
FIGURES = {name: lens.figures for name, lens in LENSES.items()}
"""The keys of the charts of each, against which the file of a lesson is checked."""
