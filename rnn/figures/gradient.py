"""Gradient norm at every time step."""

from __future__ import annotations

import numpy as np

from rnn.figures.axes import log_axis, time_axis
from rnn.figures.card import Figure, card, line_mode, steps_of
from rnn.network.bptt import Pass
from rnn.text.quantities import counted
from rnn.training.divergence import Divergence
from rnn.words import flow_sentences

FLOOR = 1e-16


def draw(shown: Pass, sequence: int = 0, divergence: Divergence | None = None) -> Figure:
    """The norms of dL/dh_t and of dL/da_t; what is below the floor is drawn on it.

    divergence : why the run of this pass cannot go on, where it cannot
    """
    shown = shown.alone(sequence)
    dh, da = shown.dh_norm[0], shown.da_norm[0]
    mode = line_mode(len(dh))
    hover = "t = %{x}: %{customdata:.4g}<extra>%{fullData.name}</extra>"
    common = {"type": "scatter", "mode": mode, "x": steps_of(dh), "hovertemplate": hover}
    return card(
        "Gradient at each time step",
        _read(shown),
        flow_sentences.about_gradient(shown, path=divergence.path if divergence else None),
        [
            {
                **common,
                "name": "|∂L/∂h<sub>t</sub>|",
                "meta": "gradient",
                "y": np.maximum(dh, FLOOR),
                "customdata": dh,
                "line": {"width": 2},
                "marker": {"size": 7},
            },
            {
                **common,
                "name": "|∂L/∂a<sub>t</sub>|",
                "meta": "gradient before tanh",
                "y": np.maximum(da, FLOOR),
                "customdata": da,
                "line": {"width": 2, "dash": "dash"},
                "marker": {"size": 7, "symbol": "diamond-open"},
            },
        ],
        xaxis=time_axis(len(dh)),
        yaxis=log_axis("norm", np.concatenate([dh, da]), FLOOR, step=2),
        showlegend=True,
        picks={"x": "step"},
    )


def _read(shown: Pass) -> str:
    before, chunk = shown.options.activation.look.name, shown.options.truncation
    read = f"Gradient norm of the loss with respect to h_t, and to a_t before {before}. Log axis, floor 10⁻¹⁶."
    if chunk is None or chunk >= shown.x.shape[1]:
        return read
    return f"{read} It flows back within chunks of {counted(chunk, 'time step')} only."
