"""Norm of each time step's contribution to the gradient, for every parameter."""

from __future__ import annotations

import numpy as np

from rnn.figures.axes import axis, on_log_axis, time_axis
from rnn.figures.card import Figure, card, steps_of
from rnn.lenses.contributions import contributions
from rnn.network.bptt import Pass
from rnn.words import gradient_sentences as sentences

LEAST = 1e-4


def draw(shown: Pass, name: str = "W_hh", sequence: int = 0) -> Figure:
    """A row per parameter, a column per time step, in powers of ten relative to the row's largest.

    shown : the pass over the whole batch
    name : the parameter that the sentence is about
    """
    names = shown.parameters.held[::-1]
    parts = {each: contributions(shown, each, sequence) for each in names}
    norms = np.array([parts[each].relative_norm for each in names])
    return card(
        "Per-step contributions",
        "Norm of each contribution as a power of ten, relative to the largest of its row.",
        sentences.about_contributions(parts[name]),
        [
            {
                "type": "heatmap",
                "z": np.log10(on_log_axis(norms, LEAST)),
                "x": steps_of(norms.T),
                "y": steps_of(norms),
                "zmin": -4,
                "zmax": 0,
                "meta": "sequential",
                "customdata": norms,
                "hovertemplate": "t = %{x}, %{y}: %{customdata:.3g} of the row's largest<extra></extra>",
            }
        ],
        picks={"x": "step"},
        xaxis=time_axis(norms.shape[1]),
        yaxis=axis(
            "gradient of",
            range=[0.5, len(names) + 0.5],
            tickvals=steps_of(names).tolist(),
            ticktext=[f"{each[0]}<sub>{each[2:]}</sub>" for each in names],
        ),
    )
