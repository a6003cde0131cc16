"""Fraction of the variance of the hidden states that each principal component holds."""

from __future__ import annotations

from rnn.figures.axes import axis
from rnn.figures.card import Figure, card, steps_of
from rnn.lenses.state_space import Components


def draw(seen: Components, said: str) -> Figure:
    """Return a bar for each of the first components."""
    count = len(seen.fractions)
    return card(
        "Variance of the components",
        "How many dimensions the states of the whole batch use. Padding is left out.",
        said,
        [
            {
                "type": "bar",
                "name": "variance",
                "meta": "weights",
                "x": steps_of(seen.fractions),
                "y": seen.fractions,
                "hovertemplate": "PC %{x}: %{y:.2%}<extra></extra>",
            }
        ],
        xaxis=axis("principal component", range=[0.4, count + 0.6], dtick=1, tickformat="d"),
        yaxis=axis("fraction of the variance", range=[0, 1.03], tickformat=".0%", nticks=5),
    )
