"""One unit alone: cobweb, fixed points over the weight, and the product of slopes."""

from __future__ import annotations

from pages.shared.stage.cards import Cards
from pages.shared.visitor.view import View
from rnn.figures import bifurcation, cobweb, slope_product
from rnn.lenses.one_unit import of_network


def one_unit_view(view: View) -> Cards:
    """Return what h <- f(w h + b) does, for the selected unit of the network or for what the sliders say."""
    unit = view.one_unit or of_network(view.shown, view.unit)
    return Cards(
        cobweb=lambda: cobweb.draw(unit, view.unit + 1, view.shown.experiment.hidden_size, view.one_unit is None),
        bifurcation=lambda: bifurcation.draw(unit),
        slope_product=lambda: slope_product.draw(unit),
        product_over_weights=lambda: slope_product.draw_over_weights(unit),
    )
