"""Share of saturated units at every time step."""

from __future__ import annotations

from rnn.figures.axes import axis, time_axis
from rnn.figures.card import Figure, card, steps_of
from rnn.lenses.saturation import SATURATED
from rnn.network.activation_looks import Look
from rnn.network.parameters import Array
from rnn.words import flow_sentences


def draw(saturated: Array, look: Look) -> Figure:
    """A bar for each time step, from none to all of the units."""
    return card(
        "Saturated units",
        f"Share of units where the slope of {look.name} is below {SATURATED:.2g} of its maximum ({_where(look)}).",
        flow_sentences.about_saturated(saturated, off=look.lowest == 0 and not look.saturated),
        [
            {
                "type": "bar",
                "name": "saturated units",
                "meta": "slopes",
                "x": steps_of(saturated),
                "y": saturated,
                "hovertemplate": "t = %{x}: %{y:.0%}<extra></extra>",
            }
        ],
        picks={"x": "step"},
        xaxis=time_axis(len(saturated)),
        yaxis=axis("share of units", range=[0, 1.03], tickformat=".0%", nticks=5),
    )


def _where(look: Look) -> str:
    if look.saturated:
        return look.saturated.removeprefix("saturated (").removesuffix(")")
    return "a linear unit never is" if look.lowest is None else "off"
