"""Gradient norm along the line on which the loss is drawn."""

from __future__ import annotations

from rnn.figures.card import Figure, card, empty_card
from rnn.figures.cliff import along, axes_of
from rnn.figures.marks import down, marked
from rnn.lenses.cliff import Cliff
from rnn.words.cliff import about_norms

TITLE = "Gradient norm along the line"


def draw(cliff: Cliff) -> Figure:
    """The norm of the gradient of all parameters at each place of the line."""
    data = [along("gradient norm", "gradient", cliff.at, cliff.norms)]
    return card(
        TITLE,
        f"The norm of the whole gradient at {len(cliff.at)} places: large where the loss is steep. "
        "A wall between two places is not seen.",
        about_norms(cliff),
        data,
        **marked([down(cliff.here[0])], data, **axes_of(cliff, "gradient norm", cliff.norms)),
    )


def draw_none(why: str) -> Figure:
    """A card without a line that says why there is none."""
    return empty_card(TITLE, why)
