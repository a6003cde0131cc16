"""Which time steps make the gradient? How much each adds, for every parameter."""

from __future__ import annotations

import numpy as np

from rnn.figures.axes import axis, on_log_axis, time_axis
from rnn.figures.card import Figure, card, steps_of
from rnn.lenses.contributions import contributions
from rnn.network.bptt import Pass
from rnn.words import gradient_sentences as sentences

LEAST = 1e-4


def draw(shown: Pass, name: str = "W_hh", sequence: int = 0) -> Figure:
    """A row per parameter, a column per time step, in powers of ten of the row's longest; told for `name`.

    `shown` is the pass over the whole batch.
    """
    names = shown.parameters.held[::-1]
    parts = {each: contributions(shown, each, sequence) for each in names}
    lengths = np.array([parts[each].against_longest for each in names])
    return card(
        "What each step adds",
        "Additions to the gradient, a row per parameter, in powers of ten: 0 is the longest of the row, "
        "−4 a ten-thousandth of it, or less.",
        sentences.about_contributions(parts[name]),
        [
            {
                "type": "heatmap",
                "z": np.log10(on_log_axis(lengths, LEAST)),
                "x": steps_of(lengths.T),
                "y": steps_of(lengths),
                "zmin": -4,
                "zmax": 0,
                "meta": "sequential",
                "customdata": lengths,
                "hovertemplate": "t = %{x}, %{y}: %{customdata:.3g} of the row's longest<extra></extra>",
            }
        ],
        picks={"x": "step"},
        xaxis=time_axis(lengths.shape[1]),
        yaxis=axis(
            "gradient of",
            range=[0.5, len(names) + 0.5],
            tickvals=steps_of(names).tolist(),
            ticktext=[f"{each[0]}<sub>{each[2:]}</sub>" for each in names],
        ),
    )
