"""Contribution of one time step to the gradient: every entry of its outer product."""

from __future__ import annotations

import numpy as np

from rnn.figures.axes import axis, unit_axis
from rnn.figures.card import Figure, card, steps_of
from rnn.lenses.contributions import contributions
from rnn.network.bptt import Pass
from rnn.words import gradient_sentences as sentences

_UNIT, _BEFORE = "unit of h<sub>t</sub>", "unit of h<sub>t−1</sub>"
_AXES = {
    "W_xh": ("input", _UNIT),
    "W_hh": (_BEFORE, _UNIT),
    "W_hy": (_UNIT, "output"),
    "b_h": ("bias", _UNIT),
    "b_y": ("bias", "output"),
    "h_0": ("initial state", "unit of h<sub>0</sub>"),
}


def draw(shown: Pass, name: str, step: int | None = None, sequence: int = 0) -> Figure:
    """Rows and columns as in the parameter; steps count from 0 here, from 1 on the screen.

    shown : the pass over the whole batch
    step : None is the step with the largest contribution
    """
    parts = contributions(shown, name, sequence)
    step = parts.largest if step is None else min(step, len(parts.norm) - 1)
    entries = np.nan_to_num(parts.at(step))
    largest = np.abs(entries).max()
    across, up = _AXES[name]
    return card(
        f"Contribution of t = {step + 1} to {name}",
        "One outer product: all rows have one pattern. ±1 is the largest entry of this step.",
        sentences.about_entries(parts, step),
        [
            {
                "type": "heatmap",
                "z": entries / largest if largest else entries,
                "x": steps_of(entries.T),
                "y": steps_of(entries),
                "zmin": -1,
                "zmax": 1,
                "meta": "diverging",
                "customdata": entries,
                "hovertemplate": "row %{y}, column %{x}: %{customdata:.4g}<extra></extra>",
            }
        ],
        xaxis=unit_axis(entries.shape[1]) | axis(across),
        yaxis=unit_axis(len(entries)) | axis(up),
    )
