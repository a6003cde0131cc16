"""Lenses: every page and view by its name on the screen, as the files of lessons name them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from pages.shared.stage.cards import Cards
from pages.shared.views import compare, dynamics, gradient_flow, unroll
from pages.shared.views.hidden_states import hidden_states
from pages.shared.views.train import train
from pages.shared.visitor.view import View
from rnn.experiment.differences import LETTERS


class Lens(NamedTuple):
    """The charts of a page or view, and the names of all that it may have.

    what_if : whether it offers the what-if sliders
    """

    charts: Callable[[View], Cards]
    names: tuple[str, ...]
    what_if: bool = False


_FLOW = {
    "Where it goes": ("itemised", "loss_step", "decay", "by_lag"),
    "Why it vanishes or explodes": ("decay_causes", "singular_value_limit", "spectrum", "saturation"),
    "Over training": ("over_training", "gradient_norms"),
    "Clipping and truncation": ("clip_events", "clipping_direction", "truncation_cost"),
}
_DYNAMICS = {
    "Forecast": ("forecast",),
    "Writing": ("written", "next_letter", "prediction"),
    "State space": ("phase_portrait", "state_space", "third_component", "point_stability", "variance"),
    "Perturbation and lesions": ("perturbation", "exponent", "lesions", "without_unit"),
    "One unit": ("cobweb", "bifurcation", "slope_product", "product_over_weights"),
    "The cliff": ("cliff", "cliff_gradient", "loss_plane"),
}
_COMPARE = {
    "Curves": ("loss", "prediction", "gradient", "decay"),
    "Heatmaps": tuple(f"{kind}_{letter}" for kind in ("hidden", "influence") for letter in LETTERS),
}
_CONTRIBUTIONS = ("contributions", *(f"contribution_{of}" for of in ("over_time", "entries", "direction")))

LENSES: dict[str, Lens] = {
    "Train": Lens(train, ("loss", "prediction", "hidden", "gradient", "confusion")),
    f"Unroll / {unroll.WALK}": Lens(unroll.walk, ("unrolled", "substep")),
    f"Unroll / {unroll.CONTRIBUTIONS}": Lens(partial(unroll.per_step_contributions, "W_hh"), _CONTRIBUTIONS),
    f"Unroll / {unroll.CHECK}": Lens(partial(unroll.check, "W_hh", None), ("gradient_check", "error", "unit")),
    "Hidden states": Lens(hidden_states, ("hidden", "unit", "slope")),
    **{
        f"Gradient flow / {name}": Lens(charts, _FLOW[name], name != gradient_flow.AS_IT_WAS)
        for name, charts in gradient_flow.VIEWS.items()
    },
    **{f"Dynamics / {name}": Lens(charts, _DYNAMICS[name]) for name, charts in dynamics.VIEWS.items()},
    **{f"Compare / {name}": Lens(charts, _COMPARE[name]) for name, charts in compare.VIEWS.items()},
}
"""As they stand in the row of pages and among its views."""
NAMES = {name: lens.names for name, lens in LENSES.items()}
